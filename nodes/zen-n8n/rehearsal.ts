import get from 'lodash/get';
import type { IExecuteFunctions, INode } from 'n8n-workflow';

/** Why a run only rehearses: everything is read and checked, and nothing that writes goes out. */
export type Rehearsal = 'evaluation' | 'checkOnly';

// Not taken from n8n-workflow, where it is a constant, so that an n8n without it can load this.
const EVALUATION_TRIGGER = 'n8n-nodes-base.evaluationTrigger';

/**
 * Whether n8n only tries the workflow out. It mocks the calls that go through its own helpers then,
 * ours it would let through, and with the true credential.
 *
 * The mode tells only of the evaluated workflow itself. So what n8n keeps in its context is looked
 * at as well, all of it private and therefore read as if it might not be there. Evidence: the source
 * of n8n and n8n-core 2.41.1.
 *
 * - `evalLlmMockHandler` mocks HTTP. Evaluations of agents set it, and run their tools as `internal`
 *   and their workflow tools as `manual`.
 * - `rootExecutionMode` and `evaluationRunId` are handed on to sub-workflows, which run as
 *   `integrated`, without the handler.
 * - An evaluation that is retried runs as `retry`. That it began with an Evaluation Trigger is all
 *   that tells of it, and is how n8n's own *Check If Evaluating* decides, in the editor too.
 */
export function isEvaluation(context: Pick<IExecuteFunctions, 'getMode'>): boolean {
	const held: unknown = get(context, 'additionalData');
	return (
		context.getMode() === 'evaluation' ||
		Boolean(get(held, 'evalLlmMockHandler')) ||
		get(held, 'rootExecutionMode') === 'evaluation' ||
		Boolean(get(held, 'evaluationRunId')) ||
		beganAtEvaluationTrigger(context)
	);
}

function beganAtEvaluationTrigger(context: object): boolean {
	const nodes: Record<string, INode> = get(context, 'workflow.nodes') ?? {};
	const runs: object = get(context, 'runExecutionData.resultData.runData') ?? {};
	return Object.keys(runs).some((name) => nodes[name]?.type === EVALUATION_TRIGGER);
}

/** What is told of an item that would have changed something at ZEN. */
export const EVALUATED = {
	reason: 'evaluation',
	message: 'n8n evaluates this workflow, so this was checked and nothing was sent to ZEN',
};
