import type {
	Attempts,
	KnownStanding,
	Ledger,
	ListedPayment,
	Made,
	Recognised,
	Remembered,
	Resolvable,
	Standing,
	Time,
	UnderKey,
} from '../zen-payout';
import { Dates, momentOf } from './Dates';
import { dayText } from './days';
import { addedFirst, askIn, Facts, stated } from './Facts';
import type { Told } from './Facts';
import { MarkNames } from './MarkNames';

import type { MarkStore } from './markStore';

/**
 * The ledger in n8n's own store.
 *
 * Of each key it keeps the fact *sent* and a fact for the fingerprint that was sent; beside them
 * stands the flag *open* until it is known what became of it. All of them are set in one write before
 * a payment goes out. So a process that dies leaves a payment `open`, never `fresh` once it may be
 * out and never `settled`.
 */
export class MarkLedger implements Ledger, Resolvable {
	private readonly facts: Facts;
	private readonly names: MarkNames;
	private readonly dates: Dates;
	/** What dates the attempts of this process, by key. */
	private readonly dated = new Map<string, string[]>();
	/** How many attempts of a key there were, as far as this process knows. */
	private readonly numbers = new Map<string, number>();

	/** @param home the address of ZEN: the same reference in the test environment is another payment */
	constructor(store: MarkStore, home: string) {
		this.facts = new Facts(store);
		this.names = new MarkNames(home);
		this.dates = new Dates(this.facts, this.names);
	}

	async lookUp(payments: Remembered[]): Promise<Standing[]> {
		const told = await this.facts.ask(
			payments.flatMap((payment) => this.asked(payment)),
			payments.map(({ key }) => this.names.open(key)),
		);
		const standings: Standing[] = [];
		for (const payment of payments) standings.push(await this.standing(told, payment));
		return standings;
	}

	async claim(payment: Remembered, at: Time): Promise<Standing> {
		const { key, likeness } = payment;
		const [sent, open] = [this.names.sent(key), this.names.open(key)];
		const [like, likeBy, twin] = [
			this.names.like(likeness),
			this.names.likeBy(payment),
			this.names.twin(likeness),
		];
		const isMine = await this.facts.exclusively(async (marks) => {
			const { facts, flags } = await askIn(marks, [sent, likeBy], [open, like]);
			if (facts.has(sent)) return false;
			const hasTwin = flags.has(like) && !facts.has(likeBy);
			const twins = hasTwin ? [twin] : [];
			const known = stated([
				likeBy,
				...(payment.notSameAs ?? []).map((id) => this.names.not(id, key)),
			]);
			const added = [...this.attempt(payment, 1, at()), like, ...known, ...twins];
			return await addedFirst(marks, added, sent);
		});
		if (isMine) return { state: 'fresh' };
		const [standing] = await this.lookUp([payment]);
		return standing!;
	}

	async claimAgain(payment: Remembered, standing: KnownStanding, at: Time): Promise<boolean> {
		const { key } = payment;
		const again = this.names.again(key, standing.attempts);
		const open = this.names.open(key);
		const since = await this.dates.beforeAnother(payment, at());
		return await this.facts.exclusively(async (marks) => {
			const { facts, flags } = await askIn(marks, [this.names.sent(key), again], [open]);
			const isThere =
				facts.has(this.names.sent(key)) && (standing.state === 'settled' || flags.has(open));
			if (!isThere || facts.has(again)) return false;
			const attempt = this.attempt(payment, standing.attempts + 1, at());
			return await addedFirst(marks, [...stated([again]), ...since, ...attempt], again);
		});
	}

	/**
	 * The marks of the attempt are set again, in case that another node which wrote at the same time in
	 * another process has wiped them out.
	 */
	async settle(payment: Remembered, { id }: Made = {}): Promise<void> {
		const { key, fingerprint } = payment;
		const number = await this.numberOf(key);
		const known = id === undefined ? [] : [this.names.listed(id), this.names.own(id, key)];
		await this.facts.exclusively(async (marks) => {
			await marks.add(
				stated([this.names.sent(key), this.names.print(key, number, fingerprint), ...known]),
			);
			const likes = [this.names.like(payment.likeness), ...stated([this.names.likeBy(payment)])];
			// The day is kept, to know how far back it is; the time of day is of no use any more.
			const slots = (this.dated.get(key) ?? []).slice(stated(['day']).length);
			await marks.remove([this.names.open(key), ...likes, ...slots]);
		});
	}

	/** It stays open, also if another process wiped out the marks. */
	async leaveOpen(payment: Remembered, at: Time): Promise<void> {
		const number = await this.numberOf(payment.key);
		await this.facts.exclusively(
			async (marks) => await marks.add(this.attempt(payment, number, at())),
		);
	}

	/** Unless somebody else sends it again: that may have gone out. */
	async release(payment: Remembered): Promise<void> {
		const { key, fingerprint, likeness } = payment;
		const again = this.names.again(key, 1);
		await this.facts.exclusively(async (marks) => {
			if ((await askIn(marks, [again], [])).facts.has(again)) return;
			const facts = stated([this.names.print(key, 1, fingerprint), this.names.sent(key)]);
			const dated = this.dated.get(key) ?? [];
			const likes = [this.names.like(likeness), ...stated([this.names.likeBy(payment)])];
			await marks.remove([...facts, this.names.open(key), ...likes, ...dated]);
		});
	}

	/** Unless somebody else sends it once more since. */
	async releaseAgain(payment: Remembered, standing: KnownStanding): Promise<void> {
		const { key, fingerprint } = payment;
		const facts = [
			this.names.again(key, standing.attempts),
			this.names.print(key, standing.attempts + 1, fingerprint),
		];
		const next = this.names.again(key, standing.attempts + 1);
		await this.facts.exclusively(async (marks) => {
			if ((await askIn(marks, [next], [])).facts.has(next)) return;
			await marks.remove([this.names.open(key), ...stated(facts)]);
		});
	}

	async attemptsOf(payment: Remembered, now: number): Promise<Attempts> {
		return await this.dates.attemptsOf(payment, now);
	}

	async lastTried({ key }: Remembered, now: number, backMs: number): Promise<number> {
		const { facts } = await this.facts.ask([this.names.undated(key)]);
		if (facts.size > 0) return now;
		return await this.dates.lastOf(key, now, backMs);
	}

	/** What died while it asked or noted leaves a payment open whose own ID is known. */
	async recognise({ key }: Remembered, payments: ListedPayment[]): Promise<Recognised> {
		const printOf = ({ named }: ListedPayment) =>
			named && named.key !== key ? [this.names.print(named.key, 1, named.fingerprint)] : [];
		const { facts } = await this.facts.ask(
			payments.flatMap((one) => [
				this.names.listed(one.id),
				this.names.own(one.id, key),
				this.names.not(one.id, key),
				...printOf(one),
			]),
		);
		const isOwn = ({ id }: ListedPayment) => facts.has(this.names.own(id, key));
		const isKnown = (one: ListedPayment) =>
			[this.names.listed(one.id), this.names.not(one.id, key), ...printOf(one)].some((fact) =>
				facts.has(fact),
			);
		const idsOf = (some: ListedPayment[]) => new Set(some.map(({ id }) => id));
		return {
			own: idsOf(payments.filter(isOwn)),
			others: idsOf(payments.filter((one) => !isOwn(one) && isKnown(one))),
		};
	}

	async under(key: string, now: number): Promise<UnderKey> {
		const payment = { key, fingerprint: '', likeness: '' };
		const [standing] = await this.lookUp([payment]);
		if (standing!.state === 'fresh') return { state: 'fresh', attempts: 0, agoMs: 0 };
		const { firstDay, lastDay } = await this.attemptsOf(payment, now);
		const agoMs = now - (await this.lastTried(payment, now, 3_600_000));
		return { state: standing!.state, attempts: standing!.attempts, firstDay, lastDay, agoMs };
	}

	async resolve(key: string, attempts: number): Promise<boolean> {
		const [sent, open] = [this.names.sent(key), this.names.open(key)];
		const agains = Array.from({ length: attempts }, (_, n) => this.names.again(key, n + 1));
		return await this.facts.exclusively(async (marks) => {
			const { facts, flags } = await askIn(marks, [sent, ...agains], [open]);
			if (!facts.has(sent) || !flags.has(open) || facts.has(agains.at(-1)!)) return false;
			await marks.remove([...stated([sent, ...agains]), open]);
			return true;
		});
	}

	private async standing(told: Told, { key, fingerprint }: Remembered): Promise<Standing> {
		if (!told.facts.has(this.names.sent(key))) return { state: 'fresh' };
		const state = told.flags.has(this.names.open(key)) ? 'open' : 'settled';
		if (!told.facts.has(this.names.again(key, 1))) {
			this.numbers.set(key, 1);
			return { state, same: told.facts.has(this.names.print(key, 1, fingerprint)), attempts: 1 };
		}
		const attempts = await this.attemptsUnder(key);
		this.numbers.set(key, attempts);
		const print = this.names.print(key, attempts, fingerprint);
		return { state, same: (await this.facts.ask([print])).facts.has(print), attempts };
	}

	private async numberOf(key: string): Promise<number> {
		return this.numbers.get(key) ?? (await this.attemptsUnder(key));
	}

	/** How many times something was sent under a key, the first time included. */
	private async attemptsUnder(key: string): Promise<number> {
		for (let number = 1; ; number++) {
			const again = this.names.again(key, number);
			if (!(await this.facts.ask([again])).facts.has(again)) return number;
		}
	}

	/** What is asked of each payment; that of the first attempt, which most have only. */
	private asked({ key, fingerprint }: Remembered): string[] {
		return [this.names.sent(key), this.names.print(key, 1, fingerprint), this.names.again(key, 1)];
	}

	/** What marks a payment as tried. Always set together, so that a try can be dated. */
	private attempt({ key, fingerprint }: Remembered, number: number, at?: number): string[] {
		this.numbers.set(key, number);
		const facts = [this.names.sent(key), this.names.print(key, number, fingerprint)];
		const dated =
			at === undefined
				? stated([this.names.undated(key)])
				: [...stated([this.names.day(key, dayText(at))]), ...momentOf(this.names, key, at)];
		this.dated.set(key, dated);
		return [...stated(facts), this.names.open(key), ...dated];
	}
}
