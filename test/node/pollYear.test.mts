import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Poller } from '../engine/harness/server/Poller.mts';
import { ACCOUNT, defaultSeed, Simulator } from '../simulator/index.mts';
import { randomFrom } from '../simulator/random.mts';
import { POLLER, pollWorkflow, TestN8n } from './support/triggers.mts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAYS = 365;
const POLLS_A_DAY = 3;
const PAYMENTS_A_DAY = 6;
/** Payments are booked up to that late; the node looks back three days. */
const LATEST_BOOKING_MS = 2 * DAY;

const start = new Date();
let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	const { accounts } = defaultSeed(start);
	simulator = await Simulator.start({ clock: () => start, seed: { accounts } });
	vi.useFakeTimers({ toFake: ['Date'], now: start });
	n8n = await TestN8n.start(simulator);
});
afterAll(async () => {
	await n8n.stop();
	vi.useRealTimers();
	await simulator.stop();
});

describe('a year of payments', () => {
	it('comes out once each, through outages, late bookings and restarts, with bounded static data', async () => {
		const { certificate, privateKey } = await simulator.authority.issue({
			commonName: 'A client for more than a year',
			notAfter: new Date(start.getTime() + 2 * DAYS * DAY),
		});
		const credential = { clientCertificate: certificate, privateKey };
		const json = pollWorkflow({ filters: { accountIds: [ACCOUNT.main, ACCOUNT.payroll] } });
		const random = randomFrom(11);
		const emitted: IDataObject[] = [];
		const made: string[] = [];
		const sizes: number[] = [];
		let failed = 0;

		let published = await n8n.publish(json, credential);
		let poller = await Poller.activate(published, POLLER);
		const collect = () => {
			emitted.push(...published.emitted());
			failed += poller.errors.length;
		};
		for (let turn = 0; turn < DAYS * POLLS_A_DAY; turn++) {
			const day = Math.floor(turn / POLLS_A_DAY);
			for (let n = 0; n < PAYMENTS_A_DAY / POLLS_A_DAY; n++) {
				const isLate = random() < 0.3;
				simulator.settings.bookingLagMs = isLate ? Math.floor(random() * LATEST_BOOKING_MS) : 0;
				const accountId = random() < 0.7 ? ACCOUNT.main : ACCOUNT.payroll;
				made.push(simulator.incoming({ accountId, amount: `${turn}.${n}0` }).paymentId);
			}
			const now = start.getTime() + ((turn + 1) * DAY) / POLLS_A_DAY;
			simulator.advance(DAY / POLLS_A_DAY);
			vi.setSystemTime(now);

			// Five days without n8n in spring, four without ZEN in autumn, and now and then a bad poll.
			if (day >= 100 && day < 105) continue;
			simulator.faults.clear();
			if (day >= 250 && day < 254) simulator.faults.add({ kind: 'status', status: 400 });
			else if (random() < 0.05) simulator.faults.add({ kind: 'status', status: 400, skip: 1 });
			const isRestart = turn % 90 === 45 || turn === 105 * POLLS_A_DAY;
			if (isRestart) {
				collect();
				simulator.faults.clear();
				await n8n.restart();
				published = await n8n.publishAgain(published, json, credential);
				poller = await Poller.activate(published, POLLER, 'init');
			} else {
				await poller.tick();
			}
			sizes.push(published.column.text.length);
		}
		simulator.faults.clear();
		simulator.advance(LATEST_BOOKING_MS);
		vi.setSystemTime(start.getTime() + DAYS * DAY + LATEST_BOOKING_MS);
		await poller.tick();
		collect();

		expect(made).toHaveLength(DAYS * PAYMENTS_A_DAY);
		const times = new Map<unknown, number>();
		for (const { paymentId: id } of emitted) times.set(id, (times.get(id) ?? 0) + 1);
		expect(made.filter((id) => !times.has(id))).toEqual([]);
		expect([...times].filter(([, count]) => count > 1)).toEqual([]);
		expect(emitted).toHaveLength(made.length);
		expect(failed).toBeGreaterThan(50);

		// What is kept: 12 characters for each payment of the last few days, and the days' names.
		const half = sizes.length / 2;
		const [first, second] = [sizes.slice(8, half), sizes.slice(half)].map((part) =>
			Math.max(...part),
		);
		const bound = 12 * PAYMENTS_A_DAY * 6 + 500;
		expect(first).toBeLessThan(bound);
		expect(second).toBeLessThan(bound);
	}, 300_000);
});
