import type { MarkStore } from './markStore';

/** What is needed to know a payment again. */
export interface Payout {
	externalId: string;
	/** The same for payments that nothing but their reference tells apart. */
	likeness: string;
}

/**
 * What the ledger says of a payment:
 *
 * - `fresh`: never tried
 * - `open`: tried, and nobody knows what became of it
 * - `accepted`: ZEN accepted it
 */
export type Standing = 'fresh' | 'open' | 'accepted';

const DAY_MS = 86_400_000;
/** An attempt that is older than this cannot be dated any more, see `Ledger.attemptOf`. */
export const DATED_DAYS = 62;
// The oldest first.
const DAYS_AGO = Array.from({ length: DATED_DAYS }, (_, place) => DATED_DAYS - 1 - place);
// A process that dies while it asks for a day leaves too many of them. So there are two copies,
// which are asked one after the other, and only what stands in both counts.
const DAY_COPIES = ['on', 'also on'];
const A_FEW = 5;

/** What is known of a payment's first attempt. */
export interface Attempt {
	/** Its UTC day as `yyyy-MM-dd`, or one before it; `undefined` when it is too long ago. */
	day?: string;
	/** Whether it was on that very day. */
	isExact: boolean;
	/** Whether other payments that only their reference tells apart were tried as well. */
	hasTwin: boolean;
}

/**
 * Remembers which payments were tried and which were accepted, across executions and restarts.
 *
 * The store can only add marks and tell which of them were there, so asking leaves a mark as well,
 * until it is taken away again. The marks are chosen so that a process that dies in between leaves
 * a payment `open`, never `fresh` and never `accepted`: *attempted* alone means accepted, and
 * *open* beside it means that this is not known yet.
 */
export class Ledger {
	/**
	 * @param home the address of ZEN: the same reference in the test environment is another payment
	 * @param now the present, in ms since the epoch
	 */
	constructor(
		private readonly store: MarkStore,
		private readonly home: string,
		private readonly now: () => number,
	) {}

	/** The standing of many payments at once. Changes nothing. */
	async standings(payouts: Payout[]): Promise<Map<string, Standing>> {
		const ids = [...new Set(payouts.map(({ externalId }) => externalId))];
		const before = await this.ask(ids.flatMap((id) => this.attempt(id)));
		return new Map(ids.map((id) => [id, this.standing(before, id)]));
	}

	/** Marks a payment as being tried, and says how it stood. To be called right before it is sent. */
	async claim({ externalId, likeness }: Payout): Promise<Standing> {
		const [like, likeBy] = [this.like(likeness), this.mark('like', [likeness, externalId])];
		const doubt = this.doubt(externalId);
		const claimed = [...this.attempt(externalId), like, likeBy, doubt];
		return await this.store.exclusively(async (marks) => {
			const before = await marks.add(claimed);
			const standing = this.standing(before, externalId);
			// In doubt when a process died right here: then whether there is another is not known any more.
			const hasTwin = (before.has(like) && !before.has(likeBy)) || before.has(doubt);
			if (hasTwin) await marks.add([this.twin(likeness)]);
			const passing = standing === 'fresh' ? [] : this.attempt(externalId);
			await marks.remove([doubt, ...passing].filter((mark) => !before.has(mark)));
			return standing;
		});
	}

	/**
	 * How many times each payment was sent again so far, for `claimAgain`. A process that dies while
	 * it asks raises the number.
	 */
	async repeats(payouts: Payout[]): Promise<Map<string, number>> {
		const numbers = new Map(payouts.map(({ externalId }) => [externalId, 0]));
		for (let asked = [...numbers.keys()]; asked.length > 0; ) {
			const again = (id: string) => this.again(id, numbers.get(id)!);
			const found = await this.ask(asked.map(again));
			asked = asked.filter((id) => found.has(again(id)));
			for (const id of asked) numbers.set(id, numbers.get(id)! + 1);
		}
		return numbers;
	}

	/**
	 * Claims to be the one who sends it again.
	 *
	 * @returns false when somebody else did since `repeats`, or when it is not open any more
	 */
	async claimAgain({ externalId }: Payout, repeats: number): Promise<boolean> {
		const [again, open] = [this.again(externalId, repeats), this.open(externalId)];
		return await this.store.exclusively(async (marks) => {
			const before = await marks.add([again, open]);
			if (before.has(open)) return !before.has(again);
			await marks.remove([again, open].filter((mark) => !before.has(mark)));
			return false;
		});
	}

	/**
	 * ZEN has accepted it. The mark of the attempt is set again, in case that another node which wrote
	 * at the same time in another process has wiped it out.
	 */
	async accept({ externalId }: Payout): Promise<void> {
		await this.store.exclusively(async (marks) => {
			await marks.add([this.attempted(externalId)]);
			await marks.remove([this.open(externalId)]);
		});
	}

	/** Nobody knows what became of it: it stays open, also if another process wiped out the marks. */
	async leaveOpen({ externalId }: Payout): Promise<void> {
		await this.store.exclusively(async (marks) => await marks.add(this.attempt(externalId)));
	}

	/**
	 * It certainly did not go out: forget that it was tried. Unless somebody else sends it again: that
	 * may have gone out.
	 */
	async release({ externalId, likeness }: Payout): Promise<void> {
		const again = this.again(externalId, 0);
		const likes = [this.like(likeness), this.mark('like', [likeness, externalId])];
		await this.store.exclusively(async (marks) => {
			if ((await marks.add([again])).has(again)) return;
			await marks.remove([again, ...this.attempt(externalId), ...likes]);
		});
	}

	/** What is known of a payment's first attempt. */
	async attemptOf({ externalId, likeness }: Payout): Promise<Attempt> {
		const hasTwin = (await this.ask([this.twin(likeness), this.doubt(externalId)])).size > 0;
		let tried = DAYS_AGO;
		for (const copy of DAY_COPIES) {
			const days = tried.map((daysAgo) => this.day(copy, externalId, daysAgo));
			const found = await this.ask(days);
			tried = tried.filter((_daysAgo, place) => found.has(days[place]!));
		}
		const [first] = tried;
		if (first === undefined) return { isExact: false, hasTwin };
		// Later days are those of processes that died; so many cannot be.
		return { day: this.dayText(first), isExact: tried.length <= A_FEW, hasTwin };
	}

	/** Which of some marks are there. */
	private async ask(wanted: string[]): Promise<Set<string>> {
		return await this.store.exclusively(async (marks) => {
			const before = await marks.add(wanted);
			await marks.remove(wanted.filter((mark) => !before.has(mark)));
			return before;
		});
	}

	private standing(marks: Set<string>, externalId: string): Standing {
		if (marks.has(this.open(externalId))) return 'open';
		return marks.has(this.attempted(externalId)) ? 'accepted' : 'fresh';
	}

	/** What marks a payment as tried today. Always set together, so that a try can be dated. */
	private attempt(externalId: string): string[] {
		const days = DAY_COPIES.map((copy) => this.day(copy, externalId, 0));
		return [this.attempted(externalId), this.open(externalId), ...days];
	}

	private readonly attempted = (externalId: string) => this.mark('attempted', externalId);
	private readonly open = (externalId: string) => this.mark('open', externalId);
	private readonly again = (externalId: string, repeats: number) =>
		this.mark(`again ${repeats}`, externalId);
	private readonly doubt = (externalId: string) => this.mark('doubt', externalId);
	private readonly like = (likeness: string) => this.mark('like', likeness);
	private readonly twin = (likeness: string) => this.mark('twin', likeness);
	private readonly day = (copy: string, externalId: string, daysAgo: number) =>
		this.mark(`${copy} ${this.dayText(daysAgo)}`, externalId);

	private dayText(daysAgo: number): string {
		return new Date(this.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
	}

	private mark(kind: string, what: string | string[]): string {
		return JSON.stringify(['zen', this.home, kind, what]);
	}
}
