import { parse } from 'csv-parse/sync';
import { CashManagementEndOfDayReport } from 'iso20022.js';
import type { IDataObject, INodeExecutionData, NodeParameterValueType } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBinary } from '../engine/harness.mts';
import {
	ACCOUNT,
	COMPANIES,
	defaultSeed,
	type PaymentSeed,
	Simulator,
} from '../simulator/index.mts';
import { complaints, id } from '../support/statement.mts';
import { byId, CONTINUE, messageOf, runZen, seen } from './support/zen.mts';

const NOW = new Date();
const DAY = 24 * 60 * 60 * 1000;

/** The UTC day that many days ago. */
const day = (ago: number) => new Date(NOW.getTime() - ago * DAY).toISOString().slice(0, 10);
const TODAY = day(0);

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({ showExternalId: true });
});
beforeEach(() => {
	simulator.seed(defaultSeed(NOW));
	simulator.reset();
});
afterAll(async () => {
	await simulator.stop();
});

const statement = (more: Record<string, NodeParameterValueType> = {}) => ({
	resource: 'statement',
	operation: 'export',
	output: 'raw',
	accountId: byId(ACCOUNT.main),
	bookedAtFrom: day(40),
	bookedAtTo: day(10),
	...more,
});

/** A payment of the past on the main account, outgoing unless told. */
const past = (number: number, bookedAt: string, more: Partial<PaymentSeed> = {}): PaymentSeed => ({
	id: id(number),
	accountId: ACCOUNT.main,
	direction: 'OUTGOING',
	amount: '10.00',
	title: `Payment ${number}`,
	counterparty: COMPANIES[0]!,
	createdAt: bookedAt,
	bookedAt,
	...more,
});

const seed = (...payments: PaymentSeed[]) =>
	simulator.seed({ accounts: defaultSeed(NOW).accounts, payments });

async function csvRows(item: INodeExecutionData, field = 'csv') {
	const { buffer } = await readBinary(item, field);
	return parse<Record<string, string>>(buffer, { columns: true });
}

const balances = (json: IDataObject | undefined) => json?.balances as Record<string, IDataObject>;

describe('Statement → Export', () => {
	it('gives one item for an account and period, with a CSV and a camt.053 file', async () => {
		seed(
			past(1, `${day(40)}T00:00:00Z`, { fee: '0.20', externalId: 'INV-1' }),
			past(2, `${day(10)}T23:59:59Z`, { direction: 'INCOMING', amount: '99.95' }),
			past(3, `${day(20)}T10:00:00Z`, { amount: '5.05' }),
			past(4, `${day(41)}T23:59:59Z`),
			past(5, `${day(9)}T00:00:00Z`),
		);
		const { items, json } = await runZen(simulator, statement());
		const iban = simulator.accounts[0]!.iban;
		expect(json).toEqual([
			{
				accountId: ACCOUNT.main,
				accountNumber: iban,
				currency: 'EUR',
				period: { from: day(40), to: day(10), timeZone: 'UTC', open: false },
				readAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
				payments: 3,
				entries: 3,
				sums: [{ currency: 'EUR', in: '99.95', out: '15.05', fees: '0.20' }],
				balances: {
					present: { value: '125000.00', currency: 'EUR', how: 'stated' },
					opening: null,
					closing: null,
				},
				leftOut: [],
				notes: [expect.stringContaining('present booked balance only')],
				files: [
					{ field: 'csv', fileName: `ZEN LT53…0001 EUR ${day(40)} to ${day(10)}.csv` },
					{ field: 'camt053', fileName: `ZEN LT53…0001 EUR ${day(40)} to ${day(10)}.xml` },
				],
			},
		]);
		const [item] = items;
		expect(item?.pairedItem).toEqual({ item: 0 });
		expect(item?.binary?.csv).toMatchObject({ mimeType: 'text/csv' });
		expect(item?.binary?.camt053).toMatchObject({ mimeType: 'application/xml' });
		expect((await csvRows(item!)).map((row) => [row.Title, row.Debit, row.Credit])).toEqual([
			['Payment 1', '10.00', ''],
			['Payment 3', '5.05', ''],
			['Payment 2', '', '99.95'],
		]);
		const { buffer } = await readBinary(item!, 'camt053');
		expect(await complaints('001.08', buffer)).toEqual([]);
		expect(buffer.toString()).toContain(`<IBAN>${iban}</IBAN>`);
		expect(buffer.toString()).toContain('<EndToEndId>INV-1</EndToEndId>');
	});

	it('writes the CSV file for the country of the spreadsheet', async () => {
		seed(past(1, `${day(20)}T10:00:00Z`, { externalId: '00012345678901234567' }));
		const options = { delimiter: ';', decimalSeparator: ',', dateFormat: 'dd.MM.yyyy' };
		const { items } = await runZen(
			simulator,
			statement({ format: 'csv', options: { ...options, texts: 'formula' } }),
		);
		const { buffer } = await readBinary(items[0]!, 'csv');
		const [row] = parse<Record<string, string>>(buffer, { columns: true, delimiter: ';' });
		expect(row).toMatchObject({
			'Booking Date': day(20).split('-').reverse().join('.'),
			Debit: '10,00',
			'External ID': '="00012345678901234567"',
		});
	});

	it('reads every page, and adds up to what the bank booked', async () => {
		const { json, items } = await runZen(
			simulator,
			statement({
				bookedAtFrom: day(100),
				bookedAtTo: TODAY,
				options: { camt053Version: '001.02' },
			}),
		);
		const booked = defaultSeed(NOW).payments!.filter(
			({ accountId, status }) => accountId === ACCOUNT.main && status === 'SETTLED',
		);
		expect(booked.length).toBeGreaterThan(200);
		expect(json[0]).toMatchObject({ payments: booked.length, entries: booked.length });
		expect(seen(simulator, 'GET', '/payments').length).toBe(3);
		const cents = (amounts: string[]) =>
			amounts.reduce((sum, amount) => sum + Number(amount.replace('.', '')), 0);
		const rows = await csvRows(items[0]!);
		for (const [column, direction] of [
			['Credit', 'INCOMING'],
			['Debit', 'OUTGOING'],
		] as const) {
			const expected = booked.filter((one) => one.direction === direction);
			const amounts = rows.map((row) => row[column]!).filter(Boolean);
			expect(cents(amounts)).toBe(cents(expected.map(({ amount }) => amount)));
		}
		const { buffer } = await readBinary(items[0]!, 'camt053');
		const report = CashManagementEndOfDayReport.fromXML(buffer.toString());
		expect(report.entries).toHaveLength(booked.length);
		expect(await complaints('001.02', buffer)).toEqual([]);
	});

	it('has each payment in one of two statements that follow each other, midnight or not', async () => {
		seed(
			past(1, `${day(21)}T23:59:59Z`),
			past(2, `${day(20)}T00:00:00Z`),
			past(3, `${day(20)}T00:00:01Z`),
		);
		const titles = async (bookedAtFrom: string, bookedAtTo: string) => {
			const { items } = await runZen(simulator, statement({ bookedAtFrom, bookedAtTo }));
			return (await csvRows(items[0]!)).map(({ Title }) => Title);
		};
		expect(await titles(day(40), day(21))).toEqual(['Payment 1']);
		expect(await titles(day(20), day(10))).toEqual(['Payment 2', 'Payment 3']);
		// Whatever time zone ZEN's days are of, it is asked for a day more on either side.
		const { query } = seen(simulator, 'GET', '/payments').at(-1)!;
		expect(query).toMatchObject({ bookedAtFrom: day(21), bookedAtTo: day(9) });
	});

	it('takes the month before this one unless told', async () => {
		const { bookedAtFrom: _from, bookedAtTo: _to, ...rest } = statement();
		const { json } = await runZen(simulator, rest);
		const first = new Date(Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth() - 1, 1));
		const last = new Date(Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth(), 0));
		expect(json[0]?.period).toMatchObject({
			from: first.toISOString().slice(0, 10),
			to: last.toISOString().slice(0, 10),
		});
	});

	it('works for each item with its own account and format', async () => {
		const { items, json } = await runZen(
			simulator,
			statement({
				accountId: { __rl: true, mode: 'id', value: '={{ $json.account }}' },
				format: '={{ $json.format }}',
				csvPropertyName: 'table',
				camt053PropertyName: 'xml',
			}),
			{
				items: [
					{ account: ACCOUNT.zloty, format: 'csv' },
					{ account: ACCOUNT.dollar, format: 'camt053' },
				],
			},
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(items.map(({ binary }) => Object.keys(binary ?? {}))).toEqual([['table'], ['xml']]);
		expect(json.map(({ currency, accountNumber }) => [currency, accountNumber])).toEqual([
			['PLN', simulator.accounts[2]!.iban],
			['USD', null],
		]);
		const { buffer } = await readBinary(items[1]!, 'xml');
		expect(await complaints('001.08', buffer)).toEqual([]);
	});

	it.each(['wrapArray', 'numbersForStrings', 'misspeltBalance'] as const)(
		'reads answers in the form %s as well',
		async (kind) => {
			seed(past(1, `${day(20)}T10:00:00Z`, { amount: '10.50' }));
			simulator.faults.add({ kind });
			const { json, items } = await runZen(simulator, statement());
			expect(json[0]).toMatchObject({
				sums: [{ out: '10.50' }],
				balances: { present: { value: '125000.00' } },
			});
			expect((await csvRows(items[0]!))[0]?.Debit).toMatch(/^10\.50?$/);
		},
	);

	it('tells what it left out and why', async () => {
		const answer = {
			data: [
				{ id: id(1), status: 'RETURNED', bookedAt: `${day(20)}T10:00:00Z` },
				{ id: id(2), status: 'REJECTED', bookedAt: null },
			],
			meta: { hasNext: false },
		};
		simulator.faults.add({ kind: 'status', status: 200, body: answer, path: '/payments' });
		const { json } = await runZen(simulator, statement());
		expect(json[0]).toMatchObject({
			payments: 0,
			leftOut: [
				{ status: 'REJECTED', count: 1, paymentIds: [id(2)] },
				{ status: 'RETURNED', count: 1, paymentIds: [id(1)] },
			],
		});
	});
});

describe('a statement is refused rather than incomplete', () => {
	const answer = (body: unknown, path = '/payments') =>
		simulator.faults.add({ kind: 'status', status: 200, body, path });

	it.each([
		['announces more without a cursor', { data: [], meta: { hasNext: true, lastEntryId: null } }],
		[
			'hands out the same cursor again',
			{ data: [{}], meta: { hasNext: true, lastEntryId: id(1) } },
		],
		['says nothing of an end', { data: [{}] }],
	])('when ZEN %s', async (_name, body) => {
		answer(body);
		const { items, error } = await runZen(simulator, statement());
		expect(error?.message).toContain(
			`did not hand over all of the payments of account ${ACCOUNT.main}`,
		);
		expect(items).toEqual([]);
	});

	it('when a later page cannot be had', async () => {
		simulator.faults.add({ kind: 'status', status: 403, path: '/payments', skip: 1 });
		const wide = statement({ bookedAtFrom: day(100), bookedAtTo: TODAY });
		const { items, json } = await runZen(simulator, wide, CONTINUE);
		expect(seen(simulator, 'GET', '/payments')).toHaveLength(2);
		expect(items[0]?.binary).toBeUndefined();
		expect(messageOf(json)).toContain('403');
	});

	it('when a booked payment cannot be read', async () => {
		const bookedAt = `${day(20)}T10:00:00Z`;
		answer({ data: [{ id: id(7), status: 'SETTLED', bookedAt }], meta: { hasNext: false } });
		const { error } = await runZen(simulator, statement());
		expect(error?.message).toContain(`Payment ${id(7)} is booked, but its direction`);
	});

	it('as camt.053 when ZEN tells no balance; CSV needs none', async () => {
		const account = { accountId: ACCOUNT.main, currencyCode: 'EUR' };
		simulator.faults.add({ kind: 'status', status: 200, body: account, path: '/accounts' });
		const { error } = await runZen(simulator, statement());
		expect(error?.message).toContain('camt.053 needs one');
		const { json } = await runZen(simulator, statement({ format: 'csv' }));
		expect(balances(json[0])).toEqual({ present: null, opening: null, closing: null });
	});
});

describe('the balances of a statement', () => {
	const today = (options: Record<string, NodeParameterValueType> = {}) =>
		statement({ bookedAtFrom: day(1), bookedAtTo: TODAY, options });
	const receive = (amount: string) =>
		simulator.incoming({ accountId: ACCOUNT.payroll, amount, title: 'Order' });
	const onPayroll = { accountId: byId(ACCOUNT.payroll) };
	const opened = '48200.50';

	async function payOut(amount: string): Promise<void> {
		const { json } = await runZen(simulator, {
			resource: 'payment',
			operation: 'create',
			...onPayroll,
			externalId: `PAY-${amount}`,
			amount,
			currency: 'EUR',
			title: 'Salary',
			receiverName: COMPANIES[0]!.name,
			receiverAccountNumber: COMPANIES[0]!.accountNumber!,
		});
		simulator.settle(String(json[0]?.paymentId));
	}

	beforeEach(() => seed());

	it('are the present one while the period lasts', async () => {
		receive('100.00');
		const { json, items } = await runZen(simulator, { ...today(), ...onPayroll });
		const present = { value: '48300.50', currency: 'EUR', how: 'stated' };
		expect(balances(json[0])).toEqual({ present, closing: present, opening: null });
		expect(json[0]).toMatchObject({
			period: { open: true },
			notes: [expect.stringContaining('was not over'), expect.any(String)],
		});
		const { buffer } = await readBinary(items[0]!, 'camt053');
		expect(buffer.toString()).toContain('<Cd>ITBD</Cd>');
		expect(buffer.toString()).not.toMatch(/OPBD|CLBD/);
	});

	it('are derived on demand, to the cent, with fees as entries', async () => {
		receive('100.00');
		await payOut('33.33');
		const options = { deriveBalances: true, fees: 'entries' };
		const { json, error } = await runZen(simulator, { ...today(options), ...onPayroll });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			payments: 2,
			entries: 3,
			sums: [{ in: '100.00', out: '33.33', fees: '0.20' }],
			balances: {
				opening: { value: opened, how: 'derived' },
				closing: { value: simulator.accounts[1]!.balance, how: 'stated' },
			},
		});
	});

	it('are derived for a period long over, by reading on up to today', async () => {
		receive('100.00');
		const options = { deriveBalances: true };
		const { json, items } = await runZen(simulator, { ...statement({ options }), ...onPayroll });
		expect(balances(json[0])).toMatchObject({
			present: { value: '48300.50', how: 'stated' },
			opening: { value: opened, how: 'derived' },
			closing: { value: opened, how: 'derived' },
		});
		expect(json[0]?.payments).toBe(0);
		const { buffer } = await readBinary(items[0]!, 'camt053');
		expect(buffer.toString().match(/DERIVED/g)).toHaveLength(2);
		expect(await complaints('001.08', buffer)).toEqual([]);
	});

	it('are not derived where nobody says how fees are booked', async () => {
		await payOut('33.33');
		const { json } = await runZen(simulator, { ...today({ deriveBalances: true }), ...onPayroll });
		expect(balances(json[0])?.opening).toBeNull();
		expect((json[0]?.notes as string[]).join(' ')).toContain('Set Fees to Separate Entries');
	});

	it('are not claimed when one books while they are read', async () => {
		simulator.faults.add({ kind: 'delay', path: '/payments', ms: 1500, times: 1 });
		const running = runZen(simulator, { ...today({ deriveBalances: true }), ...onPayroll });
		await expect
			.poll(() => seen(simulator, 'GET', '/payments').length, { timeout: 15_000 })
			.toBe(1);
		receive('100.00');
		const { json } = await running;
		expect(balances(json[0])).toMatchObject({ opening: null, closing: null });
		expect((json[0]?.notes as string[]).join(' ')).toContain(
			'changed while the payments were read',
		);
	});
});

describe('the fields of Statement → Export', () => {
	afterEach(() => vi.useRealTimers());

	it.each<[string, Record<string, NodeParameterValueType>, string]>([
		['no first day', { bookedAtFrom: '={{ null }}' }, 'Booked From yields nothing'],
		['no last day', { bookedAtTo: '={{ "" }}' }, 'Booked To is empty'],
		['days in the wrong order', { bookedAtFrom: day(5) }, 'which is after Booked To'],
		['a first day in the future', { bookedAtFrom: day(-2), bookedAtTo: day(-3) }, 'in the future'],
		['a day that is none', { bookedAtTo: 'soon' }, 'Booked To holds "soon"'],
		[
			'one field for both files',
			{ camt053PropertyName: 'csv' },
			'the same as Put CSV File in Field',
		],
		['another format', { format: 'pdf' }, 'Format holds "pdf"'],
		['another delimiter', { options: { delimiter: '|' } }, 'CSV Delimiter holds "|"'],
		[
			'another separator',
			{ options: { decimalSeparator: "'" } },
			'CSV Decimal Separator holds "\'',
		],
		['another form of dates', { options: { dateFormat: 'MM/dd/yyyy' } }, 'CSV Date Format holds'],
		['other texts', { options: { texts: 'tab' } }, 'CSV Texts holds "tab"'],
	])('refuse %s before ZEN is asked', async (_name, change, words) => {
		const { error } = await runZen(simulator, statement(change));
		expect(error?.message).toContain(words);
		expect(simulator.requests()).toEqual([]);
	});

	it('take today, where it has not begun in UTC, for the day that it is there', async () => {
		vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(`${day(-1)}T23:15:00Z`) });
		const today = statement({ bookedAtFrom: '={{ $today }}', bookedAtTo: '={{ $today }}' });
		const { json, error } = await runZen(simulator, today, {
			workflowSettings: { timezone: 'Europe/Warsaw' },
		});
		expect(error).toBeUndefined();
		expect(json[0]?.period).toEqual({ from: day(-1), to: day(-1), timeZone: 'UTC', open: true });
	});

	it('take a last day in the future for today', async () => {
		const { json } = await runZen(simulator, statement({ bookedAtTo: day(-5) }));
		expect(json[0]?.period).toMatchObject({ to: TODAY, open: true });
	});
});
