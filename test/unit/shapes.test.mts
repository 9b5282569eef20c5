import { describe, expect, it } from 'vitest';
import { simplifyDraft, simplifyPayment, simplifySent } from '../../nodes/zen-n8n/simplify';
import { accountNumberOf, sidesOf } from '../../nodes/zen-client';
import { anOrder } from '../node/support/zen.mts';

const [ours, theirs] = [{ accountNumber: 'LT12' }, { accountNumber: '', iban: 'DE89' }];

describe('the sides of a payment', () => {
	it.each([
		['OUTGOING', ours, theirs],
		['INCOMING', theirs, ours],
	])('%s: own and other', (direction, sender, receiver) => {
		expect(sidesOf({ direction, sender, receiver })).toEqual({ own: ours, other: theirs });
		expect(sidesOf({ direction })).toEqual({ own: null, other: null });
	});

	it.each([
		[{ accountNumber: 'LT12', iban: 'DE89' }, 'LT12'],
		[{ accountNumber: null, iban: 'DE89' }, 'DE89'],
		[{ accountNumber: ' ', iban: 'DE89' }, 'DE89'],
		[{ accountNumber: {}, iban: 12 }, 12],
		[{ accountNumber: '' }, undefined],
		[null, undefined],
		['LT12', undefined],
	])('the account number of %o is %s', (side, number) => {
		expect(accountNumberOf(side)).toBe(number);
	});

	it('an IBAN stands in for an empty account number in every flat row', () => {
		expect(simplifyPayment({ direction: 'OUTGOING', receiver: theirs })).toMatchObject({
			counterpartyAccountNumber: 'DE89',
		});
		expect(simplifyDraft({ receiver: theirs })).toMatchObject({ receiverAccountNumber: 'DE89' });
	});

	it.each([
		[
			'OUTGOING',
			[
				['0.20', 'EUR'],
				['0.05', 'EUR'],
			],
			'0.25',
		],
		['INCOMING', [], '0'],
		[
			'INCOMING',
			[
				['0.10', 'EUR'],
				['0.40', 'PLN'],
			],
			null,
		],
		['OUTGOING', [['a little', 'EUR']], null],
		['OUTGOING', undefined, null],
	])('what an %s payment with the fees %j costs is %s', (direction, fees, fee) => {
		const own = fees?.map(([value, currency]) => ({
			amount: { value: value!, currency: currency! },
		}));
		const others = [{ amount: { value: '9.99', currency: 'EUR' } }];
		const isIn = direction === 'INCOMING';
		const lists = isIn ? [others, own] : [own, others];
		const payment = {
			...{ direction, amount: { value: '5.00', currency: 'EUR' } },
			...(lists[0] && { senderFees: lists[0] }),
			...(lists[1] && { receiverFees: lists[1] }),
		};
		expect(simplifyPayment(payment)).toMatchObject({ amount: '5.00', fee });
	});

	it('nothing in a flat row leads further', () => {
		const row = simplifyPayment({ title: { text: 'Rent' }, status: ['A'], id: 7 });
		expect(row).toMatchObject({ title: '{"text":"Rent"}', status: '["A"]', paymentId: 7 });
		expect(row.amount).toBeNull();
	});

	it('what was sent stands in for what an answer leaves out, unless it was sent before', () => {
		const order = anOrder();
		const end = {
			externalId: 'INV-7',
			paymentId: 'p',
			status: 'IN_PROGRESS',
			payment: { id: 'p' },
		};
		expect(simplifySent({ outcome: 'accepted', ...end }, order)).toMatchObject({
			...{ receiverName: 'Someone', amount: '10.50', currency: 'EUR', title: 'Invoice 7' },
			...{ receiverAccountNumber: order.receiver.accountNumber, fee: null, paymentId: 'p' },
		});
		expect(simplifySent({ outcome: 'alreadySent', ...end }, order)).toMatchObject({
			...{ receiverName: null, amount: null, title: null, receiverAccountNumber: null },
		});
	});
});
