import type { KnownStanding, Remembered, Standing } from '../zen-payout';
import { askIn, FIRST } from './Facts';
import type { Marks } from './markStore';
import { periodOf } from './MarkNames';
import type { MarkNames } from './MarkNames';

// A payment that was settled longer ago is not known by its print any more, only by its key.
const YEARS_KNOWN = 5;
const PERIODS_KNOWN = Math.ceil((YEARS_KNOWN * 365) / 8);
const ASKED_AT_ONCE = 64;

/** What is known of a payment beside its standing. */
export interface Details {
	standing: Standing;
	/** The mark of its print, if it has the fingerprint that was asked about. */
	print?: string;
	/** In which period it was tried last; 0 or absent when it is not known. */
	period?: number;
}

/**
 * Asks how payments stand, in a store that cannot be asked without setting what is asked about.
 *
 * Of a payment that is settled there are two marks: its key, and its key with the fingerprint. So
 * that a question which breaks off makes nothing up:
 *
 * - The mark of a key is set by claims only. A question asks for the print first, and for the key only
 *   where a print is there: what it leaves behind of a payment that is fresh stands for nothing.
 * - With the first thing that it asks, a question sets a mark that it is under way, and takes that away
 *   together with all else. Where it stands nothing but what is absent is believed, and a payment that
 *   is known counts as open, and is not sent again by it.
 */
export class Question {
	constructor(
		private readonly names: MarkNames,
		/** This machine's time in ms. */
		private readonly now: () => number,
	) {}

	/**
	 * @param isKnown whether a claim has found its key there: without that, what is used for another
	 * payment, or was settled more than eight days ago, counts as fresh
	 */
	async about(
		marks: Marks,
		payments: Remembered[],
		isKnown: (payment: Remembered) => boolean = () => true,
	): Promise<Details[]> {
		const { names } = this;
		const first = payments.flatMap((payment) => this.firstAsked(payment));
		const before = await marks.add(unique(first));
		const extra: string[] = [];
		const answers: Details[] = [];
		const maybe = payments.filter(
			(payment) => isKnown(payment) || this.firstAsked(payment).some((mark) => before.has(mark)),
		);
		const second = unique(maybe.flatMap((payment) => this.secondAsked(payment)));
		const also = second.length > 0 ? await marks.add(second) : new Set<string>();
		for (const payment of payments) {
			const isSent = also.has(names.sent(payment.key));
			const details = isSent ? await this.details(marks, payment, before, also) : undefined;
			// Left behind by a question that broke off.
			if (!isSent) extra.push(...this.firstAsked(payment));
			answers.push(details ?? { standing: { state: 'fresh' } });
		}
		const added = [...first, ...second].filter((mark) => !before.has(mark) && !also.has(mark));
		await marks.remove(unique([...added, ...extra]));
		return answers;
	}

	/** How many times something was sent under a key, the first time included. */
	async attemptsUnder(marks: Marks, key: string): Promise<number> {
		for (let number = 1; ; number++) {
			const again = this.names.again(key, number);
			if (!(await askIn(marks, [again])).facts.has(again)) return number;
		}
	}

	private async details(
		marks: Marks,
		payment: Remembered,
		before: Set<string>,
		also: Set<string>,
	): Promise<Details> {
		const { names } = this;
		const { key } = payment;
		const isRepeated = also.has(names.again(key, 1) + FIRST);
		const attempts = isRepeated ? await this.attemptsUnder(marks, key) : 1;
		const settled = this.settledMarks(payment, attempts);
		const there = attempts === 1 ? also : await this.those(marks, settled);
		const isSettled = settled.every((mark) => there.has(mark));
		const isOpen = before.has(names.open(key)) && !isSettled;
		const found = await this.print(marks, payment, attempts, before);
		const isUnsure = before.has(names.asked(payment));
		const state: KnownStanding['state'] = isOpen || isUnsure ? 'open' : 'settled';
		const standing = { state, same: found !== undefined, attempts };
		return { standing: isUnsure ? { ...standing, isUnsure } : standing, ...found };
	}

	/** The print of an attempt, the latest periods first. */
	private async print(
		marks: Marks,
		{ key, fingerprint }: Remembered,
		attempts: number,
		before: Set<string>,
	): Promise<Omit<Details, 'standing'> | undefined> {
		const printIn = (period: number) => this.names.print(key, attempts, fingerprint, period);
		if (attempts === 1) {
			const period = this.latest().find((one) => before.has(printIn(one)));
			if (period !== undefined) return { print: printIn(period), period };
		}
		const latest = periodOf(this.now()) + 1;
		// What this question has set itself is not asked about again.
		const isAsked = (period: number) => attempts === 1 && this.latest().includes(period);
		const all = [0, ...Array.from({ length: PERIODS_KNOWN }, (_, back) => latest - back)];
		const periods = all.filter((period) => !isAsked(period));
		for (let place = 0; place < periods.length; place += ASKED_AT_ONCE) {
			const some = periods.slice(place, place + ASKED_AT_ONCE);
			const there = await this.those(marks, some.map(printIn));
			const period = some.find((one) => there.has(printIn(one)));
			if (period !== undefined) return { print: printIn(period), period };
		}
		return undefined;
	}

	/** Those marks that are there. What breaks off here is marked as a question under way. */
	private async those(marks: Marks, wanted: string[]): Promise<Set<string>> {
		const before = await marks.add(wanted);
		await marks.remove(wanted.filter((mark) => !before.has(mark)));
		return before;
	}

	private latest(): number[] {
		const period = periodOf(this.now());
		return [period, period - 1];
	}

	private firstAsked(payment: Remembered): string[] {
		const { names } = this;
		const { key, fingerprint } = payment;
		const prints = this.latest().map((period) => names.print(key, 1, fingerprint, period));
		return [names.asked(payment), names.open(key), ...prints];
	}

	private secondAsked(payment: Remembered): string[] {
		const { names } = this;
		const { key } = payment;
		return [names.sent(key), names.again(key, 1) + FIRST, ...this.settledMarks(payment, 1)];
	}

	/** Of a key alone where no fingerprint is known. */
	private settledMarks({ key, fingerprint }: Remembered, number: number): string[] {
		return unique([this.names.settled(key, number), this.names.settled(key, number, fingerprint)]);
	}
}

export function unique(marks: string[]): string[] {
	return [...new Set(marks)];
}
