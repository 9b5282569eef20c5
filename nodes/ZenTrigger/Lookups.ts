import pLimit from 'p-limit';
import type { JsonObject } from '../zen-client';

/** What ZEN says about a notified payment. */
export type Found =
	| { kind: 'known'; payment: JsonObject; accountId: string }
	/** ZEN knows no such payment, or not as one of this client's. */
	| { kind: 'unknown' }
	/** ZEN could not be asked, or did not answer readably. */
	| { kind: 'failed'; reason: string; refused: boolean }
	/** Not asked, since too many questions are waiting or led to nothing. */
	| { kind: 'busy' };

// As many as there are connections to ZEN.
const AT_ONCE = 16;
const MOST_WAITING = 500;
// Whoever makes up payment ids gets one question for each of these, and then one a second. Without
// it a flood of forged notifications would become a flood of calls to ZEN, under our own name.
const MISSES = 60;
const MISSES_PER_MS = 1 / 1000;

/** Asks ZEN about notified payments: few at once, few in vain. */
export class Lookups {
	private readonly limit = pLimit(AT_ONCE);
	private misses = MISSES;
	private countedAt: number;

	/** @param now ms since the epoch */
	constructor(private readonly now: () => number) {
		this.countedAt = now();
	}

	async ask(question: () => Promise<Found>): Promise<Found> {
		if (this.limit.pendingCount >= MOST_WAITING) return { kind: 'busy' };
		return await this.limit(async () => await this.askNow(question));
	}

	// The place for a miss is taken before it is known, so that no more than those are under way.
	private async askNow(question: () => Promise<Found>): Promise<Found> {
		this.recover();
		if (this.misses < 1) return { kind: 'busy' };
		this.misses -= 1;
		const found = await question();
		const missed = found.kind === 'unknown' || (found.kind === 'failed' && found.refused);
		if (!missed) this.misses += 1;
		return found;
	}

	private recover(): void {
		const passed = Math.max(0, this.now() - this.countedAt);
		this.misses = Math.min(MISSES, this.misses + passed * MISSES_PER_MS);
		this.countedAt = this.now();
	}
}
