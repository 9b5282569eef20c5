import { steadyTime } from '../zen-client';
import type { Attempts, KnownStanding } from './ledger';
import { UNSURE } from './notSentAgain';
import { longestUnderWayMs } from './patience';
import type { Payout } from './Payout';
import { WouldSend } from './WouldSend';
import { cancelled, unresolved } from './words';
import type { World } from './World';

const DAY_MS = 86_400_000;

/** The wait before something may be sent again. */
export class Waiting {
	constructor(private readonly world: World) {}

	/**
	 * Waits until the last attempt is so long ago that it would show; longer than sending it can take.
	 *
	 * @returns since when that has been so, by `steadyTime`
	 * @throws LedgerError; ZenError when the execution was cancelled meanwhile; in a check, which waits for
	 * nothing, PayoutError when it would not be sent after the wait, and WouldSend else
	 */
	async until(payout: Payout, standing: KnownStanding): Promise<number> {
		const { surroundings, clock, zen, isCheck } = this.world;
		if (isCheck) throw standing.isUnsure ? unresolved(payout, UNSURE) : new WouldSend(true);
		const leastMs = longestUnderWayMs(zen.connection);
		const waitMs = Math.max(payout.sendAgainAfterMs ?? 0, leastMs);
		const now = clock.now();
		const tried = now === undefined ? undefined : await this.tried(payout, standing, now, waitMs);
		const left = now === undefined || tried === undefined ? waitMs : tried + waitMs - now;
		const due = steadyTime(surroundings) + left;
		if (left > 0) await surroundings.sleep(left);
		if (surroundings.signal?.aborted) throw cancelled();
		return due;
	}

	/** When it was tried last, or later. Of what is settled, the ledger knows the day only. */
	private async tried(payout: Payout, { state }: KnownStanding, now: number, backMs: number) {
		if (state === 'open') return await this.world.ledger.lastTried(payout, now, backMs);
		const attempts = await attemptsOf(this.world, payout);
		const isKnown = attempts.lastDay !== undefined;
		return isKnown && isOlder(attempts, now - backMs) ? now - backMs : now;
	}
}

/** When a payment was tried, as far as that is certain. @throws LedgerError */
export async function attemptsOf(
	{ ledger, clock, surroundings }: World,
	payout: Payout,
): Promise<Attempts> {
	const now = clock.now();
	const attempts = await ledger.attemptsOf(payout, now ?? surroundings.now());
	// By a clock that may be wrong, the last of them need not be among those that were asked for.
	return now === undefined ? { isExact: false, hasTwin: attempts.hasTwin } : attempts;
}

/** Whether it was certainly tried before now, and not by somebody else just now. @throws LedgerError */
export async function isOfBefore(world: World, payout: Payout): Promise<boolean> {
	const attempts = await attemptsOf(world, payout);
	const now = world.clock.now();
	return attempts.lastDay !== undefined && now !== undefined && isOlder(attempts, now);
}

/** Whether the last attempt was before a time; one that cannot be dated was long before. */
export function isOlder({ lastDay }: Attempts, time: number): boolean {
	return (lastDay === undefined ? -Infinity : Date.parse(lastDay) + DAY_MS) < time;
}
