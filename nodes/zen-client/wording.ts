import upperFirst from 'lodash/upperFirst';
import { CONTRACT } from './contract';
import { ZenError } from './errors';
import { isObject, tryParseJson, unwrap } from './json';
import type { Json } from './json';
import { asString, firstAt, isTold } from './names';
import { causeOf, CHECK_CLIENT_CERTIFICATE } from './networkWording';
import { isMissingPath, isRedirect, outcomeOf } from './outcome';
import type { Ending, Method } from './outcome';
import { faultOf, refusal, waitWording } from './refusals';

/** What the request was about, for the messages. */
export interface Subject {
	method: Method;
	/** Names the thing, e.g. `account 1c7f…` or `payment "INV-7"`. */
	subject: string;
	/** How to find out what became of a write. */
	lookFirst?: string;
	/** Whether method and path are only assumed. */
	assumed?: boolean;
	/** Takes out of ZEN's words what must not be repeated. */
	hide?(text: string): string;
}

const ASSUMED =
	'Method and address of this call are assumed: compare them with the manual of ZEN (https://docs.zen.com/api-transfers/). What is different there goes into Contract Corrections (JSON) of the ZEN API credential.';
const LOOK_FOR_PAYMENT = lookFirstIn('Payment → Get Many or Payment → Get');

/** How to go on after the sending of a payment, or of a draft of one, of which nothing is known. */
export function lookFirstIn(operations: string): string {
	return `Run it again under the same External ID: it is looked for at ZEN and not sent twice, unless Memory is off. To look yourself, use ${operations}, or the ZEN portal; do not send it under another External ID before you have looked.`;
}

/** The error for a request that had no answer. */
export function noAnswerError(
	{ method, subject, lookFirst = LOOK_FOR_PAYMENT }: Subject,
	ending: Extract<Ending, { kind: 'noAnswer' }>,
): ZenError {
	const outcome = outcomeOf(method, ending);
	const { what, remedy, fault } = causeOf(ending.code);
	const details = { outcome, code: ending.code, fault };
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
 * @param how what was not right with a 2xx answer, continues "ZEN answered 201 …"
 */
export function answerError(
	{ method, subject, lookFirst = LOOK_FOR_PAYMENT, assumed = false, hide = same }: Subject,
	ending: Extract<Ending, { kind: 'answer' }>,
	body: Buffer,
	how = 'in a form that cannot be read',
): ZenError {
	const outcome = outcomeOf(method, ending);
	const { status, retryAfterMs } = ending;
	const said = whatZenSaid(body, hide);
	const fault = refusesCertificate(status, body) ? 'credential' : faultOf(status);
	const details = { outcome, status, code: said.code, retryAfterMs, fault };
	const quoted = said.message ? `: ${said.message}` : '';
	const withAssumption = (remedy: string) =>
		assumed && isMissingPath(status) ? `${remedy} ${ASSUMED}` : remedy;
	const isCertificate = refusesCertificate(status, body);
	const notAccepted = `the server in front of ZEN did not accept the client certificate (${status})`;
	if (outcome === 'refused') {
		const { what, remedy } = isCertificate
			? { what: upperFirst(notAccepted), remedy: CHECK_CLIENT_CERTIFICATE }
			: refusal(status, subject, retryAfterMs);
		return new ZenError(`${what}${quoted}`, { ...details, remedy: withAssumption(remedy) });
	}
	const answered = ending.readable ? answerWording(status) : `answered ${status} ${hide(how)}`;
	if (method !== 'GET') {
		// Only nginx is known to use those numbers, so they are no certain no.
		const what = isCertificate ? notAccepted : `ZEN ${answered}`;
		const wait = status === 429 ? `${waitWording(retryAfterMs)} ` : '';
		const check = isCertificate ? ` ${CHECK_CLIENT_CERTIFICATE}` : '';
		const remedy = `${wait}${lookFirst}${check}`;
		return new ZenError(`It is not known what became of ${subject}: ${what}${quoted}`, {
			...details,
			remedy: withAssumption(remedy),
		});
	}
	const remedy = isRedirect(status)
		? 'Redirects are not followed, since the client certificate must not reach another host. Check the Base URL in the ZEN API credential.'
		: 'Try again later. Where ids or dates come from an expression, check them too: ZEN is said to answer 500 to values that it does not like.';
	return new ZenError(`ZEN ${answered} when asked for ${subject}${quoted}`, {
		...details,
		remedy: withAssumption(remedy),
	});
}

// nginx's own numbers for that; by 400 as well, which it sends in their place. Observed in nginx, which
// ZEN is only assumed to have: there the handshake succeeds, and a page says what is wrong.
const CERTIFICATE_STATUS = [495, 496];
const CERTIFICATE_PAGE =
	/(SSL certificate|client certificate)[^<]{0,80}(error|was sent|was not sent|required)|certificate error/i;
const PAGE_LENGTH = 2_000;

function refusesCertificate(status: number, body: Buffer): boolean {
	if (CERTIFICATE_STATUS.includes(status)) return true;
	const page = body.subarray(0, PAGE_LENGTH).toString('latin1');
	return status === 400 && tryParseJson(page) === undefined && CERTIFICATE_PAGE.test(page);
}

function answerWording(status: number): string {
	if (isRedirect(status)) return `redirected to another address (${status})`;
	if (status === 409) return 'answered that there is a conflict (409), such as with one like it';
	if (status === 429) return 'asked for fewer calls (429)';
	return `answered with HTTP status ${status}`;
}

const LONGEST_QUOTE = 500;

// Documented: {"error":{"code","message"}}. Tolerated: other forms, an empty body, HTML.
function whatZenSaid(
	body: Buffer,
	hide: (text: string) => string,
): { code?: string; message?: string } {
	const answer = unwrap(tryParseJson(body.toString('utf8')) ?? null);
	if (!isObject(answer)) return {};
	const text = (names: readonly string[], read: (value: Json) => string | undefined) => {
		const found = firstAt(answer, names, read);
		return found === undefined ? undefined : hide(found).slice(0, LONGEST_QUOTE);
	};
	const { code, message, error } = CONTRACT.answer;
	return {
		code: text(code, asString),
		message: text(message, asString) ?? text(error, asItStands),
	};
}

function asItStands(value: Json): string | undefined {
	return typeof value === 'object' && isTold(value) ? JSON.stringify(value) : undefined;
}

function same(text: string): string {
	return text;
}
