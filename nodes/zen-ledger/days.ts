const DAY_MS = 86_400_000;
/** An attempt that is older than this cannot be dated any more. */
const DATED_DAYS = 62;

/** The UTC day of a time as `yyyy-MM-dd`. */
export function dayText(time: number): string {
	return new Date(time).toISOString().slice(0, 'yyyy-MM-dd'.length);
}

/** The days on which an attempt may have been made that can be dated, the oldest first. */
export function daysUntil(now: number): string[] {
	return Array.from({ length: DATED_DAYS }, (_, place) =>
		dayText(now - (DATED_DAYS - 1 - place) * DAY_MS),
	);
}
