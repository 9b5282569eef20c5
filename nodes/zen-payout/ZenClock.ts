import { Stopwatch } from '../zen-client';
import type { Surroundings } from '../zen-client';

const DAY_MS = 86_400_000;
const MOST_APART_MS = 30_000;

/**
 * The time by ZEN's clock, so that a wrong clock of this machine proves nothing. It is set by the
 * answer to the read before the first payment and goes on from there.
 */
export class ZenClock {
	private readonly since: Stopwatch;

	/** @param zenTime what ZEN said just now, in ms; absent when it said nothing */
	constructor(
		surroundings: Pick<Surroundings, 'now' | 'elapsed'>,
		private readonly zenTime?: number,
	) {
		this.since = new Stopwatch(surroundings);
	}

	/**
	 * ms since the epoch; `undefined` when ZEN's time is not known. When the clocks of this machine have
	 * come apart it was set or has slept, and which of them is right is not known either.
	 */
	now(): number | undefined {
		if (this.zenTime === undefined || this.since.apartMs > MOST_APART_MS) return undefined;
		return this.zenTime + this.since.steadyMs;
	}

	/** That many days ago; `-Infinity`, which is all of time, when ZEN's time is not known. */
	daysAgo(days: number): number {
		const now = this.now();
		return now === undefined ? -Infinity : now - days * DAY_MS;
	}
}
