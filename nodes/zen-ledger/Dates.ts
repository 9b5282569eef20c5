import type { Remembered, Attempts } from '../zen-payout';
import { dayText, daysUntil } from './days';
import { askIn } from './Facts';
import type { Told } from './Facts';
import { boundsOf, periodOf } from './MarkNames';
import type { MarkNames } from './MarkNames';
import type { MarkStore } from './markStore';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const A_FEW_DAYS = 5;

/** The marks that tell the time of an attempt to the second. @param at ms since the epoch */
export function momentOf(names: MarkNames, key: string, at: number): string[] {
	return [MINUTE_MS, SECOND_MS].map((span) => names.within(key, span, Math.floor(at / span)));
}

/** When something was tried under a key. */
export class Dates {
	constructor(
		private readonly store: Pick<MarkStore, 'exclusively'>,
		private readonly names: MarkNames,
		/** In which period a key was tried last, which is all that is known of one that is settled. */
		private readonly periodUnder: (key: string) => number | undefined,
	) {}

	/** See `Ledger.attemptsOf`. */
	async attemptsOf(payment: Remembered, now: number): Promise<Attempts> {
		const { key, likeness, fingerprint } = payment;
		const { names } = this;
		const [open, sure, mixed] = [
			names.open(key, 1),
			names.sure(key, 1, fingerprint),
			names.mixed(key),
		];
		const [likeBy, undated, again] = [
			names.likeBy(payment),
			names.undated(key),
			names.again(key, 1),
		];
		const days = daysUntil(now);
		const { there, isSure } = await this.ask(key, [
			...[undated, again, likeBy, names.twin(likeness), open, sure, mixed],
			...days.map((day) => names.day(key, day)),
		]);
		const hasTwin = there.has(names.twin(likeness));
		if (!isSure) return { isExact: false, hasTwin };
		const tried = days.filter((day) => there.has(names.day(key, day)));
		const lastDay = tried.at(-1);
		const isRepeated = there.has(again);
		// What was left open has its day noted: another one is of a claim for another payment, and tells nothing.
		const isNoted = there.has(sure) || (there.has(open) && !there.has(mixed));
		const firstDay =
			isRepeated && lastDay
				? await this.firstBefore(key, lastDay)
				: await this.proven(key, tried[0], isNoted);
		if (!there.has(undated) && !isRepeated && tried.length === 0) {
			return { ...this.daysOfPeriod(key), isExact: false, hasTwin };
		}
		if (there.has(undated) || firstDay === undefined) return { isExact: false, hasTwin };
		// Where processes died there may be others; so many cannot be. And the title may be another now.
		const isFew = tried.length <= A_FEW_DAYS;
		return { firstDay, lastDay, isExact: isFew && there.has(likeBy), hasTwin };
	}

	/** In which period it was tried, each time; 0 when that is not known. @param now this machine's time */
	async periodOf(payment: Remembered, now: number): Promise<number> {
		const { firstDay, lastDay } = await this.attemptsOf(payment, now);
		if (firstDay === undefined || lastDay === undefined) return 0;
		const [first, last] = [firstDay, lastDay].map((day) => periodOf(Date.parse(day)));
		return first === last ? first! : 0;
	}

	/**
	 * The marks that tell of the first attempt where there is another one: that day may be too long ago
	 * to be found when it is asked for later.
	 */
	async beforeAnother(payment: Remembered, at: number | undefined): Promise<string[]> {
		const { key } = payment;
		const { firstDay } = at === undefined ? {} : await this.attemptsOf(payment, at);
		const isKnown = at !== undefined && firstDay !== undefined && firstDay >= daysUntil(at)[0]!;
		if (!isKnown) return [this.names.undated(key)];
		return [this.names.since(key, dayText(at), firstDay)];
	}

	/** A day, if it is that of an attempt. @param isNoted whether an attempt has it noted */
	private async proven(key: string, day: string | undefined, isNoted: boolean) {
		if (!isNoted || day === undefined) return day;
		const noted = this.names.since(key, day, day);
		const { there, isSure } = await this.ask(key, [noted]);
		return isSure && there.has(noted) ? day : undefined;
	}

	/** The day of the first attempt as it was noted on that of the last; `undefined` if it was not. */
	private async firstBefore(key: string, lastDay: string): Promise<string | undefined> {
		const days = daysUntil(Date.parse(lastDay));
		const since = (day: string) => this.names.since(key, lastDay, day);
		const { there, isSure } = await this.ask(key, days.map(since));
		return isSure ? days.find((day) => there.has(since(day))) : undefined;
	}

	private daysOfPeriod(key: string): Pick<Attempts, 'firstDay' | 'lastDay'> {
		const period = this.periodUnder(key);
		if (!period) return {};
		const { from, to } = boundsOf(period);
		return { firstDay: dayText(from), lastDay: dayText(to) };
	}

	/** See `Ledger.lastTried`. What a question left behind that broke off only makes it later. */
	async lastTried(key: string, now: number, backMs: number): Promise<number> {
		const { there } = await this.ask(key, [this.names.undated(key)]);
		return there.size > 0 ? now : ((await this.lastNoted(key, now, backMs)) ?? now - backMs);
	}

	/** When something was tried last, as it was noted, also for want of a time; `undefined` if it was not. */
	async lastNoted(key: string, now: number, backMs: number): Promise<number | undefined> {
		const minute = await this.last(key, MINUTE_MS, now, Math.ceil(backMs / MINUTE_MS) + 1);
		if (minute === undefined) return undefined;
		const end = (minute + 1) * MINUTE_MS;
		const second = await this.last(key, SECOND_MS, end - SECOND_MS, MINUTE_MS / SECOND_MS);
		return Math.min(now, second === undefined ? end : (second + 1) * SECOND_MS);
	}

	/** The last span of so many, counted from the epoch, in which something was tried. */
	private async last(key: string, spanMs: number, until: number, count: number) {
		const latest = Math.floor(until / spanMs);
		const spans = Array.from({ length: count }, (_, back) => latest - back);
		const within = (span: number) => this.names.within(key, spanMs, span);
		const { there } = await this.ask(key, spans.map(within));
		return spans.find((span) => there.has(within(span)));
	}

	private async ask(key: string, wanted: string[]): Promise<Told> {
		const guard = this.names.asked(key);
		return await this.store.exclusively(async (marks) => await askIn(marks, guard, wanted));
	}
}
