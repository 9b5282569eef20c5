import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeConnections } from '../../nodes/zen-client';
import type { Engine } from '../engine/harness.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen, zenEngine } from './support/zen.mts';

const ROUND_TRIP = 40;
const FIRST = 16;

let simulator: Simulator;
let engine: Engine;
beforeAll(async () => {
	[simulator, engine] = await Promise.all([
		Simulator.start({ roundTripMs: ROUND_TRIP }),
		zenEngine(),
	]);
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	await closeConnections();
	simulator.reset();
});

const get = { resource: 'account', operation: 'get', accountId: byId(ACCOUNT.main) };
const read = async (count: number, options: Record<string, unknown> = {}, more = {}) =>
	await runZen(
		simulator,
		{ ...get, options: options as never },
		{ items: Array.from({ length: count }, () => ({})), engine, ...more },
	);
const times = () => simulator.requests().map(({ time }) => Date.parse(time));
const refused = () => simulator.requests().filter(({ status }) => status === 429);
const connectionsUsed = () =>
	new Set(simulator.requests().map(({ connectionId }) => connectionId)).size;

describe('a ZEN that refuses what goes beyond 100 requests a second', () => {
	beforeEach(() =>
		simulator.faults.add({ kind: 'status', status: 429, retryAfter: 1, perSecond: 100 }),
	);

	it('answers every read, and refuses few', async () => {
		const { json, status } = await read(600);
		expect(status).toBe('success');
		expect(json).toHaveLength(600);
		expect(json.some(({ error }) => error)).toBe(false);
		expect(simulator.requests()).toHaveLength(600 + refused().length);
		// Rounds to find it; 64 at a fixed number are refused 320 times.
		expect(refused().length).toBeLessThan(200);
		const late = simulator.requests().slice(-200);
		expect(late.filter(({ status: said }) => said === 429).length).toBeLessThan(50);
	}, 30_000);
});

describe('reads', () => {
	it('wait, all of them, for as long as Retry-After asks one to, in another execution too', async () => {
		simulator.faults.add({ kind: 'status', status: 429, retryAfter: 2, skip: 30, times: 1 });
		const [first, second] = await Promise.all([read(100), read(100)]);
		expect([...first.json, ...second.json].some(({ error }) => error)).toBe(false);
		const place = simulator.requests().findIndex(({ status }) => status === 429);
		const asked = times()[place]!;
		// Those that were under way when it came are not called back.
		const within = times().filter((at) => at > asked + 500 && at < asked + 1_900);
		expect(within).toEqual([]);
		expect(simulator.requests()).toHaveLength(201);
	});

	it('are not sent for a while when ZEN wants none for an hour', async () => {
		simulator.faults.add({ kind: 'status', status: 429, retryAfter: 3600 });
		const { json } = await read(200, {}, CONTINUE);
		expect(json).toHaveLength(200);
		expect(messageOf(json, 199)).toMatch(/^ZEN asks for fewer calls/);
		expect(simulator.requests().length).toBeLessThanOrEqual(FIRST);
		simulator.faults.clear();
		const again = await read(1, {}, CONTINUE);
		expect(messageOf(again.json)).toMatch(/^ZEN asks for fewer calls/);
		expect(simulator.requests().length).toBeLessThanOrEqual(FIRST);
	});

	it('that ZEN wants none of hold up no payment', async () => {
		simulator.faults.add({ kind: 'status', status: 429, retryAfter: 3600, times: 1 });
		await read(1, {}, CONTINUE);
		const { status } = await runZen(simulator, payment(), { engine });
		expect(status).toBe('success');
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it.each([
		[1, 1],
		[5, 5],
	])('with Reads at Once at %i go over as many connections', async (readsAtOnce, connections) => {
		const { json } = await read(60, { readsAtOnce });
		expect(json).toHaveLength(60);
		expect(connectionsUsed()).toBe(connections);
	});

	it('grow to more connections than at first over a long link, by themselves', async () => {
		await read(300);
		expect(connectionsUsed()).toBeGreaterThan(FIRST);
		expect(simulator.requests()).toHaveLength(300);
	});

	it.each([0, -1, 2.5, 'many', ''])('with Reads at Once at %j are refused', async (readsAtOnce) => {
		const { json } = await read(1, { readsAtOnce }, CONTINUE);
		expect(messageOf(json)).toMatch(/Reads at Once/);
		expect(simulator.requests()).toEqual([]);
	});
});
