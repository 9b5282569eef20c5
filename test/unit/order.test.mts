import { expect, it } from 'vitest';
import { bodyOf } from '../../nodes/zen-client';
import type { PaymentOrder } from '../../nodes/zen-client';

const ORDER: PaymentOrder = {
	accountId: '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c',
	externalId: 'INV-7',
	amount: { value: '10.50', currency: 'EUR' },
	title: 'Invoice 7',
	receiver: { name: 'Example', accountNumber: '1234 5678' },
};

it('an order becomes a body under the names that are assumed of ZEN', () => {
	expect(bodyOf(ORDER)).toEqual(ORDER);
	const receiver = {
		name: 'Example',
		type: 'COMPANY',
		country: 'LT',
		accountNumber: 'LT199999000000001001',
		bic: 'EXMPLT20XXX',
		address: { line1: 'Example Street 1', city: 'Vilnius', postcode: '01100' },
	};
	const more = { channel: 'SEPA', chargeType: 'SHA', purposeCode: 'SUPP' };
	const extra = { executionDate: '2026-12-01', notes: { internal: 'x' } };
	expect(bodyOf({ ...ORDER, ...more, receiver, extra })).toEqual({
		...ORDER,
		...more,
		receiver,
		...extra,
	});
});
