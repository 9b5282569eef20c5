import type { Remembered } from '../zen-payout';
import { momentOf } from './Dates';
import { dayText } from './days';
import { stated } from './Facts';
import { periodOf } from './MarkNames';
import type { MarkNames } from './MarkNames';
import type { Details } from './Question';

/** What a process knows of a key that it has asked about or tried. */
interface Own {
	number: number;
	/** Whether ZEN is known to have taken it. */
	isSettled: boolean;
	/** The mark of its print, where it has that fingerprint. */
	print?: string;
	/** In which period it was tried last, by {@link Details}. */
	period?: number;
	/** What dates the attempts of this process. */
	dated: string[];
}

const ENOUGH_TO_TIDY = 30;
// About that many pass with a payment.
const MARKS_OF_ONE = 10;

/** What this run knows of payments that it asked about or tried, and the marks that are of no use any more. */
export class OwnTries {
	private readonly byKey = new Map<string, Own>();
	private readonly underWay = new Set<string>();
	private useless = new Set<string>();

	constructor(private readonly names: MarkNames) {}

	of(key: string): Own | undefined {
		return this.byKey.get(key);
	}

	knows(key: string): boolean {
		return this.byKey.has(key);
	}

	learn(key: string, { standing, print, period }: Details): void {
		if (standing.state === 'fresh') return;
		const dated = this.byKey.get(key)?.dated ?? [];
		this.byKey.set(key, {
			number: standing.attempts,
			isSettled: standing.state === 'settled',
			print,
			period,
			dated,
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
		const print = names.print(key, number, fingerprint, period);
		const dated =
			at === undefined
				? stated([names.undated(key)])
				: [...stated([names.day(key, dayText(at))]), ...momentOf(names, key, at)];
		const marks = [names.sent(key), print, names.open(key), ...dated, ...more];
		// They are of use again.
		for (const mark of marks) this.useless.delete(mark);
		this.byKey.set(key, { number, isSettled: false, print, period, dated });
		this.underWay.add(key);
		return marks;
	}

	ends(key: string): void {
		this.underWay.delete(key);
	}

	/** The marks that stand while nobody knows what became of a payment. */
	passing(payment: Remembered): string[] {
		const { key, fingerprint, likeness } = payment;
		const { names } = this;
		const { number = 1, dated = [] } = this.byKey.get(key) ?? {};
		return [
			names.open(key),
			names.asked(payment),
			names.settled(key, number),
			names.settled(key, number, fingerprint),
			names.like(likeness),
			...stated([names.likeBy(payment)]),
			// Of several attempts the days are kept, to know how far back they are.
			...(number === 1 ? dated : dated.slice(stated(['day']).length)),
		];
	}

	/** It is settled and written down, so that the marks which only go with that can be taken away. */
	hasSettled(payment: Remembered): void {
		this.ends(payment.key);
		const own = this.byKey.get(payment.key);
		if (own) own.isSettled = true;
		this.put(this.passing(payment));
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
