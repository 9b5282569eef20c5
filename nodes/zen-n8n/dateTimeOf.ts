import { DateTime } from 'luxon';

const LEAST_TIME_MS = Date.UTC(2000, 0);

/** What a value says of time, where it says any; not valid for text that is no date. */
export function dateTimeOf(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	// A smaller number counts something else than ms.
	if (typeof value === 'number' && value >= LEAST_TIME_MS) {
		return DateTime.fromMillis(value, { zone });
	}
	return typeof value === 'string' ? DateTime.fromISO(value.trim(), { zone }) : undefined;
}
