import { DateTime } from 'luxon';

const LEAST_TIME_MS = Date.UTC(2000, 0);
/** ISO 8601 down to the day at least: of less, luxon makes the first day, or takes today's. */
const WHOLE_DAY = /^\d{4}(?:-?\d\d-?\d\d|-?\d{3}|-?W\d\d-?\d)(?:T|$)/;
/** Of other years are numbers that count something else, and years of two digits. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 9999];

/** What a value says of time, where it says a day; `undefined` for all that is no date. */
export function dateTimeOf(value: unknown, zone: string): DateTime | undefined {
	const time = read(value, zone);
	return time && time.year >= FIRST_YEAR && time.year <= LAST_YEAR ? time : undefined;
}

function read(value: unknown, zone: string): DateTime | undefined {
	if (DateTime.isDateTime(value)) return value;
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	// A smaller number counts something else than ms.
	if (typeof value === 'number' && value >= LEAST_TIME_MS) {
		return DateTime.fromMillis(value, { zone });
	}
	const text = typeof value === 'string' ? value.trim() : '';
	return WHOLE_DAY.test(text) ? DateTime.fromISO(text, { zone }) : undefined;
}
