import { describe, expect, it } from 'vitest';
import { isBic } from '../../nodes/Zen/fields/bic';
import { readAccountNumber } from '../../nodes/Zen/fields/accountNumber';
import { textNotices } from '../../nodes/Zen/textNotices';
import { anOrder } from '../node/support/zen.mts';

const order = (title: string, name = 'Example UAB', currency = 'EUR') => ({
	...anOrder(),
	title,
	amount: { value: '1.00', currency },
	receiver: { ...anOrder().receiver, name },
});

describe('what may not arrive as it was written', () => {
	it('is nothing of what SEPA takes', () => {
		const all = "abcXYZ019/-?:().,'+ ";
		expect(textNotices([order(all.repeat(7), 'n'.repeat(70))])).toEqual([]);
	});

	it('is a name of more than 70 characters and a title of more than 140', () => {
		expect(textNotices([order('t'.repeat(141), 'n'.repeat(71))])).toEqual([
			"Receiver Name has more than 70 characters (INV-7). Banks on the way may cut off the rest, or refuse the payment: ZEN's own limit is not known.",
			"Title has more than 140 characters (INV-7). Banks on the way may cut off the rest, or refuse the payment: ZEN's own limit is not known.",
		]);
	});

	it('is a character that not every bank passes on, in euro only', () => {
		expect(textNotices([order('Łódź & Co'), order('Żółć', 'X', 'PLN')])).toEqual([
			'Receiver Name or Title has characters that not every bank in SEPA passes on: & ó Ł ź (INV-7). They may arrive as others.',
		]);
	});

	it('names a few of many', () => {
		const orders = Array.from({ length: 8 }, (_, number) => ({
			...order('ä'),
			externalId: `R-${number}`,
		}));
		expect(textNotices(orders)[0]).toContain('(R-0, R-1, R-2, R-3, R-4 and 3 more)');
	});
});

describe('a BIC by ISO 9362:2022', () => {
	it.each(['EXMPLT20', 'EXMPLT20XXX', '1XA3DE2A', 'EXMPXK22', 'EXMPLT2X123'])('is %s', (bic) => {
		expect(isBic(bic)).toBe(true);
	});

	it.each(['', 'EXMPLT2', 'EXMPLT20XX', 'EXMPXX20', 'EXMP1T20', 'EXMPLT20XXXX', 'EXM-LT20'])(
		'is not "%s"',
		(bic) => {
			expect(isBic(bic)).toBe(false);
		},
	);
});

it.each([
	['Burundi', 'BI4210000100010000332045181'],
	['Djibouti', 'DJ2100010000000154000100186'],
	['the Falkland Islands', 'FK88SC123456789012'],
	['Honduras', 'HN88CABF00000000000250005469'],
	['Libya', 'LY83002048000020100120361'],
	['Mongolia', 'MN121234123456789123'],
	['Nicaragua', 'NI45BAPR00000013000003558124'],
	['Oman', 'OM810180000001299123456'],
	['Somalia', 'SO211000001001000100141'],
	['Yemen', 'YE15CBYE0001018861234567891234'],
])('an IBAN of %s, which has them since 2021 or later, is known', (_country, iban) => {
	expect(readAccountNumber(iban)).toEqual({ accountNumber: iban, country: iban.slice(0, 2) });
});
