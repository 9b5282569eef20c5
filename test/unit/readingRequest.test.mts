import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { CredentialError, InputError, readingRequest } from '../../nodes/zen-client';
import { CertificateAuthority } from '../support/certificates.mts';

/** What another node may hand over to be sent with the credential, and what becomes of it. */
const HOME = 'https://api-services.zen.com';
const credential: Record<string, unknown> = {
	environment: 'production',
	apiKey: 'the key of mine',
	authorizationScheme: 'bearer',
};
beforeAll(async () => {
	const authority = await CertificateAuthority.create('Example');
	const { certificate, privateKey } = await authority.issue({ commonName: 'client' });
	Object.assign(credential, { apiKey: 'key-of-mine', clientCertificate: certificate, privateKey });
});

const ALLOWED =
	/^(accept|accept-charset|accept-encoding|accept-language|cache-control|pragma|if-none-match|if-modified-since|user-agent|x-request-id|x-correlation-id|traceparent|tracestate)$/;
const OPTIONS = new Set([
	...['qs', 'qsStringifyOptions', 'useQuerystring', 'arrayFormat', 'json', 'encoding', 'useStream'],
	...['resolveWithFullResponse', 'returnFullResponse', 'simple', 'ignoreHttpStatusErrors'],
	...['timeout', 'gzip', 'abortSignal', 'method', 'url', 'uri', 'headers', 'agentOptions'],
	...['skipSslCertificateValidation', 'rejectUnauthorized', 'disableFollowRedirect'],
	...['followRedirect', 'followAllRedirects', 'maxRedirects'],
	'sendCredentialsOnCrossOriginRedirect',
]);

type Sent = Record<string, unknown> & { headers: Record<string, unknown> };

/** @returns what is sent, which is checked here; the message where it is refused */
function attempt(request: Record<string, unknown>): Sent | string {
	let sent: Sent;
	try {
		sent = readingRequest(request as never, credential, new Date()) as never;
	} catch (error) {
		expect(error instanceof InputError || error instanceof CredentialError).toBe(true);
		const { message } = error as Error;
		expect(message.length).toBeLessThanOrEqual(1_000);
		expect(message).not.toContain('key-of-mine');
		return message;
	}
	expect(sent.method).toBe('GET');
	expect(Object.keys(sent).filter((name) => !OPTIONS.has(name))).toEqual([]);
	expect(new URL(String(sent.url ?? sent.uri)).origin).toBe(HOME);
	expect([true, false, undefined]).toContain(sent.json);
	const { Authorization, ...others } = sent.headers;
	expect(Authorization).toBe('Bearer key-of-mine');
	for (const [name, value] of Object.entries(others)) {
		expect(name).toMatch(ALLOWED);
		expect(value).toMatch(/^[\x20-\x7e]*$/);
	}
	expect(sent).toMatchObject({
		rejectUnauthorized: true,
		followRedirect: false,
		followAllRedirects: false,
		maxRedirects: 0,
		disableFollowRedirect: true,
		skipSslCertificateValidation: false,
	});
	return sent;
}

const url = `${HOME}/accounts/v1.0`;
const withHeaders = (headers: unknown) => attempt({ url, headers });

const LEADING = [
	...['Host', 'Content-Length', 'Transfer-Encoding', 'Connection', 'Keep-Alive', 'TE', 'Trailer'],
	...['Upgrade', 'Expect', 'Proxy-Authorization', 'Proxy-Connection', 'Via', 'Max-Forwards'],
	...['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method', 'X-Zen-Method-Override'],
	...['X-Forwarded-Host', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Prefix'],
	...['X-Forwarded-Server', 'Forwarded', 'X-Original-URL', 'X-Rewrite-URL', 'X-Original-Host'],
	...['X-Host', 'X-Real-IP', 'X-Envoy-Original-Path', 'X-Accel-Redirect', 'X-Sendfile', 'Cookie'],
	...[
		'HTTP2-Settings',
		'Sec-WebSocket-Key',
		'Alt-Used',
		'Destination',
		'Range',
		'Content-Encoding',
	],
	...['Content-MD5', 'X-Zen-Anything', 'X-API-Key', 'Origin', 'Referer', 'Early-Data', '__proto__'],
	...[':method', ':path', ':authority', ':scheme', '', ' ', 'constructor', 'Accept-Anything'],
];
const SPELLINGS: Array<(name: string) => string> = [
	(name) => name,
	(name) => name.toUpperCase(),
	(name) => name.toLowerCase(),
	(name) => ` ${name}`,
	(name) => `${name} `,
	(name) => `${name}\t`,
	(name) => `${name}:`,
	(name) => `${name}\r\nHost`,
	(name) => name.replaceAll('-', '_'),
	(name) => name.replaceAll('e', '\u0435'),
	(name) => name.replaceAll('k', '\u212a'),
	(name) => name.replaceAll('s', '\u017f'),
	(name) => `Accept\r\n${name}`,
	(name) => `Accept\0${name}`,
];

describe('a header that frames a request, or leads it elsewhere', () => {
	it.each(LEADING)('is refused in every spelling: %s', (name) => {
		for (const spell of SPELLINGS) {
			const headers = Object.fromEntries([[spell(name), '0']]);
			expect(withHeaders(headers)).toContain(`Header ${JSON.stringify(spell(name))}`);
		}
	});

	it('is not taken over from where names are inherited', () => {
		const sent = withHeaders(Object.create({ Host: 'rogue.example', Accept: 'x' }));
		expect(sent).toMatchObject({ headers: { Authorization: 'Bearer key-of-mine' } });
	});
});

describe('headers that say which answer is wanted', () => {
	it.each([
		...[
			['Accept', 'text/csv'],
			['accept-language', 'pl'],
			['If-None-Match', '"a", "b"'],
		],
		...[
			['X-Request-ID', 7],
			['User-Agent', 'n8n'],
			['TRACEPARENT', '00-1-2-3'],
		],
	])('are sent: %s', (name, value) => {
		const sent = withHeaders({ [name]: value }) as Sent;
		expect(sent.headers[String(name).toLowerCase()]).toBe(String(value));
	});

	it.each<[string, unknown]>([
		['a line break', 'a\r\nHost: rogue.example'],
		['a line feed', 'a\nX: y'],
		['a bare carriage return', 'a\rb'],
		['a zero', 'a\0b'],
		['a letter of two bytes', '\u010d\u010a'],
		['a list', ['a', 'b']],
		['a list of one', ['a\r\nHost: x']],
		['an object', { toString: () => 'a' }],
		['nothing', null],
		['a function', () => 'a'],
		['a symbol', Symbol('a')],
		['a megabyte', 'a'.repeat(1_000_000)],
	])('are refused with %s', (_what, value) => {
		expect(withHeaders({ Accept: value })).toMatch(/^Header "Accept" holds/);
	});

	it('are refused when a name is there twice', () => {
		expect(withHeaders({ Accept: 'a', ACCEPT: 'b' })).toMatch(/^Header "ACCEPT" is there twice/);
	});

	it.each<[string, unknown]>([
		['a list of pairs', [['Accept', 'a']]],
		['a list of raw names and values', ['Accept', 'a']],
		['text', 'Accept: a'],
		['a number', 7],
	])('are refused as %s', (_what, headers) => {
		expect(typeof withHeaders(headers)).toBe('string');
	});

	it.each([null, undefined, {}, new Map([['Host', 'x']])])('are none in %o', (headers) => {
		expect(withHeaders(headers)).toMatchObject({ headers: {} });
	});

	it('lose what is ours in any case, and a type for which n8n would make a body', () => {
		const sent = withHeaders({
			AUTHORIZATION: 'Bearer other',
			authorization: ['x'],
			'Content-Type': 'multipart/form-data',
		}) as Sent;
		expect(sent.headers).toEqual({ Authorization: 'Bearer key-of-mine' });
	});
});

describe('anything but a plain GET', () => {
	const BAD = [{ a: 1 }, 'x', ['x'], 7, 0, true, Buffer.from('x'), Buffer.alloc(0), new Map()];

	it.each(['body', 'form', 'formData', 'multipart', 'data'])('is refused: %s', (name) => {
		for (const value of BAD) expect(attempt({ url, [name]: value })).toMatch(/^Body /);
		for (const value of [undefined, null, '', false, {}]) {
			expect(typeof attempt({ url, [name]: value })).toBe('object');
		}
	});

	it('is refused: a body in json', () => {
		expect(attempt({ url, json: { a: 1 } })).toMatch(/^Body /);
		expect(attempt({ url, json: ['a'] })).toMatch(/^Body /);
		for (const json of [{}, 'x', 7, null])
			expect((attempt({ url, json }) as Sent).json).toBe(undefined);
		expect((attempt({ url, json: true }) as Sent).json).toBe(true);
	});

	it.each(['proxy', 'auth', 'socketPath'])('is refused: %s', (name) => {
		for (const value of BAD) expect(attempt({ url, [name]: value })).toMatch(/^Proxy /);
	});

	it.each([
		...['agent', 'agentOptions', 'httpAgent', 'httpsAgent', 'baseUrl', 'lookup', 'allowedDomains'],
		...['servername', 'hostname', 'host', 'port', 'path', 'protocol', 'transport', 'adapter'],
		...['beforeRedirect', 'transformRequest', 'oauth', 'aws', 'tunnel', 'localAddress', 'family'],
		...['insecureHTTPParser', 'setHost', 'createConnection', 'maxHeaderSize', 'params', 'har'],
		...[
			'preambleCRLF',
			'postambleCRLF',
			'pool',
			'forever',
			'jar',
			'strictSSL',
			'cert',
			'key',
			'ca',
		],
	])('loses the option %s', (name) => {
		for (const value of BAD) {
			const sent = attempt({ url, [name]: value }) as Sent;
			if (name === 'agentOptions') expect(sent.agentOptions).toHaveProperty('checkServerIdentity');
			else expect(sent).not.toHaveProperty(name);
		}
	});

	it.each(['POST', 'get POST', 'GET\r\n', ' GET', '', 'HEAD', 'G\u0116T', 7, null, ['GET'], {}])(
		'is refused: the method %o',
		(method) => {
			expect(attempt({ url, method })).toMatch(/^Method may only be GET/);
		},
	);
});

describe('an address', () => {
	it.each<[string, unknown]>([
		['a list', [HOME]],
		['an object that says another thing each time', { toString: () => HOME }],
		['a URL', new URL(HOME)],
		['a number', 7],
		['a megabyte', `${HOME}/${'a'.repeat(1_000_000)}`],
		['a megabyte of slashes', `${'/'.repeat(1_000_000)}x`],
	])('is refused as %s', (_what, address) => {
		const began = performance.now();
		expect(attempt({ url: address })).toMatch(/^URL /);
		expect(attempt({ uri: address })).toMatch(/^URL /);
		expect(attempt({ url: 'a', baseURL: address })).toMatch(/^URL /);
		expect(performance.now() - began).toBeLessThan(1_000);
	});

	it.each([
		...['http://api-services.zen.com/', 'https://api-services.zen.com:444/', '//rogue.example/'],
		...['https://api-services.zen.com.rogue.example', 'https://a@api-services.zen.com/', '\\\\x/'],
		...['https://api-services.zen.com@rogue.example/', 'https:rogue.example', 'javascript:1'],
		...[
			'https://api-services.zen.com\\@rogue.example',
			'h\tttps://rogue.example/',
			'/\\rogue.example',
		],
		...[' https://rogue.example', '\u0000https://rogue.example', 'https:/rogue.example/x'],
	])('never leads elsewhere: %j', (address) => {
		// The invariant stands in the attempt: whatever is sent goes to ZEN.
		for (const name of ['url', 'uri', 'baseURL']) attempt({ [name]: address });
		attempt({ url: address, uri: 'https://rogue.example', baseURL: 'https://rogue.example' });
	});
});

it('whatever is handed over, what is sent is a plain GET to ZEN', () => {
	const value = fc.oneof(fc.string(), fc.jsonValue(), fc.constantFrom(undefined, null, HOME));
	const name = fc.oneof(fc.constantFrom(...LEADING, 'accept', 'Accept', 'user-agent'), fc.string());
	const option = fc.oneof(fc.constantFrom(...OPTIONS, 'proxy', 'body', 'form'), fc.string());
	fc.assert(
		fc.property(
			fc.dictionary(option, value, { maxKeys: 6 }),
			fc.dictionary(name, value, { maxKeys: 4 }),
			fc.boolean(),
			(options, headers, isPlain) => {
				attempt({ ...options, headers, ...(isPlain && { url, method: 'GET' }) });
			},
		),
		{ numRuns: 3_000 },
	);
});
