import { describe, expect, it } from 'vitest';
import { simplifyDraft, simplifyPayment } from '../../nodes/Zen/fields/simplify';
import { accountNumberOf, sidesOf } from '../../nodes/zen-client';

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
});
