import type {
	Attempts,
	KnownStanding,
	Ledger,
	ListedPayment,
	Remembered,
	Standing,
	Time,
} from '../zen-payout';
import { dayText, daysUntil } from './days';
import { addedFirst, askIn, Facts, stated } from './Facts';
import type { Told } from './Facts';
import type { MarkStore } from './markStore';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const A_FEW_DAYS = 5;

/**
 * The ledger in n8n's own store.
 *
 * Of each key it keeps the fact *sent* and a fact for the fingerprint that was sent; beside them
 * stands the flag *open* until it is known what became of it. All of them are set in one write before
 * a payment goes out. So a process that dies leaves a payment `open`, never `fresh` once it may be
 * out and never `settled`.
 */
export class MarkLedger implements Ledger {
	private readonly facts: Facts;
	/** What dates the attempts of this process, by key. */
	private readonly dated = new Map<string, string[]>();
	/** How many attempts of a key there were, as far as this process knows. */
	private readonly numbers = new Map<string, number>();

	/** @param home the address of ZEN: the same reference in the test environment is another payment */
	constructor(
		store: MarkStore,
		private readonly home: string,
	) {
		this.facts = new Facts(store);
	}

	async lookUp(payments: Remembered[]): Promise<Standing[]> {
		const told = await this.facts.ask(
			payments.flatMap((payment) => this.asked(payment)),
			payments.map(({ key }) => this.open(key)),
		);
		const standings: Standing[] = [];
		for (const payment of payments) standings.push(await this.standing(told, payment));
		return standings;
	}

	async claim(payment: Remembered, at: Time): Promise<Standing> {
		const { key, likeness } = payment;
		const [sent, open] = [this.sent(key), this.open(key)];
		const [like, likeBy, twin] = [this.like(likeness), this.likeBy(payment), this.twin(likeness)];
		const isMine = await this.facts.exclusively(async (marks) => {
			const { facts, flags } = await askIn(marks, [sent], [open, like, likeBy]);
			if (facts.has(sent)) return false;
			const hasTwin = flags.has(like) && !flags.has(likeBy);
			const twins = hasTwin ? [twin] : [];
			const added = [...this.attempt(payment, 1, at()), like, likeBy, ...twins];
			return await addedFirst(marks, added, sent);
		});
		if (isMine) return { state: 'fresh' };
		const [standing] = await this.lookUp([payment]);
		return standing!;
	}

	async claimAgain(payment: Remembered, standing: KnownStanding, at: Time): Promise<boolean> {
		const { key } = payment;
		const again = this.again(key, standing.attempts);
		const open = this.open(key);
		return await this.facts.exclusively(async (marks) => {
			const { facts, flags } = await askIn(marks, [this.sent(key), again], [open]);
			const isThere =
				facts.has(this.sent(key)) && (standing.state === 'settled' || flags.has(open));
			if (!isThere || facts.has(again)) return false;
			const attempt = this.attempt(payment, standing.attempts + 1, at());
			return await addedFirst(marks, [...stated([again]), ...attempt], again);
		});
	}

	/**
	 * The marks of the attempt are set again, in case that another node which wrote at the same time in
	 * another process has wiped them out.
	 */
	async settle(payment: Remembered, id?: string): Promise<void> {
		const { key, fingerprint } = payment;
		const number = await this.numberOf(key);
		const known = id === undefined ? [] : [this.listed(id), this.own(id, key)];
		await this.facts.exclusively(async (marks) => {
			await marks.add(stated([this.sent(key), this.print(key, number, fingerprint), ...known]));
			const likes = [this.like(payment.likeness), this.likeBy(payment)];
			// The day is kept, to know how far back it is; the time of day is of no use any more.
			const slots = (this.dated.get(key) ?? []).slice(stated(['day']).length);
			await marks.remove([this.open(key), ...likes, ...slots]);
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
		const again = this.again(key, 1);
		await this.facts.exclusively(async (marks) => {
			if ((await askIn(marks, [again], [])).facts.has(again)) return;
			const facts = stated([this.print(key, 1, fingerprint), this.sent(key)]);
			const dated = this.dated.get(key) ?? [];
			const likes = [this.like(likeness), this.likeBy(payment)];
			await marks.remove([...facts, this.open(key), ...likes, ...dated]);
		});
	}

	async releaseAgain(payment: Remembered, standing: KnownStanding): Promise<void> {
		const { key, fingerprint } = payment;
		const facts = [
			this.again(key, standing.attempts),
			this.print(key, standing.attempts + 1, fingerprint),
		];
		await this.facts.exclusively(
			async (marks) => await marks.remove([this.open(key), ...stated(facts)]),
		);
	}

	async attemptsOf({ key, likeness }: Remembered, now: number): Promise<Attempts> {
		const days = daysUntil(now);
		const told = await this.facts.ask(
			[this.undated(key), ...days.map((day) => this.day(key, day))],
			[this.twin(likeness)],
		);
		const hasTwin = told.flags.size > 0;
		if (told.facts.has(this.undated(key))) return { isExact: false, hasTwin };
		const tried = days.filter((day) => told.facts.has(this.day(key, day)));
		const [firstDay, lastDay] = [tried[0], tried.at(-1)];
		// Where processes died there may be others; so many cannot be.
		const isExact = firstDay !== undefined && tried.length <= A_FEW_DAYS;
		return { firstDay, lastDay, isExact, hasTwin };
	}

	async lastTried({ key }: Remembered, now: number, backMs: number): Promise<number> {
		if ((await this.facts.ask([this.undated(key)])).facts.size > 0) return now;
		const minute = await this.lastOf(key, MINUTE_MS, now, Math.ceil(backMs / MINUTE_MS) + 1);
		if (minute === undefined) return now - backMs;
		const end = (minute + 1) * MINUTE_MS;
		const second = await this.lastOf(key, SECOND_MS, end - SECOND_MS, MINUTE_MS / SECOND_MS);
		return Math.min(now, second === undefined ? end : (second + 1) * SECOND_MS);
	}

	/** The last span of so many, counted from the epoch, in which something was tried under a key. */
	private async lastOf(key: string, spanMs: number, until: number, count: number) {
		const latest = Math.floor(until / spanMs);
		const spans = Array.from({ length: count }, (_, back) => latest - back);
		const { flags } = await this.facts.ask(
			[],
			spans.map((span) => this.within(key, spanMs, span)),
		);
		return spans.find((span) => flags.has(this.within(key, spanMs, span)));
	}

	/** What died while it asked or noted leaves a payment open whose own ID is known. */
	async recognise({ key }: Remembered, payments: ListedPayment[]): Promise<Set<string>> {
		const printOf = ({ named }: ListedPayment) =>
			named && named.key !== key ? [this.print(named.key, 1, named.fingerprint)] : [];
		const { facts } = await this.facts.ask(
			payments.flatMap((one) => [this.listed(one.id), this.own(one.id, key), ...printOf(one)]),
		);
		const others = payments.filter(
			(one) =>
				!facts.has(this.own(one.id, key)) &&
				[this.listed(one.id), ...printOf(one)].some((fact) => facts.has(fact)),
		);
		return new Set(others.map(({ id }) => id));
	}

	private async standing(told: Told, { key, fingerprint }: Remembered): Promise<Standing> {
		if (!told.facts.has(this.sent(key))) return { state: 'fresh' };
		const state = told.flags.has(this.open(key)) ? 'open' : 'settled';
		if (!told.facts.has(this.again(key, 1))) {
			this.numbers.set(key, 1);
			return { state, same: told.facts.has(this.print(key, 1, fingerprint)), attempts: 1 };
		}
		const attempts = await this.attemptsUnder(key);
		this.numbers.set(key, attempts);
		const print = this.print(key, attempts, fingerprint);
		return { state, same: (await this.facts.ask([print])).facts.has(print), attempts };
	}

	private async numberOf(key: string): Promise<number> {
		return this.numbers.get(key) ?? (await this.attemptsUnder(key));
	}

	/** How many times something was sent under a key, the first time included. */
	private async attemptsUnder(key: string): Promise<number> {
		for (let number = 1; ; number++) {
			const again = this.again(key, number);
			if (!(await this.facts.ask([again])).facts.has(again)) return number;
		}
	}

	/** What is asked of each payment; that of the first attempt, which most have only. */
	private asked({ key, fingerprint }: Remembered): string[] {
		return [this.sent(key), this.print(key, 1, fingerprint), this.again(key, 1)];
	}

	/** What marks a payment as tried. Always set together, so that a try can be dated. */
	private attempt({ key, fingerprint }: Remembered, number: number, at?: number): string[] {
		this.numbers.set(key, number);
		const facts = [this.sent(key), this.print(key, number, fingerprint)];
		const dated = at === undefined ? stated([this.undated(key)]) : this.moment(key, at);
		this.dated.set(key, dated);
		return [...stated(facts), this.open(key), ...dated];
	}

	private moment(key: string, at: number): string[] {
		const slots = [MINUTE_MS, SECOND_MS].map((span) =>
			this.within(key, span, Math.floor(at / span)),
		);
		return [...stated([this.day(key, dayText(at))]), ...slots];
	}

	private readonly sent = (key: string) => this.mark('sent', key);
	private readonly open = (key: string) => this.mark('open', key);
	private readonly print = (key: string, number: number, fingerprint: string) =>
		this.mark(`print ${number}`, key, fingerprint);
	private readonly again = (key: string, number: number) => this.mark(`again ${number}`, key);
	private readonly day = (key: string, day: string) => this.mark(`on ${day}`, key);
	/** That there was an attempt at a time which is not known. */
	private readonly undated = (key: string) => this.mark('undated', key);
	private readonly within = (key: string, spanMs: number, span: number) =>
		this.mark(`at ${spanMs} ${span}`, key);
	private readonly like = (likeness: string) => this.mark('like', likeness);
	private readonly likeBy = ({ key, likeness }: Remembered) => this.mark('like', likeness, key);
	private readonly twin = (likeness: string) => this.mark('twin', likeness);
	private readonly listed = (id: string) => this.mark('listed', id.toLowerCase());
	private readonly own = (id: string, key: string) => this.mark('own', id.toLowerCase(), key);

	private mark(kind: string, ...what: string[]): string {
		return JSON.stringify(['zen', this.home, kind, ...what]);
	}
}
