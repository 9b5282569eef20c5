import { describe, expect, it } from 'vitest';
import { authorizationOf, baseUrlOf, ENVIRONMENTS, InputError } from '../../nodes/zen-client';

const custom = (baseUrl?: string) => () => baseUrlOf({ environment: 'custom', baseUrl });
const header = (apiKey: string, authorizationScheme: 'bearer' | 'bare' = 'bearer') =>
	authorizationOf({ apiKey, authorizationScheme });

describe('the address', () => {
	it('of each environment is its own, and real money is not the test', () => {
		expect(baseUrlOf({ environment: 'production' })).toBe('https://api-services.zen.com');
		expect(baseUrlOf({ environment: 'test' })).toBe('https://api-services.zen-test.com');
		expect(Object.keys(ENVIRONMENTS)).toEqual(['production', 'test']);
	});

	it('is never that of a leftover Base URL', () => {
		const leftover = { baseUrl: 'https://elsewhere.example' };
		expect(baseUrlOf({ environment: 'test', ...leftover })).toBe(ENVIRONMENTS.test);
	});

	it.each([
		['as it is', 'https://localhost:8443', 'https://localhost:8443'],
		['without slashes at its end', 'https://api.example//', 'https://api.example'],
		['without white space around it', ' https://api.example/ ', 'https://api.example'],
		['in lower case', 'HTTPS://API.EXAMPLE', 'https://api.example'],
		['as an IPv6 address', 'https://[::1]:8443', 'https://[::1]:8443'],
	])('that is custom is taken %s', (_name, baseUrl, expected) => {
		expect(custom(baseUrl)()).toBe(expected);
	});

	it.each([undefined, '', '   '])('that is custom cannot be empty: %j', (baseUrl) => {
		expect(custom(baseUrl)).toThrow(InputError);
		expect(custom(baseUrl)).toThrow(/^Base URL is empty\. Fill it in/);
	});

	it.each([
		'http://localhost:8443',
		'localhost:8443',
		'ftp://api.example',
		'https://user:word@api.example',
		'https://user@api.example',
		'https://api.example?x=1',
		'https://api.example#x',
		'https://',
		'not an address',
	])('that is custom is plain https: not %s', (baseUrl) => {
		expect(custom(baseUrl)).toThrow(InputError);
		expect(custom(baseUrl)).toThrow(/^Base URL is no plain https address/);
		expect(custom(baseUrl)).not.toThrow(/word/);
	});
});

it.each([
	'https://api.example/zen',
	'https://api.example/v1/s3cret/',
	'https://localhost:8443/%20',
])('a path in Base URL is refused by its name, and not repeated: %s', (baseUrl) => {
	expect(custom(baseUrl)).toThrow(InputError);
	expect(custom(baseUrl)).toThrow(/^Base URL holds a path\. Leave only the address/);
	expect(custom(baseUrl)).not.toThrow(/s3cret|zen/);
});

describe('the Authorization header', () => {
	it.each([
		['the word Bearer and the key', header('k3y'), 'Bearer k3y'],
		['the bare key where that is chosen', header('k3y', 'bare'), 'k3y'],
		['one Bearer when another was pasted along', header('Bearer k3y'), 'Bearer k3y'],
		['no Bearer when it was pasted along', header('bearer  k3y', 'bare'), 'k3y'],
		['the key without what pasting left around it', header('\tk3y\n'), 'Bearer k3y'],
		['a key that begins like Bearer', header('Bearerk3y'), 'Bearer Bearerk3y'],
	])('is %s', (_name, seen, expected) => {
		expect(seen).toBe(expected);
	});

	it.each(['', '  ', 'Bearer ', undefined as unknown as string])('needs a key: %j', (apiKey) => {
		expect(() => header(apiKey)).toThrow(InputError);
		expect(() => header(apiKey)).toThrow(/^API Key is empty/);
	});

	it.each(['k3 y', 'k3\ny', 'k3\r\nX-Other: 1', 'kéy', 'k3\u200by'])(
		'is no place for %j, and the message does not repeat it',
		(apiKey) => {
			expect(() => header(apiKey)).toThrow(/^API Key holds spaces, line breaks or unusual/);
			expect(() => header(apiKey)).not.toThrow(apiKey);
		},
	);
});
