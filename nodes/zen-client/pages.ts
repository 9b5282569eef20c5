import { ZenError } from './errors';
import type { JsonObject } from './json';

/** The size that was seen in use; ZEN's maximum is not known. */
export const PAGE_SIZE = 100;

export interface Page {
	items: JsonObject[];
	/** The cursor to the next page; absent on the last one. */
	next?: string;
	/** What ZEN says of further pages; absent when it says nothing. */
	more?: boolean;
}

/**
 * All items of a paged list, page by page, until there are no more or enough were taken.
 *
 * Stops as well on an empty page, on a missing cursor and on one that came before, so that a list
 * that turns in circles ends. Evidence: cursor and meta were observed.
 *
 * @param load fetches the page behind a cursor; `undefined` is the first page
 * @param enough the most items to hand over
 * @returns whether these are known to be all of them
 */
export async function* pages(
	load: (cursor: string | undefined) => Promise<Page>,
	enough = Infinity,
): AsyncGenerator<JsonObject, boolean> {
	const seen = new Set<string>();
	let cursor: string | undefined;
	for (let given = 0; ; ) {
		const { items, next, more } = await load(cursor);
		for (const item of items) {
			if (given++ >= enough) return false;
			yield item;
		}
		if (items.length === 0 && more !== true) return true;
		if (next === undefined) return more === false;
		if (items.length === 0 || seen.has(next) || given >= enough) return false;
		seen.add(next);
		cursor = next;
	}
}

/** The items of an async iteration as an array. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
	const items: T[] = [];
	for await (const item of source) items.push(item);
	return items;
}

/**
 * As {@link collect}, for a list that must not lack anything.
 *
 * @param subject names the list in messages
 * @throws ZenError when the list broke off, or was not said to be at its end
 */
export async function collectWhole<T>(
	source: AsyncGenerator<T, boolean>,
	subject: string,
): Promise<T[]> {
	const items: T[] = [];
	for (;;) {
		const { done, value } = await source.next();
		if (!done) {
			items.push(value);
			continue;
		}
		if (value) return items;
		throw new ZenError(
			`ZEN did not hand over all of ${subject}: after ${items.length} it neither went on nor said that this was the end`,
			{
				outcome: 'unknown',
				remedy: 'A part of it was not taken for the whole. Try again, or ask for a shorter period.',
			},
		);
	}
}
