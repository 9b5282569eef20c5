import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Simulator } from '../simulator/index.mts';
import { Caller, type CallerOptions } from '../simulator/support/Caller.mts';
import { CertificateAuthority } from '../support/certificates.mts';

let simulator: Simulator;
const callers: Caller[] = [];

beforeAll(async () => {
	simulator = await Simulator.start();
});

afterEach(async () => {
	simulator.reset();
	simulator.settings.keyForms = 'both';
	await Promise.all(callers.splice(0).map(async (caller) => await caller.close()));
});

afterAll(async () => await simulator.stop());

function caller(options?: CallerOptions, of = simulator): Caller {
	const made = new Caller(of, options);
	callers.push(made);
	return made;
}

const accounts = async (options?: CallerOptions) => await caller(options).get('/accounts/v1.0');

describe('the client certificate', () => {
	it('lets an EC and an RSA client in', async () => {
		expect((await accounts()).status).toBe(200);
		expect((await accounts({ identity: simulator.rsaClient })).status).toBe(200);
	});

	it('lets in what the authority issues later, and nobody whose time is over', async () => {
		const fresh = await simulator.authority.issue({ commonName: 'Another Client' });
		expect((await accounts({ identity: fresh })).status).toBe(200);
		const expired = await simulator.authority.issue({
			commonName: 'Late Client',
			notAfter: new Date(Date.now() - 60_000),
		});
		await expect(accounts({ identity: expired })).rejects.toThrow();
	});

	it('is demanded: without one no request arrives', async () => {
		await expect(accounts({ identity: null })).rejects.toThrow();
		expect(simulator.requests()).toEqual([]);
	});

	it('of a foreign authority is refused', async () => {
		const foreign = await (await CertificateAuthority.create()).issue({ commonName: 'Stranger' });
		await expect(accounts({ identity: foreign })).rejects.toThrow();
		expect(simulator.requests()).toEqual([]);
	});

	it('of the authority that signed the server is refused as well', () => {
		expect(simulator.ca).not.toBe(simulator.authority.certificate);
	});
});

describe('the server', () => {
	it('is signed by the given authority only', async () => {
		const other = await CertificateAuthority.create();
		await expect(accounts({ ca: other.certificate })).rejects.toMatchObject({
			code: expect.stringMatching(/UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET/),
		});
	});

	it('speaks nothing older than TLS 1.2', async () => {
		const { port } = new URL(simulator.url);
		const { client, ca } = simulator;
		const attempt = new Promise((resolve, reject) => {
			const socket = connect({
				port: Number(port),
				host: 'localhost',
				ca,
				cert: client.certificate,
				key: client.privateKey,
				minVersion: 'TLSv1',
				maxVersion: 'TLSv1.1',
				ciphers: 'DEFAULT@SECLEVEL=0',
			});
			socket.once('secureConnect', () => resolve(socket.getProtocol()));
			socket.once('error', reject);
		});
		await expect(attempt).rejects.toThrow(/protocol version/);
	});

	it('can be held to TLS 1.2 and can have a bad certificate', async () => {
		const other = await Simulator.start({
			maxTlsVersion: 'TLSv1.2',
			serverCertificate: { altNames: ['elsewhere.invalid'] },
		});
		try {
			await expect(caller({}, other).get('/accounts/v1.0')).rejects.toMatchObject({
				code: 'ERR_TLS_CERT_ALTNAME_INVALID',
			});
		} finally {
			await other.stop();
		}
	});

	it('counts handshakes and connections, not requests', async () => {
		const [handshakes, connections] = [simulator.handshakes(), simulator.connections()];
		const one = caller();
		for (let count = 0; count < 20; count++) await one.get('/accounts/v1.0');
		expect(simulator.handshakes() - handshakes).toBe(1);
		expect(simulator.connections() - connections).toBe(1);
		expect(new Set(simulator.requests().map(({ connectionId }) => connectionId)).size).toBe(1);
		expect(simulator.stats().requests).toBe(20);
	});

	it('closes idle connections when told so', async () => {
		const other = await Simulator.start({ keepAliveMs: 2_000 });
		try {
			const answer = await caller({}, other).get('/accounts/v1.0');
			expect(answer.headers['keep-alive']).toBe('timeout=2');
		} finally {
			await other.stop();
		}
	});

	it('stops at once although connections are open', async () => {
		const other = await Simulator.start();
		other.faults.add({ kind: 'delay', ms: 60_000 });
		const waiting = caller({}, other).get('/accounts/v1.0');
		waiting.catch(() => undefined);
		while (other.requests().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		const start = Date.now();
		await other.stop();
		expect(Date.now() - start).toBeLessThan(1000);
		await expect(waiting).rejects.toThrow();
	});
});

describe('the API key', () => {
	const forbidden = { error: { code: 'FORBIDDEN', message: 'Invalid authentication credentials' } };

	it('is taken with and without "Bearer"', async () => {
		expect((await accounts({ authorization: `Bearer ${simulator.apiKey}` })).status).toBe(200);
		expect((await accounts({ authorization: simulator.apiKey })).status).toBe(200);
	});

	it.each([
		['a wrong key', 'Bearer wrong'],
		['no key', null],
		['an empty key', 'Bearer '],
	])('answers 403 to %s', async (_what, authorization) => {
		const answer = await accounts({ authorization });
		expect(answer.status).toBe(403);
		expect(answer.json()).toEqual(forbidden);
	});

	it('can be held to one of its forms', async () => {
		const bearer = { authorization: `Bearer ${simulator.apiKey}` };
		const bare = { authorization: simulator.apiKey };
		simulator.settings.keyForms = 'bearer';
		expect((await accounts(bearer)).status).toBe(200);
		expect((await accounts(bare)).json()).toEqual(forbidden);
		simulator.settings.keyForms = 'bare';
		expect((await accounts(bearer)).json()).toEqual(forbidden);
		expect((await accounts(bare)).status).toBe(200);
	});

	it('is another one at each start and stays out of the request log', async () => {
		const other = await Simulator.start();
		await other.stop();
		expect(other.apiKey).not.toBe(simulator.apiKey);
		await accounts();
		expect(simulator.requests()).toHaveLength(1);
		expect(JSON.stringify(simulator.requests())).not.toContain(simulator.apiKey);
	});
});
