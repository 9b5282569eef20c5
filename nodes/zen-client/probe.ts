import { CONTRACT } from './contract';
import { causeOf, CHECK_CLIENT_CERTIFICATE } from './networkWording';
import { PROXY_REFUSED } from './transport/port';
import { answerError } from './wording';

const LEADS_ELSEWHERE = [300, 301, 302, 303, 304, 305, 307, 308];
const REFUSES = [
	400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 415, 421, 422, 423, 425, 426,
];
const REFUSES_MORE = [428, 429, 431, 451, 495, 496, 497, 499];
const FAILS = [500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 521, 522, 523, 524, 525, 526, 530];

/**
 * For whoever tries a credential with a request that is not sent by this client: what to ask for, and
 * what each status of the answer means, in the words that the client has for it.
 */
export const PROBE = {
	/** Below the base URL; read with GET. */
	path: CONTRACT.paths.accounts,
	meanings: [...LEADS_ELSEWHERE, ...REFUSES, ...REFUSES_MORE, ...FAILS].map((status) => ({
		status,
		meaning: meaningOf(status),
	})),
};

function meaningOf(status: number): string {
	if (status === 407) {
		const { what, remedy } = causeOf(PROXY_REFUSED);
		return `ZEN could not be reached: ${what}. ${remedy}`;
	}
	if (status === 400) {
		// The list of accounts takes no input that could be wrong. nginx answers so to a certificate.
		return `ZEN, or the server in front of it, did not take the request (400). ${CHECK_CLIENT_CERTIFICATE}`;
	}
	const ending = { kind: 'answer', status, readable: true } as const;
	const subject = 'the list of accounts';
	const { message, remedy } = answerError({ method: 'GET', subject }, ending, Buffer.alloc(0));
	return `${message}. ${remedy}`;
}
