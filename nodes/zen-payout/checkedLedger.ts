import { minorUnits } from '../zen-client';
import type { Ledger, Standing, Time, Tried } from './ledger';
import { overDay } from './rules';

/**
 * A ledger for a check: it answers as the ledger would, and notes nothing.
 *
 * @param found what only a claim would find, by key
 * @param planned minor units that those before it are to take, by currency
 */
export function checkedLedger(
	ledger: Ledger,
	found: Map<string, Standing>,
	planned: (currency: string) => bigint,
): Ledger {
	const requireRoom = async ({ kind, order: { amount }, dayLimit }: Tried, at: Time) => {
		if (kind === 'draft' || !dayLimit || !ledger.countedOn) return;
		const before = (await ledger.countedOn(amount.currency, at)) + planned(amount.currency);
		if (before + minorUnits(amount) > minorUnits(dayLimit)) throw overDay(dayLimit, amount);
	};
	return {
		lookUp: async (payments) => await ledger.lookUp(payments),
		claim: async (payment, at) => {
			const standing = found.get(payment.key) ?? { state: 'fresh' };
			if (standing.state === 'fresh') await requireRoom(payment, at);
			return standing;
		},
		claimAgain: async (payment, _standing, at) => {
			await requireRoom(payment, at);
			return true;
		},
		settle: async () => {},
		leaveOpen: async () => {},
		release: async () => {},
		releaseAgain: async () => {},
		...(ledger.uncounted && { uncounted: async (ids) => await ledger.uncounted!(ids) }),
		attemptsOf: async (payment, now) => await ledger.attemptsOf(payment, now),
		lastTried: async (payment, now, backMs) => await ledger.lastTried(payment, now, backMs),
		recognise: async (payment, listed) => await ledger.recognise(payment, listed),
	};
}
