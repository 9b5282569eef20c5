import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaymentOrder } from '../../nodes/zen-client';
import { fingerprintOf, keyOf, likenessOf, plainTitle } from '../../nodes/zen-payout/key';

const ACCOUNT = 'a0000000-0000-4000-8000-00000000000b';
const order = (more: Partial<PaymentOrder> = {}): PaymentOrder => ({
	accountId: ACCOUNT,
	externalId: 'INV-42',
	amount: { value: '10.50', currency: 'EUR' },
	title: 'Invoice 42',
	receiver: { name: 'Sample Supplier', accountNumber: 'LT601010012345678901' },
	...more,
});
const to = (receiver: Partial<PaymentOrder['receiver']>) =>
	order({ receiver: { ...order().receiver, ...receiver } });

describe('The key of a reference', () => {
	it.each([
		['case', 'inv-42'],
		['blanks around it', '  INV-42\n'],
		['a line end of Windows', 'INV-42\r\n'],
		['an en dash', 'INV–42'],
		['a non-breaking hyphen', 'INV\u201142'],
		['a minus sign', 'INV\u221242'],
		['a full-width form', 'ＩＮＶ－４２'],
		['a soft hyphen within', 'IN\u00adV-42'],
		['a zero-width space within', 'INV\u200b-42'],
		['a byte order mark before it', '\ufeffINV-42'],
		['a direction mark behind it', 'INV-42\u200e'],
		['a variation selector', 'INV-42\ufe0f'],
		['a control character', 'INV-42\u0000'],
	])('is the same with %s', (_name, typed) => {
		expect(keyOf(typed)).toBe(keyOf('INV-42'));
	});

	it.each([
		['blanks of any kind', 'A\u00a0 \t1', 'A 1'],
		['composed and decomposed letters', 'Zo\u0308e', 'Zöe'],
		['ß and SS', 'STRASSE 1', 'straße 1'],
		['both small sigmas', 'ΟΔΟΣ', 'οδος'],
		['ligatures', 'ﬁ-1', 'FI-1'],
	])('is the same for %s', (_name, one, other) => {
		expect(keyOf(one)).toBe(keyOf(other));
	});

	it.each([
		['INV-42', 'INV42'],
		['INV-42', 'INV 42'],
		['INV/42', 'INV-42'],
		['INV-42', 'INV-042'],
		['INV-4 2', 'INV-42'],
		['Zoe', 'Zoë'],
		['O1', '01'],
		['A_1', 'A-1'],
		['INV 5²', 'INV 52'],
		['①2', '12'],
		['X₁0', 'X10'],
		['INV 10⁻1', 'INV 10-1'],
		['R 1½', 'R 11⁄2'],
		['8⒈5', '81.5'],
	])('tells %s from %s', (one, other) => {
		expect(keyOf(one)).not.toBe(keyOf(other));
	});

	it('is empty for what nobody sees', () => {
		for (const blank of ['', ' ', '\u200b', '\u00ad\ufeff', '\u2800', '\t\n']) {
			expect(keyOf(blank)).toBe('');
		}
	});

	// What ZEN tells of a reference may have been through any of these.
	it('does not depend on how often, and in which order, letters were folded', () => {
		const change = fc.constantFrom<(text: string) => string>(
			keyOf,
			(text) => text.toUpperCase(),
			(text) => text.toLowerCase(),
			(text) => text.normalize('NFC'),
			(text) => text.normalize('NFD'),
			(text) => ` ${text} `,
		);
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary' }),
				fc.array(change, { maxLength: 4 }),
				(text, changes) => {
					const changed = changes.reduce((so, one) => one(so), text);
					expect(keyOf(changed)).toBe(keyOf(text));
				},
			),
			{ numRuns: 5_000 },
		);
	});
});

describe('The fingerprint', () => {
	const print = (one: PaymentOrder) => fingerprintOf('payment', one);

	it.each([
		['title', order({ title: 'Something else' })],
		['reference', order({ externalId: 'X' })],
		["receiver's name", to({ name: 'Somebody' })],
		['case of the account', order({ accountId: ACCOUNT.toUpperCase() })],
		['blanks in an IBAN', to({ accountNumber: 'lt60 1010 0123 4567 8901' })],
		['country beside an IBAN', to({ country: 'LT' })],
		['bank beside an IBAN', to({ bic: 'EXMPLT20' })],
		['address', to({ address: { city: 'Vilnius' } })],
	])('does not know the %s', (_name, one) => {
		expect(print(one)).toBe(print(order()));
	});

	it.each([
		['paying account', order({ accountId: ACCOUNT.replace('b', 'c') })],
		['amount', order({ amount: { value: '10.51', currency: 'EUR' } })],
		['currency', order({ amount: { value: '10.50', currency: 'PLN' } })],
		["receiver's account", to({ accountNumber: 'LT601010012345678902' })],
	])('knows the %s', (_name, one) => {
		expect(print(one)).not.toBe(print(order()));
	});

	it('tells a draft from a payment', () => {
		expect(fingerprintOf('draft', order())).not.toBe(print(order()));
	});

	it('knows a local number only together with its bank', () => {
		const local = (more: object) => print(to({ accountNumber: '12-345 678', ...more }));
		expect(local({ bic: 'EXMPGB2L' })).toBe(local({ bic: 'exmpgb2lxxx' }));
		expect(local({ accountNumber: '12-345678' })).toBe(local({}));
		expect(local({ bic: 'EXMPGB2L' })).not.toBe(local({ bic: 'OTHRGB2L' }));
		expect(local({ country: 'GB' })).not.toBe(local({ country: 'US' }));
		expect(local({ accountNumber: '12345678' })).not.toBe(local({}));
	});

	it('holds no two payments for one because of where its parts end', () => {
		const one = to({ accountNumber: '12', country: 'GB', bic: '' });
		const other = to({ accountNumber: '12GB', country: '', bic: '' });
		expect(print(one)).not.toBe(print(other));
	});
});

describe('The likeness', () => {
	it('is that of the fingerprint and of the title as banks show it', () => {
		const like = likenessOf;
		expect(like(order({ title: 'INVOICE  42', externalId: 'X' }))).toBe(like(order()));
		expect(like(order({ title: 'Invoice 43' }))).not.toBe(like(order()));
		expect(like(to({ accountNumber: 'LT601010012345678902' }))).not.toBe(like(order()));
	});
});

describe('A plain title', () => {
	it.each([
		['Żółta łódź, größer', 'ZOLTA LODZ, GROSSER'],
		['Łódź 5 zł', 'lodz5zl'],
		['Ærø Øst đak ðþ', 'aeroostdakdth'],
		['Istanbul ıı', 'istanbulii'],
		['Two\u00a0blanks  and\ttabs', 'twoblanksandtabs'],
		['soft\u00adhyphen\u200b', 'softhyphen'],
		['e\u0301te\u0301', 'été'],
		['Rent 3/2026 (flat)', 'Rent 3-2026, flat'],
	])('%s', (one, other) => {
		expect(plainTitle(one)).toBe(plainTitle(other));
	});

	it('keeps what tells two payments apart', () => {
		for (const [one, other] of [
			['Invoice 1', 'Invoice 2'],
			['Rent 3/2026', 'Rent 4/2026'],
			['№ 5', '№ 6'],
			['家賃 三月', '家賃 四月'],
		] as const) {
			expect(plainTitle(one)).not.toBe(plainTitle(other));
		}
	});
});
