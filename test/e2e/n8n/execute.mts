import type { IRun } from 'n8n-workflow';
import { resultOf, type RunResult } from '../../engine/harness/results.mts';
import type { N8n } from './N8n.mts';

/** Runs a saved workflow by n8n's command. */
export async function execute(n8n: N8n, id: string): Promise<RunResult> {
	const printed = await n8n.command('execute', `--id=${id}`, '--rawOutput');
	// Whatever `--rawOutput` promises: n8n's services have their say before and after.
	const [json] = /^\{$[^]*^\}$/m.exec(printed) ?? [];
	if (!json) throw new Error(`no result in what n8n printed:\n${printed}`);
	return resultOf(JSON.parse(json) as IRun);
}
