import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeOf } from '../../nodes/zen-client/networkWording';
import type { Method } from '../../nodes/zen-client/outcome';
import { answerError, noAnswerError } from '../../nodes/zen-client/wording';

const PAYMENT = 'payment "INV-7"';
const about = (method: Method) => ({ method, subject: PAYMENT });
const said = (value: unknown) => Buffer.from(JSON.stringify(value));
const NOTHING = Buffer.alloc(0);
const failed = (method: Method, code: string, written: boolean) =>
	noAnswerError(about(method), { kind: 'noAnswer', code, written });
const answered = (method: Method, status: number, body = NOTHING, readable = true) =>
	answerError(about(method), { kind: 'answer', status, readable }, body);

/** A code for each cause, and words of its sentence. */
const CODES: Array<[string, RegExp]> = [
	['ENOTFOUND', /host name could not be resolved/],
	['EAI_AGAIN', /host name could not be resolved/],
	['ECONNREFUSED', /connection was refused/],
	['UND_ERR_CONNECT_TIMEOUT', /no connection came about in time/],
	['EHOSTUNREACH', /no connection came about in time/],
	['UND_ERR_HEADERS_TIMEOUT', /answer did not come in time/],
	['UND_ERR_BODY_TIMEOUT', /answer did not come in time/],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /client certificate was not accepted/],
	['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /client certificate was not accepted/],
	['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', /client certificate was not accepted/],
	['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', /client certificate was not accepted/],
	['ERR_TLS_CERT_ALTNAME_INVALID', /certificate belongs to another host name/],
	['CERT_HAS_EXPIRED', /server's certificate has expired/],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not signed by a trusted authority/],
	['SELF_SIGNED_CERT_IN_CHAIN', /not signed by a trusted authority/],
	['DEPTH_ZERO_SELF_SIGNED_CERT', /not signed by a trusted authority/],
	['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS 1\.2 or newer/],
	['UND_ERR_ABORTED', /proxy did not let the connection through/],
	['ZEN_PROXY_ADDRESS', /address of the proxy cannot be read/],
	['ECONNRESET', /connection was closed before an answer came/],
	['UND_ERR_SOCKET', /connection was closed before an answer came/],
	['HPE_INVALID_CONSTANT', /answer was no HTTP that can be read/],
	['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', /answer was no HTTP that can be read/],
	['ZEN_RESPONSE_TOO_LARGE', /answer was larger than allowed/],
	['ZEN_DEADLINE', /took too long as a whole/],
	['ZEN_CANCELLED', /execution was cancelled/],
	['ENEWKIND', /connection failed/],
];

const CERTAIN_NO = [400, 401, 403, 404, 405, 406, 413, 414, 415, 422];
const statuses = fc.integer({ min: 300, max: 599 });
const codes = fc.constantFrom(...CODES.map(([code]) => code));

describe('when no answer came', () => {
	it.each(CODES)('%s has a sentence and a way on', (code, words) => {
		expect(failed('GET', code, false)).toMatchObject({
			message: expect.stringMatching(words),
			remedy: expect.stringMatching(/\.$/),
			outcome: 'notSent',
			code,
		});
	});

	it('a code that nobody foresaw stands in the way on, for whoever looks into it', () => {
		expect(causeOf('ENEWKIND').remedy).toContain('ENEWKIND');
	});

	it('a write that was not sent says so, and names itself', () => {
		const { message, outcome } = failed('POST', 'ECONNREFUSED', false);
		expect(outcome).toBe('notSent');
		expect(message).toBe(
			`ZEN could not be reached, so nothing was sent for ${PAYMENT}: the connection was refused`,
		);
	});
});

describe('when ZEN said no', () => {
	it.each([
		[400, `ZEN refused ${PAYMENT} as not valid: No.`, /Correct what ZEN names/],
		[422, `ZEN refused ${PAYMENT} as not valid: No.`, /Correct what ZEN names/],
		[401, `ZEN refused access to ${PAYMENT} (401): No.`, /API Key.*terminal key.*gateway/],
		[403, `ZEN refused access to ${PAYMENT} (403): No.`, /API Key.*terminal key.*gateway/],
		[404, `ZEN does not know ${PAYMENT}: No.`, /Check the ID/],
		[409, `ZEN refused ${PAYMENT} because of its present state: No.`, /Load it again/, 'GET'],
		[429, `ZEN asks for fewer calls and did not take ${PAYMENT}: No.`, /Wait a while/, 'GET'],
		[418, `ZEN refused ${PAYMENT} (HTTP status 418): No.`, /Correct what ZEN names/, 'GET'],
		[415, `ZEN refused ${PAYMENT} (HTTP status 415): No.`, /Correct what ZEN names/],
	] as Array<[number, string, RegExp, Method?]>)('%i quotes it and has a way on', (...row) => {
		const [status, message, remedy, method = 'POST'] = row;
		const body = said({ error: { code: 'SOME_CODE', message: 'No.' } });
		const error = answered(method, status, body);
		expect(error).toMatchObject({ message, status, code: 'SOME_CODE', outcome: 'refused' });
		expect(error.remedy).toMatch(remedy);
	});

	it.each([
		['ZEN’s envelope', { error: { code: 'C', message: 'Why.' } }, ': Why.'],
		['a message at the top', { message: 'Why.' }, ': Why.'],
		['an envelope in an array of one', [{ error: { message: 'Why.' } }], ': Why.'],
		['an error that is only a text', { error: 'Why.' }, ': Why.'],
		['a list of errors', { errors: [{ reason: 'Why.' }] }, ': [{"reason":"Why."}]'],
		['no message', { error: {} }, ''],
		['a message that is no text', { message: { a: 1 } }, ''],
		['an empty message', { message: '' }, ''],
	])('%s is understood', (_name, body, quoted) => {
		expect(answered('GET', 404, said(body)).message).toBe(`ZEN does not know ${PAYMENT}${quoted}`);
	});

	it('HTML is not quoted, and a long message is cut', () => {
		const html = Buffer.from('<html>No</html>');
		expect(answered('GET', 403, html).message).toBe(`ZEN refused access to ${PAYMENT} (403)`);
		expect(answered('GET', 400, said({ message: 'x'.repeat(5_000) })).message).toHaveLength(
			`ZEN refused ${PAYMENT} as not valid: `.length + 500,
		);
	});

	it('what must not be repeated is taken out of its words before they are cut', () => {
		const hide = (text: string) => text.replaceAll('s3cret', '[key]');
		const ending = { kind: 'answer', status: 400, readable: true } as const;
		const error = { code: 'NOT_s3cret', message: `${'x'.repeat(496)}s3cret` };
		const { message, code } = answerError({ ...about('POST'), hide }, ending, said({ error }));
		expect(code).toBe('NOT_[key]');
		expect(message).toMatch(/x\[key$/);
	});

	it('the wait that it asks for is in the way on', () => {
		const ending = { kind: 'answer', status: 429, readable: true, retryAfterMs: 90_500 } as const;
		expect(answerError(about('GET'), ending, NOTHING)).toMatchObject({
			remedy: expect.stringContaining('Wait 91 seconds'),
			retryAfterMs: 90_500,
		});
	});
});

describe('when nobody knows what became of a write', () => {
	const unknowns = fc.oneof(
		codes.map((code) => failed('POST', code, true)),
		statuses.filter((status) => !CERTAIN_NO.includes(status)).map((s) => answered('POST', s)),
		fc.constantFrom(200, 201, 204).map((status) => answered('POST', status, NOTHING, false)),
	);

	it('the message says so and names it; the way on is to run it again, which looks for it', () => {
		fc.assert(
			fc.property(unknowns, ({ message, remedy, outcome }) => {
				expect(outcome).toBe('unknown');
				expect(message.startsWith(`It is not known what became of ${PAYMENT}: `)).toBe(true);
				expect(remedy).toMatch(
					/^(Wait a while first\. )?Run it again under the same External ID: it is looked for at ZEN and not sent twice, unless Memory is off\. .*Get Many/,
				);
				const rest = remedy.replace('Run it again under the same External ID', '');
				expect(rest).not.toMatch(/\bagain\b|retry|try |Run it|Ask for less/i);
			}),
		);
	});

	it.each([
		[503, true, 'ZEN answered with HTTP status 503'],
		[408, true, 'ZEN answered with HTTP status 408'],
		[409, true, 'ZEN answered that there is a conflict (409)'],
		[429, true, 'ZEN asked for fewer calls (429)'],
		[302, true, 'ZEN redirected to another address (302)'],
		[201, false, 'ZEN answered 201 in a form that cannot be read'],
	])('%i is told as what it is', (status, readable, words) => {
		expect(answered('POST', status, NOTHING, readable).message).toContain(words);
	});

	it('a 2xx that is no yes says why, and quotes ZEN without what must not be repeated', () => {
		const hide = (text: string) => text.replaceAll('s3cret', '[key]');
		const ending = { kind: 'answer', status: 200, readable: false } as const;
		const body = said({ error: { code: 'NO_FUNDS', message: 'Not enough for s3cret' } });
		const how = 'but told "s3cret"';
		expect(answerError({ ...about('POST'), hide }, ending, body, how)).toMatchObject({
			message: `It is not known what became of ${PAYMENT}: ZEN answered 200 but told "[key]": Not enough for [key]`,
			outcome: 'unknown',
			code: 'NO_FUNDS',
		});
	});

	it('the wait that ZEN asks for stands before the next attempt', () => {
		const ending = { kind: 'answer', status: 429, readable: true, retryAfterMs: 7_000 } as const;
		expect(answerError(about('POST'), ending, NOTHING).remedy).toMatch(
			/^Wait 7 seconds first\. Run it again/,
		);
	});

	it('a deletion has a way on of its own', () => {
		const lookFirst = 'Look with Draft → Get whether it is still there.';
		const ending = { kind: 'answer', status: 409, readable: true } as const;
		const error = answerError({ ...about('DELETE'), lookFirst }, ending, NOTHING);
		expect(error).toMatchObject({ outcome: 'unknown', remedy: lookFirst });
	});
});

it('a read that was redirected says why it is not followed', () => {
	expect(answered('GET', 302).remedy).toMatch(/not followed.*client certificate.*Base URL/);
	expect(answered('GET', 500).remedy).toMatch(/Try again later.*ids or dates/);
});

it('no sentence of ours speaks of an error, a problem or a failure', () => {
	fc.assert(
		fc.property(
			fc.constantFrom<Method>('GET', 'POST', 'DELETE'),
			fc.boolean(),
			codes,
			statuses,
			(method, flag, code, status) => {
				for (const { message, remedy } of [
					failed(method, code, flag),
					answered(method, status),
					answered(method, 200, NOTHING, false),
				]) {
					const ours = `${message} ${remedy}`.replaceAll(code, '');
					expect(ours).not.toMatch(/\b(error|problem|failure)/i);
				}
			},
		),
	);
});

describe('a gateway that refuses the client certificate with a page', () => {
	const page = (text: string) =>
		Buffer.from(
			`<html><head><title>400</title></head><body><center>${text}</center></body></html>`,
		);

	it.each([
		[400, page('The SSL certificate error')],
		[400, page('No required SSL certificate was sent')],
		[495, NOTHING],
		[496, page('anything')],
	])('%s speaks of the certificate', (status, body) => {
		for (const method of ['GET', 'POST'] as const) {
			const { message, remedy } = answered(method, status, body, false);
			expect(message).toContain('did not accept the client certificate');
			expect(remedy).toContain('Client Certificate in the ZEN API credential');
		}
	});

	it.each([
		[400, page('Bad Request')],
		[400, said({ error: { code: 'BAD', message: 'The SSL certificate error' } })],
		[403, page('The SSL certificate error')],
	])('and nothing else does (%s)', (status, body) => {
		expect(answered('GET', status, body, false).message).not.toContain('client certificate (');
	});
});
