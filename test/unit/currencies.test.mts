import { currencies, publishDate } from 'fresh-currency-codes';
import { describe, expect, it } from 'vitest';
import { decimalsOf, decimalsToPay, MoneyError } from '../../nodes/zen-client/currencies';
import { minorUnits, parseAmount } from '../../nodes/zen-client/money';

/** Of funds and of indexed debts. */
const UNITS_OF_ACCOUNT = ['BOV', 'CHE', 'CHW', 'CLF', 'COU', 'MXV', 'USN', 'UYI', 'UYW'];

const all = currencies({ includeDeprecated: true });
const codes = (list: typeof all) => list.map(({ code }) => code).sort();
const known = all.filter(({ digits }) => digits !== null);
const current = codes(known.filter(({ active }) => active));
const withdrawn = codes(known.filter(({ active }) => !active));

describe('the list of currencies', () => {
	it('is that of ISO 4217 of 2026', () => {
		expect(publishDate >= '2026-01-01').toBe(true);
		// One more or fewer is to be looked at before it ships.
		expect(current).toHaveLength(165);
		for (const code of current) expect(decimalsToPay(code)).toBe(decimalsOf(code));
	});

	it.each([
		['XCG', 2, 'of Curaçao and Sint Maarten, since 2025-03-31'],
		['XAD', 2, 'of the Arab Monetary Fund, since 2025'],
		['SLE', 2, 'of Sierra Leone, since 2022'],
		['VED', 2, 'of Venezuela, since 2021'],
		['ZWG', 2, 'of Zimbabwe, since 2024'],
	])('has what is new: %s', (code, decimals) => {
		expect(decimalsToPay(code)).toBe(decimals);
	});

	it.each([
		['ANG', 'for XCG, since 2025'],
		['BGN', 'for EUR, since 2026-01-01'],
		['CUC', 'for CUP, since 2021'],
		['HRK', 'for EUR, since 2023'],
		['SLL', 'for SLE, since 2024'],
		['ZWL', 'for ZWG, since 2024'],
	])('lets nothing be paid in what was withdrawn, and reads it: %s', (code) => {
		expect(withdrawn).toContain(code);
		expect(() => parseAmount('1.00', code)).toThrow(
			`"${code}", a currency that was withdrawn. Use the one that took its place.`,
		);
		expect(minorUnits({ value: '1.00', currency: code })).toBe(100n);
	});

	it.each(['XAU', 'XDR', 'XTS', 'XXX', 'XQQ', 'EURO', '', 'EU'])('has no %j', (code) => {
		for (const read of [decimalsOf, decimalsToPay]) {
			expect(() => read(code)).toThrow(MoneyError);
			expect(() => read(code)).toThrow('which is no ISO 4217 currency code');
		}
	});

	it('has two decimals for each, but for these', () => {
		const others = current.filter((code) => decimalsOf(code) !== 2);
		const of = (decimals: number) => others.filter((code) => decimalsOf(code) === decimals);
		expect(of(0).join(' ')).toBe(
			'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
		);
		expect(of(3).join(' ')).toBe('BHD IQD JOD KWD LYD OMR TND');
		expect(of(4).join(' ')).toBe('CLF UYW');
		expect(of(0).length + of(3).length + of(4).length).toBe(others.length);
	});

	// Unicode's list, of the release that comes with Node, keeps for longer what was withdrawn and leaves out
	// units of account. Its decimals are for showing prices, and not compared.
	it('knows all that this Node knows, and takes for current no more than what Node may lack', () => {
		const platform = Intl.supportedValuesOf('currency');
		expect(platform.filter((code) => !current.includes(code) && !withdrawn.includes(code))).toEqual(
			platform.filter((code) => ['XDR', 'XSU'].includes(code)),
		);
		const notInNode = current.filter((code) => !platform.includes(code));
		const mayLack = ['XAD', 'XCG', 'SLE', 'VED', 'ZWG', ...UNITS_OF_ACCOUNT];
		expect(notInNode.filter((code) => !mayLack.includes(code))).toEqual([]);
	});
});
