import { isFullPage } from '../zen-client';
import type { Entry, EntryPage } from '../zen-client';

/** What was read of an account's list. */
export interface Looked {
	/** In ZEN's order. */
	entries: Entry[];
	/** Whether everything that ZEN made since the time that was asked for is among them. */
	isComplete: boolean;
	/** Why it is not, as a sentence. */
	why?: string;
	/** Whether the list ended without a word on whether that is all of it. */
	endsInSilence?: boolean;
}

/** Reads the page behind a cursor, the first one without. */
export type Load = (cursor?: string) => Promise<EntryPage>;

/** An entry that can be told from others and dated. */
type Sound = Entry & { id: string; createdAt: number };

/** A place in a list: the cursor, none at its beginning, and whether the page before was full, see `isFullPage`. */
interface Place {
	cursor?: string;
	wasFull: boolean;
}

const START: Place = { wasFull: false };

/** How many entries are asked for at once. */
export const PAGE = 100;
/** No more is read for one look: closed rather than endless. */
export const MOST_PAGES = 200;
// What is listed a moment late, or changes its state, shows when it is read once more.
const OVERLAP_MS = 120_000;
// So many known ones are enough: beyond, a batch of thousands would be read anew at each look.
const OVERLAP_ENTRIES = 1_000;
// Of older entries only what they are known by is kept, for the memory's sake.
const KEPT_WHOLE = 1_000;

/**
 * A walk through one list of an account, from the newest entry back. It can be continued, further
 * back as well as from the newest entry on, so that whoever looks again and again reads the list once.
 *
 * That the list is sorted is believed only while ZEN says so and each entry read bears it out.
 * Otherwise the list is whole at its very end, and not before.
 */
export class Walk {
	private entries: Entry[] = [];
	private isSorted = true;
	private hasUnreadable = false;
	/** Where it goes on. */
	private place: Place = START;
	/** The most entries that a page held. Kept when it begins anew: what a page can hold stays. */
	private largest = 0;
	/** The page that was read last: where it stands, and the number of entries before it. */
	private page: Place & { from: number } = { ...START, from: 0 };
	/** How the list ended: by ZEN's word, or for want of it. */
	private end?: 'whole' | 'silent' | 'broken';
	private turn: Promise<unknown> = Promise.resolve();

	/** @param isCorrected whether ZEN is asked in names that a user put right, perhaps wrongly */
	constructor(private readonly isCorrected = false) {}

	/**
	 * Reads what is new, and then back to a time.
	 *
	 * @param since in ms by ZEN's clock; `-Infinity` for the whole list
	 * @param load reads the page behind a cursor; the first one without
	 * @throws what `load` throws; the walk can be gone on with afterwards
	 */
	async look(since: number, load: Load): Promise<Looked> {
		// In turn: two that went on with one list at a time would spoil it.
		const mine = this.turn.then(async () => await this.readBackTo(since, load));
		this.turn = mine.catch(() => {});
		return await mine;
	}

	private async readBackTo(since: number, load: Load): Promise<Looked> {
		let pages = await this.refresh(load);
		while (!this.end && !this.reaches(since)) {
			if (pages++ >= MOST_PAGES)
				return this.looked(false, 'The list is too long to be read so far back');
			this.append(await load(this.place.cursor));
		}
		if (this.hasUnreadable)
			return this.looked(false, 'The list holds an entry without an ID or a date');
		if (this.end === 'whole' || this.reaches(since)) return this.looked(true);
		return this.looked(false, 'The list broke off, or ended without saying that this is all of it');
	}

	private looked(isComplete: boolean, why?: string): Looked {
		const endsInSilence = this.end === 'silent' && !this.hasUnreadable;
		return { entries: [...this.entries], isComplete, why, endsInSilence };
	}

	/** Whether what is older than this time has been reached. Nothing is, in a list without order. */
	private reaches(since: number): boolean {
		const oldest = this.entries.at(-1)?.createdAt;
		return this.isSorted && oldest !== undefined && oldest < since;
	}

	/** Takes in the page at the place where it goes on. */
	private append({ entries, next, more, isNewestFirst }: EntryPage): void {
		const { cursor, wasFull } = this.place;
		const known = new Set(this.entries.map(({ id }) => id));
		const fresh = unique(entries).filter(({ id }) => id === undefined || !known.has(id));
		this.hasUnreadable ||= !fresh.every(isSound);
		this.isSorted &&= isNewestFirst === true && isDescending([...this.entries.slice(-1), ...fresh]);
		this.page = { ...this.place, from: this.entries.length };
		for (const entry of fresh) {
			this.entries.push(this.entries.length < KEPT_WHOLE ? entry : { ...entry, raw: undefined });
		}
		// A list can end just there with a full page; behind any other ZEN has said that more follow.
		const isOver = entries.length === 0 && more === false && wasFull && !this.isCorrected;
		this.largest = Math.max(this.largest, entries.length);
		const hasMoved = cursor !== undefined && fresh.length > 0;
		const { largest } = this;
		const isFull = isFullPage(entries.length, { asked: PAGE, largest, hasMoved });
		this.place = { cursor: next, wasFull: isFull };
		if (cursor !== undefined && fresh.length === 0 && !isOver) {
			// Behind a cursor the list goes on: ZEN took it for something else, whatever it says of the end.
			this.end = 'broken';
		} else if (more === false) this.end = 'whole';
		else if (more === undefined && next === undefined) {
			// A full page without a word may be the first of many.
			this.end = entries.length < PAGE ? 'silent' : 'broken';
		} else if (next === undefined || next === cursor || fresh.length === 0) this.end = 'broken';
	}

	/**
	 * Takes in what came since the last look. An end is never taken over: whether a list is whole is
	 * for ZEN to say each time.
	 *
	 * @returns how many pages it took
	 */
	private async refresh(load: Load): Promise<number> {
		const before = this.entries;
		const { end, page } = this;
		if (before.length === 0 || !this.isSorted || this.hasUnreadable || end === 'broken') {
			this.restart();
			return 0;
		}
		const { cursor, wasFull } = end ? page : this.place;
		const held = end ? page.from : before.length;
		const known = new Map(before.map((entry, place) => [entry.id, place]));
		const newest = Math.max(...before.slice(0, PAGE).map(timeOf));
		this.restart();
		for (let pages = 1; ; pages++) {
			this.append(await load(this.place.cursor));
			const joint =
				this.isSorted && !this.hasUnreadable ? this.jointWith(known, newest) : undefined;
			if (joint !== undefined) {
				const read = new Set(this.entries.map(({ id }) => id));
				// Those of one time may come in another order each time, on either side of the joint.
				const from = timeOf(this.entries.at(-1)!);
				const rest = before
					.slice(0, held)
					.filter((entry, place) => place >= joint || timeOf(entry) === from)
					.filter(({ id }) => !read.has(id));
				this.entries = [...this.entries, ...rest];
				if (rest.length > 0) Object.assign(this, { place: { cursor, wasFull }, end: undefined });
				return pages;
			}
			if (this.end || pages >= MOST_PAGES) return pages;
		}
	}

	/** The place in what was known from which on it still holds; absent when more is to be read. */
	private jointWith(known: Map<string | undefined, number>, newest: number): number | undefined {
		const last = this.entries.at(-1);
		const place = last && known.get(last.id);
		if (place === undefined) return undefined;
		const isOld = timeOf(last!) < newest - OVERLAP_MS;
		const isEnough =
			isOld || this.entries.filter(({ id }) => known.has(id)).length >= OVERLAP_ENTRIES;
		return isEnough ? place + 1 : undefined;
	}

	private restart(): void {
		this.entries = [];
		this.isSorted = true;
		this.hasUnreadable = false;
		this.place = START;
		this.page = { ...START, from: 0 };
		this.end = undefined;
	}
}

function isSound(entry: Entry): entry is Sound {
	return entry.id !== undefined && entry.createdAt !== undefined;
}

function timeOf({ createdAt = Infinity }: Entry): number {
	return createdAt;
}

function isDescending(entries: Entry[]): boolean {
	return entries.every(
		(entry, place) => place === 0 || timeOf(entry) <= timeOf(entries[place - 1]!),
	);
}

/** Pages that shift while they are read hand over the same entry twice. */
function unique(entries: Entry[]): Entry[] {
	const seen = new Set<string>();
	return entries.filter(({ id }) => {
		if (id === undefined || !seen.has(id)) {
			if (id !== undefined) seen.add(id);
			return true;
		}
		return false;
	});
}
