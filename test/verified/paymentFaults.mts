import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { vi } from 'vitest';
import type { Deadlines } from '../../nodes/zen-client/caller';
import type { TransportLimits } from '../../nodes/zen-client/transport/port';
import { ConnectProxy } from '../node/support/ConnectProxy.mts';
import type { ProxyOptions } from '../node/support/ConnectProxy.mts';
import { FAULTS } from '../node/support/faultTable.mts';
import { Trickle } from '../node/support/Trickle.mts';
import { identities } from '../simulator/identities.mts';
import { Simulator } from '../simulator/index.mts';
import type { Fault } from '../simulator/index.mts';
import { CertificateAuthority } from '../support/certificates.mts';

/** How a payment is sent into a fault. */
export interface Staged {
	/** Where it is sent, if not to the simulator. */
	baseUrl?: string;
	/** Another certificate, or another authority to trust, than the simulator's. */
	tls?: { clientCertificate?: string; privateKey?: string; ca?: string };
	limits?: Partial<TransportLimits>;
	deadlines?: Partial<Deadlines>;
	signal?: AbortSignal;
	/** POSTs that reached the server, where that is not the simulator. */
	posts?: () => number;
}

/** Something that can go wrong while a payment is sent. */
export interface PaymentFault {
	name: string;
	/** @param cleanUp takes what is to be done afterwards */
	stage(simulator: Simulator, cleanUp: (undo: () => unknown) => void): Promise<Staged> | Staged;
}

type Stage = PaymentFault['stage'];

const PATIENT = { writeMs: 20_000 };
const ID = '7f2c8f0e-3a51-4c5e-9d0b-2f4f6a1b9c01';
const YES = JSON.stringify({ id: ID, status: 'IN_PROGRESS' });

const fault =
	(detail: Fault): Stage =>
	(simulator) => {
		simulator.faults.add(detail);
		return {};
	};

const answers =
	(status: number, body: string, headers: Record<string, string> = {}): Stage =>
	(simulator) => {
		simulator.faults.add({ kind: 'status', status, body, headers, afterCommit: status < 300 });
		return {};
	};

/** A redirect that leads back to where the payment was sent, where it would be taken. */
const redirects =
	(status: number): Stage =>
	(simulator) => {
		const location = `${simulator.url}/payments/v1.0`;
		simulator.faults.add({ kind: 'redirect', status, location, times: 1 });
		return {};
	};

/** A server of our own that takes the request and answers with bytes of any kind. */
const raw =
	(head: string | Buffer, then: 'trickle' | 'end' | 'breakOff', deadlines = PATIENT): Stage =>
	async (_simulator, cleanUp) => {
		const server = await Trickle.start(head, then);
		cleanUp(async () => await server.stop());
		const posts = () => server.received.join('').match(/POST /g)?.length ?? 0;
		return { baseUrl: server.url, deadlines, posts };
	};

const listening = async (server: Server, cleanUp: (undo: () => unknown) => void) => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	cleanUp(() => server.close());
	return `https://localhost:${(server.address() as AddressInfo).port}`;
};

function useProxy(address: string): void {
	// An empty one in the other case, as the tests begin with, would be taken before it.
	vi.stubEnv('https_proxy', undefined);
	vi.stubEnv('HTTPS_PROXY', address);
}

const behind =
	(options: ProxyOptions): Stage =>
	async (_simulator, cleanUp) => {
		const proxy = await ConnectProxy.start(options);
		cleanUp(async () => await proxy.stop());
		useProxy(proxy.url);
		return { limits: { connectTimeoutMs: 300 } };
	};

const stranger = (maxTlsVersion: 'TLSv1.2' | 'TLSv1.3'): Stage => {
	return async (_simulator, cleanUp) => {
		const strict = await Simulator.start({ maxTlsVersion });
		cleanUp(async () => await strict.stop());
		const { certificate, privateKey } = await (
			await CertificateAuthority.create('Somebody else')
		).issue({ commonName: 'client' });
		const posts = () => strict.requests().length;
		return { baseUrl: strict.url, tls: { clientCertificate: certificate, privateKey }, posts };
	};
};

const serverWith = (serverCertificate: object): Stage => {
	return async (_simulator, cleanUp) => {
		const other = await Simulator.start({ serverCertificate });
		cleanUp(async () => await other.stop());
		return { baseUrl: other.url, posts: () => other.requests().length };
	};
};

const LONG_AGO = { notBefore: new Date('2025-01-01'), notAfter: new Date('2025-03-31') };
const HEAD = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n';

const BEFORE_A_CONNECTION: Array<[string, Stage]> = [
	['a port where nobody listens', () => ({ baseUrl: 'https://localhost:1' })],
	['a host that nobody knows', () => ({ baseUrl: 'https://no-such-host.invalid' })],
	['a server that hangs up before TLS', fault({ kind: 'refuse' })],
	['a server that hangs up before TLS, twice', fault({ kind: 'refuse', times: 2 })],
	[
		'a server that speaks no TLS',
		async (_simulator, cleanUp) => ({
			baseUrl: await listening(
				createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
				cleanUp,
			),
			posts: () => 0,
		}),
	],
	[
		'a server that speaks only TLS 1.1',
		async (_simulator, cleanUp) => {
			const { server: own } = await identities();
			const server = createSecureServer({
				...{ cert: own.certificate, key: own.privateKey },
				...{ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
			});
			server.on('tlsClientError', () => {});
			return { baseUrl: await listening(server, cleanUp), posts: () => 0 };
		},
	],
	[
		'a handshake in which the server says nothing',
		async (_simulator, cleanUp) => ({
			baseUrl: await listening(createServer(), cleanUp),
			limits: { connectTimeoutMs: 300 },
			posts: () => 0,
		}),
	],
	["a server's certificate for another host", serverWith({ altNames: ['elsewhere.example'] })],
	["a server's certificate that expired", serverWith(LONG_AGO)],
	[
		"a server's certificate of an authority that is not trusted",
		async () => ({ tls: { ca: (await CertificateAuthority.create('Another')).certificate } }),
	],
	[
		'the same, with NODE_TLS_REJECT_UNAUTHORIZED=0',
		async () => {
			vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
			return { tls: { ca: (await CertificateAuthority.create('Another')).certificate } };
		},
	],
	['a client certificate that is refused, TLS 1.3', stranger('TLSv1.3')],
	['a client certificate that is refused, TLS 1.2', stranger('TLSv1.2')],
];

const PROXIES: Array<[string, Stage]> = [
	['a proxy that lets it through', behind({})],
	['a proxy that refuses (403)', behind({ refuseWith: 403 })],
	['a proxy that wants a password (407)', behind({ refuseWith: 407 })],
	['a proxy that cannot reach ZEN (502)', behind({ refuseWith: 502 })],
	['a proxy that hangs up', behind({ hangUp: true })],
	['a proxy that says nothing', behind({ silent: 'fromTheStart' })],
	['a tunnel in which nothing is said', behind({ silent: 'inTheTunnel' })],
	[
		'a proxy that is not there',
		() => {
			useProxy('http://localhost:1');
			return {};
		},
	],
	[
		'a proxy whose address cannot be read',
		() => {
			useProxy('proxy.example:3128');
			return {};
		},
	],
];

const NO_WHOLE_ANSWER: Array<[string, Stage]> = [
	['a connection that breaks off at the first bytes', raw('', 'breakOff')],
	['a connection that is closed without an answer', raw('', 'end')],
	['half a status line', raw('HTTP/1.1 20', 'end')],
	['half the headers', raw(HEAD, 'end')],
	['half a body', raw(`${HEAD}Content-Length: 900\r\n\r\n${YES}`, 'breakOff')],
	[
		'chunks without the last one',
		raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`, 'end'),
	],
	['something else than HTTP', raw('SSH-2.0-OpenSSH_9.9\r\n', 'end')],
	[
		'headers that trickle in for ever',
		raw('HTTP/1.1 201 Created\r\nX-Slow: ', 'trickle', { writeMs: 400 }),
	],
	[
		'a body that trickles in for ever',
		raw(`${HEAD}Content-Length: 90000\r\n\r\n`, 'trickle', { writeMs: 400 }),
	],
	[
		'no answer in time',
		(simulator) => {
			simulator.faults.add({ kind: 'delay', ms: 3_000 });
			return { limits: { headersTimeoutMs: 100, bodyTimeoutMs: 100 } };
		},
	],
	[
		'no answer before the deadline',
		(simulator) => {
			simulator.faults.add({ kind: 'delay', ms: 3_000 });
			return { deadlines: { writeMs: 400 } };
		},
	],
];

const ANSWERS: Array<[string, Stage]> = [
	['a yes as text/plain', answers(201, YES, { 'content-type': 'text/plain' })],
	['a yes without JSON', answers(201, 'OK', { 'content-type': 'application/json' })],
	['a yes with an error in it', answers(201, JSON.stringify({ ...JSON.parse(YES), error: 'no' }))],
	['a yes without an ID', answers(201, JSON.stringify({ status: 'IN_PROGRESS' }))],
	['204', answers(204, '')],
	[
		'401 that asks for Digest',
		answers(401, '', { 'www-authenticate': 'Digest realm="a", nonce="b", qop="auth"' }),
	],
	['407 of ZEN itself', answers(407, '')],
	['500 that asks to try again at once', answers(500, '', { 'retry-after': '0' })],
	[
		'a yes that is packed, though none was asked for',
		async (...world) => {
			const body = gzipSync(YES);
			const head = `${HEAD}Content-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
			return await raw(Buffer.concat([Buffer.from(head), body]), 'end')(...world);
		},
	],
	...[301, 303, 307, 308].map((status): [string, Stage] => [
		`a redirect (${status}) to where the payment would be taken`,
		redirects(status),
	]),
];

const CANCELLED: Array<[string, Stage]> = [
	['a run that was cancelled before', () => ({ signal: AbortSignal.abort() })],
	[
		'a run that is cancelled meanwhile',
		(simulator) => {
			simulator.faults.add({ kind: 'delay', ms: 400 });
			return { signal: AbortSignal.timeout(150) };
		},
	],
];

/** All that is tried: what the other suites have, and what only a payment on its own can meet. */
export const PAYMENT_FAULTS: PaymentFault[] = [
	...BEFORE_A_CONNECTION,
	...PROXIES,
	...NO_WHOLE_ANSWER,
	...FAULTS.map((row): [string, Stage] => [row.name, fault(row.fault)]),
	...ANSWERS,
	...CANCELLED,
].map(([name, stage]) => ({ name, stage }));
