import { createRequire } from 'node:module';
import { join } from 'node:path';
import { request } from 'undici';
import type { ZenCredential } from '../../nodes/zen-client';
import { createEngine, projectRoot } from '../engine/harness.mts';
import { N8nServer } from '../engine/harness/server/N8nServer.mts';
import type { WorkflowJson } from '../engine/harness/workflow.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';

/** The client that the built nodes use, with its connections. */
const client = createRequire(import.meta.filename)(
	join(projectRoot, 'dist/nodes/zen-client/index.js'),
) as typeof import('../../nodes/zen-client');

const WARM_UP = 50;
const ROUNDS = 300;

export interface NotificationTimes {
	/** How long ZEN takes to answer beyond what the simulator needs, in ms. */
	zenTakesMs: number;
	/** Medians, in ms. */
	webhook: number;
	confirmation: number;
	trigger: number;
	/** The trigger's time, over that of n8n's Webhook node and of the confirmation together. */
	ratio: number;
}

const single = (name: string, node: Record<string, unknown>): WorkflowJson => ({
	id: name.replace(' ', ''),
	nodes: [{ name, type: '', ...node }],
	connections: {},
});

/**
 * How long a notification takes to be answered: by n8n's built-in Webhook node, by the ZEN Trigger,
 * and how long the question to ZEN takes by itself. All in one process, in turns, one at a time.
 */
export async function measureNotifications(delays: number[]): Promise<NotificationTimes[]> {
	const simulator = await Simulator.start();
	const server = await N8nServer.start(await createEngine());
	const credential = credentialFor(simulator);
	const webhook = await server.publish(
		single('Webhook', {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { httpMethod: 'POST', path: 'bench' },
		}),
	);
	const trigger = await server.publish(
		single('ZEN Trigger', {
			type: 'n8n-nodes-zen.zenTrigger',
			credentials: { zenApi: { id: 'ZEN', name: 'ZEN' } },
		}),
		{ credentials: { ZEN: credential } },
	);
	const zen = client.openZen(credential as ZenCredential, {
		sleep: async () => {},
		now: () => Date.now(),
		random: () => Math.random(),
	});
	const send = async (url: string, paymentId: string) => {
		const { statusCode, body } = await request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				paymentId,
				externalId: null,
				direction: 'IN',
				transactionStatus: 'SETTLED',
				accountId: ACCOUNT.main,
			}),
		});
		await body.text();
		if (statusCode !== 200) throw new Error(`A notification was answered with ${statusCode}`);
	};
	const [webhookUrl, triggerUrl] = [
		server.url(webhook, 'Webhook'),
		server.url(trigger, 'ZEN Trigger'),
	];

	// What an answer has set going must not take its time from what is measured next.
	const settle = async () => {
		await Promise.all([webhook.results(), trigger.results()]);
		webhook.executions.length = trigger.executions.length = 0;
	};
	const timed = async (work: () => Promise<unknown>) => {
		const took = await timeOf(work);
		await settle();
		return took;
	};

	const results: NotificationTimes[] = [];
	for (const zenTakesMs of delays) {
		simulator.faults.clear();
		if (zenTakesMs > 0) simulator.faults.add({ kind: 'delay', ms: zenTakesMs });
		const times: Record<'webhook' | 'confirmation' | 'trigger', number[]> = {
			webhook: [],
			confirmation: [],
			trigger: [],
		};
		for (let round = -WARM_UP; round < ROUNDS; round++) {
			const { paymentId } = simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' });
			const took = {
				webhook: await timed(async () => await send(webhookUrl, paymentId)),
				confirmation: await timed(async () => await zen.payment(paymentId)),
				trigger: await timed(async () => await send(triggerUrl, paymentId)),
			};
			if (round < 0) continue;
			for (const name of ['webhook', 'confirmation', 'trigger'] as const) {
				times[name].push(took[name]);
			}
		}
		const medians = {
			webhook: median(times.webhook),
			confirmation: median(times.confirmation),
			trigger: median(times.trigger),
		};
		const ratio = medians.trigger / (medians.webhook + medians.confirmation);
		results.push({ zenTakesMs, ...medians, ratio });
	}
	await server.stop();
	await simulator.stop();
	await client.closeConnections();
	return results;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)]!;
}
