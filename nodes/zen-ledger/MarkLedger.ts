import type { Surroundings } from '../zen-client';
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
import { Dates } from './Dates';
import { askIn } from './Facts';
import { MarkNames } from './MarkNames';
import type { MarkStore } from './markStore';
import { OwnTries } from './OwnTries';
import type { Known } from './OwnTries';
import { Question } from './Question';
import { Recognition } from './Recognition';
import { Resolution } from './Resolution';
import { Room } from './room';
import { Standings } from './Standings';
import { unique } from './Step';
import { Writer } from './Writer';

/**
 * The ledger in n8n's own store.
 *
 * A claim sets, in one write and before the payment goes out: the mark of its key, *open* for its attempt,
 * and what dates it. To settle it its *print* is set, the mark of its key with its fingerprint; *open* is
 * taken away later. By its key alone it is open once it was left so or found so.
 *
 * So a process that dies leaves a payment `open`, never `fresh` once it may be out and never `settled`, and
 * of a settled payment two marks stay, four where ZEN is not seen to tell references. See {@link Question} for how it
 * is asked.
 */
export class MarkLedger implements Ledger, Resolvable {
	private readonly names: MarkNames;
	private readonly dates: Dates;
	private readonly question: Question;
	private readonly standings: Standings;
	private readonly writer: Writer;
	private readonly own: OwnTries;
	private readonly recognition: Recognition;
	private readonly resolution: Resolution;
	private readonly room: Room;
	private readonly now: () => number;

	/** @param home what tells the environments of ZEN apart: in another one it is another payment */
	constructor(
		private readonly store: MarkStore,
		home: string,
		{ now, sleep }: Pick<Surroundings, 'now' | 'sleep'>,
	) {
		this.now = now;
		this.names = new MarkNames(home);
		this.room = new Room(store);
		this.own = new OwnTries(this.names, now);
		const datesIn = (marks: Pick<MarkStore, 'exclusively'>) =>
			new Dates(marks, this.names, (key) => this.own.of(key)?.period);
		this.dates = datesIn(store);
		this.question = new Question(this.names, now);
		this.standings = new Standings(store, this.question, this.own);
		this.writer = new Writer(store, async () => await sleep(0), this.own);
		this.recognition = new Recognition(store, this.names, async (some) => await this.lookUp(some));
		this.resolution = new Resolution(store, this.names, this.question, datesIn);
	}

	/** What a person should know of the memory itself. */
	notice(): string | undefined {
		return this.room.notice();
	}

	async lookUp(payments: Remembered[]): Promise<Standing[]> {
		const standings = await this.standings.ofAll(payments, ({ key }) => this.own.knows(key));
		await this.room.requireFor(standings.filter(({ state }) => state === 'fresh').length);
		return standings;
	}

	/**
	 * As `lookUp`, and also knows what was settled long ago or is another payment. For when it is not to
	 * be claimed here: where this breaks off, a payment that is fresh may count as open here.
	 */
	async lookUpAll(payments: Remembered[]): Promise<Standing[]> {
		return await this.standings.ofAll(payments, () => true);
	}

	async claim(payment: Remembered, at: Time): Promise<Standing> {
		const { key, likeness } = payment;
		const { names } = this;
		const [sent, like, twin] = [names.sent(key), names.like(likeness), names.twin(likeness)];
		const likeBy = names.likeBy(payment);
		const not = (payment.notSameAs ?? []).map((id) => names.not(id, key));
		const likes = [like, likeBy, ...not];
		const isStale = this.own.isUseless(like);
		const marks = this.own.begin(payment, 1, at(), likes);
		let isMine = false;
		const note = {
			marks,
			andThen: (there: Set<string>) => {
				isMine = !there.has(sent);
				if (!isMine) return { remove: marks.filter((mark) => !there.has(mark)) };
				const isLike = there.has(like) && !isStale;
				const hasTwin = isLike && !there.has(likeBy);
				return hasTwin ? { add: [twin] } : {};
			},
		};
		await this.writer.write(note).finally(() => {
			if (!isMine) this.own.ends(key);
		});
		if (isMine) return { state: 'fresh' };
		const standing = await this.standings.of(payment);
		// Freed since: then it is to be claimed anew.
		return standing.state === 'fresh' ? await this.claim(payment, at) : standing;
	}

	async claimAgain(payment: Remembered, standing: KnownStanding, at: Time): Promise<boolean> {
		const { key } = payment;
		const [{ names }, { attempts }] = [this, standing];
		const since = await this.dates.beforeAnother(payment, at());
		return await this.store.exclusively(async (marks) => {
			const { standing: present } = await this.question.aboutOne(marks, payment);
			const isSame =
				present.state !== 'fresh' &&
				!present.isUnsure &&
				present.attempts === attempts &&
				(standing.state === 'settled' || present.state === 'open');
			if (!isSame) return false;
			const again = names.again(key, attempts);
			const begun = this.own.begin(payment, attempts + 1, at());
			const number = attempts + 1;
			const isSure = names.sure(key, number, payment.fingerprint);
			const added = [again, names.open(key, number), isSure, ...since, ...begun];
			const before = await marks.add(added);
			this.own.isNew(key, since, before);
			if (!before.has(again)) return true;
			await marks.remove(added.filter((mark) => !before.has(mark)));
			return false;
		});
	}

	/**
	 * The marks of the attempt are set again, in case that another node which wrote at the same time in
	 * another process has wiped them out.
	 */
	async settle(payment: Remembered, { id, isNamed }: Made = {}): Promise<void> {
		const { key, fingerprint } = payment;
		const { names } = this;
		const tried = await this.known(payment);
		const doubted = tried.isDoubted ? this.countAnew(payment, tried) : [];
		const { number, period = await this.dates.periodOf(payment, this.now()) } =
			this.own.of(key) ?? tried;
		// A first look asks for that of the first attempt.
		const prints = unique([1, number].map((one) => names.print(key, one, fingerprint, period)));
		const ids = id && !isNamed ? [names.made(id), names.own(id, key)] : [];
		await this.writer.write({
			marks: [names.sent(key), ...prints, names.settled(key, number), ...doubted, ...ids],
			andThen: () => {
				this.own.hasSettled(payment, doubted.length > 0 ? names.guards(payment) : []);
				return {};
			},
		});
	}

	/**
	 * Where the store cannot be trusted with which attempt it is, a new one is counted, of which no question
	 * has left anything behind.
	 *
	 * @returns the marks that this takes
	 */
	private countAnew(payment: Remembered, { number }: Known): string[] {
		const { key } = payment;
		this.own.begin(payment, number + 1, undefined);
		return [this.names.again(key, number), this.names.undated(key)];
	}

	/** What this run knows of it, or else the store. */
	private async known(payment: Remembered): Promise<Known> {
		if (!this.own.of(payment.key)) await this.standings.of(payment);
		return this.own.of(payment.key) ?? { number: 1 };
	}

	/** It stays open, also if another process wiped out the marks. */
	async leaveOpen(payment: Remembered, at: Time): Promise<void> {
		const { number } = await this.known(payment);
		await this.writer.write({ marks: this.own.leaveOpen(payment, number, at()) });
	}

	/** Unless somebody else sends it again: that may have gone out. */
	async release(payment: Remembered): Promise<void> {
		const { key } = payment;
		const again = this.names.again(key, 1);
		this.own.ends(key);
		await this.store.exclusively(async (marks) => {
			if ((await askIn(marks, this.names.asked(key), [again])).there.has(again)) return;
			const { days = [] } = this.own.of(key) ?? {};
			await marks.remove([this.names.sent(key), ...days, ...this.own.passing(payment)]);
		});
	}

	/** Unless somebody else sends it once more since. */
	async releaseAgain(payment: Remembered, standing: KnownStanding): Promise<void> {
		const { key } = payment;
		const { names } = this;
		const next = names.again(key, standing.attempts + 1);
		this.own.ends(key);
		await this.store.exclusively(async (marks) => {
			if ((await askIn(marks, names.asked(key), [next])).there.has(next)) return;
			const { days = [], moments = [] } = this.own.of(key) ?? {};
			const number = standing.attempts + 1;
			const { fingerprint } = payment;
			const open = [
				names.open(key, number),
				names.open(key, number, fingerprint),
				names.sure(key, number, fingerprint),
			];
			const again = names.again(key, standing.attempts);
			await marks.remove([...open, again, ...days, ...moments]);
		});
	}

	async attemptsOf(payment: Remembered, now: number): Promise<Attempts> {
		return await this.dates.attemptsOf(payment, now);
	}

	async lastTried({ key }: Remembered, now: number, backMs: number): Promise<number> {
		return await this.dates.lastTried(key, now, backMs);
	}

	async recognise(payment: Remembered, listed: ListedPayment[]): Promise<Recognised> {
		return await this.recognition.of(payment, listed);
	}

	async under(key: string, now: number): Promise<UnderKey> {
		return await this.resolution.under(key, now);
	}

	async resolve(key: string, seen: UnderKey): Promise<boolean> {
		return await this.resolution.resolve(key, seen);
	}
}
