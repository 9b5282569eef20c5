import { stringify } from 'lossless-json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf, InputError } from '../../nodes/zen-client';
import type { PaymentOrder } from '../../nodes/zen-client';
import { CONTRACT } from '../../nodes/zen-client/contract';

const least: PaymentOrder = {
	accountId: '5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f',
	externalId: 'R-0815 / ä',
	amount: { value: '1234.50', currency: 'PLN' },
	title: 'Rent, November',
	receiver: { name: 'Landlord', accountNumber: 'PL61109010140000071219812874' },
};
const most: PaymentOrder = {
	...least,
	receiver: {
		...least.receiver,
		type: 'COMPANY',
		country: 'PL',
		bic: 'WBKPPLPP',
		address: { line1: 'Prosta 1', city: 'Warszawa', postcode: '00-001' },
	},
	channel: 'ELIXIR',
	chargeType: 'SHA',
	purposeCode: 'RENT',
};

describe('the body of an order', () => {
	it('holds what is needed, and no name for what was not given', () => {
		expect(bodyOf(least)).toEqual(least);
	});

	it('holds all that can be given', () => {
		expect(bodyOf(most)).toEqual(most);
	});

	it('has no empty texts and no empty address', () => {
		const receiver = { ...least.receiver, bic: '', address: { line1: '', city: undefined } };
		expect(bodyOf({ ...least, receiver, channel: '', chargeType: undefined })).toEqual(least);
	});

	it('goes by the table, for names and for where they stand', () => {
		const body = {
			...CONTRACT.body,
			externalId: 'reference',
			'amount.value': 'sum.amount',
			'receiver.accountNumber': 'creditor.account.iban',
			accountId: 'debtor.id',
		};
		expect(bodyOf(least, { ...CONTRACT, body })).toEqual({
			debtor: { id: least.accountId },
			reference: least.externalId,
			title: least.title,
			sum: { amount: '1234.50' },
			amount: { currency: 'PLN' },
			receiver: { name: 'Landlord' },
			creditor: { account: { iban: least.receiver.accountNumber } },
		});
	});

	it('is added to by extra names', () => {
		const extra = { urgent: true, ultimateDebtor: { name: 'Us', ids: [1, null] } };
		expect(bodyOf({ ...least, extra })).toEqual({ ...least, ...extra });
	});

	it.each([
		['amount', { value: '9999.00', currency: 'PLN' }],
		['externalId', null],
		['externalId', least.externalId],
		['receiver', { bic: 'X' }],
		['accountID', 'another'],
		['external_id', 'another'],
		['Title', 'another'],
		['ｔｉｔｌｅ', 'another'],
		['receiver.', {}],
	])('is not changed, doubled or taken from by an extra "%s": %j', (name, value) => {
		const make = () => bodyOf({ ...least, extra: { [name]: value } });
		expect(make).toThrow(InputError);
		expect(make).toThrow(`"${name}"`);
	});

	it('keeps what pays, whatever is added', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }), (extra) => {
				let body;
				try {
					body = bodyOf({ ...least, extra: extra as never });
				} catch (error) {
					expect(error).toBeInstanceOf(InputError);
					return;
				}
				expect(body).toMatchObject(least);
				expect(Object.keys(body)).toHaveLength(5 + Object.keys(extra).length);
			}),
		);
	});

	it('takes a __proto__ for the name that it is', () => {
		const extra = JSON.parse('{"__proto__":{"amount":{"value":"1"}}}') as never;
		const body = bodyOf({ ...least, extra });
		expect(body.amount).toEqual(least.amount);
		expect(stringify(body)).toContain('"__proto__":{"amount"');
	});
});
