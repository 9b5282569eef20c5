/**
 * What happened to a request, as far as can be known from here:
 *
 * - `notSent`: certainly nothing left this machine
 * - `refused`: ZEN said no
 * - `accepted`: ZEN said yes, readably
 * - `unknown`: it left, and no answer tells what became of it
 */
export type Outcome = 'notSent' | 'refused' | 'accepted' | 'unknown';

export type Method = 'GET' | 'POST' | 'DELETE';

/** How one attempt ended. */
export type Ending =
	| { kind: 'noAnswer'; code: string; written: boolean }
	| { kind: 'answer'; status: number; readable: boolean; retryAfterMs?: number };

// A write that is answered so was certainly not carried out: by their HTTP meaning it was not even
// taken up. 400 and 403 are documented by ZEN, the others assumed.
const CERTAIN_NO = new Set([400, 401, 403, 404, 405, 406, 413, 414, 415, 422]);

/** What became of a request, by how its attempt ended. A write is refused only by a certain no. */
export function outcomeOf(method: Method, ending: Ending): Outcome {
	if (ending.kind === 'noAnswer') return ending.written ? 'unknown' : 'notSent';
	const { status } = ending;
	if (status >= 200 && status < 300 && ending.readable) return 'accepted';
	const isNo = method === 'GET' ? status >= 400 && status < 500 : CERTAIN_NO.has(status);
	// Whatever else it says, 408, 409 and 429 included: ZEN may have acted before it answered so.
	return isNo ? 'refused' : 'unknown';
}

/** Code of what was broken off because it took too long as a whole. */
export const DEADLINE = 'ZEN_DEADLINE';

export const MAX_ATTEMPTS = 4;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;
/** Whoever is asked to wait for longer says so instead, ms. */
export const LONGEST_RETRY_AFTER_MS = 30_000;

/**
 * Whether to try once more, and after how many ms; `undefined` is the end of it.
 *
 * The order of the questions matters. First, what can never help: a wrong certificate stays wrong.
 * Then the one rule that keeps money safe: a request that changes something is repeated only when
 * certainly nothing of it was sent, not even on 429, since how ZEN counts such a request is not
 * known. Reads are repeated whenever a second look may bring an answer.
 *
 * @param attempt how many attempts were made, from 1
 * @param random a number from 0 to 1, for the jitter
 */
export function retryDelay(
	method: Method,
	ending: Ending,
	attempt: number,
	random: number,
): number | undefined {
	if (attempt >= MAX_ATTEMPTS || isLasting(ending)) return undefined;
	// The deadline of a read is that of one attempt, the deadline of a write that of all of them.
	if (method !== 'GET' && ending.kind === 'noAnswer' && ending.code === DEADLINE) return undefined;
	const outcome = outcomeOf(method, ending);
	if (outcome === 'notSent') return backoff(attempt, random);
	if (method !== 'GET' || outcome === 'accepted') return undefined;
	if (ending.kind === 'noAnswer') return backoff(attempt, random);
	const mayPass = outcome === 'unknown' || ending.status === 429;
	if (!mayPass || isRedirect(ending.status)) return undefined;
	if (ending.retryAfterMs === undefined) return backoff(attempt, random);
	// Asked to wait for longer than anybody would: say so instead of coming back too early.
	return ending.retryAfterMs <= LONGEST_RETRY_AFTER_MS ? ending.retryAfterMs : undefined;
}

/** 3xx. Never followed: the client certificate must not reach another host. */
export function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/** A path that ZEN does not serve may show as 404 or 405, or as the 500 that was claimed for odd paths. */
export function isMissingPath(status: number | undefined): boolean {
	return status === 404 || status === 405 || status === 500 || status === 501;
}

const LASTING_CODES = [
	/^(ZEN_(?!DEADLINE$)|Ssrf)/, // cancelled, too large, another host, not allowed; see `retryDelay` for the deadline
	/^ENOTFOUND$/,
	/^(ERR_TLS_|ERR_SSL_|ERR_OSSL_)/,
	/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/,
	/^UND_ERR_INVALID_ARG$/,
];

function isLasting(ending: Ending): boolean {
	return ending.kind === 'noAnswer' && LASTING_CODES.some((code) => code.test(ending.code));
}

function backoff(attempt: number, random: number): number {
	return Math.round(random * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1)));
}
