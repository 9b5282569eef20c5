import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	decimalsOf,
	fromMinorUnits,
	minorUnits,
	MoneyError,
	parseAmount,
} from '../../nodes/zen-client';

const CURRENCIES = { EUR: 2, PLN: 2, USD: 2, JPY: 0, KWD: 3 } as const;
const currencies = fc.constantFrom(...(Object.keys(CURRENCIES) as Array<keyof typeof CURRENCIES>));
const units = fc.bigInt({ min: 1n, max: 10n ** 30n });
const eur = (input: unknown) => () => parseAmount(input, 'EUR');

it('currencies have the decimals of ISO 4217', () => {
	for (const [currency, decimals] of Object.entries(CURRENCIES)) {
		expect(decimalsOf(currency)).toBe(decimals);
	}
	expect(() => decimalsOf('XQQ')).toThrow('"XQQ", which is no ISO 4217 currency code');
});

describe('an amount is read', () => {
	it.each([
		['as it is', '246.20', 'EUR', '246.20'],
		['with the decimals of its currency', '10', 'EUR', '10.00'],
		['with one decimal filled up', '10.5', 'EUR', '10.50'],
		['without decimals where there are none', '1000.00', 'JPY', '1000'],
		['with three decimals', '1.5', 'KWD', '1.500'],
		['as it stands where the currency has three', '1.500', 'KWD', '1.500'],
		['with four decimals, of which two say nothing', '10.0000', 'EUR', '10.00'],
		['with four decimals where there are none', '1500.0000', 'JPY', '1500'],
		['without zeros that say nothing', '0010.5000', 'EUR', '10.50'],
		['without white space', ' 7.00\n', 'EUR', '7.00'],
		['as the number that an expression yields', 10.1, 'EUR', '10.10'],
		['as a large number with few digits', 123456789012.25, 'EUR', '123456789012.25'],
		['beyond what a float holds', '90071992547409931.01', 'EUR', '90071992547409931.01'],
	])('%s', (_name, input, currency, value) => {
		expect(parseAmount(input, currency)).toEqual({ value, currency });
	});

	it('without losing a digit, however many there are', () => {
		fc.assert(
			fc.property(units, currencies, (amount, currency) => {
				const money = fromMinorUnits(amount, currency);
				expect(parseAmount(money.value, currency)).toEqual(money);
			}),
		);
	});

	it('to the same value, or refused, when it went through a float', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), (cents) => {
				const { value } = fromMinorUnits(cents, 'EUR');
				let read: string | undefined;
				try {
					read = parseAmount(Number(value), 'EUR').value;
				} catch (error) {
					expect(error).toMatchObject({ message: expect.stringMatching(/lost digits/) });
				}
				if (read !== undefined) expect(read).toBe(value);
				else expect(value.replace(/\D/g, '').length).toBeGreaterThan(15);
			}),
			{ numRuns: 10_000 },
		);
	});

	// Beyond 2^47 a float has no room for a cent, and what is left looks like a whole amount.
	it.each([
		['140737488355329.01', 'EUR'],
		['999999999999999.01', 'EUR'],
		['70368744177665.001', 'KWD'],
	])('not at all where a float has no room for its least unit: %s %s', (written, currency) => {
		expect(() => parseAmount(Number(written), currency)).toThrow(/lost digits/);
		expect(parseAmount(written, currency).value).toBe(written);
	});

	it('not where hundredths were lost of a currency that has none', () => {
		for (const written of ['562949953421313.04', '99999999999999.999', '999999999999999']) {
			expect(() => parseAmount(Number(written), 'JPY')).toThrow(/lost digits/);
		}
	});

	it('as a number up to 15 digits, those of its least unit counted', () => {
		expect(parseAmount(9999999999999.99, 'EUR').value).toBe('9999999999999.99');
		expect(parseAmount(9999999999999, 'EUR').value).toBe('9999999999999.00');
		expect(parseAmount(9999999999999, 'JPY').value).toBe('9999999999999');
		expect(() => parseAmount(10000000000000, 'EUR')).toThrow(/lost digits/);
	});
});

describe('an amount is refused', () => {
	it.each([
		['an empty text', '', /^is empty/],
		['nothing', undefined, /^is empty/],
		['null', null, /^is empty/],
		['a decimal comma', '1,50', /"1,50", which is no decimal amount.*with a point/],
		['thousands separators', '1,000.00', /no decimal amount/],
		['a space between thousands', '1 000.00', /no decimal amount/],
		['a currency sign', '€5', /no decimal amount/],
		['an exponent', '1e3', /no decimal amount/],
		['hexadecimal', '0x10', /no decimal amount/],
		['a bare point', '.50', /no decimal amount/],
		['a point at its end', '5.', /no decimal amount/],
		['a plus sign', '+5.00', /no decimal amount/],
		['digits of another script', '١٠', /no decimal amount/],
		['an object', { value: '1.00' }, /no decimal amount/],
		['a list, even of one', ['1.00'], /no decimal amount/],
		['zero', '0', /Only an amount above zero/],
		['zero with decimals', '0.00', /Only an amount above zero/],
		['a negative', '-1.00', /Only an amount above zero/],
		['a negative zero', '-0.00', /Only an amount above zero/],
		['too many decimals', '1.0055', /1\.0055, but EUR has 2 decimals, and nothing is cut off/],
		['a sum of floats', 0.1 + 0.2, /lost digits.*as text/],
		['a number with an exponent', 1e21, /lost digits/],
		['NaN', NaN, /lost digits/],
		['infinity', Infinity, /lost digits/],
	])('%s', (_name, input, words) => {
		expect(eur(input)).toThrow(words);
		expect(eur(input)).toThrow(MoneyError);
	});

	it('whenever the currency has fewer decimals than were written', () => {
		expect(() => parseAmount('1.5', 'JPY')).toThrow('JPY has 0 decimals');
		fc.assert(
			fc.property(currencies, fc.integer({ min: 1, max: 9 }), (currency, digit) => {
				const tooFine = `1.${'0'.repeat(CURRENCIES[currency])}${digit}`;
				expect(() => parseAmount(tooFine, currency)).toThrow('decimals');
			}),
		);
	});

	it.each([
		['1.500', 'EUR'],
		['1.000', 'EUR'],
		['12.000', 'PLN'],
		['100.000', 'USD'],
		['1234.500', 'EUR'],
		['0.500', 'EUR'],
		['1.005', 'EUR'],
		['1.500', 'JPY'],
		['250.000', 'JPY'],
		['1.000', 'CLF'],
		[1.234, 'EUR'],
		[' 1.500\n', 'EUR'],
	])('whose point may divide thousands: %s %s', (input, currency) => {
		const read = () => parseAmount(input, currency);
		expect(read).toThrow(`${currency} has ${decimalsOf(currency)} decimals`);
		expect(read).toThrow(/may divide thousands.* Write it with(out| \d) decimals/);
	});

	it('without a word of rounding', () => {
		for (const input of ['1.500', '1.005', '1.23456', 1.2345]) {
			expect(eur(input)).toThrow(MoneyError);
			expect(eur(input)).not.toThrow(/[Rr]ound/);
		}
	});

	it('in an unknown currency', () => {
		expect(() => parseAmount('1.00', 'EURO')).toThrow('"EURO"');
	});
});

describe('minor units', () => {
	it('turn into an amount and back without loss, below zero too', () => {
		fc.assert(
			fc.property(fc.bigInt(), currencies, (amount, currency) => {
				expect(minorUnits(fromMinorUnits(amount, currency))).toBe(amount);
			}),
		);
	});

	it.each([
		['125000.00', 'EUR', 12_500_000n],
		['125000', 'EUR', 12_500_000n],
		['1.5', 'EUR', 150n],
		['-0.01', 'EUR', -1n],
		['1.000000', 'EUR', 100n],
		['12', 'JPY', 12n],
	])('of %s %s are %i', (value, currency, expected) => {
		expect(minorUnits({ value, currency })).toBe(expected);
	});

	it.each(['1.005', 'many', '', '1e2'])('refuse "%s" rather than round it', (value) => {
		expect(() => minorUnits({ value, currency: 'EUR' })).toThrow(MoneyError);
	});

	it('are never rounded: adding up cents is exact', () => {
		fc.assert(
			fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n })), (cents) => {
				const amounts = cents.map((amount) => fromMinorUnits(amount, 'EUR'));
				const sum = amounts.reduce((total, money) => total + minorUnits(money), 0n);
				expect(sum).toBe(cents.reduce((total, amount) => total + amount, 0n));
			}),
		);
	});
});
