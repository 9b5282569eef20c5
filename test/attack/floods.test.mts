import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import pLimit from 'p-limit';
import type { Published } from '../engine/harness/server/Published.mts';
import { TestN8n, TRIGGER, triggerWorkflow } from '../node/support/triggers.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { notification, send } from './support.mts';

const PAYMENT = '/payments/v1.0/';

let simulator: Simulator;
let n8n: TestN8n;
let published: Published;
beforeAll(async () => {
	simulator = await Simulator.start();
});
beforeEach(async () => {
	n8n = await TestN8n.start(simulator);
	published = await n8n.publish(triggerWorkflow());
});
afterEach(async () => {
	vi.restoreAllMocks();
	vi.useRealTimers();
	simulator.reset();
	await n8n.stop();
});
afterAll(async () => await simulator.stop());

const arrived = () => simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' }).paymentId;
const url = () => n8n.server.url(published, TRIGGER);
const asked = () => simulator.requests().filter(({ path }) => path.startsWith(PAYMENT)).length;

const forge = async (count: number) => {
	const limit = pLimit(50);
	const answers = Array.from({ length: count }, async () =>
		limit(async () => {
			const body = JSON.stringify(notification({ paymentId: randomUUID() }));
			return (await send(n8n, published, { body })).status;
		}),
	);
	const statuses = await Promise.all(answers);
	return { ok: statuses.filter((one) => one === 200), busy: statuses.filter((one) => one === 503) };
};

describe('a flood of made-up payments', () => {
	it('becomes a trickle of questions to ZEN and starts nothing', async () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		const { ok, busy } = await forge(2_000);
		expect(published.executions).toEqual([]);
		expect(asked()).toBe(60);
		expect([ok.length, busy.length]).toEqual([60, 1_940]);

		// What was true meanwhile is refused for now, not lost.
		const id = arrived();
		expect((await simulator.notify(url(), id))[0]?.status).toBe(503);
		vi.setSystemTime(Date.now() + 5_000);
		expect((await simulator.notify(url(), id))[0]?.status).toBe(200);
		expect(published.emitted().map((event) => event.paymentId)).toEqual([id]);
		expect((await forge(100)).ok).toHaveLength(5);
	});

	it('is bounded too when ZEN refuses instead of not knowing them', async () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		simulator.faults.add({ kind: 'status', status: 403, path: PAYMENT });
		expect((await forge(300)).ok).toEqual([]);
		expect(asked()).toBe(60);
		expect(published.executions).toEqual([]);
	});

	it('does not count true notifications: many more of them go through', async () => {
		vi.useFakeTimers({ toFake: ['Date'] });
		const sent = await simulator.notify(url(), Array.from({ length: 150 }, arrived), {
			atOnce: true,
		});
		expect(sent.filter(({ status }) => status !== 200)).toEqual([]);
		expect(published.emitted()).toHaveLength(150);
	});
});

describe('a replay', () => {
	it('of one captured notification, a hundred times, starts one execution', async () => {
		const sent = await simulator.notify(url(), arrived(), { times: 100, atOnce: true });
		expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
		expect(published.emitted()).toHaveLength(1);
	});

	it('of one captured notification under other accounts starts no further execution', async () => {
		const id = arrived();
		await simulator.notify(url(), id);
		for (const accountId of Object.values(ACCOUNT)) {
			await simulator.notify(url(), id, { fields: { accountId } });
		}
		expect(published.emitted()).toHaveLength(1);
	});
});

describe('a slow ZEN', () => {
	it('is asked sixteen questions at once, and no more', async () => {
		let underWay = 0;
		let most = 0;
		simulator.faults.add({ kind: 'delay', ms: 1_000, path: PAYMENT });
		const watch = setInterval(() => {
			underWay = simulator
				.requests()
				.filter(({ path, status }) => path.startsWith(PAYMENT) && status === null).length;
			most = Math.max(most, underWay);
		}, 5);
		const sent = await simulator.notify(url(), Array.from({ length: 64 }, arrived), {
			atOnce: true,
		});
		clearInterval(watch);
		expect(sent.every(({ status }) => status === 200)).toBe(true);
		expect(most).toBe(16);
	});

	it('is not waited for longer than fifteen seconds, and the sender is told to try again', async () => {
		const real = AbortSignal.timeout.bind(AbortSignal);
		const timeout = vi
			.spyOn(AbortSignal, 'timeout')
			.mockImplementation((ms) => real(ms === 15_000 ? 200 : ms));
		simulator.faults.add({ kind: 'delay', ms: 5_000, path: PAYMENT, times: 1 });
		const id = arrived();
		const started = Date.now();
		expect((await simulator.notify(url(), id))[0]?.status).toBe(503);
		expect(Date.now() - started).toBeLessThan(2_000);
		expect(timeout).toHaveBeenCalledWith(15_000);
		expect((await simulator.notify(url(), id))[0]?.status).toBe(200);
		expect(published.emitted()).toHaveLength(1);
	});
});
