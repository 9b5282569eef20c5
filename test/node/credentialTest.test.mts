import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { closeConnections } from '../../nodes/zen-client';
import { Zen } from '../../nodes/Zen/Zen.node';
import { testCredential, type Engine } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { CertificateAuthority, encryptKey } from '../support/certificates.mts';
import type { Identity } from '../support/certificates.mts';
import { credentialFor } from '../support/credential.mts';
import { engineFor, typeName } from './support/executeNode.mts';

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

let simulator: Simulator;
let stranger: CertificateAuthority;
let engine: Engine;
beforeAll(async () => {
	simulator = await Simulator.start();
	stranger = await CertificateAuthority.create('Somebody else');
	engine = await engineFor(new Zen(), { credentialTypes: [new ZenApi()] });
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	await closeConnections();
	simulator.reset();
	vi.spyOn(Math, 'random').mockReturnValue(0);
	return () => vi.restoreAllMocks();
});

const save = async (more: IDataObject = {}) =>
	await testCredential(engine, typeName(new Zen()), 'zenApi', {
		...credentialFor(simulator),
		...more,
	});
const as = ({ certificate, privateKey }: Identity) => ({
	clientCertificate: certificate,
	privateKey,
});

describe('saving a credential that works', () => {
	it('tells how many accounts there are and until when the certificate is valid', async () => {
		const notAfter = inDays(89);
		const client = await simulator.authority.issue({ commonName: 'client', notAfter });
		const until = notAfter.toISOString().slice(0, 10);
		expect(await save(as(client))).toEqual({
			status: 'OK',
			message: `Connected. 4 active accounts; the client certificate is valid until ${until}.`,
		});
	});

	it('warns when the certificate ends soon', async () => {
		const notAfter = inDays(12.5);
		const client = await simulator.authority.issue({ commonName: 'client', notAfter });
		const { status, message } = await save(as(client));
		expect(status).toBe('OK');
		const day = notAfter.toISOString().slice(0, 10);
		expect(message).toMatch(new RegExp(`It expires soon: on ${day}, in 12 days\\.$`));
	});

	it.each<[string, () => Promise<IDataObject> | IDataObject]>([
		['an RSA key', () => as(simulator.rsaClient)],
		[
			'an encrypted key',
			() => ({ privateKey: encryptKey(simulator.client.privateKey, 'open'), passphrase: 'open' }),
		],
		[
			'a PEM that lost its line breaks',
			() => ({ privateKey: simulator.client.privateKey.replace(/\n/g, ' ') }),
		],
		[
			'key and certificate in one field',
			() => ({
				clientCertificate: simulator.client.certificate + simulator.client.privateKey,
				privateKey: '',
			}),
		],
		['the bare key', () => ({ authorizationScheme: 'bare' })],
		['a key with Bearer before it', () => ({ apiKey: `Bearer ${simulator.apiKey}` })],
		['a slash behind the address', () => ({ baseUrl: `${simulator.url}/` })],
	])('takes %s', async (_name, more) => {
		expect(await save(await more())).toMatchObject({ status: 'OK' });
		expect(simulator.requests()).toHaveLength(1);
	});

	it.each([
		['bearer', 'bare'],
		['bare', 'bearer'],
	] as const)('sends the key as chosen: %s, not %s', async (scheme, other) => {
		simulator.settings.keyForms = scheme;
		expect(await save({ authorizationScheme: scheme })).toMatchObject({ status: 'OK' });
		expect(await save({ authorizationScheme: other })).toMatchObject({ status: 'Error' });
		simulator.settings.keyForms = 'both';
	});
});

// Node's server hangs up where others send an alert, which says more; see the tests of the wording.
const CLIENT_REFUSED =
	/connection was closed .*client certificate is not accepted\. Check that the Client Certificate/;

describe('saving a credential that does not work says why', () => {
	/** What is wrong, how, and what the message says; each is a sentence and a way on. */
	it.each<[string, () => Promise<IDataObject> | IDataObject, RegExp]>([
		[
			'a client certificate of another authority',
			async () => as(await stranger.issue({ commonName: 'client' })),
			CLIENT_REFUSED,
		],
		[
			'an RSA client certificate of another authority',
			async () => as(await stranger.issue({ commonName: 'client', keyType: 'rsa' })),
			CLIENT_REFUSED,
		],
		[
			'a certificate for servers',
			async () => as(await simulator.authority.issue({ commonName: 'client', usage: 'server' })),
			CLIENT_REFUSED,
		],
		[
			'the wrong CA for the server',
			() => ({ ca: stranger.certificate }),
			/server's certificate is not signed by a trusted authority\. Leave CA Certificate empty/,
		],
		[
			'no CA for a server of our own',
			() => ({ ca: '' }),
			/server's certificate is not signed by a trusted authority\. Leave CA Certificate empty/,
		],
		[
			'the key of another certificate',
			() => ({ privateKey: simulator.rsaClient.privateKey }),
			/^Private Key does not belong to Client Certificate\. Paste the key/,
		],
		[
			'an expired certificate',
			async () => {
				const dates = { notBefore: inDays(-20), notAfter: inDays(-10) };
				return as(await simulator.authority.issue({ commonName: 'client', ...dates }));
			},
			/^Client Certificate expired on \d{4}-\d\d-\d\d \d\d:\d\d UTC\. Ask the one who issued it/,
		],
		[
			'a wrong passphrase',
			() => ({ privateKey: encryptKey(simulator.client.privateKey, 'open'), passphrase: 'opne' }),
			/^Passphrase does not open Private Key\. Enter the passphrase/,
		],
		[
			'a wrong API key',
			() => ({ apiKey: 'another' }),
			/refused access .*\(403\): Invalid authentication credentials\. Check the API Key.*terminal key/,
		],
		['no API key', () => ({ apiKey: '' }), /^API Key is empty\. Copy it/],
		[
			'an address that is not https',
			() => ({ baseUrl: 'http://localhost:1' }),
			/^Base URL is no plain https address\. Write it as https:/,
		],
		[
			'a host name that nobody knows',
			() => ({ baseUrl: 'https://no-such-host.invalid' }),
			/host name could not be resolved\. Check the Environment \(or Base URL\)/,
		],
		[
			'a port where nobody listens',
			() => ({ baseUrl: 'https://localhost:1' }),
			/connection was refused\. Check the Environment \(or Base URL\)/,
		],
	])('%s', async (_name, more, words) => {
		const { status, message } = await save(await more());
		expect(status).toBe('Error');
		expect(message).toMatch(words);
		expect(message).not.toMatch(/ERR_|ECONN|UND_|SSL|undici|\bat \//);
	});

	it.each([
		[
			'belongs to another host',
			{ altNames: ['elsewhere.example'] },
			/belongs to another host name/,
		],
		[
			'has expired',
			{ notBefore: inDays(-20), notAfter: inDays(-10) },
			/server's certificate has expired/,
		],
	])('a server whose certificate %s', async (_name, serverCertificate, words) => {
		const other = await Simulator.start({ serverCertificate });
		const { status, message } = await save(credentialFor(other));
		await other.stop();
		expect(status).toBe('Error');
		expect(message).toMatch(words);
		expect(other.requests()).toEqual([]);
	});

	it('a server that speaks no TLS', async () => {
		const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const { message } = await save({ baseUrl: `https://localhost:${port}` });
		expect(message).toMatch(/does not speak TLS 1\.2 or newer at this address\. Check/);
		server.close();
	});

	it('ZEN out of order', async () => {
		simulator.faults.add({ kind: 'status', status: 503 });
		expect((await save()).message).toMatch(/HTTP status 503 .*Try again later/);
	});

	it('an answer that is no list of accounts', async () => {
		simulator.faults.add({ kind: 'notJson' });
		expect((await save()).message).toMatch(/answered 200 in a form that cannot be read/);
	});
});
