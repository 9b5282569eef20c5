/** The pairs of a query, in their order; a name may come more than once. */
export type QueryPairs = Array<[name: string, value: string]>;

/**
 * Lays a user's own pairs over a query: they replace what has the same name, and a pair without a
 * value takes that name away. This is the way round a query whose names are only assumed.
 */
export function withExtraQuery(
	query: Record<string, string | undefined>,
	extra: QueryPairs = [],
): QueryPairs {
	const replaced = new Set(extra.map(([name]) => name));
	const kept = Object.entries(query).filter(
		(pair): pair is [string, string] => Boolean(pair[1]) && !replaced.has(pair[0]),
	);
	return [...kept, ...extra.filter(([, value]) => value !== '')];
}

/** Which booked payments to read. Dates are `yyyy-MM-dd`, both inclusive, never in the future. */
export interface HistoryQuery {
	accountId: string;
	bookedAtFrom?: string;
	bookedAtTo?: string;
}

/** Where in a paged list to read. */
export interface PageRequest {
	/** The cursor to the page; absent for the first one. */
	cursor?: string;
	/** The most entries of the page. */
	limit: number;
	extra?: QueryPairs;
	/** See `HttpRequest.freshConnection`. */
	freshConnection?: boolean;
}

/**
 * As {@link withExtraQuery}, for one page. A cursor that ZEN gave goes before a user's own.
 *
 * @param query by our own names
 * @param names ZEN's names for them
 */
export function pageQuery(
	query: object,
	{ cursor, limit, extra }: PageRequest,
	names: Record<'limit' | 'cursor', string>,
): QueryPairs {
	const pairs = withExtraQuery(inWordsOf(names, { ...query, limit: String(limit) }), extra);
	if (cursor === undefined) return pairs;
	return [...pairs.filter(([name]) => name !== names.cursor), [names.cursor, cursor]];
}

/** How many entries of a page are asked for: what a user's own pair says goes before the usual. */
export function askedFor(limit: number, name: string, extra: QueryPairs = []): number {
	const own = extra.filter(([other]) => other === name).at(-1)?.[1] ?? '';
	return /^[1-9]\d*$/.test(own) ? Number(own) : limit;
}

/** A query by our own names, under ZEN's. What has no name at ZEN is not asked for. */
export function inWordsOf(
	names: Record<string, string>,
	query: object,
): Record<string, string | undefined> {
	const given = query as Record<string, string | undefined>;
	return Object.fromEntries(Object.entries(names).map(([own, name]) => [name, given[own]]));
}
