import pLimit from 'p-limit';
import { after } from '../zen-client';
import type { JsonObject } from '../zen-client';
import { isFinalStatus } from '../zen-events/event';
import type { Notification } from './notification';

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
// Nor is anything else within this time, or a flood of replays of a payment that is still under way would
// be a flood of calls.
const OTHER_KEPT_MS = 2_000;
const MOST_KEPT = 1_000;

interface Asked {
	answer: Promise<Found>;
	/** Until when it is not asked again, in ms; Infinity while it is being asked, or will be. */
	until: number;
	/** The question after this one, for those whom its answer does not serve. */
	next?: Promise<Found>;
}

/** Asks ZEN about notified payments: few at once, few in vain. */
export class Lookups {
	private readonly limit = pLimit(AT_ONCE);
	/** By payment: the question that is under way, or its answer. */
	private readonly asked = new Map<string, Asked>();
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
	 * Asks about a payment, unless that is being done, or was done just now: however often one notification
	 * is repeated, it is one question at a time. An answer in another status than was notified may be of
	 * before that notification, and then what it tells would be lost: so it waits for the next question,
	 * which is one for all who wait.
	 */
	async ask(
		{ paymentId, status }: Pick<Notification, 'paymentId' | 'status'>,
		question: () => Promise<Found>,
	): Promise<Found> {
		const asked = this.asked.get(paymentId);
		if (!asked || asked.until <= this.now()) return await this.askAnew(paymentId, question);
		const found = await asked.answer;
		if (found.kind === 'busy' || isFinal(found)) return found;
		if (found.kind === 'known' && found.payment.status === status) return found;
		return await (asked.next ??= this.askNext(paymentId, asked, question));
	}

	private async askAnew(paymentId: string, question: () => Promise<Found>): Promise<Found> {
		if (this.limit.pendingCount >= MOST_WAITING) return { kind: 'busy' };
		const place: Pick<Asked, 'until'> = { until: Infinity };
		const answer = this.answerOf(paymentId, place, question);
		this.asked.set(paymentId, Object.assign(place, { answer }));
		return await answer;
	}

	private async answerOf(
		paymentId: string,
		place: Pick<Asked, 'until'>,
		question: () => Promise<Found>,
	): Promise<Found> {
		const found = await this.limit(async () => await this.askNow(question)).catch((error) => {
			this.asked.delete(paymentId);
			throw error;
		});
		if (found.kind === 'busy') {
			this.asked.delete(paymentId);
			return found;
		}
		place.until = this.now() + (isFinal(found) ? FINAL_KEPT_MS : OTHER_KEPT_MS);
		if (this.asked.size > MOST_KEPT) this.forgetOld();
		this.forgetLater();
		return found;
	}

	private async askNext(
		paymentId: string,
		asked: Asked,
		question: () => Promise<Found>,
	): Promise<Found> {
		// The clock may have been set meanwhile.
		const ms = Math.min(Math.max(asked.until - this.now(), 1), OTHER_KEPT_MS);
		asked.until = Infinity;
		await new Promise<void>((passed) => this.later(ms, passed));
		this.asked.delete(paymentId);
		return await this.askAnew(paymentId, question);
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
