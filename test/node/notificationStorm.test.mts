import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { randomFrom, shuffled } from '../simulator/random.mts';
import { TestN8n, TRIGGER, triggerWorkflow } from './support/triggers.mts';

const COUNT = 2_000;
const TIMES = 3;
const AT_ONCE = 20;

let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start();
	n8n = await TestN8n.start(simulator);
});
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

describe(`${COUNT} notifications, each sent ${TIMES} times in random order, ${AT_ONCE} at once`, () => {
	it('come out once each with exact amounts, while one call of ZEN in ten fails', async () => {
		const random = randomFrom(7);
		const amounts = new Map<string, string>();
		for (let n = 0; n < COUNT; n++) {
			const cents = String(Math.floor(random() * 1e9)).padStart(3, '0');
			const amount = `${cents.slice(0, -2)}.${cents.slice(-2)}`;
			const accountId = [ACCOUNT.main, ACCOUNT.payroll, ACCOUNT.zloty][n % 3]!;
			amounts.set(simulator.incoming({ accountId, amount }).paymentId, amount);
		}
		simulator.faults.add({ kind: 'status', status: 500, rate: 0.05, seed: 3 });
		simulator.faults.add({ kind: 'resetBeforeCommit', rate: 0.0526, seed: 4 });

		const published = await n8n.publish(triggerWorkflow());
		const url = n8n.server.url(published, TRIGGER);
		const limit = pLimit(AT_ONCE);
		// Who is told to try again does: that a refused notification comes again is the sender's part.
		const deliver = async (id: string) => {
			for (let tries = 1; ; tries++) {
				const [delivery] = await simulator.notify(url, id);
				if (delivery!.status === 200) return tries;
				expect(delivery!.status).toBe(503);
			}
		};
		const queue = shuffled(
			[...amounts.keys()].flatMap((id) => Array<string>(TIMES).fill(id)),
			random,
		);
		const tries = await Promise.all(queue.map(async (id) => await limit(deliver, id)));

		const events = published.emitted();
		expect(events).toHaveLength(COUNT);
		expect(new Map(events.map(({ paymentId, amount }) => [paymentId, amount]))).toEqual(amounts);
		expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(COUNT);
		const results = await published.results();
		expect(results.every(({ status }) => status === 'success')).toBe(true);

		const requests = simulator.requests();
		const failed = requests.filter(({ fault }) => fault !== null).length;
		expect(failed / requests.length).toBeCloseTo(0.1, 1);
		// One question for each payment at least, one for each notification at most, and the list of accounts once.
		const notified = tries.reduce((sum, one) => sum + one, 0);
		const asked = requests.filter(({ path }) => path.startsWith('/payments/')).length;
		expect(asked).toBeGreaterThanOrEqual(COUNT);
		expect(asked).toBeLessThan(notified);
		expect(requests.length - asked).toBeLessThanOrEqual(3);
	}, 300_000);
});
