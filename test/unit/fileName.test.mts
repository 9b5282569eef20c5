import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementFileName, statementFileNames } from '../../nodes/Zen/statement/statementFileName';
import { distinctIn, fileNameOf } from '../../nodes/zen-n8n/fileName';

const named = (...parts: unknown[]) => fileNameOf(parts, 'pdf', 'unnamed');

describe('the name of a file', () => {
	it('is what a person files it by', () => {
		expect(named('2026-10-03', 'Sample Freight', '1180.00', 'EUR', 'INV-5302')).toBe(
			'2026-10-03 Sample Freight 1180.00 EUR INV-5302.pdf',
		);
	});

	it.each([
		['no path', '../../etc/passwd', 'etc-passwd.pdf'],
		['no path of Windows', 'C:\\temp\\x', 'C--temp-x.pdf'],
		['nothing that Windows forbids', 'a<b>c:d"e|f?g*h', 'a-b-c-d-e-f-g-h.pdf'],
		['no name that Windows keeps', 'CON', '_CON.pdf'],
		['no such name with something behind it', 'nul.2026', '_nul.2026.pdf'],
		['no device with a superscript', 'COM¹', '_COM¹.pdf'],
		['no dot before it, which hides it', '...hidden', 'hidden.pdf'],
		['no option of a command', '--delete', 'delete.pdf'],
		['no dot or blank at its end', 'INV-7. . ', 'INV-7.pdf'],
		['no line break or tab', 'INV\r\n7\t8', 'INV 7 8.pdf'],
		['no control character', 'INV\u0000\u0007-7\u007f\u0085', 'INV-7.pdf'],
		['no mark that turns what is read', 'INV-\u202efdp.exe\u2066', 'INV-fdp.exe.pdf'],
		['nothing invisible', '\ufeffIN\u200bV\u3164-7', 'INV-7.pdf'],
		['no half of a character', 'INV\ud83d-7', 'INV-7.pdf'],
		['one form of each letter', 'Cafe\u0301', 'Caf\u00e9.pdf'],
		['its ending once', 'INV-7.PDF', 'INV-7.pdf'],
		['a name in any case', '\u202e.. ', 'unnamed.pdf'],
	])('has %s', (_what, text, expected) => {
		expect(named(text)).toBe(expected.replace(/^-/, ''));
	});

	it('leaves out what is not told', () => {
		expect(named('2026-10-03', null, '5.00', undefined, '', 'Rent')).toBe(
			'2026-10-03 5.00 Rent.pdf',
		);
		expect(named(null)).toBe('unnamed.pdf');
	});

	it('is short in bytes, and holds whole characters', () => {
		const name = named('👩‍👩‍👧‍👦'.repeat(100));
		expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
		expect(name).not.toContain('\ufffd');
		expect(Buffer.byteLength(named('ž'.repeat(300)))).toBe(200);
	});

	it('is taken by every file system, whatever it is made of', () => {
		const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
		const nasty = fc.constantFrom(
			'CON',
			'lpt1',
			'..',
			'/',
			'\\',
			'\u202e',
			'\0',
			' ',
			'.',
			':',
			'é',
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(text, nasty), { maxLength: 40 }), (parts) => {
				const name = named(parts.join(''));
				expect(name).toMatch(/^[^\p{C}\p{Z}<>:"/\\|?*.~-][^\p{C}<>:"/\\|?*]*(?<![ .])\.pdf$/u);
				expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)[ .]/i);
				expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
			}),
		);
	});

	it('is another one for each file of a run', () => {
		const run = {};
		expect(distinctIn(run, ['Rent.pdf'], '1')).toEqual(['Rent.pdf']);
		expect(distinctIn(run, ['rent.pdf'], '2')).toEqual(['rent 2.pdf']);
		expect(distinctIn({}, ['Rent.pdf'], '3')).toEqual(['Rent.pdf']);
	});

	it('is another one also where all are asked for by one name and ID, or by names that were made', () => {
		const run = {};
		const names = ['a', 'a', 'a', 'a b', 'A b 2', 'a b', 'a', 'a$&'].map(
			(name) => distinctIn(run, [`${name}.pdf`], 'b')[0]!,
		);
		expect(names.slice(0, 3)).toEqual(['a.pdf', 'a b.pdf', 'a b 2.pdf']);
		expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
		expect(distinctIn(run, ['$.pdf'], '$&')).toEqual(['$.pdf']);
		expect(distinctIn(run, ['$.pdf'], '$&')).toEqual(['$ $&.pdf']);
	});

	it('is alike for files that belong together', () => {
		const run = {};
		expect(distinctIn(run, ['a.csv'], '1')).toEqual(['a.csv']);
		expect(distinctIn(run, ['a.csv', 'a.xml'], '2')).toEqual(['a 2.csv', 'a 2.xml']);
		expect(distinctIn(run, ['a.csv', 'a.xml'], '3')).toEqual(['a 3.csv', 'a 3.xml']);
	});
});

describe('the name of a statement', () => {
	const account = { accountNumber: 'LT539999000000000001', currency: 'EUR' };
	const id = '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c';
	const of = (from: string, to: string, more: object = {}) =>
		statementFileName({ accountId: id, period: { from, to } }, { ...account, ...more }, 'csv');

	it.each([
		['a month', '2026-10-01', '2026-10-31', '2026-10'],
		['a February', '2028-02-01', '2028-02-29', '2028-02'],
		['a December', '2026-12-01', '2026-12-31', '2026-12'],
		['a year', '2026-01-01', '2026-12-31', '2026'],
		['a day', '2026-10-03', '2026-10-03', '2026-10-03'],
		['a part of a month', '2026-10-01', '2026-10-30', '2026-10-01 to 2026-10-30'],
		['two months', '2026-10-01', '2026-11-30', '2026-10-01 to 2026-11-30'],
	])('tells %s', (_what, from, to, period) => {
		expect(of(from, to)).toBe(`ZEN LT53…0001 EUR ${period}.csv`);
	});

	it('tells the account by its ID where ZEN tells no number', () => {
		expect(of('2026-10-01', '2026-10-31', { accountNumber: '' })).toBe(
			'ZEN 0b7a4c1e EUR 2026-10.csv',
		);
	});

	it('is the one that was chosen', () => {
		const request = { accountId: id, period: { from: '', to: '' }, fileName: 'October' };
		expect(statementFileName(request, account, 'xml')).toBe('October.xml');
	});

	it.each(['Statement', 'Statement.csv', 'Statement.XML', 'x'.repeat(300)])(
		'is alike for both files, and another one for each statement of a run: %s',
		(fileName) => {
			const run = {};
			const months = ['08', '09', '10', '10'].map((month) => ({
				from: `2026-${month}-01`,
				to: `2026-${month}-28`,
			}));
			const names = [id, id.replace('0', '1')].flatMap((accountId) =>
				months.map((period) => statementFileNames(run, { accountId, period, fileName }, account)),
			);
			expect(new Set(names.map(({ csv }) => csv.toLowerCase())).size).toBe(8);
			for (const { csv, xml } of names) {
				expect(xml.replace(/\.xml$/, '')).toBe(csv.replace(/\.csv$/, ''));
				expect(Buffer.byteLength(csv)).toBeLessThanOrEqual(255);
			}
		},
	);

	it('has the ending of its format once', () => {
		const request = { accountId: id, period: { from: '', to: '' }, fileName: 'October.csv' };
		expect(statementFileName(request, account, 'csv')).toBe('October.csv');
		expect(statementFileName(request, account, 'xml')).toBe('October.xml');
	});
});
