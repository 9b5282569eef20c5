import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeConnections } from '../../nodes/zen-client';
import { Simulator } from '../simulator/index.mts';
import { CertificateAuthority } from '../support/certificates.mts';
import { credentialFor } from '../support/credential.mts';
import { outcomeAt, READ, WRITE } from './support/call.mts';
import { ConnectProxy, type ProxyOptions } from './support/ConnectProxy.mts';
import { CONTINUE, payment, runZen, seen } from './support/zen.mts';

const UNKNOWN = '99999999-9999-4999-8999-999999999999';

/** What a machine may have set for its own proxies, in either case. */
const OWN = Object.fromEntries(
	Object.entries(process.env).filter(([name]) => /^(https?|all|no)_proxy$/i.test(name)),
);
const accounts = { resource: 'account', operation: 'getAll' };

let simulator: Simulator;
const proxies: ConnectProxy[] = [];

beforeAll(async () => {
	simulator = await Simulator.start();
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	await closeConnections();
	simulator.reset();
	for (const variable of Object.keys(OWN)) vi.stubEnv(variable, undefined);
	vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
	vi.unstubAllEnvs();
	vi.restoreAllMocks();
	await closeConnections();
	await Promise.all(proxies.splice(0).map(async (proxy) => await proxy.stop()));
});

async function startProxy(options?: ProxyOptions): Promise<ConnectProxy> {
	const proxy = await ConnectProxy.start(options);
	proxies.push(proxy);
	return proxy;
}

it('tests begin without the proxies of the machine they run on', () => {
	expect(Object.values(OWN)).toEqual(Array(8).fill(''));
});

describe('behind a proxy', () => {
	it.each(['HTTPS_PROXY', 'https_proxy'])('every call goes through it: %s', async (variable) => {
		const proxy = await startProxy();
		vi.stubEnv(variable, proxy.url);
		const before = simulator.handshakes();
		const { json } = await runZen(simulator, payment(), CONTINUE);

		expect(json).toMatchObject([{ outcome: 'accepted' }]);
		expect(simulator.ledger()).toHaveLength(1);
		const { host } = new URL(simulator.url);
		expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([host]));
		expect(proxy.asked).toHaveLength(simulator.handshakes() - before);
	});

	it('the certificate, the API key and the payment are for ZEN alone', async () => {
		const proxy = await startProxy();
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		await runZen(simulator, payment());

		const passed = Buffer.concat(proxy.sent);
		// The start of a TLS handshake: nothing but TLS goes through the tunnel.
		expect(passed.subarray(0, 2)).toEqual(Buffer.from([0x16, 0x03]));
		const visible = passed.toString('latin1') + JSON.stringify(proxy.asked);
		expect(visible).not.toContain(simulator.apiKey);
		expect(visible).not.toContain('Invoice 7');
		// With TLS 1.3 the client's certificate is encrypted as well.
		expect(visible).not.toContain('Simulator Client');
		expect(proxy.asked.map(({ headers }) => headers.authorization)).not.toContain(
			expect.anything(),
		);
	});

	it('a proxy that speaks TLS itself, and asks for a certificate, is not shown one', async () => {
		const authority = await CertificateAuthority.create('Proxy CA');
		const identity = await authority.issue({ commonName: 'localhost', usage: 'server' });
		const proxy = await startProxy({ identity });
		const folder = await mkdtemp(join(tmpdir(), 'proxy-'));
		const trusted = join(folder, 'ca.pem');
		await writeFile(trusted, authority.certificate);

		const program = ['--import', 'tsx', join(import.meta.dirname, 'support/readAccounts.mts')];
		const env = {
			...process.env,
			HTTPS_PROXY: proxy.url,
			NODE_EXTRA_CA_CERTS: trusted,
			CREDENTIAL: JSON.stringify(credentialFor(simulator)),
		};
		const { stdout } = await promisify(execFile)(process.execPath, program, { env });
		await rm(folder, { recursive: true });

		expect(stdout.trim()).toBe('4');
		expect(simulator.requests()).toHaveLength(1);
		expect(proxy.asked).toMatchObject([{ target: new URL(simulator.url).host }]);
		expect(proxy.asked[0]!.certificate).toBeUndefined();
	});

	it('connections are kept, through the proxy too', async () => {
		const proxy = await startProxy();
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		for (let run = 0; run < 6; run++) await runZen(simulator, accounts);
		expect(simulator.requests()).toHaveLength(6);
		expect(proxy.asked.length).toBeLessThanOrEqual(2);
	});

	it.each([
		['the host', () => 'localhost'],
		['the host and port', () => new URL(simulator.url).host],
		['a list with the host in it', () => 'example.com, localhost'],
		['everything', () => '*'],
	])('NO_PROXY leads past it: %s', async (_name, noProxy) => {
		const proxy = await startProxy();
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		vi.stubEnv('NO_PROXY', noProxy());
		expect((await runZen(simulator, accounts)).status).toBe('success');
		expect(proxy.asked).toEqual([]);
	});

	it('NO_PROXY for other hosts changes nothing', async () => {
		const proxy = await startProxy();
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		vi.stubEnv('NO_PROXY', 'example.com,host');
		await runZen(simulator, accounts);
		expect(proxy.asked).toHaveLength(1);
	});
});

describe('a proxy that does not let a call through', () => {
	it.each<[string, ProxyOptions]>([
		['refuses', { refuseWith: 403 }],
		['wants a password', { refuseWith: 407 }],
		['cannot reach ZEN', { refuseWith: 502 }],
		['hangs up', { hangUp: true }],
	])('%s: nothing was sent, and the message says so', async (_name, options) => {
		const proxy = await startProxy(options);
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		const { error } = await runZen(simulator, accounts);
		expect(error?.message).toMatch(/the proxy did not let the connection through/);
		expect(error?.description).toContain('HTTPS_PROXY');

		const { json } = await runZen(simulator, payment(), CONTINUE);
		expect(json).toMatchObject([{ error: { outcome: 'notSent' } }]);
		expect(proxy.asked).toHaveLength(8);
		expect(simulator.requests()).toEqual([]);
	});

	it('lets the payment through at the next attempt: it is sent once', async () => {
		const options: ProxyOptions = { refuseWith: 503 };
		const proxy = await startProxy(options);
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		setTimeout(() => delete options.refuseWith, 1);
		vi.spyOn(Math, 'random').mockReturnValue(1);
		const { json } = await runZen(simulator, payment(), CONTINUE);
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('is not there at all', async () => {
		const proxy = await startProxy();
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		proxies.length = 0;
		await proxy.stop();
		const { error } = await runZen(simulator, accounts);
		expect(error?.message).toMatch(/the proxy did not let the connection through/);
	});

	it.each(['proxy.example:3128', 'http://me:s3cret@proxy:99999', 'ftp://proxy.example'])(
		'has an address that cannot be read: %s',
		async (address) => {
			vi.stubEnv('HTTPS_PROXY', address);
			const { error } = await runZen(simulator, accounts);
			expect(error?.message).toBe(
				'ZEN could not be reached: the address of the proxy cannot be read',
			);
			expect(error?.description).toContain('HTTPS_PROXY');
			expect(JSON.stringify(error)).not.toContain('s3cret');
			expect(simulator.requests()).toEqual([]);
		},
	);
});

describe('a proxy that answers in place of ZEN', () => {
	const saying = JSON.stringify({ id: UNKNOWN, status: 'SETTLED' });

	it.each([200, 201, 202, 203, 204, 206, 299, 302, 307])(
		'is not believed, be it a read or a payment: %s',
		async (refuseWith) => {
			const proxy = await startProxy({ refuseWith, saying });
			vi.stubEnv('HTTPS_PROXY', proxy.url);
			for (const call of [READ, WRITE]) {
				const ended = await outcomeAt(simulator, call, { attempts: 1 });
				expect(ended).not.toMatchObject({ outcome: 'accepted' });
				expect(ended).toMatchObject({ message: expect.stringMatching(/proxy|TLS|closed/) });
			}
			expect(simulator.requests()).toEqual([]);
		},
	);
});

describe('a proxy that says nothing', () => {
	const limits = { connectTimeoutMs: 100 };
	const attempts = 1;

	it.each([
		['fromTheStart', /proxy did not let the connection through/],
		['inTheTunnel', /no connection came about in time/],
	] as const)('%s: not waited for without end, and nothing was sent', async (silent, message) => {
		const proxy = await startProxy({ silent });
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		const ended = await Promise.all(
			[READ, WRITE].map(async (call) => await outcomeAt(simulator, call, { limits, attempts })),
		);
		const notSent = { outcome: 'notSent', message: expect.stringMatching(message) };
		expect(ended).toMatchObject([notSent, notSent]);
		expect(proxy.asked).toHaveLength(2);
		expect(simulator.requests()).toEqual([]);
	});

	it('nor is one that speaks TLS itself', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		vi.stubEnv('HTTPS_PROXY', `https://localhost:${(server.address() as AddressInfo).port}`);
		const ended = await outcomeAt(simulator, WRITE, { limits, attempts });
		expect(ended).toMatchObject({ outcome: 'notSent' });
		server.close();
	});

	it('and speaks at the next attempt: the payment is sent, once', async () => {
		const options: ProxyOptions = { silent: 'fromTheStart' };
		const proxy = await startProxy(options);
		vi.stubEnv('HTTPS_PROXY', proxy.url);
		const sleep = async () => void delete options.silent;
		const ended = await outcomeAt(simulator, WRITE, { limits, sleep });
		expect(ended).toMatchObject({ outcome: 'accepted' });
		expect(seen(simulator, 'POST')).toHaveLength(1);
		expect(simulator.ledger()).toHaveLength(1);
	});
});
