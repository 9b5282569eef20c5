import type { EntryKind, Zen } from '../zen-client';
import { PAGE, Walk } from './Walk';
import type { Load, Looked } from './Walk';

interface Kept {
	walk: Walk;
	/** The execution that used it last. */
	execution: string;
	/** When, in ms since the epoch. */
	usedAt: number;
	/** When it was begun, in ms since the epoch. */
	begunAt: number;
}

const MOST_KEPT = 16;
/** How long another execution goes on with a walk. */
const LAST_MINUTES_MS = 600_000;
/** What was read wrongly, or changed since, is not kept for longer. */
const OLDEST_MS = 3_600_000;

// Insertion order is the order of last use, so that the first entry is the one to let go.
const kept = new Map<string, Kept>();

/** Who walks, and when. */
export interface Walker {
	zen: Zen;
	/** Tells executions apart. */
	execution: string;
	/** ms since the epoch */
	now: number;
	/** Whether every page is to be read now: what proves that something is absent is not remembered. */
	anew?: boolean;
}

/**
 * Looks through a list of an account. The walk is continued within one execution, however often its
 * node runs (think of a loop over a thousand items), and from another execution of the last minutes in
 * the same process (think of one payment an execution, all day).
 *
 * @param since see `Walk.look`
 * @throws ZenError when ZEN cannot be asked
 */
export async function lookThrough(
	{ zen, execution, now, anew = false }: Walker,
	kind: EntryKind,
	accountId: string,
	since: number,
): Promise<Looked> {
	const load: Load = async (cursor) =>
		await zen.entryPage(kind, accountId, { cursor, limit: PAGE });
	const { baseUrl, corrections } = zen.connection;
	const isCorrected = corrections.trim() !== '';
	if (anew) return await new Walk(isCorrected).look(since, load);
	const key = JSON.stringify([baseUrl, corrections, kind, accountId]);
	const known = kept.get(key);
	const isOld = !known || Math.abs(now - known.begunAt) > OLDEST_MS;
	const isRecent = known && Math.abs(now - known.usedAt) < LAST_MINUTES_MS;
	const goesOn = !isOld && (isRecent || known.execution === execution);
	const walk = goesOn ? known.walk : new Walk(isCorrected);
	kept.delete(key);
	const begunAt = goesOn ? known.begunAt : now;
	kept.set(key, { walk, execution, usedAt: now, begunAt });
	if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
	return await walk.look(since, load);
}
