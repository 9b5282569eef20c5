import type { INode } from 'n8n-workflow';
import { expect } from 'vitest';
import type { RunResult } from '../../engine/harness/results.mts';
import { ACCOUNT, type Simulator } from '../../simulator/index.mts';
import { executionsOf, finished, reached, runFrom, startFrom } from './executions.mts';
import type { Example } from './examples.mts';
import type { N8n } from './N8n.mts';
import type { Rest } from './Rest.mts';
import { until } from '../support/until.mts';

export interface Surroundings {
	n8n: N8n;
	rest: Rest;
	simulator: Simulator;
}

/** A model or a database of one's own, without which nothing happens; both are run with it elsewhere. */
const needsMore = ({ nodes }: Example) =>
	nodes.some(
		({ type, parameters }) => type.startsWith('@n8n/') || parameters.memory === 'postgres',
	);
const STARTED_BY_HAND = /\.(manualTrigger|scheduleTrigger)$/;

/** Runs an example by everything it can begin with, and looks at what came out of it. */
export async function exampleRuns(example: Example, around: Surroundings): Promise<void> {
	const triggers = example.nodes.filter(({ type }) => /trigger$/i.test(type));
	expect(triggers).not.toEqual([]);
	const [paid, drafted] = [around.simulator.ledger().length, around.simulator.drafts().length];
	for (const trigger of triggers) {
		const result = await runBy(trigger, example, around);
		if (!result) continue;
		if (needsMore(example)) {
			// What it would pay leaves on the error output.
			const isSaid = result.status === 'error' || result.nodes.Pay?.outputs[1]?.length === 4;
			expect(isSaid).toBe(true);
			expect(around.simulator.ledger().length).toBe(paid);
			expect(around.simulator.drafts().length).toBe(drafted);
			continue;
		}
		expect({ status: result.status, error: result.error?.message }).toEqual({ status: 'success' });
		await more[example.id]?.(result, around);
	}
}

async function runBy(
	trigger: INode,
	{ id }: Example,
	around: Surroundings,
): Promise<RunResult | undefined> {
	if (id === 'payment-file-with-approval') return await runWithYes(trigger, id, around);
	if (STARTED_BY_HAND.test(trigger.type)) return await runFrom(around.rest, id, trigger.name);
	if (trigger.type === 'n8n-nodes-zen.zenTrigger') return await runByNotice(trigger, id, around);
	// The one that polls has nothing to show yet, and is tried out among the triggers.
	return undefined;
}

/** A person opens the form by the link that was sent, reads it and fills it in. */
async function runWithYes(
	{ name }: INode,
	id: string,
	{ rest, simulator }: Surroundings,
): Promise<RunResult> {
	const paid = simulator.ledger().length;
	const execution = await startFrom(rest, id, name);
	const { nodes } = await reached(rest, execution, ['waiting']);
	const link = String(nodes['Send the link']?.outputs[0]?.[0]?.json.link);
	const form = await (await fetch(link)).text();
	for (const shown of ['3 payments, 1426.20 EUR, 200.50 PLN', 'Refused, and not among them']) {
		expect(form).toContain(shown);
	}
	expect(simulator.ledger()).toHaveLength(paid);
	const answer = new FormData();
	answer.set('field-0', 'Pay them');
	answer.set('field-1', 'A. Sample');
	expect((await fetch(link, { method: 'POST', body: answer })).status).toBe(200);
	const result = await finished(rest, execution);
	expect(simulator.ledger()).toHaveLength(paid + 3);
	return result;
}

/** As in the editor: listen, and let one notification come to the test URL. */
async function runByNotice(
	{ name, webhookId }: INode,
	id: string,
	{ n8n, rest, simulator }: Surroundings,
): Promise<RunResult> {
	const before = await executionsOf(rest, id);
	const workflowData = await rest.get<object>(`/workflows/${id}`);
	const run = { workflowData, startNodes: [], triggerToStartFrom: { name } };
	await rest.post(`/workflows/${id}/run`, run);
	// For an account that no example has plans of its own for.
	const { paymentId } = simulator.incoming({ accountId: ACCOUNT.zloty, amount: '12.30' });
	const [delivery] = await simulator.notify(`${n8n.url}/webhook-test/${webhookId}/zen`, paymentId);
	expect(delivery).toMatchObject({ status: 200 });
	const execution = await until(
		async () => {
			const now = await executionsOf(rest, id);
			return now.length > before.length ? now[0] : undefined;
		},
		{ what: `an execution of ${id}` },
	);
	return await finished(rest, execution.id);
}

const more: Record<string, (result: RunResult, around: Surroundings) => Promise<void>> = {
	async payouts({ nodes }, { rest }) {
		expect(nodes.Pay?.outputs.map((items) => items.length)).toEqual([3, 1]);
		// It ran before, by command.
		const outcomes = nodes.Pay?.outputs[0]?.map(({ json }) => json.outcome);
		expect(outcomes).toEqual(Array(3).fill('alreadySent'));
		const files = nodes.Confirmation?.outputs[0]?.map(({ binary }) => binary!.data!) ?? [];
		expect(files).toHaveLength(3);
		for (const file of files) expect(await rest.binary(file)).toMatch(/^%PDF-[^]*%%EOF\s*$/);
	},
};
