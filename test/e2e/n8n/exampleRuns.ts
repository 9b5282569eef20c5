import { expect } from 'vitest';
import type { Simulator } from '../../simulator';
import type { RunResult } from '../../engine/harness/results';
import { runFrom } from './executions';
import type { Example } from './examples';
import type { N8n } from './N8n';
import type { Rest } from './Rest';

export interface Stage {
	n8n: N8n;
	rest: Rest;
	simulator: Simulator;
}

/** Runs an example by whatever it begins with, and looks at what came out of it. */
export async function exampleRuns(example: Example, stage: Stage): Promise<void> {
	const trigger = example.nodes.find(({ type }) => /trigger$/i.test(type));
	if (!trigger) throw new Error(`${example.name} has no trigger`);
	const result = await runFrom(stage.rest, example.id, trigger.name);
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	await more[example.id]?.(result, stage);
}

const more: Record<string, (result: RunResult, stage: Stage) => Promise<void>> = {
	async payouts({ nodes }, { rest, simulator }) {
		const outcomes = nodes.Pay?.outputs.map((items) => items.length);
		expect(outcomes).toEqual([3, 1]);
		expect(simulator.ledger().map(({ status }) => status)).toEqual(Array(3).fill('SETTLED'));
		const files = nodes.Confirmation?.outputs[0]?.map(({ binary }) => binary!.data!) ?? [];
		expect(files).toHaveLength(3);
		for (const file of files) expect(await rest.binary(file)).toMatch(/^%PDF-[^]*%%EOF\s*$/);
	},
};
