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

/** Where in a paged list to read. */
export interface PageRequest {
	/** The cursor to the page; absent for the first one. */
	cursor?: string;
	/** The most entries of the page. */
	limit: number;
	extra?: QueryPairs;
}

/** As {@link withExtraQuery}, for one page. A cursor that ZEN gave goes before a user's own. */
export function pageQuery(
	query: Record<string, string | undefined>,
	{ cursor, limit, extra }: PageRequest,
): QueryPairs {
	const pairs = withExtraQuery({ ...query, limit: String(limit) }, extra);
	if (cursor === undefined) return pairs;
	return [...pairs.filter(([name]) => name !== CURSOR), [CURSOR, cursor]];
}

// Evidence: observed for payments, assumed for drafts.
const CURSOR = 'lastEntryId';
