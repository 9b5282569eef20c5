import chunk from 'lodash/chunk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, defaultSeed, Simulator } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import { ledgerCredential } from '../ledger/credential.mts';
import { secretsIn, secretsOf } from '../support/secrets.mts';
import type { Service } from '../support/Service.mts';
import { until } from '../support/until.mts';
import { Cluster } from './Cluster.mts';
import { Notified } from './Notified.mts';
import { Payouts } from './Payouts.mts';
import { saveNotifiedWorkflow, savePayoutWorkflow } from './workflows.mts';

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
	let notified: Notified;
	let sharing: Payouts[];
	/** At a bank of their own, with a credential that has a limit per day. */
	let limited: Payouts[];
	let otherBank: Simulator;

	beforeAll(async () => {
		simulator = await Simulator.start({ settleAfterMs: 100 });
		const seed = { ...defaultSeed(new Date()), payments: [] };
		otherBank = await Simulator.start({ settleAfterMs: 100, seed });
		cluster = await Cluster.open();
		const { id } = await cluster.rest.post<{ id: string }>('/credentials', {
			name: 'ZEN API',
			type: 'zenApi',
			data: credentialFor(simulator),
		});
		const paying = await savePayoutWorkflow(cluster.rest, id);
		const credential = ledgerCredential(cluster.postgres);
		const ledger = await cluster.rest.post<{ id: string }>('/credentials', credential);
		const zenLedgerApi = { id: ledger.id, name: credential.name };
		const save = async (bank: Simulator, path: string, policy = {}) => {
			const zen = await cluster.rest.post<{ id: string }>('/credentials', {
				name: `ZEN API of ${path}`,
				type: 'zenApi',
				data: { ...credentialFor(bank), ...policy },
			});
			const parameters = { memory: 'postgres' };
			const settings = { path, parameters, credentials: { zenLedgerApi } };
			const workflowId = await savePayoutWorkflow(cluster.rest, zen.id, settings);
			return () => new Payouts(cluster, bank, workflowId, `${processor}/webhook/${path}`);
		};
		const ofOne = [await save(simulator, 'one'), await save(simulator, 'other')];
		const policy = { limitPerDay: '20.00 EUR' };
		const ofOther = [await save(otherBank, 'left', policy), await save(otherBank, 'right', policy)];
		notified = new Notified(cluster, await saveNotifiedWorkflow(cluster.rest, id));
		[processor, worker] = await Promise.all([
			cluster.startWebhookProcessor(),
			cluster.startWorker(),
		]);
		sharing = ofOne.map((payoutsOf) => payoutsOf());
		limited = ofOther.map((payoutsOf) => payoutsOf());
		payouts = new Payouts(cluster, simulator, paying, `${processor}/webhook/pay`);
	});
	afterAll(async () => {
		await cluster?.close();
		await simulator?.stop();
		await otherBank?.stop();
	});

	const arrivals = (count: number) =>
		Array.from(
			{ length: count },
			() => simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' }).paymentId,
		);

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

	it('two workflows that pay the same through PostgreSQL, on two workers at once, pay each once', async () => {
		const [one, other] = sharing as [Payouts, Payouts];
		const batch = references('shared', 30);
		const both = async () => await Promise.all([one.run([batch]), other.run([batch])]);
		const ends = await both();
		expect(payouts.booked(batch)).toEqual(once(batch));
		for (const reference of batch) {
			const [sent, known] = ends.flatMap((end) => end.get(reference)!).sort();
			expect(sent).toBe('accepted');
			expect(['alreadySent', 'unresolved']).toContain(known);
		}
		for (const end of await both()) {
			for (const reference of batch) expect(end.get(reference)).toEqual(['alreadySent']);
		}
		expect(payouts.booked(batch)).toEqual(once(batch));
	});

	it('two workflows that pay on two workers at once keep to the limit of the day, to the cent', async () => {
		const batches = ['left', 'right'].map((name) => references(name, 15));
		const both = async () =>
			await Promise.all(limited.map(async (one, place) => await one.run([batches[place]!])));
		const ends = (await both()).flatMap((end) => [...end.values()].flat());
		const count = (outcome: string) => ends.filter((one) => one === outcome).length;
		expect([count('accepted'), count('notSent')]).toEqual([20, 10]);
		expect(otherBank.ledger()).toHaveLength(20);
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
		const ids = arrivals(40);
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
		await notified.atLeast(ids.length);
		expect(await notified.count()).toBe(ids.length);
	});

	// A trigger has nothing in n8n that webhook processors share at the same moment.
	it('notifications at two webhook processors start an execution each, and name the same event when they start two', async () => {
		const urls = [processor, await cluster.startWebhookProcessor()].map(
			(address) => `${address}/webhook/notified/zen`,
		);
		const before = await notified.count();
		const ids = arrivals(10);
		const deliver = async (id: string) =>
			(await Promise.all(urls.map(async (url) => await simulator.notify(url, id)))).flat();
		for (const id of ids) {
			const deliveries = await deliver(id);
			expect(deliveries.map(({ status }) => status)).toEqual([200, 200]);
		}
		await notified.atLeast(before + ids.length);
		const after = await notified.count();
		const events = await notified.events(after - before);
		expect(new Set(events)).toEqual(new Set(ids.map((id) => `${id}:SETTLED`)));

		// What comes later is known at both.
		for (const id of ids) await deliver(id);
		expect(await notified.count()).toBe(after);
	});

	it('keeps no secret but in the encrypted credentials', async () => {
		const secrets = secretsOf(simulator);
		const rows = await cluster.postgres.dump();
		// Not with toContain, which would print it all.
		expect(rows.includes('killed-1')).toBe(true);
		expect(secretsIn(rows, secrets)).toEqual([]);
		expect(secretsIn(cluster.logs, secrets)).toEqual([]);
	});
});
