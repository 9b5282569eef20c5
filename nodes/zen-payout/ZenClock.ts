import type { Surroundings } from '../zen-client';

const DAY_MS = 86_400_000;

/**
 * The time by ZEN's clock, so that a wrong clock of this machine proves nothing. It is set by the
 * answer to the read before the first payment and goes on from there.
 */
export class ZenClock {
	private readonly aheadMs?: number;

	/** @param zenTime what ZEN said just now, in ms; absent when it said nothing */
	constructor(
		private readonly surroundings: Pick<Surroundings, 'now'>,
		zenTime?: number,
	) {
		this.aheadMs = zenTime === undefined ? undefined : zenTime - surroundings.now();
	}

	/** ms since the epoch; `undefined` when ZEN's time is not known. */
	now(): number | undefined {
		return this.aheadMs === undefined ? undefined : this.surroundings.now() + this.aheadMs;
	}

	/** That many days ago; `-Infinity`, which is all of time, when ZEN's time is not known. */
	daysAgo(days: number): number {
		const now = this.now();
		return now === undefined ? -Infinity : now - days * DAY_MS;
	}
}
