import type { JsonObject } from './json';

/** The size that was seen in use; ZEN's maximum is not known. */
export const PAGE_SIZE = 100;

export interface Page {
	items: JsonObject[];
	/** The cursor to the next page; absent on the last one. */
	next?: string;
}

/**
 * All items of a paged list, page by page, until there are no more or enough were taken.
 *
 * Stops as well on an empty page, on a missing cursor and on one that came before, so that a list
 * that turns in circles ends. Evidence: cursor and meta were observed.
 *
 * @param load fetches the page behind a cursor; `undefined` is the first page
 * @param enough the most items to hand over
 */
export async function* pages(
	load: (cursor: string | undefined) => Promise<Page>,
	enough = Infinity,
): AsyncGenerator<JsonObject> {
	const seen = new Set<string>();
	let cursor: string | undefined;
	for (let given = 0; ; ) {
		const { items, next } = await load(cursor);
		for (const item of items) {
			if (given++ >= enough) return;
			yield item;
		}
		if (items.length === 0 || next === undefined || seen.has(next) || given >= enough) return;
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
