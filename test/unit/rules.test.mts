import { describe, expect, it } from 'vitest';
import { readRules } from '../../nodes/Zen/rules';
import { againstRules } from '../../nodes/zen-payout/rules';

const IBAN = 'LT121000011101001000';
const order = (accountNumber: string, value = '10.00', currency = 'EUR', bic?: string) => ({
	accountId: 'a-1',
	externalId: 'INV-7',
	title: 'Invoice 7',
	amount: { value, currency },
	receiver: { name: 'Example', accountNumber, ...(bic && { bic }) },
});

describe('the allowed receivers', () => {
	const refusal = (allowedReceivers: string, accountNumber: string, bic?: string) =>
		againstRules(readRules({ allowedReceivers }), order(accountNumber, '10.00', 'EUR', bic))
			?.message;

	it.each<[string, string, string?]>([
		['', IBAN],
		[IBAN, IBAN],
		['lt12 1000 0111 0100 1000', IBAN],
		['PL, LT', IBAN],
		[`PL61109010140000071219812874\n${IBAN}`, IBAN],
		['lt', IBAN],
		['12345678@EXAMGB2L', '12345678', 'EXAMGB2L'],
		['12345678 @ examgb2lxxx', '12345678', 'EXAMGB2L'],
	])('%j holds %s %s', (allowed, number, bic) => {
		expect(refusal(allowed, number, bic)).toBeUndefined();
	});

	it.each<[string, string, string?]>([
		['PL', IBAN],
		['PL61109010140000071219812874', IBAN],
		// A local number tells no country, whatever it begins with.
		['LT', 'LTAB-7'],
		['12345678@EXAMGB2L', '12345678'],
		['12345678@EXAMGB2L', '12345678', 'OTHRGB2L'],
		['12345678@EXAMGB2L', '1234567', 'EXAMGB2L'],
		['12-34@EXAMGB2L', '1234', 'EXAMGB2L'],
	])('%j does not hold %s %s', (allowed, number, bic) => {
		expect(refusal(allowed, number, bic)).toMatch(/^Allowed Receivers of the ZEN API credential/);
	});

	it.each([
		...['LT12', '12345678', `${IBAN}@EXAMGB2L`, '12345678@', '1@2@3', 'US', 'XX', ',;'],
		...['LT121000011101001001', '12345678@NOBIC', '*', 'LT*'],
	])('%j is no rule, and lets nothing through', (allowedReceivers) => {
		expect(() => readRules({ allowedReceivers })).toThrow(/^Allowed Receivers of the ZEN API/);
	});
});

describe('the limit per payment', () => {
	const refusal = (limitPerPayment: string, value: string, currency = 'EUR') =>
		againstRules(readRules({ limitPerPayment }), order(IBAN, value, currency))?.message;

	it.each([
		['', '9999999.00', 'EUR'],
		['10.00 EUR', '10.00', 'EUR'],
		['20 PLN; 10 eur', '10.00', 'EUR'],
		['1000 JPY\n5 EUR', '1000', 'JPY'],
	])('%j lets %s %s through', (limit, value, currency) => {
		expect(refusal(limit, value, currency)).toBeUndefined();
	});

	it('names the limit and who can change it', () => {
		expect(refusal('10.00 EUR', '10.01')).toBe(
			'Limit per Payment of the ZEN API credential is 10.00 EUR, and this one is 10.01 EUR, so it is not sent. Whoever owns the credential can change that.',
		);
	});

	it('lets no currency through that it does not name', () => {
		expect(refusal('10.00 EUR', '1.00', 'PLN')).toContain('names no limit for PLN');
	});

	it('of a day is read in the same way', () => {
		expect(readRules({ limitPerDay: '20 PLN; 10 eur' }).perDay).toEqual(
			new Map([
				['PLN', { value: '20.00', currency: 'PLN' }],
				['EUR', { value: '10.00', currency: 'EUR' }],
			]),
		);
		expect(() => readRules({ limitPerDay: '10' })).toThrow(/^Limit per Day of the ZEN API/);
	});

	it.each(['10', 'EUR', '10,50 EUR', '1e3 EUR', '-5 EUR', '10.001 EUR', '5 EUR, 6 EUR', '5 ABC'])(
		'%j is none, and lets nothing through',
		(limitPerPayment) => {
			expect(() => readRules({ limitPerPayment })).toThrow(/^Limit per Payment of the ZEN API/);
		},
	);
});
