import pLimit from 'p-limit';
import type { Surroundings } from './caller';
import { Kept } from './Kept';
import { only } from './only';
import { DEADLINE, LONGEST_RETRY_AFTER_MS, MAX_ATTEMPTS } from './outcome';
import { retryAfterMs } from './retryAfter';
import { steadyTime } from './stopwatch';
import { TransportError } from './transport';
import type { HttpResponse } from './transport';

/** The most reads under way together, however well they go. */
export const MOST_READS = 64;
const FIRST_READS = 16;
// Fewer than one read at a time are one with pauses; the longest of them, ms.
const LONGEST_PAUSE_MS = 5_000;
// How long an answer may take over the quickest of late, and reads still be no burden: times, and ms.
const FLAT = { times: 1.5, ms: 2 };
const LATE_MS = 60_000;
const UNKNOWN_MS = 250;
// A read that was sent so much later than its turn waited for a new connection, ms.
const OPENED_MS = 1;
// The longest time between two answers that counts as one in which reads went on, ms.
const GAP_MS = 5_000;
// What a refusal leaves of them: at the most, at the least, and when none was answered since the last.
const LEFT = { most: 0.85, least: 1 / 8, unanswered: 0.5 };
// Up to so much of what was left the way back is quick: after a refusal at the edge, and far above it.
const CEILING = { near: 1.12, far: 1.5 };
// Growth a second, after ZEN has asked for fewer reads and after it was in trouble.
const GROWTH = { asked: 0.15, beyond: 0.01, troubled: 1 };
/** Where ZEN does not say for how long; doubled for each further time in a row. An object, so that tests need not wait. */
export const FIRST_HOLD = { ms: 1_000 };
// No read waits for so long: in that time all of them are told what ZEN has said to one.
const LONGEST_HOLD_MS = 60_000;
// Reads at a time that trouble leaves at the least.
const LEAST_IN_TROUBLE = 4;

type World = Pick<Surroundings, 'sleep' | 'now' | 'elapsed' | 'signal'>;
/** @param onStart told when the read goes out over a connection that stands, where that can be told */
type Send = (onStart: () => void) => Promise<HttpResponse>;

/**
 * How many reads of one credential are under way together: more for as long as answers stay as quick
 * as they were and none is refused, fewer when ZEN answers 429 or 503, or not in time. `Retry-After`
 * holds back all of them. How long a connection takes to open is left out, where the transport tells
 * when a read goes out. Evidence: that ZEN limits calls at all, and how, is assumed.
 */
export class Pace {
	private readonly slots = pLimit(FIRST_READS);
	/** How many; below 1 it is the part of its time that a single one is under way. */
	private level = FIRST_READS;
	/** Growth a second; one for each quick answer before anything was refused. */
	private growth?: number;
	private answeredAt?: number;
	private ceiling = { level: Infinity, at: 0 };
	/** For how long answers have come since the last refusal, ms. */
	private wentOn = 0;
	private cutAt = -Infinity;
	private heldUntil = -Infinity;
	private nextAt = -Infinity;
	private holds = 0;
	/** How many in a row had to wait for a new connection. So many as there can be open mean that none stays open. */
	private opened = 0;
	private quickest = { ms: Infinity, at: -Infinity };
	private refusal?: HttpResponse;

	/** How many may be under way together now. */
	get atOnce(): number {
		return this.slots.concurrency;
	}

	/** Sends a read when its turn has come. Ends as `send` does, or with what ZEN said to another read. */
	async run(send: Send, world: World): Promise<HttpResponse> {
		return await this.slots(async () => {
			const refusal = await this.turn(world);
			return refusal ?? (await this.watched(send, world));
		});
	}

	/** @returns what ZEN has said to all reads, when it wants none for so long that none waits for it */
	private async turn({ sleep, signal, ...clocks }: World): Promise<HttpResponse | undefined> {
		for (;;) {
			const now = steadyTime(clocks);
			const wait = Math.max(this.heldUntil, this.nextAt) - now;
			if (!(wait > 0) || signal?.aborted) break;
			if (this.refusal) return again(this.refusal, wait);
			await sleep(wait);
		}
		this.refusal = undefined;
		if (this.level < 1) this.nextAt = steadyTime(clocks) + this.unit / this.level;
		return undefined;
	}

	private async watched(send: Send, world: World): Promise<HttpResponse> {
		const began = steadyTime(world);
		// A handshake says nothing of how busy ZEN is.
		let sent = began;
		try {
			const response = await send(() => void (sent = steadyTime(world)));
			const { status, headers } = response;
			if (status === 429 || status === 503) {
				const asked = retryAfterMs(headers['retry-after'], world.now());
				const hold = this.refused(status === 429, began, steadyTime(world), asked);
				if (hold > LONGEST_RETRY_AFTER_MS) this.refusal = response;
			} else this.answered(began, sent, steadyTime(world));
			return response;
		} catch (error) {
			const failure = only(TransportError, error);
			if (isTimeOut(failure)) this.refused(false, began, steadyTime(world));
			throw failure;
		}
	}

	private answered(began: number, sent: number, now: number): void {
		const took = now - sent;
		const { quickest } = this;
		if (took < quickest.ms || now - quickest.at > LATE_MS) this.quickest = { ms: took, at: now };
		if (began <= this.cutAt) return;
		const before = Math.max(this.answeredAt ?? began, this.heldUntil);
		const since = Math.min(Math.max(now - before, 0), GAP_MS);
		this.answeredAt = now;
		this.wentOn += since;
		this.holds = 0;
		const isOverOpen = sent - began < OPENED_MS;
		this.opened = isOverOpen ? 0 : this.opened + 1;
		// What is not made use of proves nothing.
		if (this.slots.activeCount > this.level - 2) this.follow(took, since, now);
	}

	private follow(took: number, since: number, now: number): void {
		const isFlat = took <= FLAT.times * this.quickest.ms + FLAT.ms;
		if (!this.growth) {
			// What a new connection brings is known once it is open, if it stays so.
			if (this.opened > 0 && this.opened <= MOST_READS) return;
			// Those that only wait for each other, and for this machine, are too many.
			this.set(isFlat ? this.level + 1 : Math.max(this.level - 2, FIRST_READS));
		} else if (isFlat) {
			const isBeyond = this.level > this.ceiling.level && now - this.ceiling.at < LATE_MS;
			const growth = isBeyond ? GROWTH.beyond : this.growth;
			this.set(this.level * (1 + (growth * since) / 1000));
		}
	}

	private refused(isAsked: boolean, began: number, now: number, retryAfter?: number): number {
		// Those that were under way together are one refusal.
		const isNews = began > this.cutAt;
		const own = isAsked && isNews ? FIRST_HOLD.ms * 2 ** this.holds++ : 0;
		const isInVain = this.holds >= MAX_ATTEMPTS;
		const hold = isInVain ? LONGEST_HOLD_MS : Math.min(retryAfter ?? own, LONGEST_HOLD_MS);
		if (isNews) this.cut(isAsked, now, hold);
		this.heldUntil = Math.max(this.heldUntil, now + hold);
		return hold;
	}

	private cut(isAsked: boolean, now: number, hold: number): void {
		const used = Math.min(this.level, this.slots.activeCount);
		if (isAsked) {
			// So many went well for that time, and then ZEN wants a rest.
			const isFarAbove = this.wentOn < hold;
			const share = isFarAbove ? this.wentOn / (this.wentOn + hold) : LEFT.most;
			const least = this.wentOn > 0 ? LEFT.least : LEFT.unanswered;
			this.set(used * Math.max(share, least));
			const quickUpTo = isFarAbove ? CEILING.far : CEILING.near;
			this.ceiling = { level: this.level * quickUpTo, at: now };
		} else {
			// It may be the trouble of a single read.
			this.set(Math.max(used / 2, Math.min(this.level, LEAST_IN_TROUBLE)));
		}
		this.growth = isAsked ? GROWTH.asked : GROWTH.troubled;
		this.cutAt = now;
		this.wentOn = 0;
	}

	private set(level: number): void {
		this.level = Math.min(Math.max(level, this.unit / LONGEST_PAUSE_MS), MOST_READS);
		this.slots.concurrency = Math.max(1, Math.floor(this.level));
	}

	/** How long one read takes by itself, ms. */
	private get unit(): number {
		return Number.isFinite(this.quickest.ms) ? this.quickest.ms : UNKNOWN_MS;
	}
}

const KEPT_PACES = 32;
const paces = new Kept<Pace>(KEPT_PACES);

/** The one pace of a credential in this process. @param key tells credentials apart, and holds no secret */
export function paceOf(key: string): Pace {
	return paces.get(key) ?? paces.set(key, new Pace());
}

/** All begin anew. */
export function forgetPaces(): void {
	paces.takeAll();
}

function isTimeOut({ code }: TransportError): boolean {
	return code === DEADLINE || /TIMED?OUT$/.test(code);
}

function again(refusal: HttpResponse, waitMs: number): HttpResponse {
	const left = String(Math.ceil(waitMs / 1000));
	return { ...refusal, headers: { ...refusal.headers, 'retry-after': left } };
}
