import { invalid } from './refusal.mts';
import { dayOf } from './time.mts';
import type { Payment } from './payment.mts';

/** The most entries of a page. Whether ZEN allows more than 100 is unknown, so the simulator does not. */
const MOST = 100;

export interface PageQuery {
	limit?: number;
	lastEntryId?: string;
}

interface Entry {
	readonly id: string;
	readonly createdAt: Date;
}

/**
 * One page, the newest first.
 *
 * @param entries in the order in which they came to be
 * @param matches which of them are shown; the cursor may point at one that is not
 * @throws Refusal (VALIDATION_ERROR) for a limit above 100 or a cursor that nobody handed out
 */
export function page<T extends Entry>(
	entries: readonly T[],
	{ limit = MOST, lastEntryId }: PageQuery,
	matches: (entry: T) => boolean = () => true,
) {
	if (limit > MOST) throw invalid(`limit must be at most ${MOST}`);
	const newestFirst = [...entries].reverse().sort((a, b) => +b.createdAt - +a.createdAt);
	const start = lastEntryId ? positionAfter(newestFirst, lastEntryId) : 0;
	const rest = newestFirst.slice(start).filter(matches);
	const data = rest.slice(0, limit);
	return {
		data,
		meta: {
			lastEntryId: data.at(-1)?.id ?? null,
			hasNext: rest.length > data.length,
			direction: 'DESC',
			sortedBy: 'createdAt',
		},
	};
}

/** Whether a payment was booked on a day within both limits; one that is not booked never matches. */
export function bookedWithin(from?: string, to?: string): (payment: Payment) => boolean {
	return ({ bookedAt }) => {
		if (from === undefined && to === undefined) return true;
		if (!bookedAt) return false;
		const day = dayOf(bookedAt);
		return (from === undefined || day >= from) && (to === undefined || day <= to);
	};
}

function positionAfter(entries: readonly Entry[], id: string): number {
	const index = entries.findIndex((entry) => entry.id === id);
	if (index < 0) throw invalid(`lastEntryId ${id} is not an entry of this list`);
	return index + 1;
}
