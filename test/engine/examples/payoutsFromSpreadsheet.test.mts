import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, inventedIban } from '../../simulator/index.mts';
import { Bench, type Outcome } from './Bench.mts';
import { edited, example, type Example } from './examples.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
afterEach(() => {
	bench.simulator.reset();
	bench.simulator.settings.showExternalId = false;
});
afterAll(async () => await bench.close());

// Each test has a workflow of its own to n8n, which remembers payments by workflow.
let workflows = 0;
const workflow = () => ({ ...example('payouts-from-spreadsheet'), id: `payouts ${++workflows}` });

const HEADER = 'Reference,Supplier,IBAN,Amount,Currency,Title';
const IBAN = inventedIban('LT', 1001);
interface Row {
	supplier?: string;
	iban?: string;
	title?: string;
}
const row = (
	reference: string,
	amount: string,
	{ supplier = 'Example Stationery UAB', iban = IBAN, title = `Invoice ${reference}` }: Row = {},
) => `${reference},${supplier},${iban},"${amount}",EUR,${title}`;
const withRows = (...rows: string[]) =>
	edited(workflow(), 'Sample list', assigned([HEADER, ...rows, ''].join('\n')));
const assigned = (csv: string) => ({
	assignments: { assignments: [{ id: 'csv', name: 'csv', value: csv, type: 'string' }] },
});

/** Who was paid, in turn. */
const payees = () =>
	bench.simulator
		.ledger()
		.flatMap(({ direction, payee }) => (direction === 'OUTGOING' ? [payee.name] : []));

const results = async (run: Outcome) =>
	(await run.rows('Send or file the report')).map(({ Reference, Result }) => [Reference, Result]);

it('reports row by row, in the order of the list, what was paid and what was not', async () => {
	const run = await bench.run(workflow());

	expect(run.status).toBe('success');
	expect(bench.paid()).toEqual(['STATIONERY-5601', 'FREIGHT-5602', 'CLEANING-5604']);
	const rows = await run.rows('Send or file the report');
	expect(
		rows.map(({ Row, Reference, Amount, Result }) => [Row, Reference, Amount, Result]),
	).toEqual([
		['2', 'STATIONERY-5601', '246.20', 'Paid'],
		['3', 'FREIGHT-5602', '1180.00', 'Paid'],
		['4', 'CATERING-5603', '89.95', 'NOT PAID'],
		['5', 'CLEANING-5604', '310.00', 'Paid'],
		['6', 'CLEANING-5604', '310.00', 'NOT PAID'],
	]);
	const ids = bench.simulator.ledger().map(({ paymentId }) => paymentId);
	expect(rows.map((one) => one['ZEN Payment ID']).filter(Boolean)).toEqual(ids);
	expect(rows[2]?.['What to know']).toContain('Its check digits do not fit');
	expect(rows[4]?.['What to know']).toContain('stands in this batch more than once');
	const [file] = run.items('Send or file the report');
	expect(file?.binary?.data?.fileName).toMatch(/^payment-report-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
});

it('reads an Excel file too, and a number in it becomes the exact amount', async () => {
	const cells = (Reference: string, Amount: string | number) => ({
		json: {
			Reference,
			Supplier: 'Example Stationery UAB',
			IBAN,
			Amount,
			Currency: 'EUR',
			Title: 'X',
		},
	});
	const excel = edited(workflow(), 'Sample spreadsheet', {
		operation: 'xlsx',
		options: { fileName: 'Payments.XLSX' },
	});
	const sheet = [cells('X-1', 246.2), cells('X-2', '19.99'), cells('X-3', 0.1 + 0.2)];
	const run = await bench.run(excel, { pinData: { 'Sample list': sheet } });

	expect(run.json('Read Excel').map(({ Amount }) => typeof Amount)).toEqual([
		'number',
		'string',
		'number',
	]);
	expect(await results(run)).toEqual([
		['X-1', 'Paid'],
		['X-2', 'Paid'],
		['X-3', 'NOT PAID'],
	]);
	expect(bench.simulator.ledger().map(({ amount }) => amount.value)).toEqual(['246.20', '19.99']);
	expect((await run.rows('Report as CSV'))[2]?.['What to know']).toContain('lost digits');
});

it('skips the mark with which Excel begins a CSV file', async () => {
	const marked = edited(withRows(row('B-1', '1.00')), 'Sample spreadsheet', {
		options: { fileName: 'payments.csv', encoding: 'utf8', addBOM: true },
	});
	expect(await results(await bench.run(marked))).toEqual([['B-1', 'Paid']]);
});

it('pays nothing over the limits, and says which one it was', async () => {
	const rows = [row('L-1', '5000.01'), ...[2, 3, 4, 5, 6].map((n) => row(`L-${n}`, '4500.00'))];
	const run = await bench.run(withRows(...rows));

	expect(bench.paid()).toEqual(['L-2', 'L-3', 'L-4', 'L-5']);
	const report = await run.rows('Send or file the report');
	expect(report.at(0)?.['What to know']).toContain('Limit per Payment is 5000.00 EUR');
	expect(report.at(-1)?.['What to know']).toContain('Limit per Run is 20000.00 EUR');
});

it('says what is missing in a list that is empty or has other columns', async () => {
	const empty = await bench.run(withRows());
	const other = await bench.run(
		edited(workflow(), 'Sample list', assigned('Number,Sum\nINV-1,10.00\n')),
	);

	for (const run of [empty, other]) {
		const [only, ...others] = await run.rows('Send or file the report');
		expect(others).toEqual([]);
		expect(only?.Result).toBe('NOT PAID');
		expect(only?.['What to know']).toContain('External ID is empty');
	}
	expect(bench.paid()).toEqual([]);
});

it('tells a rejected payment, and one that is not settled yet, from those that are paid', async () => {
	const list = edited(
		withRows(row('R-1', '1.00'), row('R-2', '2.00', { title: 'Please reject' })),
		'Pay',
		{ options: { wait: true, waitSeconds: 2 } },
	);
	expect(await results(await bench.run(list))).toEqual([
		['R-1', 'Paid'],
		['R-2', 'NOT PAID: rejected'],
	]);

	bench.simulator.settings.settleAfterMs = 0;
	const slow = edited(withRows(row('S-1', '1.00')), 'Pay', {
		options: { wait: true, waitSeconds: 1 },
	});
	const run = await bench.run(slow);
	bench.simulator.settings.settleAfterMs = 50;
	expect(await results(run)).toEqual([['S-1', 'Sent, not settled yet']]);
	expect((await run.rows('Report as CSV'))[0]?.['What to know']).toContain('not final after 1 s');
});

it('never calls a payment unpaid that may have gone out, and finds it in the next run', async () => {
	const list = withRows(row('U-1', '11.00'), row('U-2', '12.00'), row('U-3', '13.00'));
	bench.simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST', skip: 1, times: 1 });
	const first = await bench.run(list);
	expect(await results(first)).toEqual([
		['U-1', 'Paid'],
		['U-2', 'NOT KNOWN: do not pay it again by hand'],
		['U-3', 'Paid'],
	]);

	const second = await bench.run(list);
	const rows = await second.rows('Send or file the report');
	expect(rows.map(({ Result, Outcome }) => [Result, Outcome])).toEqual(
		Array(3).fill(['Paid', 'alreadySent']),
	);
	expect(bench.paid()).toEqual(['U-1', 'U-2', 'U-3']);
});

it('pays a corrected row, and only that one, when it runs again', async () => {
	const list = [row('C-1', '10.00'), row('C-2', '20,00'), row('C-3', '30.00')];
	const first = withRows(...list);
	expect(await results(await bench.run(first))).toEqual([
		['C-1', 'Paid'],
		['C-2', 'NOT PAID'],
		['C-3', 'Paid'],
	]);
	list[1] = row('C-2', '20.00');
	await bench.run({ ...withRows(...list), id: first.id });

	expect(bench.paid()).toEqual(['C-1', 'C-3', 'C-2']);
});

it('sends nothing when ZEN is out of reach or the workflow was never saved, and says so', async () => {
	const credential = { baseUrl: 'https://localhost:1' };
	const unreached = await bench.run(withRows(row('N-1', '1.00')), { credential });
	const unsaved = await bench.run({ ...withRows(row('N-1', '1.00')), id: '' });

	for (const run of [unreached, unsaved]) {
		const [only] = await run.rows('Send or file the report');
		expect([only?.Result, only?.Outcome]).toEqual(['NOT PAID', 'notSent']);
	}
	expect((await unsaved.rows('Report as CSV'))[0]?.['What to know']).toContain(
		'Save the workflow first',
	);
	expect(bench.paid()).toEqual([]);
});

// Whether ZEN tells External IDs is not known, so that either must do.
describe.each([true, false])('where ZEN tells External IDs: %s', (showExternalId) => {
	const other = { supplier: 'Sample Freight GmbH', iban: inventedIban('DE', 1002) };
	const again = (list: Example, ...rows: string[]) => ({ ...withRows(...rows), id: list.id });
	beforeEach(() => {
		bench.simulator.settings.showExternalId = showExternalId;
	});

	it.each([
		['another sum', '20.00'],
		['the same sum', '10.00'],
	])(
		'a second supplier with the same invoice number is not paid, and told why: %s',
		async (_what, sum) => {
			const rows = [row('2026/01', '10.00'), row('2026/01', sum, other)];
			const inOneSheet = await bench.run(withRows(...rows));
			expect(await results(inOneSheet)).toEqual([
				['2026/01', 'Paid'],
				['2026/01', 'NOT PAID'],
			]);
			const [, second] = await inOneSheet.rows('Send or file the report');
			expect(second?.['What to know']).toMatch(
				/"2026\/01" stands in this batch more than once, for different payments\. The one here was not sent\. .*supplier and invoice number/,
			);
			expect(payees()).toEqual(['Example Stationery UAB']);
		},
	);

	it('nor in a later run, until it has a Reference of its own', async () => {
		const first = withRows(row('2026/01', '10.00'));
		await bench.run(first);
		const later = await bench.run(again(first, row('2026/01', '20.00', other)));

		const [report] = await later.rows('Send or file the report');
		expect(report).toMatchObject({ Result: 'NOT PAID', Outcome: 'notSent', 'ZEN Payment ID': '' });
		expect(report?.['What to know']).toMatch(
			/^External ID "2026\/01" was used before for another payment: .* This one was not sent: 20\.00 EUR to DE.*supplier and invoice number/,
		);
		expect(report?.['What to know']?.includes(`10.00 EUR to ${IBAN}`)).toBe(showExternalId);

		await bench.run(again(first, row('FREIGHT 2026/01', '20.00', other)));
		expect(payees()).toEqual(['Example Stationery UAB', 'Sample Freight GmbH']);
	});

	it('invoices 1 and 10 of one sum, to one supplier on one day, are both paid', async () => {
		const one = row('STATIONERY-1', '50.00', { title: 'Invoice 1' });
		const ten = row('STATIONERY-10', '50.00', { title: 'Invoice 10' });
		expect(await results(await bench.run(withRows(one, ten)))).toEqual([
			['STATIONERY-1', 'Paid'],
			['STATIONERY-10', 'Paid'],
		]);
		bench.simulator.reset();
		// Workflows that know nothing of each other.
		await bench.run(withRows(ten));
		await bench.run(withRows(one));
		expect(bench.paid()).toEqual(['STATIONERY-10', 'STATIONERY-1']);
	});

	it('a memory that was lost pays nothing again', async () => {
		const rows = [row('STATIONERY-1', '50.00'), row('STATIONERY-2', '60.00')];
		await bench.run(withRows(...rows));
		const without = await bench.run(withRows(...rows));
		const [result, outcome] = showExternalId
			? ['Paid', 'alreadySent']
			: ['NOT SENT: it may be paid already', 'notSent'];
		const report = await without.rows('Send or file the report');
		expect(report.map(({ Result, Outcome }) => [Result, Outcome])).toEqual(
			Array(2).fill([result, outcome]),
		);
		expect(bench.paid()).toEqual(['STATIONERY-1', 'STATIONERY-2']);
	});

	it('a payer who sends money with our Reference blocks nothing', async () => {
		bench.simulator.incoming({
			accountId: ACCOUNT.main,
			amount: '10.00',
			externalId: 'STATIONERY-7',
			title: 'Invoice STATIONERY-7',
			payer: { name: 'Example Stationery UAB', country: 'LT', accountNumber: IBAN, bic: null },
		});
		const list = withRows(row('STATIONERY-7', '10.00'));
		expect(await results(await bench.run(list))).toEqual([['STATIONERY-7', 'Paid']]);
		const second = await bench.run(list);
		expect((await second.rows('Report as CSV')).map(({ Outcome }) => Outcome)).toEqual([
			'alreadySent',
		]);
		expect(payees()).toEqual(['Example Stationery UAB']);
	});
});
