import { parse } from 'flatted';
import uniqBy from 'lodash/uniqBy';
import type { ExecutionStatus, IRun } from 'n8n-workflow';
import { resultOf, type RunResult } from '../../engine/harness/results.mts';
import { until } from '../support/until.mts';
import type { Rest } from './Rest.mts';

interface Stored {
	id: string;
	status: ExecutionStatus;
}

/** How an execution can end. */
export const FINAL: ExecutionStatus[] = ['success', 'error', 'crashed', 'canceled'];

/** Starts a saved workflow as the editor's button does, and waits for its end. */
export async function runFrom(rest: Rest, id: string, trigger: string): Promise<RunResult> {
	return await finished(rest, await startFrom(rest, id, trigger));
}

/** Starts a saved workflow as the editor's button does. @returns the id of the execution */
export async function startFrom(rest: Rest, id: string, trigger: string): Promise<string> {
	const workflowData = await rest.get<object>(`/workflows/${id}`);
	const run = { workflowData, startNodes: [], triggerToStartFrom: { name: trigger } };
	const { executionId } = await rest.post<{ executionId: string }>(`/workflows/${id}/run`, run);
	return executionId;
}

/** Waits for the end of an execution. */
export async function finished(rest: Rest, id: string, withinMs = 60_000): Promise<RunResult> {
	return await reached(rest, id, FINAL, withinMs);
}

/** Waits until an execution stands in one of these states. */
export async function reached(
	rest: Rest,
	id: string,
	states: ExecutionStatus[],
	withinMs = 60_000,
): Promise<RunResult> {
	const look = async () => {
		const stored = await rest
			.get<Stored & { data: string }>(`/executions/${id}`)
			.catch((error: Error) => stillEmpty(error));
		return stored && states.includes(stored.status) ? stored : undefined;
	};
	const stored = await until(look, { what: `execution ${id} is ${states.join(' or ')}`, withinMs });
	return resultOf({ ...stored, data: parse(stored.data) as IRun['data'] } as unknown as IRun);
}

// n8n 2.20.0 fails so at an execution that has not begun to write what it does.
function stillEmpty(error: Error): undefined {
	if (!error.message.includes("reading 'resultData'")) throw error;
	return undefined;
}

/** The executions of a workflow, the newest first. */
export async function executionsOf(rest: Rest, workflowId: string): Promise<Stored[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = await rest.get<{ results: Stored[] }>(
		`/executions?filter=${filter}&limit=100`,
	);
	// One that ends while n8n looks is listed twice, among those that run and among those that ended.
	return uniqBy(results, 'id');
}
