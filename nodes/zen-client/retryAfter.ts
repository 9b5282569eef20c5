/**
 * The wait that a `Retry-After` header asks for, in ms.
 *
 * @param header seconds or an HTTP date; anything else counts as absent
 * @param now the present in ms since the epoch
 */
export function retryAfterMs(
	header: string | string[] | undefined,
	now: number,
): number | undefined {
	const text = first(header);
	if (/^\d+$/.test(text)) return Number(text) * 1000;
	// HTTP dates begin with the day's name; JavaScript takes much else, "1.5" for example, for a date.
	const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * The time of a `Date` header, in ms since the epoch. Only the one form that servers are to write
 * counts: much hangs on this time, and JavaScript takes a date without a year for one in 2001.
 */
export function httpDateMs(header: string | string[] | undefined): number | undefined {
	const text = first(header);
	const date = new Date(text);
	return text !== '' && date.toUTCString() === text ? date.getTime() : undefined;
}

function first(header: string | string[] | undefined): string {
	return (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
}
