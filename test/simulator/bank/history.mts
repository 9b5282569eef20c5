import { invalid } from './refusal.mts';

/** The most entries of a page. Whether ZEN allows more than 100 is unknown, so the simulator does not. */
const MOST = 100;

/**
 * One page. It takes no more entries than it shows, and one to see whether another page follows.
 *
 * @param entries the newest first, from behind the cursor on
 * @throws Refusal (VALIDATION_ERROR) for a limit above 100
 */
export function page<T extends { readonly id: string }>(entries: Iterable<T>, limit = MOST) {
	if (limit > MOST) throw invalid(`limit must be at most ${MOST}`);
	const data: T[] = [];
	let hasNext = false;
	for (const entry of entries) {
		hasNext = data.length === limit;
		if (hasNext) break;
		data.push(entry);
	}
	return {
		data,
		meta: {
			lastEntryId: data.at(-1)?.id ?? null,
			hasNext,
			direction: 'DESC',
			sortedBy: 'createdAt',
		},
	};
}

/** What a cursor points at. @throws Refusal (VALIDATION_ERROR) for one that nobody handed out */
export function cursorAt<T>(cursor: string | undefined, entry: (id: string) => T | undefined) {
	if (cursor === undefined) return undefined;
	const found = entry(cursor);
	if (!found) throw invalid(`lastEntryId ${cursor} is not an entry of this list`);
	return found;
}
