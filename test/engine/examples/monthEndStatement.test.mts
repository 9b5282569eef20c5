import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES, defaultSeed, type PaymentSeed } from '../../simulator/index.mts';
import { pdfText } from '../../simulator/support/pdfText.mts';
import { complaints, id } from '../../support/statement.mts';
import { readBinary } from '../harness.mts';
import { Bench, type Outcome } from './Bench.mts';
import { example } from './examples.mts';

const monthEnd = example('month-end-statement');
const MONTH = DateTime.utc().minus({ months: 1 });
const month = MONTH.toFormat('yyyy-MM');

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
beforeEach(() => {
	bench.simulator.seed(defaultSeed(new Date()));
	bench.simulator.reset();
});
afterAll(async () => await bench.close());

/** A payment on the main account, outgoing and settled unless told. */
const past = (
	number: number,
	bookedAt: DateTime,
	more: Partial<PaymentSeed> = {},
): PaymentSeed => ({
	id: id(number),
	accountId: ACCOUNT.main,
	direction: 'OUTGOING',
	amount: `${number}.10`,
	title: `Payment ${number}`,
	counterparty: COMPANIES[0]!,
	createdAt: bookedAt.toISO()!,
	...more,
});
const seed = (...payments: PaymentSeed[]) =>
	bench.simulator.seed({ accounts: defaultSeed(new Date()).accounts, payments });
const first = MONTH.startOf('month');
const last = MONTH.endOf('month').startOf('second');

/** The files in the archive that would be sent, by name. */
async function filesOf(run: Outcome): Promise<Map<string, Buffer>> {
	const [item, ...others] = run.items('Send or archive');
	expect(others).toEqual([]);
	const { buffer, fileName } = await readBinary(item!);
	expect(fileName).toBe(`zen-${month}.zip`);
	const entries = Object.entries(unzipSync(buffer));
	return new Map(entries.map(([name, bytes]) => [name, Buffer.from(bytes)]));
}
const note = (run: Outcome) => String(run.json('Send or archive')[0]?.text).split('\n');
const confirmationsIn = (files: Map<string, Buffer>) =>
	[...files.keys()].filter((name) => name.endsWith('.pdf'));

it('packs the statement and the confirmation of each payment that was sent and settled', async () => {
	seed(
		past(1, first),
		past(2, first.plus({ days: 9 })),
		past(3, first.plus({ days: 10 }), { direction: 'INCOMING' }),
		past(4, first.plus({ days: 11 }), { status: 'REJECTED', bookedAt: null }),
		past(5, last),
		past(6, first.minus({ seconds: 1 })),
		past(7, last.plus({ seconds: 1 })),
	);
	const run = await bench.run(monthEnd);

	expect(run.status).toBe('success');
	const files = await filesOf(run);
	const named = [...files.keys()].sort();
	const confirmed = confirmationsIn(files).sort();
	const statement = `ZEN LT53…0001 EUR ${month}`;
	expect(confirmed).toHaveLength(3);
	expect(named).toEqual([...confirmed, `${statement}.csv`, `${statement}.xml`]);
	for (const [place, name] of confirmed.entries()) {
		expect(await pdfText(files.get(name)!)).toContain(`Payment ${[1, 2, 5][place]}`);
	}
	const rows = parse<Record<string, string>>(files.get(`${statement}.csv`)!, { columns: true });
	expect(rows.map(({ Title, Debit, Credit }) => [Title, Debit, Credit])).toEqual([
		['Payment 1', '1.10', ''],
		['Payment 2', '2.10', ''],
		['Payment 3', '', '3.10'],
		['Payment 5', '5.10', ''],
	]);
	const camt053 = files.get(`${statement}.xml`)!;
	expect(await complaints('001.08', camt053)).toEqual([]);
	expect(camt053.toString().match(/<Ntry>/g)).toHaveLength(4);
	expect(note(run)).toEqual([
		`Account LT539999000000000001, ${month}-01 to ${MONTH.endOf('month').toISODate()}`,
		'4 payments in the statement, 3 of them sent and settled',
		'3 confirmations',
		'EUR: 3.10 in, 8.30 out, 0.00 fees',
		expect.stringContaining('present booked balance only'),
	]);
});

it('does so by itself, for as many payments as a month has', async () => {
	const run = await bench.run(monthEnd, { startNode: 'On the 2nd of each month' });

	const { payments } = run.json('Statement')[0]!;
	expect(payments).toBeGreaterThan(50);
	const files = await filesOf(run);
	const sent = run
		.json('Payments')
		.filter(
			({ direction, status, bookedAt }) =>
				direction === 'OUTGOING' && status === 'SETTLED' && String(bookedAt).startsWith(month),
		);
	expect(confirmationsIn(files)).toHaveLength(sent.length);
	expect(files.size).toBe(sent.length + 2);
});

// In which time zone ZEN's days begin is not known.
it('asks for a day more on either side, so that midnight loses no confirmation', async () => {
	seed(past(1, first));
	const run = await bench.run(monthEnd);

	const queries = bench.simulator
		.requests()
		.filter(({ path }) => path === '/payments/v1.0')
		.map(({ query }) => [query.bookedAtFrom, query.bookedAtTo]);
	const wanted = [first.minus({ days: 1 }), first.plus({ months: 1 })].map((one) =>
		one.toISODate(),
	);
	expect(queries).toEqual([wanted, wanted]);
	expect(run.json('Sent and settled')).toHaveLength(1);
});

it('names each confirmation that could not be had, and packs the others', async () => {
	seed(past(1, first), past(2, last));
	const path = new RegExp(`${id(2)}/confirmation`);
	bench.simulator.faults.add({ kind: 'status', status: 404, path });
	const run = await bench.run(monthEnd);

	expect(run.status).toBe('success');
	expect(confirmationsIn(await filesOf(run))).toHaveLength(1);
	expect(note(run)).toContain('2 payments in the statement, 2 of them sent and settled');
	expect(note(run)).toContain('1 confirmations');
	expect(note(run).at(-1)).toMatch(
		new RegExp(
			`^MISSING CONFIRMATION: ${last.toISODate()}, 2.10 EUR to Example Stationery UAB, Payment 2, payment ${id(2)}: .+`,
		),
	);
});

it('packs the statement alone when nothing was sent', async () => {
	seed(past(3, first, { direction: 'INCOMING' }));
	const files = await filesOf(await bench.run(monthEnd));
	expect([...files.keys()].map((name) => name.split('.').pop())).toEqual(['csv', 'xml']);
});

it('makes no file of half a statement', async () => {
	bench.simulator.faults.add({ kind: 'status', status: 403, path: '/payments' });
	const run = await bench.run(monthEnd);

	expect(run.status).toBe('error');
	expect(run.items('Send or archive')).toEqual([]);
});
