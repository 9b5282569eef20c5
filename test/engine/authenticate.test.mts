import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Simulator } from '../simulator/index.mts';
import { encryptKey } from '../support/certificates.mts';
import { credentialFor } from '../support/credential.mts';
import { createEngine, type Engine } from './harness.mts';
import { chain } from './support/workflows.mts';

/** n8n's own HTTP Request node with the ZEN credential, for calls that the ZEN node does not offer. */
let simulator: Simulator;
let elsewhere: Simulator;
let engine: Engine;
beforeAll(async () => {
	[simulator, elsewhere, engine] = await Promise.all([
		Simulator.start(),
		Simulator.start(),
		createEngine({ packageDirs: [], credentialTypes: [new ZenApi()] }),
	]);
});
afterAll(async () => {
	await Promise.all([simulator.stop(), elsewhere.stop(), engine.stop()]);
});
beforeEach(() => {
	simulator.reset();
	simulator.settings.keyForms = 'both';
});

async function request(url: string, credential: IDataObject = {}, options: IDataObject = {}) {
	const node = {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'zenApi',
			options: { response: { response: { fullResponse: true, neverError: true } }, ...options },
		},
		credentials: { zenApi: { id: 'zen', name: 'zen' } },
	};
	const zen = { ...credentialFor(simulator), ...credential };
	const { nodes, error } = await engine.run(chain(node), { credentials: { zen } });
	const result = nodes['HTTP Request'];
	return { json: result?.outputs[0]?.[0]?.json, error: result?.error ?? error };
}

describe('a call that is not modelled', () => {
	it('gets as far as ZEN, past the client certificate and the key', async () => {
		const { json, error } = await request(`${simulator.url}/cards/v1.0?page=2`);
		expect(error).toBeUndefined();
		// Without the key it would be 403.
		expect(json).toMatchObject({ statusCode: 404, body: { error: { code: 'NOT_FOUND' } } });
		expect(simulator.requests()).toMatchObject([{ path: '/cards/v1.0', query: { page: '2' } }]);
	});

	it.each<[string, () => IDataObject]>([
		['an encrypted key', () => ({ privateKey: encrypted(), passphrase: 'open' })],
		['an RSA key', () => rsa()],
		['a PEM without line breaks', () => ({ privateKey: pasted() })],
	])('works with %s', async (_name, credential) => {
		const { json } = await request(`${simulator.url}/accounts/v1.0`, credential());
		expect(json).toMatchObject({ statusCode: 200 });
	});

	it.each([
		['bearer', 'bare'],
		['bare', 'bearer'],
	] as const)('carries the key as chosen: %s, not %s', async (scheme, other) => {
		simulator.settings.keyForms = scheme;
		const asked = async (authorizationScheme: string) =>
			(await request(`${simulator.url}/accounts/v1.0`, { authorizationScheme })).json?.statusCode;
		expect([await asked(scheme), await asked(other)]).toEqual([200, 403]);
	});

	const encrypted = () => encryptKey(simulator.client.privateKey, 'open');
	const pasted = () => simulator.client.privateKey.replace(/\n/g, ' ');
	const rsa = () => ({
		clientCertificate: simulator.rsaClient.certificate,
		privateKey: simulator.rsaClient.privateKey,
	});
});

describe('an address that leads elsewhere', () => {
	it.each<[string, (other: URL, home: URL) => string]>([
		['is another host', (other) => `${other.origin}/accounts/v1.0`],
		[
			'is another port of the same host',
			(other, home) => `https://${home.hostname}:${other.port}/`,
		],
		['is not https', (_other, home) => `http://${home.host}/accounts/v1.0`],
		['has the host of ZEN for a user', (other, home) => `https://${home.hostname}@${other.host}/`],
		['has ZEN for user and password', (other, home) => `https://${home.host}@${other.host}/`],
		['begins with two slashes', (other) => `//${other.host}/accounts/v1.0`],
		['begins with the host of ZEN', (_other, home) => `https://${home.hostname}.example/`],
	])('is refused, and nothing is sent: it %s', async (_name, address) => {
		const url = address(new URL(elsewhere.url), new URL(simulator.url));
		const { json, error } = await request(url);
		expect(json).toBeUndefined();
		expect(error).toBeDefined();
		expect(elsewhere.connections()).toBe(0);
		expect(simulator.requests()).toEqual([]);
		expect(JSON.stringify(error)).not.toContain(simulator.apiKey);
	});

	it('is not reached by a redirect either, which the workflow asks to follow', async () => {
		simulator.faults.add({ kind: 'redirect', location: `${elsewhere.url}/accounts/v1.0` });
		const redirect = { redirect: { followRedirects: true, maxRedirects: 5 } };
		const { json } = await request(`${simulator.url}/accounts/v1.0`, {}, { redirect });
		expect(json).toMatchObject({ statusCode: 302 });
		expect(elsewhere.connections()).toBe(0);
	});
});

it.each([
	['a wrong passphrase', () => ({ privateKey: encryptKey(simulator.client.privateKey, 'open') })],
	['a key that does not fit', () => ({ privateKey: simulator.rsaClient.privateKey })],
	['no key at all', () => ({ privateKey: '' })],
])(
	'a credential with %s is refused in our own words, which hold nothing of it',
	async (_n, more) => {
		const credential = { passphrase: 'a passphrase of mine', ...more() };
		const { error } = await request(`${simulator.url}/accounts/v1.0`, credential);
		expect(JSON.stringify(error)).toMatch(
			/Passphrase does not open|does not belong|Private Key is/,
		);
		const seen = JSON.stringify(error);
		for (const secret of ['a passphrase of mine', simulator.apiKey]) {
			expect(seen).not.toContain(secret);
		}
	},
);
