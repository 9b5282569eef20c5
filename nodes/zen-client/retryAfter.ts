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
	const text = (Array.isArray(header) ? header[0] : header)?.trim();
	if (!text) return undefined;
	if (/^\d+$/.test(text)) return Number(text) * 1000;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
