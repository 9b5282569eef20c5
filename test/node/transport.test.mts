import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeConnections, openZen, readIdentity } from '../../nodes/zen-client';
import type { Call } from '../../nodes/zen-client/caller';
import { openTransport } from '../../nodes/zen-client/transport/chosen';
import { Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { outcomeAt, READ, WRITE } from './support/call.mts';
import type { World } from './support/call.mts';
import { FAULTS, SEED } from './support/faultTable.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
});
afterAll(async () => {
	await simulator.stop();
});
beforeEach(closeConnections);
afterEach(() => simulator.reset());

const outcomeOf = async (call: Call, world?: World) => await outcomeAt(simulator, call, world);

describe('a request that meets', () => {
	it.each(FAULTS.map((row) => [row.name, row.read, row.write, row.fault] as const))(
		'%s ends as %j when it is a read, and as %j when it is a write',
		async (_name, read, write, fault) => {
			simulator.faults.add(fault);
			expect(await outcomeOf(READ)).toMatchObject({ outcome: read.outcome });
			expect(simulator.requests()).toHaveLength(read.requests);

			simulator.reset();
			simulator.faults.add(fault);
			expect(await outcomeOf(WRITE)).toMatchObject({ outcome: write.outcome });
			expect(simulator.requests()).toHaveLength(1);
			expect(simulator.ledger()).toHaveLength(write.effects);
		},
	);
});

describe('the wait before a read is repeated', () => {
	it('grows from attempt to attempt, by a share that chance decides', async () => {
		simulator.faults.add({ kind: 'status', status: 503 });
		const sleep = vi.fn(async () => {});
		await outcomeOf(READ, { sleep, random: 0.5 });
		expect(sleep.mock.calls).toEqual([[125], [250], [500]]);
	});

	it.each([
		['seconds', () => 7, 7_000, 7_000],
		['an HTTP date', () => new Date(Date.now() + 20_000).toUTCString(), 15_000, 20_000],
	])('is what Retry-After asks for in %s', async (_name, retryAfter, least, most) => {
		simulator.faults.add({ kind: 'status', status: 429, retryAfter: retryAfter(), times: 1 });
		const sleep = vi.fn<(ms: number) => Promise<void>>(async () => {});
		expect(await outcomeOf(READ, { sleep })).toMatchObject({ outcome: 'accepted' });
		expect(sleep).toHaveBeenCalledTimes(1);
		expect(sleep.mock.calls[0]![0]).toBeGreaterThanOrEqual(least);
		expect(sleep.mock.calls[0]![0]).toBeLessThanOrEqual(most);
	});

	it('is not begun when more is asked for than anybody would wait; the error says how long', async () => {
		simulator.faults.add({ kind: 'status', status: 429, retryAfter: 31 });
		const sleep = vi.fn(async () => {});
		const error = await outcomeOf(READ, { sleep });
		expect(error).toMatchObject({ retryAfterMs: 31_000, remedy: expect.stringContaining('31 s') });
		expect(sleep).not.toHaveBeenCalled();
	});
});

describe('a time-out', () => {
	// undici looks at its clock twice a second, so a delay has to be a good deal longer.
	const limits = { headersTimeoutMs: 100, bodyTimeoutMs: 100 };
	const LONG = 3_000;

	it('has a read repeated', async () => {
		simulator.faults.add({ kind: 'delay', ms: LONG, times: 1 });
		const sleep = vi.fn(async () => {});
		const started = Date.now();
		expect(await outcomeOf(READ, { limits, sleep })).toMatchObject({ outcome: 'accepted' });
		expect(Date.now() - started).toBeLessThan(LONG);
		expect(sleep).toHaveBeenCalledTimes(1);
		expect(simulator.requests()).toHaveLength(2);
	});

	it.each([
		['after it took effect', true, 1],
		['before it took effect, which it may do later still', false, 0],
	])('leaves a payment unknown: %s', async (_name, afterCommit, paidByThen) => {
		simulator.faults.add({ kind: 'delay', ms: LONG, afterCommit });
		const error = await outcomeOf(WRITE, { limits });
		expect(simulator.ledger()).toHaveLength(paidByThen);
		expect(error).toMatchObject({
			outcome: 'unknown',
			code: 'UND_ERR_HEADERS_TIMEOUT',
			message: expect.stringContaining('the answer did not come in time'),
		});
		await vi.waitFor(() => expect(simulator.ledger()).toHaveLength(1), 2 * LONG);
		expect(simulator.requests()).toHaveLength(1);
	});
});

describe('a server that is not there', () => {
	/** A port of this machine where nobody listens. */
	async function closedPort(): Promise<number> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		await new Promise((resolve) => server.close(resolve));
		return port;
	}

	it.each([READ, WRITE])('is asked four times: %o', async (call) => {
		const sleep = vi.fn(async () => {});
		const baseUrl = `https://localhost:${await closedPort()}`;
		const error = await outcomeOf(call, { baseUrl, sleep });
		expect(error).toMatchObject({ outcome: 'notSent', code: 'ECONNREFUSED' });
		expect(sleep).toHaveBeenCalledTimes(3);
	});

	it('gets the payment once when it is back at the next attempt', async () => {
		const port = await closedPort();
		let late: Simulator | undefined;
		const sleep = async () => {
			late ??= await Simulator.start({ port, apiKey: simulator.apiKey });
		};
		try {
			const answer = await outcomeOf(WRITE, { baseUrl: `https://localhost:${port}`, sleep });
			expect(answer).toMatchObject({ outcome: 'accepted' });
			expect(late?.requests()).toHaveLength(1);
			expect(late?.ledger()).toHaveLength(1);
		} finally {
			await late?.stop();
		}
	});

	it('has a host name that nobody knows: nothing was sent', async () => {
		const error = await outcomeOf(WRITE, { baseUrl: 'https://no-such-host.invalid' });
		expect(error).toMatchObject({
			outcome: 'notSent',
			message: expect.stringContaining('host name could not be resolved'),
		});
	});

	it('hangs up before TLS begins: nothing was sent, so it is sent again, and once', async () => {
		simulator.faults.add({ kind: 'refuse', times: 2 });
		const sleep = vi.fn(async () => {});
		expect(await outcomeOf(WRITE, { sleep })).toMatchObject({ outcome: 'accepted' });
		expect(sleep).toHaveBeenCalledTimes(2);
		expect(simulator.requests()).toHaveLength(1);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('speaks something else than TLS: nothing was sent, and it is not tried again', async () => {
		const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
		const sleep = vi.fn(async () => {});
		const error = await outcomeOf(WRITE, { baseUrl, sleep });
		server.close();
		expect(error).toMatchObject({
			outcome: 'notSent',
			message: expect.stringContaining('does not speak TLS 1.2 or newer'),
		});
		expect(sleep).not.toHaveBeenCalled();
	});
});

describe('a cancelled execution', () => {
	/** Cancels as soon as ZEN has seen the request. */
	function cancelOnceSeen(): AbortSignal {
		const cancellation = new AbortController();
		void vi
			.waitUntil(() => simulator.requests().length > 0, { timeout: 10_000, interval: 5 })
			.then(() => cancellation.abort());
		return cancellation.signal;
	}

	it('ends a read that is under way', async () => {
		simulator.faults.add({ kind: 'delay', ms: 5_000 });
		const started = Date.now();
		const error = await outcomeOf(READ, { signal: cancelOnceSeen() });
		expect(error).toMatchObject({ code: 'ZEN_CANCELLED' });
		expect(Date.now() - started).toBeLessThan(5_000);
		expect(simulator.requests()).toHaveLength(1);
	});

	it('ends the waiting for the next attempt', async () => {
		simulator.faults.add({ kind: 'status', status: 503 });
		const cancellation = new AbortController();
		const sleep = async () => cancellation.abort();
		await outcomeOf(READ, { signal: cancellation.signal, sleep });
		expect(simulator.requests()).toHaveLength(1);
	});

	it('opens no connection for what comes after', async () => {
		const before = simulator.connections();
		const error = await outcomeOf(READ, { signal: AbortSignal.abort() });
		expect(error).toMatchObject({ code: 'ZEN_CANCELLED' });
		expect(simulator.connections()).toBe(before);
	});

	it('does not cut off a payment that is being written', async () => {
		simulator.faults.add({ kind: 'delay', ms: 300 });
		const answer = await outcomeOf(WRITE, { signal: cancelOnceSeen() });
		expect(answer).toMatchObject({ outcome: 'accepted' });
		expect(simulator.ledger()).toHaveLength(1);
	});
});

it("ZEN's clock is read off its answer before the first write", async () => {
	const { accounts, raw, zenTime } = await openZen(credentialFor(simulator) as never, {
		sleep: async () => {},
		now: () => Date.now(),
		random: () => 0,
		httpRequest,
	}).preflight();
	expect(accounts).toHaveLength(raw.length);
	expect(Math.abs(zenTime! - Date.now())).toBeLessThan(5_000);
});

it('a request to any other host is refused before a connection is made', async () => {
	const { certificate: clientCertificate, privateKey } = simulator.client;
	const tls = readIdentity({ clientCertificate, privateKey, ca: simulator.ca }, new Date());
	const before = simulator.connections();
	const send = openTransport(tls, 'https://api.example', { httpRequest });
	const request = { method: 'GET', url: `${simulator.url}/accounts/v1.0`, headers: {} } as const;
	await expect(send(request)).rejects.toMatchObject({ code: 'ZEN_FOREIGN_HOST', written: false });
	expect(simulator.connections()).toBe(before);
});
