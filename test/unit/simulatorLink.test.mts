import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Simulator } from '../simulator/index.mts';
import { Caller } from '../simulator/support/Caller.mts';

const ROUND_TRIP = 200;

let simulator: Simulator;
let caller: Caller;

beforeAll(async () => {
	simulator = await Simulator.start({ roundTripMs: ROUND_TRIP });
	caller = new Caller(simulator);
});

beforeEach(() => simulator.reset());

afterAll(async () => {
	await caller.close();
	await simulator.stop();
});

async function timed<T>(work: Promise<T>) {
	const start = performance.now();
	const done = await work;
	return { done, roundTrips: (performance.now() - start) / ROUND_TRIP };
}

const accounts = async (of = caller) => await of.get('/accounts/v1.0');
const codeOf = async (work: Promise<unknown>) =>
	await work.then(
		() => 'none',
		(error: { code?: string }) => error.code,
	);

describe('a long link', () => {
	it('takes a round trip for TCP, one for TLS 1.3 and one for the request', async () => {
		const fresh = new Caller(simulator);
		const { done, roundTrips } = await timed(accounts(fresh));
		await fresh.close();
		expect(done.status).toBe(200);
		expect(roundTrips).toBeGreaterThan(2.95);
	});

	it('takes one round trip on a connection that is there, and no more for many at once', async () => {
		await accounts();
		const { roundTrips } = await timed(accounts());
		expect(roundTrips).toBeGreaterThan(0.95);
		const wide = new Caller(simulator, { connections: 20 });
		const all = Array.from({ length: 20 }, async () => await accounts(wide));
		// One after the other they would take 60.
		expect((await timed(Promise.all(all))).roundTrips).toBeLessThan(20);
		await wide.close();
	});

	it('takes half of it each way: the request is there before the answer is back', async () => {
		await accounts();
		simulator.reset();
		const start = Date.now();
		await accounts();
		const back = Date.now() - start;
		const arrived = Date.parse(simulator.requests()[0]?.time ?? '') - start;
		expect(arrived).toBeGreaterThanOrEqual(ROUND_TRIP / 2 - 2);
		expect(back - arrived).toBeGreaterThanOrEqual(ROUND_TRIP / 2 - 2);
	});

	it('is as wide as ever: what is large comes whole', async () => {
		simulator.faults.add({ kind: 'hugeBody', bytes: 32 * 1024 * 1024, times: 1 });
		const { bytes } = await accounts();
		expect(bytes.length).toBeGreaterThan(32 * 1024 * 1024);
	});

	it.each(['resetBeforeCommit', 'resetAfterCommit'] as const)(
		'%s is a real reset, a link later',
		async (kind) => {
			await accounts();
			simulator.faults.add({ kind, times: 1 });
			const { done, roundTrips } = await timed(codeOf(caller.pay()));
			expect(done).toBe('ECONNRESET');
			expect(roundTrips).toBeGreaterThan(0.95);
			expect(simulator.ledger()).toHaveLength(kind === 'resetAfterCommit' ? 1 : 0);
		},
	);

	it('counts connections and handshakes, and forgets those that were closed', async () => {
		const before = { ...simulator.stats() };
		const fresh = new Caller(simulator);
		await accounts(fresh);
		expect(simulator.connections() - before.connections).toBe(1);
		expect(simulator.handshakes() - before.handshakes).toBe(1);
		const open = simulator.openConnections();
		await fresh.close();
		await expect.poll(() => simulator.openConnections()).toBe(open - 1);
	});

	it('ends with the simulator, whatever is under way', async () => {
		const other = await Simulator.start({ roundTripMs: 5000 });
		const user = new Caller(other);
		const waiting = codeOf(accounts(user));
		await new Promise((done) => setTimeout(done, 50));
		expect((await timed(other.stop())).roundTrips).toBeLessThan(10);
		expect(await waiting).not.toBe('none');
		await user.close();
	});
});
