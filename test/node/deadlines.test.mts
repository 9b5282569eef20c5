import { getEventListeners } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeConnections, readIdentity } from '../../nodes/zen-client';
import { openTransport } from '../../nodes/zen-client/transport/chosen';
import { Simulator } from '../simulator/index.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { outcomeAt, READ, WRITE } from './support/call.mts';
import type { World } from './support/call.mts';
import { Trickle } from './support/Trickle.mts';

const BODY = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n';
const HEADERS = 'HTTP/1.1 200 OK\r\nX-Slow: ';
const deadlines = { readMs: 300, writeMs: 300 };
const AT_MOST = 3_000;

let simulator: Simulator;
let trickle: Trickle | undefined;
beforeAll(async () => {
	simulator = await Simulator.start();
});
afterAll(async () => await simulator.stop());
beforeEach(closeConnections);
afterEach(async () => {
	simulator.reset();
	await trickle?.stop();
	trickle = undefined;
});

const timed = async (call: typeof READ, world: World) => {
	const started = Date.now();
	const ended = await outcomeAt(simulator, call, { deadlines, ...world });
	return { ended, took: Date.now() - started };
};

describe.each([
	['its body', BODY],
	['its headers', HEADERS],
])('an answer that trickles in %s', (_name, head) => {
	beforeEach(async () => {
		trickle = await Trickle.start(head);
	});

	it('leaves a write unknown, written once, and its connection is closed', async () => {
		const { ended, took } = await timed(WRITE, { baseUrl: trickle!.url });
		expect(ended).toMatchObject({
			outcome: 'unknown',
			code: 'ZEN_DEADLINE',
			message:
				'It is not known what became of payment "INV-7": it took too long as a whole, so it was broken off',
			remedy: expect.stringMatching(/^Run it again under the same External ID/),
		});
		expect(took).toBeGreaterThanOrEqual(290);
		expect(took).toBeLessThan(AT_MOST);
		expect(trickle!.received.join('').match(/POST /g)).toHaveLength(1);
		await expect.poll(() => trickle!.open).toBe(0);
	});

	it('ends each attempt at a read', async () => {
		const { ended, took } = await timed(READ, { baseUrl: trickle!.url, attempts: 2 });
		expect(ended).toMatchObject({ outcome: 'unknown', code: 'ZEN_DEADLINE' });
		expect(took).toBeGreaterThanOrEqual(2 * 290);
		expect(took).toBeLessThan(AT_MOST);
		expect(trickle!.received.join('').match(/GET /g)).toHaveLength(2);
	});
});

describe('a write', () => {
	it('whose answer does not come is cut off by the deadline, and may still take effect', async () => {
		simulator.faults.add({ kind: 'delay', ms: 1_000, afterCommit: false });
		const { ended } = await timed(WRITE, {});
		expect(ended).toMatchObject({ outcome: 'unknown', code: 'ZEN_DEADLINE' });
		expect(simulator.ledger()).toHaveLength(0);
		await vi.waitFor(() => expect(simulator.ledger()).toHaveLength(1), 5_000);
		expect(simulator.requests()).toHaveLength(1);
	});

	it('is not cut off by a cancelled execution before its deadline', async () => {
		simulator.faults.add({ kind: 'delay', ms: 400 });
		const cancellation = new AbortController();
		const running = timed(WRITE, {
			deadlines: { writeMs: 20_000 },
			signal: cancellation.signal,
		});
		await vi.waitFor(() => expect(simulator.requests()).toHaveLength(1));
		cancellation.abort();
		expect((await running).ended).toMatchObject({ outcome: 'accepted' });
	});

	it('that was certainly not sent is not begun again in the second half of its time', async () => {
		const port = await silentPort();
		const sleep = vi.fn(async () => await new Promise<void>((done) => void setTimeout(done, 200)));
		const { ended } = await timed(WRITE, { baseUrl: `https://localhost:${port}`, sleep });
		expect(ended).toMatchObject({ outcome: 'notSent', code: 'ECONNREFUSED' });
		expect(sleep.mock.calls.length).toBeLessThanOrEqual(1);
	});

	it('that gets no connection in its time was not sent, and never is', async () => {
		// Takes connections and says nothing, so that the handshake does not come about.
		const silent = createServer();
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
		const baseUrl = `https://localhost:${(silent.address() as AddressInfo).port}`;
		const { ended, took } = await timed(WRITE, { baseUrl, limits: { connectTimeoutMs: 2_000 } });
		expect(ended).toMatchObject({
			outcome: 'notSent',
			code: 'ZEN_DEADLINE',
			message: expect.stringContaining('nothing was sent for payment "INV-7"'),
		});
		expect(took).toBeLessThan(1_500);
		silent.close();
	});

	it('that waited for a connection in vain is not written once there is one', async () => {
		const { certificate: clientCertificate, privateKey } = simulator.client;
		const tls = readIdentity({ clientCertificate, privateKey, ca: simulator.ca }, new Date());
		const send = openTransport(tls, simulator.url, { httpRequest });
		simulator.faults.add({ kind: 'delay', ms: 4_000, method: 'GET' });
		const headers = { authorization: `Bearer ${simulator.apiKey}` };
		const url = `${simulator.url}/accounts/v1.0`;
		const busy = Promise.allSettled(
			Array.from({ length: 16 }, async () =>
				send({ method: 'GET', url, headers, freshConnection: true }),
			),
		);
		await vi.waitFor(() => expect(simulator.requests()).toHaveLength(16), 5_000);
		const { ended } = await timed(WRITE, {});
		expect(ended).toMatchObject({ outcome: 'notSent', code: 'ZEN_DEADLINE' });
		await busy;
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(simulator.requests().filter(({ method }) => method === 'POST')).toEqual([]);
		expect(simulator.ledger()).toEqual([]);
	});
});

describe('nothing is left behind', () => {
	const ofProcess = () =>
		process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

	it.each([
		['an answer', {}, 'accepted'],
		['no answer in time', { kind: 'delay', ms: 1_000 }, 'unknown'],
		['a reset', { kind: 'resetAfterCommit' }, 'unknown'],
	] as const)('of a write that ended with %s', async (_name, fault, outcome) => {
		if ('kind' in fault) simulator.faults.add(fault);
		const made: AbortSignal[] = [];
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const signal = timeout(ms);
			// Each transport has others besides, for a connection.
			if (ms === deadlines.writeMs) made.push(signal);
			return signal;
		});
		const before = ofProcess();
		const { ended } = await timed(WRITE, {});
		spy.mockRestore();
		expect(ended).toMatchObject({ outcome });
		expect(made).toHaveLength(1);
		expect(getEventListeners(made[0]!, 'abort')).toEqual([]);
		// Keeping a process alive is what a timer is listed for; undici's own are not.
		expect(ofProcess()).toBeLessThanOrEqual(before + 1);
	});

	it('the usual deadlines are two minutes for a write, and one for an attempt at a read', async () => {
		const spy = vi.spyOn(AbortSignal, 'timeout');
		simulator.faults.add({ kind: 'status', status: 503, times: 1, method: 'GET' });
		await outcomeAt(simulator, READ);
		await outcomeAt(simulator, WRITE);
		const asked = spy.mock.calls.map(([ms]) => ms).filter((ms) => ms >= 60_000);
		expect(asked).toEqual([60_000, 60_000, 120_000]);
		spy.mockRestore();
	});
});

/** A port of this machine where nobody listens. */
async function silentPort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
