import type { Fault } from './errors';

/** What a status with which ZEN refused something means, and how to go on. */
export function refusal(
	status: number,
	subject: string,
	retryAfterMs?: number,
): { what: string; remedy: string } {
	switch (status) {
		case 400:
		case 422:
			return {
				what: `ZEN refused ${subject} as not valid`,
				remedy: 'Correct what ZEN names and run this item again.',
			};
		case 401:
		case 403:
			return {
				what: `ZEN refused access to ${subject} (${status})`,
				remedy:
					"Check the API Key in the ZEN API credential and its Authorization Scheme. The terminal key of ZEN's payment gateway is a different key and is refused as well. The key may also lack the right for this call, or belong to another environment.",
			};
		case 404:
			return {
				what: `ZEN does not know ${subject}`,
				remedy: 'Check the ID, and that the credential belongs to the client who owns it.',
			};
		case 409:
			return {
				what: `ZEN refused ${subject} because of its present state`,
				remedy: 'Load it again and see what has changed.',
			};
		case 429:
			return {
				what: `ZEN asks for fewer calls and did not take ${subject}`,
				remedy: `${waitWording(retryAfterMs)} Then run this item again.`,
			};
		default:
			return {
				what: `ZEN refused ${subject} (HTTP status ${status})`,
				remedy: 'Correct what ZEN names and run this item again.',
			};
	}
}

/** @returns undefined for an answer that was good but for its form, and for one that leads elsewhere */
export function faultOf(status: number): Fault | undefined {
	if (status < 400) return undefined;
	if (status === 401 || status === 403) return 'credential';
	if (status === 429) return 'throttled';
	// ZEN was not ready for it, or something else was under way.
	const passes = status >= 500 || status === 408 || status === 409 || status === 425;
	return passes ? 'unavailable' : 'configuration';
}

/** How long to wait before asking again. */
export function waitWording(retryAfterMs?: number): string {
	if (retryAfterMs === undefined) return 'Wait a while first.';
	return `Wait ${Math.ceil(retryAfterMs / 1000)} seconds first.`;
}
