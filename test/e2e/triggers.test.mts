import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../simulator/index.mts';
import { NEWEST, OLDEST } from './install/releases.mts';
import { executionsOf, finished } from './n8n/executions.mts';
import { examples } from './n8n/examples.mts';
import { Rest } from './n8n/Rest.mts';
import { Stage, withCredential } from './n8n/Stage.mts';
import { until } from './support/until.mts';

const safetyNet = examples.find(({ id }) => id === 'notifications-with-safety-net')!;
const UNKNOWN = '99999999-9999-4999-8999-999999999999';

describe.each([NEWEST, OLDEST])('the triggers in n8n $n8n on Node $node', (release) => {
	let stage: Stage;
	let rest: Rest;
	let id: string;
	let url: string;
	let starts = 0;

	beforeAll(async () => {
		stage = await Stage.open({ release });
		rest = stage.rest;
		// With an id of n8n's own: for a longer one it keeps no static data.
		const workflow = { ...withCredential(safetyNet, stage.credentialId), id: undefined };
		const saved = await rest.post<{ id: string; versionId: string }>('/workflows', workflow);
		id = saved.id;
		await rest.post(`/workflows/${id}/activate`, { versionId: saved.versionId });
		const { webhookId } = safetyNet.nodes.find(({ name }) => name === 'ZEN Trigger')!;
		url = `${stage.n8n.url}/webhook/${webhookId}/zen`;
		await listens();
	});
	afterAll(async () => await stage?.close());

	const post = async (body: string, to = url) =>
		await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
	/**
	 * The webhook listens, and n8n has saved what the first poll noted: it saves all notes of a workflow at
	 * once, over those of a notification that came between the poll and that.
	 */
	const listens = async () => {
		starts += 1;
		const polled = starts * stage.simulator.accounts.length;
		const asked = () => stage.simulator.requests().filter(({ query }) => query.bookedAtFrom).length;
		const look = async () =>
			(await post('{}')).status === 400 && asked() >= polled && (await notes()).includes('kept');
		await until(async () => (await look()) || undefined, {
			what: 'the triggers are at work',
			withinMs: 60_000,
		});
	};
	/** What the triggers noted, as far as n8n saved it. */
	const notes = async () =>
		JSON.stringify((await rest.get<{ staticData: unknown }>(`/workflows/${id}`)).staticData);
	const arrived = () =>
		stage.simulator.incoming({ accountId: ACCOUNT.main, amount: '12.30' }).paymentId;
	/** All executions so far, once they have ended. */
	const executions = async () => {
		const all = await executionsOf(rest, id);
		const results = await Promise.all(all.map(async (one) => await finished(rest, one.id)));
		for (const { status } of results) expect(status).toBe('success');
		return results.reverse();
	};
	/** How many of them the notifications started. */
	const notified = async () =>
		(await executions()).filter(({ nodes }) => nodes['ZEN Trigger']).length;
	/** What the workflow handled so far. Waits until it is that many events. */
	const handled = async (count: number) => {
		const look = async () => {
			const events = (await executions()).flatMap(
				({ nodes }) => nodes['Handle payment']?.outputs[0] ?? [],
			);
			return events.length >= count ? events.map(({ json }) => json) : undefined;
		};
		return await until(look, { what: `${count} handled events`, withinMs: 60_000 });
	};

	let first: string;

	it('a notification sent five times at once starts one execution and is answered with ok', async () => {
		first = arrived();
		const sent = await stage.simulator.notify(url, first, { times: 5, atOnce: true });
		expect(new Set(sent.map(({ status, body }) => `${status} ${body}`))).toEqual(
			new Set(['200 {"status":"ok"}']),
		);
		expect(await handled(1)).toMatchObject([
			{ eventId: `${first}:SETTLED`, paymentId: first, amount: '12.30', accountId: ACCOUNT.main },
		]);
		expect(await notified()).toBe(1);
	});

	it('what is forged, or cannot be confirmed, starts nothing', async () => {
		const forged = { paymentId: UNKNOWN, transactionStatus: 'SETTLED', accountId: ACCOUNT.main };
		expect((await post(JSON.stringify(forged))).status).toBe(200);
		expect((await post(JSON.stringify([forged]))).status).toBe(400);
		expect((await post(JSON.stringify({ ...forged, x: 'x'.repeat(20_000) }))).status).toBe(413);
		stage.simulator.faults.add({ kind: 'status', status: 500, times: 1 });
		const answer = await post(JSON.stringify(forged));
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
		expect(await notified()).toBe(1);
	});

	// The polling saves its notes over those of a notification that came while it asked ZEN, so that the
	// duplicate may start an execution. It is not handled again, which is what the example is for.
	it('after a restart a duplicate is not handled again, and polling finds what was missed', async () => {
		await stage.n8n.stop();
		const missed = arrived();
		await stage.n8n.start();
		rest = await Rest.signIn(stage.n8n.url);
		await listens();
		const [delivery] = await stage.simulator.notify(url, first);
		expect(delivery?.status).toBe(200);
		expect((await handled(2)).map((event) => event.paymentId)).toEqual([first, missed]);
	});

	it('an event that came both ways is handled once', async () => {
		const events = await handled(2);
		const before = await notified();
		await stage.simulator.notify(url, String(events.at(-1)!.paymentId));
		await until(async () => (await notified()) > before || undefined, { what: 'its execution' });
		expect(await handled(2)).toEqual(events);
	});
});
