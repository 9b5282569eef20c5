import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorUnits } from '../../nodes/zen-client';
import type { JsonObject } from '../../nodes/zen-client';
import { toCsv, type CsvOptions } from '../../nodes/Zen/statement/csv';
import { sumsOf, type FeeMode } from '../../nodes/Zen/statement/entries';
import {
	entries,
	fee,
	id,
	incoming,
	OTHER,
	raw,
	SEPTEMBER,
	sortOut,
} from '../support/statement.mts';
import { payments as anyPayments } from '../support/statementArbitraries.mts';

const PLAIN: CsvOptions = {
	delimiter: ',',
	byteOrderMark: false,
	decimalSeparator: '.',
	dateFormat: 'yyyy-MM-dd',
	texts: 'plain',
};

const csv = (payments: JsonObject[], options = PLAIN, fees: FeeMode = 'shown') =>
	Buffer.concat([...toCsv(entries(payments, fees), options)]);

/** Rows as objects, read by another library than the one that wrote them. */
const rows = (bytes: Buffer, delimiter = ','): Array<Record<string, string>> =>
	parse(bytes, { columns: true, delimiter, record_delimiter: '\r\n', relax_quotes: false });

/** What a spreadsheet makes of a cell with a formula of texts alone; it throws at any other cell. */
function evaluated(cell: string): string {
	if (cell === '') return '';
	if (!/^=("([^"]|""){0,240}")(&"([^"]|""){0,240}")*$/.test(cell)) throw new Error(cell);
	const parts = [...cell.matchAll(/"((?:[^"]|"")*)"/g)].map(([, part]) => part!);
	return parts.map((part) => part.replaceAll('""', '"')).join('');
}

const TEXTS = [
	...['Counterparty', 'Counterparty Account', 'Counterparty BIC', 'Counterparty Country', 'Title'],
	...['External ID', 'Payment ID', 'Reference', 'Channel', 'Transaction Type'],
];

/** RFC 4180 to the letter: fields quoted whole or without any of `",` CR LF, every row ended by CRLF. */
function strictly(text: string): string[][] {
	const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
	const found: string[][] = [[]];
	while (field.lastIndex < text.length) {
		const match = field.exec(text);
		if (!match) throw new Error(`not RFC 4180 in row ${found.length}`);
		const [, quoted, bare = '', end] = match;
		found.at(-1)!.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
		if (end === '\r\n') found.push([]);
	}
	expect(found.pop()).toEqual([]);
	return found;
}

describe('a statement as CSV', () => {
	it.each([
		['2026-09-10T01:00:00+02:00', '2026-09-09T23:00:00Z', '09.09.2026 23:00:00'],
		['2026-09-10T23:30:00.5-01:00', '2026-09-11T00:30:00.500Z', '11.09.2026 00:30:00'],
		['2026-09-10T10:00:00', '2026-09-10T10:00:00Z', '10.09.2026 10:00:00'],
		['2026-09-10T10:00:00.000Z', '2026-09-10T10:00:00.000Z', '10.09.2026 10:00:00'],
		['2026-09-10', '2026-09-10', '10.09.2026'],
	])('tells that it was created at %s in UTC', (createdAt, iso, german) => {
		const created = (options: CsvOptions) =>
			rows(csv([raw({ id: id(1), createdAt })], options))[0]!['Created At (UTC)'];
		expect(created(PLAIN)).toBe(iso);
		expect(created({ ...PLAIN, dateFormat: 'dd.MM.yyyy' })).toBe(german);
	});

	it('has a row for each entry below a header, in the words of an accountant', () => {
		const payments = [
			raw({ id: id(1), title: 'Invoice 7', externalId: 'INV-7', senderFees: [fee('0.20')] }),
			incoming({ id: id(2), bookedAt: '2026-09-11T08:00:00Z', title: null }),
		];
		expect(csv(payments).toString('utf8').split('\r\n')).toEqual([
			'Booking Date,Booked At (UTC),Entry,Debit,Credit,Currency,Counterparty,Counterparty Account,Counterparty BIC,Counterparty Country,Title,Fees,Fee Currency,External ID,Payment ID,Reference,Channel,Transaction Type,Created At (UTC)',
			`2026-09-10,2026-09-10T10:59:55Z,Payment,246.20,,EUR,Sample Freight GmbH,${OTHER.iban},EXMPDE20XXX,DE,Invoice 7,0.20,EUR,INV-7,${id(1)},${id(1).replaceAll('-', '')},SEPA,PAYMENT,2026-09-10T09:00:00Z`,
			`2026-09-11,2026-09-11T08:00:00Z,Payment,,246.20,EUR,Sample Freight GmbH,${OTHER.iban},EXMPDE20XXX,DE,,,,,${id(2)},${id(2).replaceAll('-', '')},SEPA,PAYMENT,2026-09-10T09:00:00Z`,
			'',
		]);
	});

	it('has the header alone when nothing was booked', () => {
		expect(strictly(csv([]).toString())).toHaveLength(1);
	});

	it('keeps amounts as the very texts that ZEN sent', () => {
		const values = ['5', '5.5', '0.10', '1234567890123.45', '007.10'];
		const payments = values.map((value, index) =>
			raw({ id: id(index), amount: { value, currency: 'EUR' } }),
		);
		expect(rows(csv(payments)).map((row) => row.Debit)).toEqual(values);
	});

	it('has fees as rows where that was chosen, and then not beside the payment as well', () => {
		const payments = [raw({ senderFees: [fee('0.20'), fee('1.00')], externalId: 'INV-7' })];
		const [payment, ...fees] = rows(csv(payments, PLAIN, 'entries'));
		expect(payment).toMatchObject({ Entry: 'Payment', Debit: '246.20', Fees: '' });
		expect(fees).toEqual([
			expect.objectContaining({
				Entry: 'Fee',
				Debit: '0.20',
				Title: 'STANDARD_FEE',
				Counterparty: '',
			}),
			expect.objectContaining({ Entry: 'Fee', Debit: '1.00', 'External ID': 'INV-7' }),
		]);
		const shown = rows(csv(payments));
		expect(shown).toEqual([expect.objectContaining({ Fees: '1.20', 'Fee Currency': 'EUR' })]);
	});

	it('does not add up fees of different currencies', () => {
		const payments = [raw({ senderFees: [fee('0.20'), fee('1.00', 'USD'), fee('0.30')] })];
		expect(rows(csv(payments))[0]).toMatchObject({
			Fees: '0.50 + 1.00',
			'Fee Currency': 'EUR + USD',
		});
	});

	it('can have semicolons between its fields', () => {
		const payments = [raw({ title: 'a;b,c' })];
		const bytes = csv(payments, { ...PLAIN, delimiter: ';' });
		expect(rows(bytes, ';')[0]).toMatchObject({ Title: 'a;b,c', Debit: '246.20' });
		expect(bytes.toString()).toContain(';"a;b,c";');
	});

	it('begins with a byte order mark on demand only', () => {
		const mark = Buffer.from([0xef, 0xbb, 0xbf]);
		expect(csv([]).subarray(0, 3)).not.toEqual(mark);
		const marked = csv([], { ...PLAIN, byteOrderMark: true });
		expect(marked.subarray(0, 3)).toEqual(mark);
		expect(marked.subarray(3)).toEqual(csv([]));
	});

	it.each([
		['=1+1', "'=1+1"],
		['+49 30', "'+49 30"],
		['-5', "'-5"],
		['@SUM(A1)', "'@SUM(A1)"],
		['\t=1+1', "'=1+1"],
		['\r=1+1', "'=1+1"],
		['\n=1+1', "'=1+1"],
		[' =1+1', "'=1+1"],
		['\u00a0=1+1', "'=1+1"],
		['\u0000=1+1', "'=1+1"],
		['\uff1d1+1', "'\uff1d1+1"],
		['=HYPERLINK("http://localhost/","a")', '\'=HYPERLINK("http://localhost/","a")'],
		['a=1', 'a=1'],
		// In a country of semicolons a comma splits nothing, and the other way round.
		['a;=1+1', "a;'=1+1"],
		['a, -1', "a, '-1"],
		['a|@SUM(A1)', "a|'@SUM(A1)"],
		['a;"=1+1', 'a;"\'=1+1'],
		["a;'=1+1", "a;''=1+1"],
		['a; ;\uff1d1', "a; ;'\uff1d1"],
		['a; b - c', 'a; b - c'],
	])('does not let a spreadsheet run %j', (text, cell) => {
		const payment = raw({
			title: text,
			externalId: text,
			channel: text,
			receiver: { name: text, accountNumber: text, bic: text, country: text },
		});
		const row = rows(csv([payment]))[0]!;
		const texts = ['Title', 'External ID', 'Channel', 'Counterparty', 'Counterparty Account'];
		for (const column of texts) expect(row[column]).toBe(cell);
	});

	it('keeps a text on its line', () => {
		const title = 'one\r\ntwo\nthree\u2028four "five"';
		expect(rows(csv([raw({ title })]))[0]?.Title).toBe('one  two three four "five"');
	});

	it('has decimal comma and day-month-year for a country that has them', () => {
		const payments = [raw({ senderFees: [fee('0.20'), fee('1.00', 'USD')] })];
		const options = { ...PLAIN, delimiter: ';', decimalSeparator: ',' } as const;
		const dated = (dateFormat: CsvOptions['dateFormat'], change: JsonObject = {}) =>
			rows(csv([{ ...payments[0]!, ...change }], { ...options, dateFormat }), ';')[0]!;
		expect(dated('dd.MM.yyyy')).toMatchObject({
			'Booking Date': '10.09.2026',
			'Booked At (UTC)': '10.09.2026 10:59:55',
			'Created At (UTC)': '10.09.2026 09:00:00',
			Debit: '246,20',
			Fees: '0,20 + 1,00',
		});
		expect(dated('dd/MM/yyyy')['Booking Date']).toBe('10/09/2026');
		expect(dated('dd-MM-yyyy')['Booking Date']).toBe('10-09-2026');
		// No day is made of what tells none.
		for (const createdAt of ['2026', '2026-13-01T00:00:00Z', 'soon']) {
			expect(dated('dd-MM-yyyy', { createdAt })['Created At (UTC)']).toBe(createdAt);
		}
		expect(dated('dd-MM-yyyy', { createdAt: '=1+1' })['Created At (UTC)']).toBe("'=1+1");
		expect(csv(payments, options).toString()).toContain(';246,20;;EUR;');
		const quoted = csv(payments, { ...PLAIN, decimalSeparator: ',' });
		expect(rows(quoted)[0]).toMatchObject({ Debit: '246,20', 'Booking Date': '2026-09-10' });
	});

	it.each([
		...['000123', '12345678901234567890', '12E5', '1-2', '3/4', 'SEP 1', 'TRUE', '5%', "'0012"],
		...['-5', '+49 30', '=1+1', '@SUM(A1)', '=HYPERLINK("http://localhost/","a")', '"', 'a "b" c'],
		...['7'.repeat(300), `${'a'.repeat(119)}"b`, '😀'.repeat(200)],
	])('hands %j to a spreadsheet as the text that it is', (text) => {
		const party = { name: text, accountNumber: text, bic: text, country: text };
		const payment = raw({ title: text, externalId: text, channel: text, receiver: party });
		const options = { ...PLAIN, texts: 'formula' } as const;
		const row = rows(csv([payment], options))[0]!;
		expect(TEXTS.map((column) => evaluated(row[column]!))).toEqual([
			...[text, text, text, text, text, text],
			...[id(1), id(1).replaceAll('-', ''), text, 'PAYMENT'],
		]);
		expect(row).toMatchObject({ 'Booking Date': '2026-09-10', Debit: '246.20', Currency: 'EUR' });
	});

	it('has no formula but of texts, whatever the texts, and none where it is split elsewhere', () => {
		fc.assert(
			fc.property(
				anyPayments,
				fc.constantFrom(',' as const, ';' as const),
				(payments, delimiter) => {
					const bytes = csv(payments, { ...PLAIN, delimiter, texts: 'formula' }, 'entries');
					const cells = rows(bytes, delimiter);
					for (const row of cells) {
						for (const column of TEXTS) expect(() => evaluated(row[column]!)).not.toThrow();
					}
					const others = cells.flatMap((row) =>
						Object.entries(row).flatMap(([column, cell]) => (TEXTS.includes(column) ? [] : [cell])),
					);
					expect(others.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
					const elsewhere = bytes.toString('utf8').split(delimiter === ',' ? /[;|\t]/ : /[,|\t]/);
					const begun = elsewhere.slice(1).filter((cell) => /^[\s"']*[=+\-@]/.test(cell));
					expect(begun.filter((cell) => !/^[\s"]*'/.test(cell))).toEqual([]);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('is well formed whatever the texts, and adds up to the totals, to the last digit', () => {
		fc.assert(
			fc.property(anyPayments, fc.constantFrom<FeeMode>('shown', 'entries'), (payments, fees) => {
				const { within } = sortOut(payments, SEPTEMBER);
				const bytes = csv(payments, PLAIN, fees);
				const read = rows(bytes);
				const cells = strictly(bytes.toString('utf8'));
				expect(cells.slice(1)).toEqual(read.map((row) => Object.values(row)));
				expect(Buffer.from(bytes.toString('utf8'))).toEqual(bytes);
				expect(cells.flat().filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
				for (const { currency, in: sumIn, out, fees: sumFees } of sumsOf(within, 'EUR')) {
					const own = read.filter((row) => row.Currency === currency);
					const sum = (column: string, entry: string) =>
						own
							.filter((row) => row.Entry === entry && row[column] !== '')
							.reduce((total, row) => total + minorUnits({ value: row[column]!, currency }), 0n);
					expect(sum('Credit', 'Payment')).toBe(minorUnits({ value: sumIn, currency }));
					expect(sum('Debit', 'Payment')).toBe(minorUnits({ value: out, currency }));
					if (fees === 'entries') {
						expect(sum('Debit', 'Fee')).toBe(minorUnits({ value: sumFees, currency }));
					}
				}
			}),
			{ numRuns: 60 },
		);
	});
});
