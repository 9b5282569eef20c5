import chunk from 'lodash/chunk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, Simulator } from '../../simulator';
import { credentialFor } from '../../support/credential';
import { executionsOf } from '../n8n/executions';
import { secretsIn, secretsOf } from '../support/secrets';
import type { Service } from '../support/Service';
import { until } from '../support/until';
import { Cluster } from './Cluster';
import { Payouts } from './Payouts';
import { saveNotifiedWorkflow, savePayoutWorkflow } from './workflows';

const references = (name: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
const once = (batch: string[]) => batch.map(() => 1);

describe('n8n in queue mode', () => {
	let simulator: Simulator;
	let cluster: Cluster;
	let processor: string;
	let worker: Service;
	let second: Service;
	let payouts: Payouts;
	let notified: string;

	beforeAll(async () => {
		simulator = await Simulator.start({ settleAfterMs: 100 });
		cluster = await Cluster.open();
		const { id } = await cluster.rest.post<{ id: string }>('/credentials', {
			name: 'ZEN API',
			type: 'zenApi',
			data: credentialFor(simulator),
		});
		const paying = await savePayoutWorkflow(cluster.rest, id);
		notified = await saveNotifiedWorkflow(cluster.rest, id);
		[processor, worker] = await Promise.all([
			cluster.startWebhookProcessor(),
			cluster.startWorker(),
		]);
		payouts = new Payouts(cluster, simulator, paying, `${processor}/webhook/pay`);
	});
	afterAll(async () => {
		await cluster?.close();
		await simulator?.stop();
	});

	it('when a worker is killed in mid-batch, the same batch again pays the rest, and nothing twice', async () => {
		const batch = references('killed', 40);
		simulator.faults.add({ kind: 'delay', ms: 100, method: 'POST' });
		await payouts.post(batch);
		const paid = () => payouts.booked(batch).filter((times) => times > 0).length;
		const tenPaid = () => (paid() >= 10 ? true : undefined);
		await until(tenPaid, { what: 'ten payments', everyMs: 10 });
		worker.kill();
		simulator.faults.clear();
		expect(paid()).toBeLessThan(batch.length);

		await cluster.startWorker();
		const outcomes = await payouts.run([batch]);
		expect(new Set([...outcomes.values()].flat())).toEqual(new Set(['alreadySent', 'accepted']));
		expect(payouts.booked(batch)).toEqual(once(batch));
	});

	it('batches one after the other, on whichever worker, are paid once, also when they come again', async () => {
		second = await cluster.startWorker();
		const batches = ['a', 'b', 'c'].map((name) => references(name, 20));
		for (const batch of [...batches, ...batches]) await payouts.run([batch]);
		expect(payouts.booked(batches.flat())).toEqual(once(batches.flat()));
	});

	it('batches on two workers at once are paid once, also when they come again', async () => {
		const batches = ['p', 'q', 'r', 's', 't', 'u'].map((name) => references(name, 20));
		const first = await payouts.run(batches);
		for (const reference of batches.flat()) expect(first.get(reference)).toEqual(['accepted']);
		const second = await payouts.run(batches);
		for (const reference of batches.flat()) expect(second.get(reference)).toEqual(['alreadySent']);
		expect(payouts.booked(batches.flat())).toEqual(once(batches.flat()));
	});

	it('the same batch on two workers at once is paid once, and is not called failed', async () => {
		const batch = references('same', 30);
		const outcomes = await payouts.run([batch, batch]);
		expect(payouts.booked(batch)).toEqual(once(batch));
		for (const reference of batch) {
			const [sent, other] = outcomes.get(reference)!.sort();
			expect(sent).toBe('accepted');
			expect(['alreadySent', 'unresolved']).toContain(other);
		}
	});

	it('a worker killed while another pays through the same node leaves nothing paid twice or lost', async () => {
		const batches = ['x', 'y'].map((name) => references(name, 40));
		simulator.faults.add({ kind: 'delay', ms: 50, method: 'POST' });
		await Promise.all(batches.map(async (batch) => await payouts.post(batch)));
		const all = batches.flat();
		const paid = () => payouts.booked(all).filter((times) => times > 0).length;
		const enough = () => (paid() >= 20 ? true : undefined);
		await until(enough, { what: 'twenty payments', everyMs: 10 });
		second.kill();
		simulator.faults.clear();
		expect(paid()).toBeLessThan(all.length);

		await cluster.startWorker();
		await payouts.ended();
		const outcomes = await payouts.run(batches);
		// Only what the killed worker had in its hands at that moment can be in doubt.
		const inDoubt = all.filter((reference) => outcomes.get(reference)![0] === 'unresolved');
		expect(inDoubt.length).toBeLessThanOrEqual(1);
		const certain = all.filter((reference) => !inDoubt.includes(reference));
		expect(payouts.booked(certain)).toEqual(once(certain));
		for (const times of payouts.booked(inDoubt)) expect(times).toBeLessThan(2);
	});

	it('notifications that come three times each start one execution each', async () => {
		const ids = Array.from(
			{ length: 40 },
			() => simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' }).paymentId,
		);
		const url = `${processor}/webhook/notified/zen`;
		for (const some of chunk(ids, 5)) {
			let open = some;
			// Until each is answered with 200: who is told to try again does so.
			for (let round = 0; open.length > 0 && round < 5; round += 1) {
				const options = { times: 3, shuffle: true, atOnce: true };
				const deliveries = await simulator.notify(url, open, options);
				const done = deliveries.filter(({ status }) => status === 200);
				const answered = new Set(done.map(({ notification }) => notification.paymentId));
				open = open.filter((id) => !answered.has(id));
			}
			expect(open).toEqual([]);
		}
		const executions = await until(
			async () => {
				const all = await executionsOf(cluster.rest, notified);
				const ended = all.filter(({ status }) => status === 'success');
				return ended.length >= ids.length ? all : undefined;
			},
			{ what: 'all notified payments', withinMs: 60_000 },
		);
		expect(executions).toHaveLength(ids.length);
	});

	it('keeps no secret but in the encrypted credentials', async () => {
		const secrets = secretsOf(simulator);
		const rows = await cluster.postgres.dump();
		expect(rows).toContain('killed-1');
		expect(secretsIn(rows, secrets)).toEqual([]);
		expect(secretsIn(cluster.logs, secrets)).toEqual([]);
	});
});
