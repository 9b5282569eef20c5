import { only, ZenError } from '../zen-client';
import type { EntryKind } from '../zen-client';
import { fingerprintOf } from './key';
import { LedgerError } from './ledger';
import type { PayoutError } from './outcomes';
import type { Payout } from './Payout';
import type { World } from './World';
import { otherPayment } from './words';

const OTHER: Record<EntryKind, EntryKind> = { payment: 'draft', draft: 'payment' };
const LOOK_BACK_DAYS = 7;

/**
 * The refusal of a payment whose External ID the memory knows for another one. The memory keeps no
 * more of that than a fingerprint, so what differs is told as far as it can be found out: by what the
 * fingerprint would be of a draft, or from another account, or from ZEN where it tells references.
 */
export async function otherThanBefore(world: World, payout: Payout): Promise<PayoutError> {
	const entry = await listed(world, payout).catch((error) => (only(ZenError, error), undefined));
	const found = await guessed(world, payout).catch(
		(error) => (only(LedgerError, error), undefined),
	);
	return otherPayment(
		payout,
		entry ?? found ?? 'one with another amount, currency or receiver account',
	);
}

async function listed({ lists, clock }: World, { key, order }: Payout) {
	const since = clock.daysAgo(LOOK_BACK_DAYS);
	const shelf = await lists.of('payment', order.accountId, since);
	return shelf.named(key).find(({ direction }) => direction !== 'in');
}

async function guessed({ ledger, accountIds }: World, payout: Payout): Promise<string | undefined> {
	const { kind, order } = payout;
	const guesses = [
		{
			what: `a ${OTHER[kind]} of the same amount to the same receiver`,
			kind: OTHER[kind],
			accountId: order.accountId,
		},
		...accountIds
			.filter((accountId) => accountId !== order.accountId)
			.flatMap((accountId) => [
				{
					what: `one of the same amount to the same receiver, from account ${accountId}`,
					kind,
					accountId,
				},
				{
					what: `a ${OTHER[kind]} of the same amount to the same receiver, from account ${accountId}`,
					kind: OTHER[kind],
					accountId,
				},
			]),
	];
	const asked = guesses.map((guess) => ({
		...payout,
		fingerprint: fingerprintOf(guess.kind, { ...order, accountId: guess.accountId }),
	}));
	const standings = await ledger.lookUp(asked);
	return guesses.find((_guess, place) => {
		const standing = standings[place]!;
		return standing.state !== 'fresh' && standing.same;
	})?.what;
}
