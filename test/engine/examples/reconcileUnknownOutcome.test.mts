import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES, defaultSeed, type PaymentSeed } from '../../simulator/index.mts';
import { id } from '../../support/statement.mts';
import { Bench, type Outcome } from './Bench.mts';
import { edited, example } from './examples.mts';

const reconcile = example('reconcile-unknown-outcome');
const day = (ago: number) => DateTime.utc().minus({ days: ago }).toISODate();

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
beforeEach(() => {
	bench.simulator.seed(defaultSeed(new Date()));
	bench.simulator.reset();
	bench.simulator.settings.showExternalId = false;
});
afterAll(async () => await bench.close());

/** A payment on the main account that ZEN knows, made two days ago unless told. */
const known = (number: number, more: Partial<PaymentSeed> = {}): PaymentSeed => ({
	id: id(number),
	accountId: ACCOUNT.main,
	direction: 'OUTGOING',
	amount: `${number}.00`,
	title: `Invoice ${number}`,
	counterparty: COMPANIES[0]!,
	createdAt: `${day(2)}T09:00:00Z`,
	...more,
});
const seed = (...payments: PaymentSeed[]) =>
	bench.simulator.seed({ accounts: defaultSeed(new Date()).accounts, payments });

/** The row of a payout report that goes with it. */
const doubt = (number: number, more: object = {}) => ({
	reference: `INV-${number}`,
	supplier: COMPANIES[0]!.name,
	iban: COMPANIES[0]!.accountNumber,
	amount: `${number}.00`,
	currency: 'EUR',
	title: `Invoice ${number}`,
	triedOn: day(2),
	...more,
});
const run = async (...payments: object[]) =>
	await bench.run(
		edited(reconcile, 'Payments in doubt', { jsonOutput: JSON.stringify({ payments }) }),
	);

const decisions = async (outcome: Outcome) =>
	Object.fromEntries(
		(await outcome.rows('Send to whoever releases payments')).map(({ Reference, Decision }) => [
			Reference,
			Decision,
		]),
	);

it('decides about each payment, and pays none', async () => {
	seed(
		known(1),
		known(2, { status: 'IN_PROGRESS', bookedAt: null }),
		known(3, { status: 'REJECTED', bookedAt: null }),
		known(4),
		known(44, { amount: '4.00', title: 'Invoice 4' }),
	);
	const outcome = await run(...[1, 2, 3, 4, 5].map((number) => doubt(number)));

	expect(outcome.status).toBe('success');
	const rows = await outcome.rows('Send to whoever releases payments');
	const byReference = new Map(rows.map((row) => [row.Reference, row]));
	expect(await decisions(outcome)).toEqual({
		'INV-1': 'PAID',
		'INV-2': 'ON ITS WAY',
		'INV-3': 'NOT PAID: rejected',
		'INV-4': 'COMPARE BY HAND',
		'INV-5': 'NOT FOUND',
	});
	expect(byReference.get('INV-1')).toMatchObject({
		Amount: '1.00',
		'What to do': 'Book it as paid. Do not pay it again.',
		'ZEN Payment ID': known(1).id,
		'ZEN Status': 'SETTLED',
	});
	expect(byReference.get('INV-4')?.['ZEN Payment ID']?.split(' ').sort()).toEqual([
		known(4).id,
		known(44).id,
	]);
	expect(byReference.get('INV-5')?.['What to do']).toContain('Look in the ZEN portal too');
	expect(bench.simulator.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
});

it.each([
	['another amount', { amount: '10.01' }],
	['another title', { title: 'Invoice 11' }],
	['another receiver', { counterparty: COMPANIES[4]! }],
	['one that was made before the first try', { createdAt: `${day(4)}T23:59:59Z` }],
])('does not take a payment for it that is alike but for: %s', async (_what, more) => {
	seed(known(10, more));
	expect(await decisions(await run(doubt(10)))).toEqual({ 'INV-10': 'NOT FOUND' });
});

it('knows it however amount, IBAN and title are written, and a day apart', async () => {
	seed(known(1180, { createdAt: `${day(3)}T23:59:59Z` }));
	const written = { amount: '1180', iban: 'lt19 9999 0000 0000 1001', title: ' Invoice 1180 ' };
	expect(await decisions(await run(doubt(1180, written)))).toEqual({ 'INV-1180': 'PAID' });
});

it('looks without a date when the day of the first try was forgotten', async () => {
	seed(known(12, { createdAt: `${day(60)}T09:00:00Z` }));
	const forgotten = doubt(12, { triedOn: undefined });
	expect(await decisions(await run(forgotten))).toEqual({ 'INV-12': 'PAID' });
});

it('guesses neither when one payment could be either of two rows', async () => {
	seed(known(20));
	const outcome = await run(doubt(20), doubt(20, { reference: 'INV-20-again' }));
	expect(new Set(Object.values(await decisions(outcome)))).toEqual(new Set(['COMPARE BY HAND']));
});

it('goes by the reference alone where ZEN tells it', async () => {
	bench.simulator.settings.showExternalId = true;
	seed(
		known(30, { externalId: 'INV-30', title: 'Renamed', amount: '30.00' }),
		known(31, { externalId: 'somebody else', amount: '32.00', title: 'Invoice 32' }),
		known(33, { externalId: 'INV-33' }),
		known(34, { externalId: 'INV-34', direction: 'INCOMING' }),
	);
	const twin = doubt(33, { reference: 'INV-33-again' });
	expect(await decisions(await run(doubt(30), doubt(32), doubt(33), twin, doubt(34)))).toEqual({
		'INV-30': 'PAID',
		'INV-32': 'NOT FOUND',
		'INV-33': 'PAID',
		'INV-33-again': 'NOT FOUND',
		'INV-34': 'NOT FOUND',
	});
});

it('finds it on any page of a long history, and in an empty one nothing', async () => {
	const many = Array.from({ length: 250 }, (_, index) =>
		known(1000 + index, { createdAt: `${day(1)}T09:00:00Z` }),
	);
	seed(known(40), ...many);
	expect(await decisions(await run(doubt(40)))).toEqual({ 'INV-40': 'PAID' });
	expect(bench.simulator.requests()).toHaveLength(3);
	seed();
	expect(await decisions(await run(doubt(40)))).toEqual({ 'INV-40': 'NOT FOUND' });
});

it('decides nothing when ZEN cannot be asked', async () => {
	bench.simulator.faults.add({ kind: 'status', status: 403 });
	const outcome = await run(doubt(50));
	bench.simulator.faults.clear();

	expect(outcome.status).toBe('error');
	expect(outcome.items('Send to whoever releases payments')).toEqual([]);
});

it('resolves what the spreadsheet payout could not', async () => {
	const payouts = example('payouts-from-spreadsheet');
	bench.simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST', times: 1 });
	bench.simulator.faults.add({ kind: 'resetBeforeCommit', method: 'POST', times: 1 });
	const report = await (await bench.run(payouts)).rows('Send or file the report');
	bench.simulator.settle();
	const inDoubt = report.filter(({ Outcome }) => Outcome === 'unknown');
	const rows = inDoubt.map(({ Reference, Supplier, IBAN, Amount, Currency, Title }) => ({
		reference: Reference,
		supplier: Supplier,
		iban: IBAN,
		amount: Amount,
		currency: Currency,
		title: Title,
		triedOn: day(0),
	}));

	expect(await decisions(await run(...rows))).toEqual({
		'STATIONERY-5601': 'PAID',
		'FREIGHT-5602': 'NOT FOUND',
	});
	expect(bench.paid()).toEqual(['STATIONERY-5601', 'CLEANING-5604']);
});
