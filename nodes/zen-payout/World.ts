import { steadyTime } from '../zen-client';
import type { PayingAccount, Surroundings, Zen } from '../zen-client';
import { noLedger } from './ledger';
import type { Ledger } from './ledger';
import { Lists } from './Lists';
import type { Payout } from './Payout';
import type { RunTotals } from './policy';
import type { PaymentRules } from './rules';
import { ZenClock } from './ZenClock';

/** What payouts need of the world. Whoever runs them hands it in. */
export interface PayoutWorld {
	zen: Zen;
	/** What remembers payments; `noLedger` for none. */
	ledger: Ledger;
	surroundings: Surroundings;
	/** Tells executions apart; the same for all that one node does in one of them. */
	execution: string;
	totals: RunTotals;
	rules: PaymentRules;
	/** Whether nothing is to be sent, so that the memory is asked for what else only a claim finds. */
	isCheck?: boolean;
}

/** The world once ZEN has answered. */
export interface World extends PayoutWorld {
	clock: ZenClock;
	/** Of all active accounts. */
	accountIds: string[];
	/** ZEN's lists as they stood when the batch was checked. */
	lists: Lists;
	/**
	 * ZEN's lists, read anew.
	 *
	 * @param notBefore what was read since this time will do, by `steadyTime`; only what is read from now
	 * on when absent
	 */
	readAgain(notBefore?: number): Lists;
}

/**
 * @param accounts as ZEN lists them just now
 * @param zenTime ZEN's time in ms just now; absent when ZEN did not tell it
 */
export function worldAt(world: PayoutWorld, accounts: PayingAccount[], zenTime?: number): World {
	const { zen, execution, surroundings } = world;
	const clock = new ZenClock(surroundings, zenTime);
	const lists = new Lists({ zen, execution, now: surroundings.now() });
	let latest = { readAt: -Infinity, lists };
	const readAgain = (notBefore = Infinity) => {
		if (latest.readAt < notBefore) {
			const now = surroundings.now();
			const readAt = steadyTime(surroundings);
			latest = { readAt, lists: new Lists({ zen, execution, now, anew: true }) };
		}
		return latest.lists;
	};
	const accountIds = accounts.map(({ accountId }) => accountId);
	return { ...world, clock, accountIds, lists, readAgain };
}

/** The ledger that is to know of a payment. */
export function ledgerOf({ ledger }: PayoutWorld, { remember }: Payout): Ledger {
	return remember ? ledger : noLedger;
}
