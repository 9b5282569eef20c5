import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorUnits } from '../../nodes/zen-client';
import type { JsonObject } from '../../nodes/zen-client';
import { toCsv, type CsvOptions } from '../../nodes/Zen/statement/csv';
import { sumsOf, type FeeMode } from '../../nodes/Zen/statement/entries';
import { sortOut } from '../../nodes/Zen/statement/sortOut';
import { entries, fee, id, incoming, OTHER, raw, SEPTEMBER } from '../support/statement.mts';
import { payments as anyPayments } from '../support/statementArbitraries.mts';

const PLAIN: CsvOptions = { delimiter: ',', byteOrderMark: false };

const csv = (payments: JsonObject[], options = PLAIN, fees: FeeMode = 'shown') =>
	toCsv(entries(payments, fees), options);

/** Rows as objects, read by another library than the one that wrote them. */
const rows = (bytes: Buffer, delimiter = ','): Array<Record<string, string>> =>
	parse(bytes, { columns: true, delimiter, record_delimiter: '\r\n', relax_quotes: false });

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
