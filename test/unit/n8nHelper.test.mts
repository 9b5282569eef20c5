import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
	openPostgresLedger,
	testPostgresLedger,
} from '../../nodes/zen-ledger/postgres/index.verified';
import { helperTransport } from '../../nodes/zen-client/transport/n8nHelper';
import type { HttpRequest, Ways } from '../../nodes/zen-client/transport/port';
import { CertificateAuthority } from '../support/certificates.mts';

const ORIGIN = 'https://zen.example';
const TLS = { cert: 'the certificate', key: 'the key', passphrase: 'open', ca: 'the authority' };
const POST: HttpRequest = {
	method: 'POST',
	url: `${ORIGIN}/payments`,
	headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
	body: '{"amount":10.50}',
};

interface Options {
	[name: string]: unknown;
	headers: Record<string, string>;
	agentOptions: {
		[name: string]: unknown;
		checkServerIdentity(told: string, certificate: { raw?: Buffer }): Error | undefined;
	};
}

const send = async (
	httpRequest: (options: Options) => unknown,
	request: HttpRequest = POST,
	ways: Pick<Ways, 'limits' | 'isMocked'> = {},
) =>
	await helperTransport(TLS, ORIGIN, {
		// As n8n's own does, a copy; that reads all of them.
		httpRequest: async (options) => await httpRequest({ ...options } as Options),
		...ways,
	})(request);

const authority = await CertificateAuthority.create('Authority');
const rawOf = async (host: string) => {
	const { certificate } = await authority.issue({
		commonName: host,
		altNames: [host],
		usage: 'server',
	});
	return { raw: Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64') };
};
const [ours, another] = [await rawOf('zen.example'), await rawOf('other.example')];
const shakeHands = ({ agentOptions }: Options) =>
	agentOptions.checkServerIdentity('zen.example', ours);

const failing = (error: object, { afterHandshake = false } = {}) =>
	send((options) => {
		if (afterHandshake) shakeHands(options);
		throw Object.assign(new Error(), { config: { options } }, error);
	}).catch((failure) => failure);

describe("what n8n's helper is asked for", () => {
	const asked = async (request?: HttpRequest) => {
		let seen: Options | undefined;
		await send((options) => {
			seen = options;
			shakeHands(options);
			return { statusCode: 200, headers: { 'X-Name': 'value' }, body: Readable.from([]) };
		}, request);
		return seen!;
	};

	it('is one request, not followed anywhere and of any status, with the bytes as they are', async () => {
		const { body, headers, ...options } = await asked();
		expect(body).toEqual(Buffer.from(POST.body!));
		expect(headers).toEqual({ ...POST.headers, 'accept-encoding': 'identity' });
		expect(options).toMatchObject({
			method: 'POST',
			url: POST.url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			skipSslCertificateValidation: false,
		});
		// With it n8n would send a request again on 401.
		expect(options).not.toHaveProperty('auth');
		expect(options).not.toHaveProperty('proxy');
	});

	it('is a connection of its own, on which the certificate is shown and the server is checked', async () => {
		const { agentOptions } = await asked();
		expect(agentOptions).toMatchObject({
			...TLS,
			minVersion: 'TLSv1.2',
			rejectUnauthorized: true,
			keepAlive: false,
			maxCachedSessions: 0,
		});
		expect(agentOptions.checkServerIdentity('zen.example', another)).toMatchObject({
			code: 'ERR_TLS_CERT_ALTNAME_INVALID',
		});
	});

	it('is nothing, once the time is over, and for another host', async () => {
		const httpRequest = () => expect.unreachable();
		const late = { ...POST, deadline: AbortSignal.abort() };
		const elsewhere = { ...POST, url: 'https://other.example/payments' };
		const codeOf = async (request: HttpRequest) =>
			await send(httpRequest, request).catch(({ code, written }) => ({ code, written }));
		expect(await codeOf(late)).toEqual({ code: 'ZEN_DEADLINE', written: false });
		expect(await codeOf(elsewhere)).toEqual({ code: 'ZEN_FOREIGN_HOST', written: false });
	});
});

describe('an error that proves that nothing was sent', () => {
	const EARLY = 'Client network socket disconnected before secure TLS connection was established';
	const WRONG =
		'write EPROTO 1:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:a.c';
	const refused = { code: 'ECONNREFUSED', syscall: 'connect' };
	const PROOFS: Array<[string, object, string]> = [
		['a refused connection', refused, 'ECONNREFUSED'],
		['the same, wrapped', { code: 'ECONNREFUSED', cause: refused }, 'ECONNREFUSED'],
		['each address refused', { code: 'ECONNREFUSED', errors: [refused, refused] }, 'ECONNREFUSED'],
		['an unknown host', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'ENOTFOUND'],
		['no way there', { code: 'EHOSTUNREACH', syscall: 'connect' }, 'EHOSTUNREACH'],
		['a handshake that broke off', { code: 'ECONNRESET', message: EARLY }, 'ECONNRESET'],
		['no TLS', { code: 'EPROTO', message: WRONG }, 'ERR_SSL_WRONG_VERSION_NUMBER'],
		['an expired certificate', { code: 'CERT_HAS_EXPIRED' }, 'CERT_HAS_EXPIRED'],
		['a guard', { name: 'SsrfBlockedIpError' }, 'SsrfBlockedIpError'],
	];

	it.each(PROOFS)('%s', async (_name, error, code) => {
		expect(await failing(error)).toMatchObject({ code, written: false });
	});

	it.each(PROOFS)('is none after a handshake: %s', async (_name, error, code) => {
		expect(await failing(error, { afterHandshake: true })).toMatchObject({ code, written: true });
	});
});

describe('an error that proves nothing leaves the request written', () => {
	const ALERT = 'EPROTO 1:error:0A00045C:SSL routines:a:tlsv13 alert certificate required:b.c';
	const part = { code: 'ECONNREFUSED', syscall: 'connect' };
	it.each<[string, object, string]>([
		['a reset', { code: 'ECONNRESET', syscall: 'read' }, 'ECONNRESET'],
		['a name alone', { code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
		['one address of several', { code: 'X', errors: [part, { syscall: 'read' }] }, 'X'],
		['an alert', { code: 'EPROTO', message: ALERT }, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'],
		['a time-out', { code: 'ECONNABORTED', message: 'timeout of 1ms' }, 'UND_ERR_HEADERS_TIMEOUT'],
		['an error of n8n', { message: 'Bearer key' }, 'NO_CODE'],
	])('%s', async (_name, error, code) => {
		const failure = await failing(error);
		expect(failure).toMatchObject({ code, written: true });
	});

	it('of which nothing is kept but a code', async () => {
		const failure = await failing({ code: 'the key', message: 'Bearer key the key' });
		expect(JSON.stringify([failure, failure.message, failure.stack, failure.cause])).not.toMatch(
			/the key|Bearer/,
		);
	});

	it('no connection in time', async () => {
		const hang = async ({ abortSignal }: Options) =>
			await new Promise((_, reject) => {
				(abortSignal as AbortSignal).addEventListener('abort', () => reject(new Error('aborted')));
			});
		await expect(send(hang, POST, { limits: { connectTimeoutMs: 20 } })).rejects.toMatchObject({
			code: 'UND_ERR_CONNECT_TIMEOUT',
			written: true,
		});
	});
});

it.each([
	['answers', async () => ({ statusCode: 200, body: Readable.from([]) })],
	['fails', async () => await Promise.reject(Object.assign(new Error(), { code: 'ECONNRESET' }))],
])('a helper that shows no certificate is not believed when it %s', async (_name, httpRequest) => {
	const sent = helperTransport(TLS, ORIGIN, { httpRequest })(POST);
	await expect(sent).rejects.toMatchObject({ code: 'ZEN_OLD_N8N', written: true });
});

describe('an answer', () => {
	const answered = async (
		answer: object,
		{
			afterHandshake = true,
			isMocked = false,
		}: { afterHandshake?: boolean; isMocked?: boolean } = {},
	) =>
		await send(
			(options) => {
				if (afterHandshake) shakeHands(options);
				return answer;
			},
			POST,
			{ limits: { maxResponseBytes: 3 }, isMocked },
		).catch(({ code, written }) => ({ code, written }));
	const bytes = (text: string) => Readable.from([...text].map((one) => Buffer.from(one)));

	it.each([
		['from the server', {}],
		['that an evaluation makes up', { afterHandshake: false, isMocked: true }],
	])('%s is read as it came', async (_name, how) => {
		const answer = { statusCode: 201, headers: { 'Retry-After': '1' }, body: bytes('{}') };
		expect(await answered(answer, how)).toEqual({
			status: 201,
			headers: { 'retry-after': '1' },
			body: Buffer.from('{}'),
		});
	});

	it.each<[string, number | undefined, string, object, string]>([
		['a no of a proxy', 403, '', { afterHandshake: false }, 'UND_ERR_ABORTED'],
		['a yes of a proxy', 201, '{}', { afterHandshake: false }, 'UND_ERR_ABORTED'],
		['one without a status', undefined, '', {}, 'ZEN_NO_STATUS'],
		['one too large', 201, '1234', {}, 'ZEN_RESPONSE_TOO_LARGE'],
	])('leaves the request written: %s', async (_name, statusCode, text, how, code) => {
		const body = bytes(text);
		expect(await answered({ statusCode, body }, how)).toEqual({ code, written: true });
		expect(body.destroyed).toBe(true);
	});

	it('is not waited for longer than the request is', async () => {
		const request = { ...POST, deadline: AbortSignal.timeout(20) };
		const hang = (options: Options) => {
			shakeHands(options);
			const body = new Readable({ read() {} });
			(options.abortSignal as AbortSignal).addEventListener('abort', () =>
				body.destroy(new Error('canceled')),
			);
			return { statusCode: 201, body };
		};
		await expect(send(hang, request)).rejects.toMatchObject({
			code: 'ZEN_DEADLINE',
			written: true,
		});
	});
});

describe('the ledger in PostgreSQL, in the verified build', () => {
	it('is refused by name, and the package that has it is named', async () => {
		const refusal = {
			message: "this package's verified build has no PostgreSQL",
			remedy: expect.stringContaining('n8n-nodes-zen@full'),
		};
		await expect(openPostgresLedger({}, { ledger: 'test' })).rejects.toMatchObject(refusal);
		expect(await testPostgresLedger({})).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/^This package's verified build has no PostgreSQL\. Install /),
		});
	});
});
