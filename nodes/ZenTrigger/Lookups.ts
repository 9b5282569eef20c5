import pLimit from 'p-limit';
import { after } from '../zen-client';
import type { JsonObject } from '../zen-client';
import { isFinalStatus } from '../zen-events/event';

/** What ZEN says about a notified payment. */
export type Found =
	| {
			kind: 'known';
			payment: JsonObject;
			/** As ZEN tells it; null where nothing of ours has the payment's account number. */
			accountId: string | null;
	  }
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
// What is final does not change any more; so long it is not asked for again.
const FINAL_KEPT_MS = 10_000;
const MOST_KEPT = 1_000;

/** Asks ZEN about notified payments: few at once, few in vain. */
export class Lookups {
	private readonly limit = pLimit(AT_ONCE);
	/** By payment: the question that is under way, or its final answer. */
	private readonly asked = new Map<string, { answer: Promise<Found>; until: number }>();
	private misses = MISSES;
	private countedAt: number;
	private willForget = false;

	/**
	 * @param now ms since the epoch
	 * @param later does something in that many ms
	 */
	constructor(
		private readonly now: () => number,
		private readonly later = after,
	) {
		this.countedAt = now();
	}

	/**
	 * Asks about a payment, unless that is being done, or was done just now and its answer is final: however
	 * often one notification is repeated, it is one question.
	 */
	async ask(paymentId: string, question: () => Promise<Found>): Promise<Found> {
		const asked = this.asked.get(paymentId);
		if (asked && asked.until > this.now()) return await asked.answer;
		if (this.limit.pendingCount >= MOST_WAITING) return { kind: 'busy' };
		const entry = {
			answer: this.limit(async () => await this.askNow(question)),
			until: Infinity,
		};
		this.asked.set(paymentId, entry);
		const found = await entry.answer.catch((error) => {
			this.asked.delete(paymentId);
			throw error;
		});
		entry.until = this.now() + FINAL_KEPT_MS;
		if (!isFinal(found)) this.asked.delete(paymentId);
		else {
			if (this.asked.size > MOST_KEPT) this.forgetOld();
			this.forgetLater();
		}
		return found;
	}

	/** How many answers and questions are in memory. */
	get size(): number {
		return this.asked.size;
	}

	// A trigger that is notified of nothing more keeps no payments in memory.
	private forgetLater(): void {
		if (this.willForget) return;
		this.willForget = true;
		this.later(FINAL_KEPT_MS, () => {
			this.willForget = false;
			this.forgetOld();
			if ([...this.asked.values()].some(({ until }) => until < Infinity)) this.forgetLater();
		});
	}

	private forgetOld(): void {
		for (const [id, { until }] of this.asked) {
			if (until <= this.now()) this.asked.delete(id);
		}
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

function isFinal(found: Found): boolean {
	return found.kind === 'known' && isFinalStatus(String(found.payment.status));
}
