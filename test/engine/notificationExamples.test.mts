import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POLLER, TestN8n, TRIGGER } from '../node/support/triggers.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { projectRoot, type WorkflowJson } from './harness.mts';
import { Poller } from './harness/server/Poller.mts';

const example = (name: string): WorkflowJson => {
	const text = readFileSync(resolve(projectRoot, 'examples', `${name}.json`), 'utf8');
	return { ...(JSON.parse(text) as WorkflowJson), id: 'example' };
};

let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start();
});
beforeEach(async () => {
	n8n = await TestN8n.start(simulator);
});
afterEach(async () => {
	await n8n.stop();
	simulator.reset();
});
afterAll(async () => await simulator.stop());

const publish = async (name: string, subWorkflows: WorkflowJson[] = []) =>
	await n8n.server.publish(example(name), {
		credentials: { 'ZEN API': credentialFor(simulator) },
		subWorkflows,
	});
const arrived = (accountId: string) => simulator.incoming({ accountId, amount: '1.00' }).paymentId;

describe('the example "one URL, several workflows"', () => {
	const callable = (id: string): WorkflowJson => ({
		id,
		nodes: [
			{
				name: 'Called',
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				typeVersion: 1.1,
				parameters: { inputSource: 'passthrough' },
			},
		],
		connections: {},
	});

	it('hands each payment on to the workflow of its account', async () => {
		const published = await publish('notifications-fan-out', [
			callable('main-account-workflow'),
			callable('payroll-workflow'),
		]);
		const [main, payroll, other] = [
			arrived(ACCOUNT.main),
			arrived(ACCOUNT.payroll),
			arrived(ACCOUNT.zloty),
		];
		// Where the payment belongs is not for the notification to say.
		const fields = { accountId: ACCOUNT.main };
		await simulator.notify(n8n.server.url(published, TRIGGER), [main, payroll, other], { fields });
		const results = await published.results();
		expect(results.map(({ status, error }) => error?.message ?? status)).toEqual(
			Array(3).fill('success'),
		);
		expect(
			published.calls.map(({ workflowId, items }) => [
				workflowId,
				items.map(({ paymentId }) => paymentId),
			]),
		).toEqual([
			['main-account-workflow', [main]],
			['payroll-workflow', [payroll]],
		]);
		expect(results[2]?.nodes['Other accounts']?.outputs[0]?.[0]?.json.paymentId).toBe(other);
	});
});

describe('the example "with a safety net"', () => {
	it('handles each event once, by whichever way it comes first', async () => {
		simulator.settings.bookingLagMs = 60_000;
		const published = await publish('notifications-with-safety-net');
		const poller = await Poller.activate(published, POLLER);
		const url = n8n.server.url(published, TRIGGER);
		const [both, unnoticed] = [arrived(ACCOUNT.main), arrived(ACCOUNT.payroll)];
		const rejected = simulator.incoming({
			accountId: ACCOUNT.main,
			amount: '2.00',
			status: 'IN_PROGRESS',
		}).paymentId;
		simulator.reject(rejected);
		await simulator.notify(url, [both, rejected]);
		await published.results();
		simulator.advance(60_000);
		await poller.tick();
		await published.results();
		await simulator.notify(url, unnoticed);

		const emitted = published.emitted();
		expect(emitted.map(({ paymentId }) => paymentId)).toEqual([
			both,
			rejected,
			both,
			unnoticed,
			unnoticed,
		]);
		expect(new Set(emitted.map((event) => Object.keys(event).join())).size).toBe(1);
		const handled = (await published.results()).flatMap(
			({ nodes }) => nodes['Handle payment']?.outputs[0] ?? [],
		);
		expect(handled.map(({ json }) => json.paymentId)).toEqual([both, rejected, unnoticed]);
	});
});
