import type { DeduplicationHelperFunctions } from 'n8n-workflow';
import { Stopwatch } from '../zen-client';
import type { Surroundings } from '../zen-client';

const OPTIONS = { mode: 'entries' } as const;
const HELD = 'held';

/** A holder that took longer may have lost the lock, and says so instead of trusting its work. */
export const HOLD_MS = 10_000;
/** A lock that did not change hands for so long belongs to a process that is no more. */
export const DEAD_AFTER_MS = 20_000;
/** How long to wait for a turn. */
export const PATIENCE_MS = 90_000;
// Two that find the same dead lock remove it one after the other; the second may hit the lock that
// the first has taken since. So whoever removed one looks again before it trusts its own.
const DOUBT_MS = 500;
const NEXT_TRY_MS = 40;
// An error also tells of one that was quicker by a moment. So many in a row tell of a broken store.
const MOST_FAILURES = 20;

/** What is used of n8n's store. */
export type LockStore = Pick<
	DeduplicationHelperFunctions,
	'checkProcessedAndRecord' | 'clearAllProcessedItems'
>;

/**
 * Held by one execution of a node at a time, in whichever process it runs.
 *
 * n8n's deduplication store has no lock, but the row of a node can be made only once: who makes it
 * holds the lock, who deletes it gives it back. Evidence: observed in n8n 2.8.4 and 2.41.1, and
 * checked against a real n8n by this project's tests.
 */
export class StoreLock {
	constructor(
		private readonly store: LockStore,
		private readonly surroundings: Pick<Surroundings, 'sleep' | 'now' | 'elapsed' | 'random'>,
	) {}

	/**
	 * Does `work` while nobody else holds the lock.
	 *
	 * @throws Error when there is no turn within `PATIENCE_MS`, when the store fails, or when the work
	 * took so long that somebody else may have worked at the same time
	 */
	async hold<T>(work: () => Promise<T>): Promise<T> {
		await this.take();
		const held = new Stopwatch(this.surroundings);
		// One that was held for too long may be somebody else's by now.
		const isMine = () => held.mostMs <= HOLD_MS;
		const done = await work().catch(async (error) => {
			if (isMine()) await this.giveBack();
			throw error;
		});
		if (!isMine()) throw new Error('its store took too long to answer');
		await this.giveBack();
		return done;
	}

	private async take(): Promise<void> {
		const { sleep, now, random } = this.surroundings;
		const mine = `${now()} ${random()}`;
		const deadAfter = DEAD_AFTER_MS * (1 + random() / 4);
		// What waits goes by the clock that nobody sets: nobody is dead because the time was put right.
		const waiting = new Stopwatch(this.surroundings);
		let unchanged = waiting;
		let hasRemoved = false;
		while (waiting.steadyMs < PATIENCE_MS) {
			const asked = new Stopwatch(this.surroundings);
			const found = await this.look(mine);
			if (found === 'made' && (!hasRemoved || (await this.isStill(mine)))) return;
			if (found !== 'same') unchanged = asked;
			if (unchanged.steadyMs > deadAfter) {
				await this.remove();
				hasRemoved = true;
			}
			await sleep(NEXT_TRY_MS * random());
		}
		throw new Error('other executions kept its store busy all the time');
	}

	/** Tries to make the row, and leaves a sign in the one that it finds. */
	private async look(mine: string): Promise<Found> {
		const { sleep, random } = this.surroundings;
		for (let failures = 1; ; failures += 1) {
			const look = this.store.checkProcessedAndRecord([HELD, mine], 'node', OPTIONS);
			const result = await look.catch((error: Error) => error);
			if (!(result instanceof Error)) return meaning(result.processed, mine);
			if (failures === MOST_FAILURES) throw result;
			await sleep(NEXT_TRY_MS * random());
		}
	}

	/** After a dead lock was removed: whether the row that was made then is still there. */
	private async isStill(mine: string): Promise<boolean> {
		await this.surroundings.sleep(DOUBT_MS);
		const found = await this.look(mine);
		return found === 'made' ? await this.isStill(mine) : found === 'same';
	}

	private async giveBack(): Promise<void> {
		await this.remove().catch(() => {
			// What was done is done, and a lock that stays is removed by the next one.
		});
	}

	private async remove(): Promise<void> {
		await this.store.clearAllProcessedItems('node', OPTIONS);
	}
}

/** What a look finds: it `made` the row, or there is the `same` one as before, or an `other` one. */
type Found = 'made' | 'same' | 'other';

function meaning(seenBefore: unknown[], mine: string): Found {
	if (seenBefore.length === 0) return 'made';
	return seenBefore.includes(mine) ? 'same' : 'other';
}
