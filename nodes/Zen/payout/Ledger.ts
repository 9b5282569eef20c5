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
/** An attempt that is older than this cannot be dated any more, see `Ledger.dayOf`. */
export const DATED_DAYS = 62;

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
		const marks = ids.flatMap((id) => [this.attempted(id), this.open(id)]);
		const before = await this.probe(marks);
		return new Map(ids.map((id) => [id, this.standing(before, id)]));
	}

	/** Marks a payment as being tried, and says how it stood. To be called right before it is sent. */
	async claim({ externalId, likeness }: Payout): Promise<Standing> {
		const marks = [this.attempted(externalId), this.open(externalId)];
		const standing = this.standing(await this.store.add(marks), externalId);
		if (standing === 'accepted') await this.store.remove([this.open(externalId)]);
		if (standing !== 'fresh') return standing;
		const known = await this.store.add([this.day(externalId, 0), this.like(likeness)]);
		if (known.has(this.like(likeness))) await this.store.add([this.twin(likeness)]);
		return standing;
	}

	/**
	 * ZEN has accepted it. The mark of the attempt is set again, since another process that wrote at
	 * the same time may have wiped it out.
	 */
	async accept({ externalId }: Payout): Promise<void> {
		await this.store.add([this.attempted(externalId)]);
		await this.store.remove([this.open(externalId)]);
	}

	/** Nobody knows what became of it: it stays open, also if another process wiped out the marks. */
	async leaveOpen({ externalId }: Payout): Promise<void> {
		await this.store.add([this.attempted(externalId), this.open(externalId)]);
	}

	/** It certainly did not go out: forget that it was tried. */
	async release({ externalId, likeness }: Payout): Promise<void> {
		await this.store.remove([
			this.attempted(externalId),
			this.open(externalId),
			this.day(externalId, 0),
			this.like(likeness),
		]);
	}

	/** The UTC day of the first attempt as `yyyy-MM-dd`, or `undefined` when it cannot be told. */
	async dayOf({ externalId }: Payout): Promise<string | undefined> {
		const days = Array.from({ length: DATED_DAYS }, (_, daysAgo) => this.day(externalId, daysAgo));
		const found = await this.probe(days);
		// More than one means that a process died while it asked.
		if (found.size !== 1) return undefined;
		return this.dayText(days.findIndex((day) => found.has(day)));
	}

	/** Whether another payment of this ledger is like this one in all but the reference. */
	async hasTwin({ likeness }: Payout): Promise<boolean> {
		return (await this.probe([this.twin(likeness)])).size > 0;
	}

	private async probe(marks: string[]): Promise<Set<string>> {
		const before = await this.store.add(marks);
		const added = marks.filter((mark) => !before.has(mark));
		if (added.length > 0) await this.store.remove(added);
		return before;
	}

	private standing(marks: Set<string>, externalId: string): Standing {
		if (marks.has(this.open(externalId))) return 'open';
		return marks.has(this.attempted(externalId)) ? 'accepted' : 'fresh';
	}

	private readonly attempted = (externalId: string) => this.mark('attempted', externalId);
	private readonly open = (externalId: string) => this.mark('open', externalId);
	private readonly like = (likeness: string) => this.mark('like', likeness);
	private readonly twin = (likeness: string) => this.mark('twin', likeness);
	private readonly day = (externalId: string, daysAgo: number) =>
		this.mark(`on ${this.dayText(daysAgo)}`, externalId);

	private dayText(daysAgo: number): string {
		return new Date(this.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
	}

	private mark(kind: string, text: string): string {
		return JSON.stringify(['zen', this.home, kind, text]);
	}
}
