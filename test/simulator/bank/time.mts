const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** UTC ISO 8601 with whole seconds, the way ZEN writes times (observed). */
export function wholeSecondsIso(date: Date): string {
	return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The UTC day, `yyyy-MM-dd`. */
export function dayOf(date: Date): string {
	return date.toISOString().slice(0, 10);
}
