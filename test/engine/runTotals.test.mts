import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { runTotalsOf } from '../../nodes/zen-n8n/runTotals';
import { createEngine } from './harness.mts';
import { chain, starting } from './support/workflows.mts';

/** Adds the amount of each item to the totals, and fails as often as it is told to. */
const spender = (failures = 0): INodeType => ({
	description: {
		displayName: 'Spender',
		name: 'spender',
		group: ['transform'],
		version: 1,
		description: 'Spends',
		defaults: { name: 'Spender' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const totals = runTotalsOf(this);
		for (const { json } of this.getInputData()) totals.add('EUR', BigInt(json.amount as number));
		if (failures-- > 0) throw new Error('not yet');
		return [[{ json: { total: String(totals.of('EUR')) } }]];
	},
});
const withSpender = async (failures?: number) =>
	await createEngine({ packageDirs: [], nodes: { 'test.spender': spender(failures) } });

const spend = (name: string, more: object = {}) => ({ name, type: 'test.spender', ...more });
const to = (node: string) => [{ node, type: 'main', index: 0 }];
const pinData = starting({ amount: 1 }, { amount: 20 }, { amount: 300 });

it('the rounds of a loop count together, each node and each execution by itself', async () => {
	const engine = await withSpender();
	const loop = {
		name: 'Loop',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { batchSize: 1, options: {} },
	};
	const workflow = {
		nodes: [...chain(loop).nodes, spend('One'), spend('Other')],
		connections: {
			Start: { main: [to('Loop')] },
			Loop: { main: [[], [...to('One'), ...to('Other')]] },
			One: { main: [to('Loop')] },
		},
	};
	const run = async () => await engine.run(workflow, { pinData });
	for (const { nodes } of [await run(), await run()]) {
		for (const name of ['One', 'Other']) {
			const totals = nodes[name]!.outputs[0]!.map(({ json }) => json.total);
			expect(totals).toEqual(['1', '21', '321']);
		}
	}
});

it('what was sent before Retry On Fail counts', async () => {
	const engine = await withSpender(1);
	const retried = spend('One', { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
	const { nodes } = await engine.run(chain(retried), { pinData });
	expect(nodes.One!.outputs[0]).toMatchObject([{ json: { total: '642' } }]);
});
