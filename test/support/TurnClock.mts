import { setImmediate } from 'node:timers/promises';

/** A clock of which one ms is one turn of the event loop, so that no test depends on the machine's pace. */
export class TurnClock {
	private turns = Date.parse('2026-03-10T12:00:00Z');

	private constructor(private readonly random: () => number) {}

	/** Runs `work` on a clock of its own. @param random a number from 0 to 1 */
	static async during<T>(
		work: (clock: TurnClock) => Promise<T>,
		random: () => number = Math.random,
	): Promise<T> {
		const clock = new TurnClock(random);
		const state = { ends: false };
		const ticking = (async () => {
			while (!state.ends) {
				await setImmediate();
				clock.turns += 1;
			}
		})();
		try {
			return await work(clock);
		} finally {
			state.ends = true;
			await ticking;
		}
	}

	/** What the code under test is given of the world. */
	readonly surroundings = {
		now: () => this.turns,
		random: () => this.random(),
		sleep: async (ms: number) => await this.sleep(ms),
	};

	/** Time passes in which nothing happens here. */
	pass(ms: number): void {
		this.turns += ms;
	}

	private async sleep(ms: number): Promise<void> {
		const until = this.turns + ms;
		while (this.turns < until) await setImmediate();
	}
}
