/** What can go wrong. "Commit" is the moment when a payment or draft enters the bank's books. */
export const FAULT_KINDS = [
	/** The connection is reset before TLS begins. Acts on connections: no method, no path. */
	'refuse',
	/** The request is read, then the connection is reset. Nothing was committed. */
	'resetBeforeCommit',
	/** The request is carried out, then the connection is reset instead of an answer. */
	'resetAfterCommit',
	/** The answer takes `ms` longer. The request is carried out even if the client gives up. */
	'delay',
	/** Another status, with a body and headers of one's own. */
	'status',
	/** The body ends in the middle of what Content-Length promises. */
	'cutBody',
	/** 200 with an HTML page. */
	'notJson',
	/** A redirect to `location`. */
	'redirect',
	/** The answer's status without a body. */
	'emptyBody',
	/** The answer inside an array of one element (observed, doubtful). */
	'wrapArray',
	/** Amounts and balances as JSON numbers, all digits kept. */
	'numbersForStrings',
	/** `avaliableBalance`, the spelling of the manual's table. */
	'misspeltBalance',
	/** The answer followed by `bytes` of white space. */
	'hugeBody',
	/** A good answer, then the connection closes without having been announced. */
	'closeAfterAnswer',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
	kind: FaultKind;
	/** GET, POST or DELETE; any when absent. */
	method?: string;
	/** A prefix of the path, or a regular expression; a text that starts with `^` is one too. */
	path?: string | RegExp;
	/** How many requests it hits; no end when absent. */
	times?: number;
	/** How many matching requests pass before it begins. */
	skip?: number;
	/** Lets so many requests pass within any second, and hits what comes beyond. */
	perSecond?: number;
	/** Hits with this probability, 0 to 1, by a reproducible stream of numbers. */
	rate?: number;
	/** Picks that stream; 1 when absent. */
	seed?: number;
	/** `delay`: how long, in ms. 1000 when absent. */
	ms?: number;
	/** `status`, `redirect`, `notJson`: the status. 503, 302 and 200 when absent. */
	status?: number;
	/** `status`: a text as it is, or JSON. ZEN's error envelope when absent. */
	body?: unknown;
	/** `status`: further headers. */
	headers?: Record<string, string>;
	/** `status`: the Retry-After header, seconds or an HTTP date. */
	retryAfter?: number | string;
	/** `redirect`: where to. */
	location?: string;
	/** `hugeBody`: how much. 64 MiB when absent. */
	bytes?: number;
	/**
	 * `status`, `redirect`, `delay`: whether the request is carried out before. False when absent, but
	 * true for `delay`. The other kinds say it by their name or spoil the answer to a request that
	 * was carried out.
	 */
	afterCommit?: boolean;
}

/** A fault with the number of requests that it has hit. */
export type CountedFault = Fault & { hits: number };

/** Whether the request is carried out when this fault hits it. */
export function commits({ kind, afterCommit }: Fault): boolean {
	if (kind === 'refuse' || kind === 'resetBeforeCommit') return false;
	if (kind === 'status' || kind === 'redirect') return afterCommit ?? false;
	return true;
}
