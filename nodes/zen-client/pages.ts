import { ZenError } from './errors';
import type { JsonObject } from './json';
import { PageWatch } from './PageWatch';
import type { QueryPairs } from './query';

/** The size that was seen in use; ZEN's maximum is not known. */
export const PAGE_SIZE = 100;

/** How to ask for a list, beyond what it is a list of. */
export interface ListOptions {
	/** Laid over the query, see `withExtraQuery`. */
	extra?: QueryPairs;
	/** Whether a page that says nothing of further ones, and is not full, is taken for the last. */
	silenceIsEnd?: boolean;
}

/** When a list that must not lack anything is all that was wanted. */
export interface Completeness {
	/** The most items wanted; so many are enough, wherever the list ends. Infinity when absent. */
	enough?: number;
	/**
	 * How to go on when the list broke off, for the message.
	 *
	 * @param read how many items there were until then
	 */
	remedy?(read: number): string;
}

export interface Page<T = JsonObject> {
	items: T[];
	/** The cursor to the next page; absent on the last one. */
	next?: string;
	/** What ZEN says of further pages; absent when it says nothing. */
	more?: boolean;
	/** Whether ZEN says that the newest come first. */
	isNewestFirst?: boolean;
}

/**
 * Whether a page holds as many as it could, so that ZEN may take more for following where none do. Behind any
 * other page nothing is no end. ZEN's own maximum is not known: a page that is as long as any before it
 * counts for full once the cursor has led from one page to another.
 *
 * @param asked how many were asked for
 * @param largest the most that a page of this list held
 * @param hasMoved whether this page lies behind a cursor, and is another than those before
 */
export function isFullPage(
	length: number,
	{ asked, largest, hasMoved }: { asked: number; largest: number; hasMoved: boolean },
): boolean {
	return length >= asked || (hasMoved && length > 0 && length >= largest);
}

/**
 * All items of a paged list, page by page, until ZEN says that there are no more or enough were
 * taken. What came before is not handed over again, and a list that does not get any further, or
 * announces more without saying where, is broken off; see {@link PageWatch}. Evidence: cursor and
 * meta were observed.
 *
 * @param load fetches the page behind a cursor; `undefined` is the first page
 * @param enough the most items to hand over
 * @param silenceIsEnd see {@link ListOptions}
 * @param how `pageSize`: how many `load` asks for
 * @returns whether these are known to be all of them: an empty page alone is no proof, nor is one behind a
 * page that was not full, since there ZEN said that more follow
 * @throws ZenError after very many pages
 */
export async function* pages(
	load: (cursor: string | undefined) => Promise<Page>,
	enough = Infinity,
	silenceIsEnd = false,
	{ watch = new PageWatch(), pageSize = PAGE_SIZE }: { watch?: PageWatch; pageSize?: number } = {},
): AsyncGenerator<JsonObject, boolean> {
	let cursor: string | undefined;
	let wasFull = true;
	let largest = 0;
	for (let given = 0; ; ) {
		const page = await load(cursor);
		const { fresh, next } = watch.see(page);
		for (const item of fresh) {
			if (given++ >= enough) return false;
			yield item;
		}
		const { items, more } = page;
		const canEnd = fresh.length > 0 || (items.length === 0 && wasFull);
		const isSilent = more === undefined && page.next === undefined;
		if (isSilent && silenceIsEnd) return items.length < PAGE_SIZE && canEnd;
		if (more === false) return canEnd;
		if (next === undefined || given >= enough) return false;
		const hasMoved = cursor !== undefined && fresh.length > 0;
		cursor = next;
		largest = Math.max(largest, items.length);
		wasFull = isFullPage(items.length, { asked: pageSize, largest, hasMoved });
	}
}

/** The items of a list that must not lack anything. See {@link takeWhole}. */
export async function collectWhole<T>(
	source: AsyncGenerator<T, boolean>,
	subject: string,
	completeness?: Completeness,
): Promise<T[]> {
	const items: T[] = [];
	await takeWhole(source, subject, (item) => void items.push(item), completeness);
	return items;
}

/**
 * Takes the items of a list that must not lack anything, one by one: of a long one there need not be
 * more in memory than what is made of it.
 *
 * @param subject names the list in messages
 * @param take called with each item, in their order
 * @throws ZenError when the list broke off, or was not said to be at its end
 */
export async function takeWhole<T>(
	source: AsyncGenerator<T, boolean>,
	subject: string,
	take: (item: T) => void,
	{ enough = Infinity, remedy = shorterPeriod }: Completeness = {},
): Promise<void> {
	for (let taken = 0; ; taken++) {
		const { done, value } = await source.next();
		if (!done) {
			take(value);
			continue;
		}
		if (value || taken >= enough) return;
		throw new ZenError(
			`ZEN did not hand over all of ${subject}: after ${taken} it neither went on nor said that this was the end`,
			{
				outcome: 'unknown',
				remedy: `A part of it was not taken for the whole. ${remedy(taken)}`,
			},
		);
	}
}

function shorterPeriod(): string {
	return 'Try again, or ask for a shorter period.';
}
