import { ZenError } from './errors';
import { isObject, tryParseJson } from './json';
import { causeOf } from './networkWording';
import { isMissingPath, isRedirect, outcomeOf } from './outcome';
import type { Ending, Method } from './outcome';

/** What the request was about, for the messages. */
export interface Subject {
	method: Method;
	/** Names the thing, e.g. `account 1c7f…` or `payment "INV-7"`. */
	subject: string;
	/** How to find out what became of a write. */
	lookFirst?: string;
	/** Whether method and path are only assumed. */
	assumed?: boolean;
}

const ASSUMED =
	'Method and address of this call are assumed: if the manual of ZEN gives others, use the HTTP Request node with this credential.';
const LOOK_FOR_PAYMENT =
	'Do not send it again before you have looked: find it with History → Get Many, with Payment → Get, or in the ZEN portal.';

/** The error for a request that had no answer. */
export function noAnswerError(
	{ method, subject, lookFirst = LOOK_FOR_PAYMENT }: Subject,
	ending: Extract<Ending, { kind: 'noAnswer' }>,
): ZenError {
	const outcome = outcomeOf(ending);
	const { what, remedy } = causeOf(ending.code);
	const details = { outcome, code: ending.code };
	if (method !== 'GET' && outcome === 'unknown') {
		return new ZenError(`It is not known what became of ${subject}: ${what}`, {
			...details,
			// What helps a read, such as another try later, is wrong for a write.
			remedy: lookFirst,
		});
	}
	if (method === 'GET') {
		return new ZenError(`ZEN could not be reached: ${what}`, { ...details, remedy });
	}
	return new ZenError(`ZEN could not be reached, so nothing was sent for ${subject}: ${what}`, {
		...details,
		remedy,
	});
}

/**
 * The error for an answer that is no readable yes.
 *
 * @param hide takes out of ZEN's words what must not be repeated
 */
export function answerError(
	{ method, subject, lookFirst = LOOK_FOR_PAYMENT, assumed = false }: Subject,
	ending: Extract<Ending, { kind: 'answer' }>,
	body: Buffer,
	hide: (text: string) => string,
): ZenError {
	const outcome = outcomeOf(ending);
	const { status, retryAfterMs } = ending;
	const said = whatZenSaid(body, hide);
	const details = { outcome, status, code: said.code, retryAfterMs };
	const quoted = said.message ? `: ${said.message}` : '';
	const withAssumption = (remedy: string) =>
		assumed && isMissingPath(status) ? `${remedy} ${ASSUMED}` : remedy;
	if (outcome === 'refused') {
		const { what, remedy } = refusal(status, subject, retryAfterMs);
		return new ZenError(`${what}${quoted}`, { ...details, remedy: withAssumption(remedy) });
	}
	const answered = answerWording(status, ending.readable);
	if (method !== 'GET') {
		return new ZenError(`It is not known what became of ${subject}: ZEN ${answered}${quoted}`, {
			...details,
			remedy: withAssumption(lookFirst),
		});
	}
	const remedy = isRedirect(status)
		? 'Redirects are not followed, since the client certificate must not reach another host. Check the Base URL in the ZEN API credential.'
		: 'Try again later. Where ids or dates come from an expression, check them too: ZEN has been seen to answer 500 to values that it does not like.';
	return new ZenError(`ZEN ${answered} when asked for ${subject}${quoted}`, {
		...details,
		remedy: withAssumption(remedy),
	});
}

function answerWording(status: number, readable: boolean): string {
	if (isRedirect(status)) return `redirected to another address (${status})`;
	if (status >= 200 && status < 300 && !readable)
		return `answered ${status} in a form that cannot be read`;
	return `answered with HTTP status ${status}`;
}

function refusal(status: number, subject: string, retryAfterMs?: number) {
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
				remedy: waitWording(retryAfterMs),
			};
		default:
			return {
				what: `ZEN refused ${subject} (HTTP status ${status})`,
				remedy: 'Correct what ZEN names and run this item again.',
			};
	}
}

function waitWording(retryAfterMs?: number): string {
	if (retryAfterMs === undefined) return 'Wait a while, then run this item again.';
	return `Wait ${Math.ceil(retryAfterMs / 1000)} seconds, then run this item again.`;
}

const LONGEST_QUOTE = 500;

// Documented: {"error":{"code","message"}}. Tolerated: {"message"}, an empty body, HTML.
function whatZenSaid(
	body: Buffer,
	hide: (text: string) => string,
): { code?: string; message?: string } {
	const parsed = tryParseJson(body.toString('utf8'));
	const answer = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
	if (!isObject(answer)) return {};
	const said = isObject(answer.error) ? answer.error : answer;
	const text = (value: unknown) =>
		typeof value === 'string' && value !== '' ? hide(value).slice(0, LONGEST_QUOTE) : undefined;
	return { code: text(said.code), message: text(said.message) };
}
