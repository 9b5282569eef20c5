import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRedirect, MAX_ATTEMPTS, outcomeOf, retryDelay } from '../../nodes/zen-client/outcome';
import type { Ending, Method, Outcome } from '../../nodes/zen-client/outcome';

const noAnswer = (code: string, written: boolean): Ending => ({ kind: 'noAnswer', code, written });
const answer = (status: number, retryAfterMs?: number, readable = true): Ending => ({
	kind: 'answer',
	status,
	readable,
	retryAfterMs,
});

const TRANSIENT = ['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EAI_AGAIN', 'UND_ERR_SOCKET'];
const LASTING = [
	'ENOTFOUND',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
	'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
	'CERT_HAS_EXPIRED',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'HOSTNAME_MISMATCH',
	'UND_ERR_INVALID_ARG',
	'ZEN_CANCELLED',
	'ZEN_RESPONSE_TOO_LARGE',
	'ZEN_FOREIGN_HOST',
];

const endings: fc.Arbitrary<Ending> = fc.oneof(
	fc.record({
		kind: fc.constant('noAnswer' as const),
		code: fc.oneof(fc.constantFrom(...TRANSIENT, ...LASTING), fc.string()),
		written: fc.boolean(),
	}),
	fc.record({
		kind: fc.constant('answer' as const),
		status: fc.integer({ min: 100, max: 599 }),
		readable: fc.boolean(),
		retryAfterMs: fc.option(fc.nat({ max: 4_000_000 }), { nil: undefined }),
	}),
);
const attempts = fc.integer({ min: 1, max: 2 * MAX_ATTEMPTS });
const randoms = fc.double({ min: 0, max: 1, noNaN: true });

describe.each<Method>(['GET', 'POST', 'DELETE'])('an attempt of a %s ends as', (method) => {
	it.each<[Outcome, string, Ending]>([
		['notSent', 'no answer and nothing written', noAnswer('ECONNREFUSED', false)],
		['unknown', 'no answer, but something was written', noAnswer('ECONNRESET', true)],
		['accepted', '200, readable', answer(200)],
		['accepted', '204, readable', answer(204)],
		['accepted', '299, readable', answer(299)],
		['unknown', '200, unreadable', answer(200, undefined, false)],
		['unknown', '201, unreadable', answer(201, undefined, false)],
		['refused', '400', answer(400)],
		['refused', '404, whatever its body', answer(404, undefined, false)],
		['unknown', '100', answer(100)],
		['unknown', '302', answer(302)],
		['unknown', '399', answer(399)],
		['unknown', '500', answer(500)],
		['unknown', '503', answer(503)],
	])('%s: %s', (outcome, _name, ending) => {
		expect(outcomeOf(method, ending)).toBe(outcome);
	});
});

describe('a no', () => {
	const CERTAIN = [400, 401, 403, 404, 405, 406, 413, 414, 415, 422];
	const statuses = Array.from({ length: 100 }, (_, index) => 400 + index);

	it('to a read is any 4xx', () => {
		const refused = statuses.filter((status) => outcomeOf('GET', answer(status)) === 'refused');
		expect(refused).toEqual(statuses);
	});

	it.each<Method>(['POST', 'DELETE'])('to a %s is only one that is certain', (method) => {
		const of = (status: number) => outcomeOf(method, answer(status));
		expect(statuses.filter((status) => of(status) === 'refused')).toEqual(CERTAIN);
		expect(statuses.filter((status) => of(status) === 'unknown')).toHaveLength(90);
	});

	it('stays one, whatever its body and whatever it asks to wait', () => {
		expect(outcomeOf('POST', answer(422, 1_000, false))).toBe('refused');
		expect(outcomeOf('POST', answer(429, 1_000, false))).toBe('unknown');
	});
});

describe('a request that changes something', () => {
	it('is sent again after no ending whatever but notSent', () => {
		fc.assert(
			fc.property(
				fc.constantFrom<Method>('POST', 'DELETE'),
				endings,
				attempts,
				randoms,
				(method, ending, attempt, random) => {
					if (retryDelay(method, ending, attempt, random) === undefined) return;
					expect(outcomeOf(method, ending)).toBe('notSent');
					expect(ending).toMatchObject({ kind: 'noAnswer', written: false });
				},
			),
			{ numRuns: 5_000 },
		);
	});

	it.each(TRANSIENT)('is sent again when certainly nothing left this machine: %s', (code) => {
		for (const method of ['POST', 'DELETE'] as const) {
			expect(retryDelay(method, noAnswer(code, false), 1, 1)).toBe(250);
			expect(retryDelay(method, noAnswer(code, true), 1, 1)).toBeUndefined();
		}
	});

	it.each([true, false])(
		'is not begun again after the deadline of all its attempts (%s)',
		(written) => {
			const ending = noAnswer('ZEN_DEADLINE', written);
			expect(retryDelay('POST', ending, 1, 1)).toBeUndefined();
			expect(retryDelay('DELETE', ending, 1, 1)).toBeUndefined();
			expect(retryDelay('GET', ending, 1, 1)).toBe(250);
		},
	);

	it.each([400, 429, 500, 502, 503, 504, 302])('is not sent again after %i', (status) => {
		expect(retryDelay('POST', answer(status), 1, 1)).toBeUndefined();
		expect(retryDelay('POST', answer(status, 0), 1, 1)).toBeUndefined();
		expect(retryDelay('DELETE', answer(status, 0), 1, 1)).toBeUndefined();
	});
});

describe('a read is repeated', () => {
	it.each<[string, Ending]>([
		...TRANSIENT.flatMap(
			(code): Array<[string, Ending]> => [
				[`${code} before it was written`, noAnswer(code, false)],
				[`${code} after it was written`, noAnswer(code, true)],
			],
		),
		['500', answer(500)],
		['503', answer(503)],
		['an unreadable 200', answer(200, undefined, false)],
		['429 that does not say for how long', answer(429)],
	])('with exponential back-off after %s', (_name, ending) => {
		const delays = [1, 2, 3].map((attempt) => retryDelay('GET', ending, attempt, 1));
		expect(delays).toEqual([250, 500, 1000]);
	});

	it.each([429, 503])(
		'after the wait that %i asks for, if anybody would wait so long',
		(status) => {
			expect(retryDelay('GET', answer(status, 0), 1, 1)).toBe(0);
			expect(retryDelay('GET', answer(status, 30_000), 1, 1)).toBe(30_000);
			expect(retryDelay('GET', answer(status, 30_001), 1, 1)).toBeUndefined();
		},
	);

	it.each<[string, Ending]>([
		...LASTING.map((code): [string, Ending] => [code, noAnswer(code, false)]),
		...[301, 302, 303, 307, 308].map((status): [string, Ending] => [`${status}`, answer(status)]),
		...[400, 401, 403, 404, 409, 422].map((status): [string, Ending] => [
			`${status}`,
			answer(status),
		]),
		['a good answer', answer(200)],
	])('not after %s', (_name, ending) => {
		expect(retryDelay('GET', ending, 1, 1)).toBeUndefined();
	});
});

describe('whatever happens', () => {
	it('there are no more than four attempts', () => {
		expect(MAX_ATTEMPTS).toBe(4);
		fc.assert(
			fc.property(
				fc.constantFrom<Method>('GET', 'POST', 'DELETE'),
				endings,
				fc.integer({ min: MAX_ATTEMPTS, max: 100 }),
				(method, ending, attempt) => {
					expect(retryDelay(method, ending, attempt, 1)).toBeUndefined();
				},
			),
		);
	});

	it('a wait is a whole number of ms from 0 to 30 s, and jitter may take all of a back-off away', () => {
		fc.assert(
			fc.property(endings, attempts, randoms, (ending, attempt, random) => {
				const delay = retryDelay('GET', ending, attempt, random) ?? 0;
				expect(Number.isInteger(delay) && delay >= 0 && delay <= 30_000).toBe(true);
			}),
		);
		expect(retryDelay('GET', answer(500), 3, 0)).toBe(0);
		expect(retryDelay('GET', answer(500), 3, 0.5)).toBe(500);
	});

	it('what can never help is not tried again, however certain it is that nothing was sent', () => {
		for (const code of LASTING) {
			expect(retryDelay('POST', noAnswer(code, false), 1, 1)).toBeUndefined();
		}
	});
});

it('redirects are 300 to 399', () => {
	expect([299, 300, 302, 399, 400].map(isRedirect)).toEqual([false, true, true, true, false]);
});
