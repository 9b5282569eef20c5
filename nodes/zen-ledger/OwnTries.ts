import type { Remembered } from '../zen-payout';
import { momentOf } from './Dates';
import { dayText } from './days';
import { periodOf } from './MarkNames';
import type { MarkNames } from './MarkNames';
import type { Details } from './Question';

/** What a process knows of a key that it has asked about or tried. */
export interface Known {
	number: number;
	/** In which period it was tried last, by {@link Details}. */
	period?: number;
	/** As {@link Details} tells it. */
	isDoubted?: boolean;
}

interface Own extends Known {
	/** Whether it was tried before this run. */
	isFound?: boolean;
	/** What dates the attempt of this process: the days, and more closely. */
	days: string[];
	moments: string[];
	/** The day of the attempt of this process. */
	day?: string;
}

const ENOUGH_TO_TIDY = 30;
// About that many pass with a payment.
const MARKS_OF_ONE = 10;

/** What this run knows of payments that it asked about or tried, and the marks that are of no use any more. */
export class OwnTries {
	private readonly byKey = new Map<string, Own>();
	private readonly underWay = new Set<string>();
	private useless = new Set<string>();

	constructor(
		private readonly names: MarkNames,
		/** This machine's time in ms. */
		private readonly now: () => number,
	) {}

	of(key: string): Own | undefined {
		return this.byKey.get(key);
	}

	knows(key: string): boolean {
		return this.byKey.has(key);
	}

	learn(key: string, { standing, period, isDoubted }: Details): void {
		if (standing.state === 'fresh') return;
		const { number, days = [], moments = [] } = this.byKey.get(key) ?? {};
		// Of what this run is at itself the store knows no more.
		if (this.underWay.has(key) && number === standing.attempts) return;
		this.byKey.set(key, {
			number: standing.attempts,
			isFound: true,
			isDoubted,
			period,
			days,
			moments,
		});
	}

	/**
	 * A payment is to be tried.
	 *
	 * @param at ZEN's time in ms
	 * @param more marks that go along
	 * @returns what marks it as tried; always set together, so that a try can be dated
	 */
	begin(
		payment: Remembered,
		number: number,
		at: number | undefined,
		more: string[] = [],
	): string[] {
		const { key, fingerprint } = payment;
		const { names } = this;
		const period = at === undefined ? 0 : periodOf(at);
		const today = at === undefined ? undefined : dayText(at);
		const days = today === undefined ? [names.undated(key)] : [names.day(key, today)];
		// By a clock that may be wrong, where nothing better is known: `undated` says so.
		const moments = momentOf(names, key, at ?? this.now());
		const open = names.open(key, number, fingerprint);
		const marks = [names.sent(key), open, ...days, ...moments, ...more];
		// They are of use again.
		for (const mark of marks) this.useless.delete(mark);
		// What is left open was begun before, perhaps on the day before.
		const begun = this.underWay.has(key) ? this.byKey.get(key) : undefined;
		const day = begun?.number === number ? begun.day : today;
		this.byKey.set(key, { number, period, days, moments, day });
		this.underWay.add(key);
		return marks;
	}

	/**
	 * Nobody knows what has become of a payment. @returns what marks that: that its attempt was its own, and on
	 * which day, since a claim of its key for another payment that breaks off leaves a day behind as well
	 */
	leaveOpen(payment: Remembered, number: number, at: number | undefined): string[] {
		const { key, fingerprint } = payment;
		const { names } = this;
		const marks = this.begin(payment, number, at);
		const { day } = this.byKey.get(key)!;
		this.ends(key);
		const noted = number === 1 && day ? [names.since(key, day, day)] : [];
		return [...marks, names.open(key, number), names.sure(key, number, fingerprint), ...noted];
	}

	ends(key: string): void {
		this.underWay.delete(key);
	}

	/** What of the marks of an attempt was not there before it, and goes when it was for nothing. */
	isNew(key: string, days: string[], before: Set<string>): void {
		const own = this.byKey.get(key);
		if (!own) return;
		own.days = [...own.days, ...days].filter((mark) => !before.has(mark));
		own.moments = own.moments.filter((mark) => !before.has(mark));
	}

	/** The marks that stand while nobody knows what became of a payment. Those of its key and its print stay. */
	passing(payment: Remembered): string[] {
		const { key, fingerprint, likeness } = payment;
		const { names } = this;
		const { number = 1, isFound, days = [], moments = [] } = this.byKey.get(key) ?? {};
		// Each mark is dear to take away, so not those that are not there.
		const isFirst = number === 1 && !isFound;
		const numbers = Array.from({ length: number }, (_, before) => before + 1);
		const attempts = numbers.flatMap((one) => [
			names.open(key, one, fingerprint),
			names.open(key, one),
			names.settled(key, one),
			...(isFirst ? [] : [names.sure(key, one, fingerprint)]),
		]);
		// Of several attempts the days are kept, to know how far back they are.
		return [
			...attempts,
			...(isFirst ? [] : [names.mixed(key)]),
			names.like(likeness),
			names.likeBy(payment),
			...(number === 1 ? days : []),
			...moments,
		];
	}

	/**
	 * It is settled and written down, so that the marks which only go with that can be taken away.
	 *
	 * @param more marks that are of no use any more either
	 */
	hasSettled(payment: Remembered, more: string[]): void {
		this.ends(payment.key);
		this.put([...this.passing(payment), ...more]);
	}

	/** Whether a mark says nothing any more, and is only not taken away yet. */
	isUseless(mark: string): boolean {
		return this.useless.has(mark);
	}

	/** To be taken away with the next write: many together, or what is left at the end. */
	take(): string[] {
		const isEnough = this.useless.size > ENOUGH_TO_TIDY * MARKS_OF_ONE;
		if (!isEnough && this.underWay.size > 0) return [];
		const taken = [...this.useless];
		this.useless.clear();
		return taken;
	}

	put(marks: string[]): void {
		for (const mark of marks) this.useless.add(mark);
	}
}
