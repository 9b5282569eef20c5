import type { Remembered, Standing } from '../zen-payout';
import type { Marks } from './markStore';
import { periodOf } from './MarkNames';
import type { MarkNames } from './MarkNames';
import { Step } from './Step';

// A payment that was settled longer ago is not known by its print any more, only by its key.
const YEARS_KNOWN = 5;
const PERIODS_KNOWN = Math.ceil((YEARS_KNOWN * 365) / 8);
// So far may clocks have been ahead.
const PERIODS_AHEAD = 2;
// The store compares each mark that is taken away with all that it has.
const ASKED_AT_ONCE = 64;

/** What is known of a payment beside its standing. */
export interface Details {
	standing: Standing;
	/** In which period it was tried last; 0 or absent when it is not known. */
	period?: number;
	/** Whether nothing that stands there can be believed. */
	isDoubted?: boolean;
}

/**
 * Asks how payments stand, in a store that cannot be asked without setting what is asked about.
 *
 * Of a payment that is settled there are two marks: its key, and its key with the fingerprint, its print. So
 * that a question which breaks off makes nothing up:
 *
 * - A question asks for the payment first, and for the key only where the payment is there: what it leaves
 *   behind of a payment that is fresh stands for nothing.
 * - With the first thing that it asks about a payment, and about a key, a question sets a mark that it is
 *   under way, and takes that away together with all else. Where it stands nothing but what is absent is
 *   believed: a payment that is known counts as open, and is not sent again by it.
 */
export class Question {
	constructor(
		private readonly names: MarkNames,
		/** This machine's time in ms. */
		private readonly now: () => number,
	) {}

	/** How one stands, however long ago it was tried. */
	async aboutOne(marks: Marks, payment: Remembered): Promise<Details> {
		const [details] = await this.ask(marks, [payment], () => true, true);
		return details!;
	}

	/**
	 * @param isKnown whether a claim may have found its key there: without that, what is used for another
	 * payment, or was settled more than eight days ago, counts as fresh
	 * @returns `undefined` for those that are known and not settled lately, and those of which something was
	 * left behind: to find out about them holds up others, so each is to be asked about by itself
	 */
	async about(
		marks: Marks,
		payments: Remembered[],
		isKnown: (payment: Remembered) => boolean,
	): Promise<Array<Details | undefined>> {
		return await this.ask(marks, payments, isKnown, false);
	}

	private async ask(
		marks: Marks,
		payments: Remembered[],
		isKnown: (payment: Remembered) => boolean,
		isLong: boolean,
	): Promise<Array<Details | undefined>> {
		const { names } = this;
		const step = new Step(marks);
		await step.add(payments.flatMap((payment) => this.firstAsked(payment)));
		const there = new Set(payments.filter((payment) => step.hasAny(this.firstAsked(payment))));
		const maybe = payments.filter((payment) => there.has(payment) || isKnown(payment));
		await step.add(maybe.flatMap(({ key }) => this.secondAsked(key)));
		const sent = new Set(maybe.filter(({ key }) => step.has(names.sent(key))));
		const answers: Array<Details | undefined> = [];
		for (const payment of payments) {
			const answer = sent.has(payment)
				? await this.details(step, payment, isLong)
				: this.fresh(step, payment, { isLeft: there.has(payment), isLong });
			answers.push(answer);
		}
		await step.undo();
		return answers;
	}

	/** What was left behind of it is taken away, if there is time for that. */
	private fresh(
		step: Step,
		payment: Remembered,
		{ isLeft, isLong }: { isLeft: boolean; isLong: boolean },
	): Details | undefined {
		if (isLeft && !isLong) return undefined;
		if (isLeft) step.drop(this.leftBehind(payment));
		return { standing: { state: 'fresh' } };
	}

	private async details(
		step: Step,
		payment: Remembered,
		isLong: boolean,
	): Promise<Details | undefined> {
		const { names } = this;
		const { key, fingerprint } = payment;
		const recent = this.recentPrint(payment, step);
		const isFirst = !step.has(names.again(key, 1));
		if (!isLong && !(isFirst && recent)) return undefined;
		const attempts = isFirst ? 1 : await this.attempts(step, key);
		if (step.hasAny(names.guards(payment))) {
			// When it was tried is in doubt with it.
			step.keep([names.open(key, attempts), names.undated(key)]);
			const standing = { state: 'open', same: true, attempts, isUnsure: true } as const;
			return { standing, isDoubted: true };
		}
		// What is settled has its print, whatever else was left behind.
		const found = (isFirst && recent) || (await this.print(step, payment, attempts));
		if (found) return { standing: { state: 'settled', same: true, attempts }, ...found };
		await step.add(this.openMarks(payment, attempts));
		if (fingerprint && step.has(names.open(key, attempts, fingerprint))) {
			const isUnsure =
				!step.has(names.sure(key, attempts, fingerprint)) || step.has(names.freed(key));
			// By then it is known by its key alone, too.
			step.keep([names.open(key, attempts), ...(isUnsure ? [names.mixed(key)] : [])]);
			return { standing: { state: 'open', same: true, attempts, ...(isUnsure && { isUnsure }) } };
		}
		// Of another payment nothing is known but its key.
		const isOpen = step.has(names.open(key, attempts));
		if (isOpen) await step.add([names.settled(key, attempts)]);
		const state = isOpen && !step.has(names.settled(key, attempts)) ? 'open' : 'settled';
		return { standing: { state, same: false, attempts } };
	}

	/** How many times something was sent under a key that was sent again. */
	private async attempts(step: Step, key: string): Promise<number> {
		for (let number = 2; ; number++) {
			const again = this.names.again(key, number);
			await step.add([again]);
			if (!step.has(again)) return number;
		}
	}

	private recentPrint(
		{ key, fingerprint }: Remembered,
		step: Step,
	): Pick<Details, 'period'> | undefined {
		const printIn = (period: number) => this.names.print(key, 1, fingerprint, period);
		const period = this.latest().find((one) => step.has(printIn(one)));
		return period === undefined ? undefined : { period };
	}

	/** The print of an attempt, the latest periods first. */
	private async print(
		step: Step,
		{ key, fingerprint }: Remembered,
		attempts: number,
	): Promise<Pick<Details, 'period'> | undefined> {
		// What a person asks about by its key alone.
		if (!fingerprint) return undefined;
		const printIn = (period: number) => this.names.print(key, attempts, fingerprint, period);
		const periods = this.periods();
		for (let place = 0; place < periods.length; place += ASKED_AT_ONCE) {
			const some = periods.slice(place, place + ASKED_AT_ONCE);
			await step.add(some.map(printIn));
			const period = some.find((one) => step.has(printIn(one)));
			if (period !== undefined) return { period };
		}
		return undefined;
	}

	/** What a question left behind that broke off, or a person who freed it, of one that is fresh. */
	private leftBehind(payment: Remembered): string[] {
		const { names } = this;
		const { key, fingerprint } = payment;
		return [
			...this.firstAsked(payment),
			names.sure(key, 1, fingerprint),
			// By whatever clock it was asked: one further off does not come through TLS.
			...[...this.periods(), ...this.periodsAhead()].map((period) =>
				names.print(key, 1, fingerprint, period),
			),
		];
	}

	/** In which a payment may have been tried, the latest first but for one of no known time. */
	private periods(): number[] {
		const latest = periodOf(this.now()) + PERIODS_AHEAD;
		return [0, ...Array.from({ length: PERIODS_KNOWN }, (_, back) => latest - back)];
	}

	private periodsAhead(): number[] {
		const latest = periodOf(this.now()) + PERIODS_AHEAD;
		return Array.from({ length: PERIODS_KNOWN }, (_, ahead) => latest + 1 + ahead);
	}

	private latest(): number[] {
		const period = periodOf(this.now());
		return [period, period - 1];
	}

	private firstAsked({ key, fingerprint }: Remembered): string[] {
		const { names } = this;
		const prints = this.latest().map((period) => names.print(key, 1, fingerprint, period));
		return [names.asked(key, fingerprint), names.open(key, 1, fingerprint), ...prints];
	}

	private secondAsked(key: string): string[] {
		const { names } = this;
		return [names.asked(key), names.sent(key), names.again(key, 1), names.freed(key)];
	}

	/** What tells of an attempt whether it is open: of this payment, and of whatever it was. */
	private openMarks({ key, fingerprint }: Remembered, number: number): string[] {
		const { names } = this;
		const isSure = names.sure(key, number, fingerprint);
		return [names.open(key, number, fingerprint), names.open(key, number), isSure];
	}
}
