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
import { askIn, Facts, stated } from './Facts';
import { MarkNames } from './MarkNames';
import type { MarkStore } from './markStore';
import { OwnTries } from './OwnTries';
import { Question } from './Question';
import type { Details } from './Question';
import { Recognition } from './Recognition';
import { Resolution } from './Resolution';
import { Room } from './room';
import { Writer } from './Writer';

// A question about one takes four marks for a moment, and the store compares each with all that it has.
const ASKED_AT_ONCE = 50;

/**
 * The ledger in n8n's own store.
 *
 * A claim sets, in one write and before the payment goes out: the mark of its key, that of its key with
 * its fingerprint, *open*, and what dates it. To settle it *settled* is set beside *open*; both are
 * taken away later together. So a process that dies leaves a payment `open`, never `fresh` once it may
 * be out and never `settled`, and of a settled payment two marks stay. See {@link Question} for how it
 * is asked.
 */
export class MarkLedger implements Ledger, Resolvable {
	private readonly names: MarkNames;
	private readonly dates: Dates;
	private readonly question: Question;
	private readonly writer: Writer;
	private readonly own: OwnTries;
	private readonly recognition: Recognition;
	private readonly resolution: Resolution;
	private readonly room: Room;

	/** @param home what tells the environments of ZEN apart: in another one it is another payment */
	constructor(
		private readonly store: MarkStore,
		home: string,
		{ now, sleep }: Pick<Surroundings, 'now' | 'sleep'>,
	) {
		this.names = new MarkNames(home);
		this.room = new Room(store);
		this.own = new OwnTries(this.names);
		this.dates = new Dates(new Facts(store), this.names, (key) => this.own.of(key)?.period);
		this.question = new Question(this.names, now);
		this.writer = new Writer(store, async () => await sleep(0), this.own);
		this.recognition = new Recognition(store, this.names, {
			lookUp: async (some) => await this.lookUp(some),
			isSettled: (key) => this.own.of(key)?.isSettled === true,
		});
		this.resolution = new Resolution(store, this.names, this.question, this.dates);
	}

	/** What a person should know of the memory itself. */
	notice(): string | undefined {
		return this.room.notice();
	}

	async lookUp(payments: Remembered[]): Promise<Standing[]> {
		const standings = await this.standings(payments, ({ key }) => this.own.knows(key));
		await this.room.requireFor(standings.filter(({ state }) => state === 'fresh').length);
		return standings;
	}

	/**
	 * As `lookUp`, and also knows what was settled long ago or is another payment. For when it is not to
	 * be claimed here: where this breaks off, a payment that is fresh may count as open here.
	 */
	async lookUpAll(payments: Remembered[]): Promise<Standing[]> {
		return await this.standings(payments);
	}

	private async standings(
		payments: Remembered[],
		isKnown?: (payment: Remembered) => boolean,
	): Promise<Standing[]> {
		const standings: Standing[] = [];
		for (let place = 0; place < payments.length; place += ASKED_AT_ONCE) {
			const some = payments.slice(place, place + ASKED_AT_ONCE);
			const told = await this.store.exclusively(
				async (marks) => await this.question.about(marks, some, isKnown),
			);
			told.forEach((details, index) => this.own.learn(some[index]!.key, details));
			standings.push(...told.map(({ standing }) => standing));
		}
		return standings;
	}

	async claim(payment: Remembered, at: Time): Promise<Standing> {
		const { key, likeness } = payment;
		const { names } = this;
		const [sent, like, twin] = [names.sent(key), names.like(likeness), names.twin(likeness)];
		const likeBy = stated([names.likeBy(payment)]);
		const not = (payment.notSameAs ?? []).map((id) => names.not(id, key));
		const likes = [like, ...likeBy, ...stated(not)];
		const isStale = this.own.isUseless(like);
		const marks = this.own.begin(payment, 1, at(), likes);
		let isMine = false;
		const note = {
			marks,
			andThen: (there: Set<string>) => {
				isMine = !there.has(sent);
				if (!isMine) return { remove: marks.filter((mark) => !there.has(mark)) };
				const isLike = there.has(like) && !isStale;
				const hasTwin = isLike && !likeBy.every((mark) => there.has(mark));
				return hasTwin ? { add: [twin] } : {};
			},
		};
		await this.writer.write(note).finally(() => {
			if (!isMine) this.own.ends(key);
		});
		if (isMine) return { state: 'fresh' };
		const { standing } = await this.known(payment);
		// Freed since: then it is to be claimed anew.
		return standing.state === 'fresh' ? await this.claim(payment, at) : standing;
	}

	async claimAgain(payment: Remembered, standing: KnownStanding, at: Time): Promise<boolean> {
		const { key } = payment;
		const [{ names }, { attempts }] = [this, standing];
		const since = await this.dates.beforeAnother(payment, at());
		return await this.store.exclusively(async (marks) => {
			const { standing: present } = (await this.question.about(marks, [payment]))[0]!;
			const isSame =
				present.state !== 'fresh' &&
				!present.isUnsure &&
				present.attempts === attempts &&
				(standing.state === 'settled' || present.state === 'open');
			if (!isSame) return false;
			const again = stated([names.again(key, attempts)]);
			const added = [...again, ...since, ...this.own.begin(payment, attempts + 1, at())];
			const before = await marks.add(added);
			if (!again.every((mark) => before.has(mark))) {
				await marks.remove([names.settled(key, attempts), names.asked(payment)]);
				return true;
			}
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
		const { number } = this.own.of(key) ?? (await this.learned(payment));
		const print = this.own.of(key)?.print ?? names.print(key, number, fingerprint, 0);
		const own = number > 1 && id !== undefined ? stated([names.own(id, key)]) : [];
		const ids = id === undefined || isNamed ? [] : [names.made(id), ...own];
		await this.writer.write({
			marks: [
				names.sent(key),
				print,
				names.settled(key, number),
				names.settled(key, number, fingerprint),
				...ids,
			],
			andThen: () => {
				this.own.hasSettled(payment);
				return {};
			},
		});
	}

	/** It stays open, also if another process wiped out the marks. */
	async leaveOpen(payment: Remembered, at: Time): Promise<void> {
		const { number } = this.own.of(payment.key) ?? (await this.learned(payment));
		const marks = this.own.begin(payment, number, at());
		this.own.ends(payment.key);
		await this.writer.write({ marks });
	}

	/** Unless somebody else sends it again: that may have gone out. */
	async release(payment: Remembered): Promise<void> {
		const { key } = payment;
		const again = this.names.again(key, 1);
		this.own.ends(key);
		await this.store.exclusively(async (marks) => {
			if ((await askIn(marks, [again])).facts.has(again)) return;
			const { print = '', dated = [] } = this.own.of(key) ?? {};
			const all = [this.names.sent(key), print, ...dated, ...this.own.passing(payment)];
			await marks.remove(all.filter(Boolean));
		});
	}

	/** Unless somebody else sends it once more since. */
	async releaseAgain(payment: Remembered, standing: KnownStanding): Promise<void> {
		const { key } = payment;
		const { names } = this;
		const next = names.again(key, standing.attempts + 1);
		this.own.ends(key);
		await this.store.exclusively(async (marks) => {
			if ((await askIn(marks, [next])).facts.has(next)) return;
			const { print = '' } = this.own.of(key) ?? {};
			const again = stated([names.again(key, standing.attempts)]);
			await marks.remove([names.open(key), ...again, print].filter(Boolean));
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

	async resolve(key: string, attempts: number): Promise<boolean> {
		return await this.resolution.resolve(key, attempts);
	}

	/** How a payment stands whose key was found to be there. */
	private async known(payment: Remembered): Promise<Details> {
		const [details] = await this.store.exclusively(
			async (marks) => await this.question.about(marks, [payment]),
		);
		this.own.learn(payment.key, details!);
		return details!;
	}

	private async learned(payment: Remembered): Promise<{ number: number }> {
		await this.known(payment);
		return this.own.of(payment.key) ?? { number: 1 };
	}
}
