import { runsAsTool } from './runsAsTool';

/** Where the node runs, as its context tells. */
export interface Place {
	/** `undefined` or empty in a workflow that n8n does not keep. */
	workflowId: string | undefined;
	/** The full type name of the node. */
	nodeType: string;
}

const WITHOUT =
	'Without the memory a payment could be sent twice; set Memory to Off only if something else prevents that.';

const OF_AGENT =
	'An agent of n8n that has this node as its own tool has no memory in which payments could be remembered. Give the agent a workflow as its tool instead (Call n8n Workflow Tool), one that starts with When Executed by Another Workflow and in which this node stands. Or set Memory to PostgreSQL.';

/**
 * What to do where n8n cannot remember payments.
 *
 * Agents of n8n run a node that is their tool alone, in a workflow made up for it, and n8n's
 * deduplication store throws there. Evidence: the source of n8n 2.41.1, where the id is `undefined`
 * in that workflow and in no other: what the editor runs was saved before.
 */
export function memoryAdvice({ workflowId, nodeType }: Place): string {
	if (workflowId) {
		return `Run this again later. ${WITHOUT}`;
	}
	if (runsAsTool(nodeType)) return OF_AGENT;
	if (workflowId === undefined) return `${OF_AGENT} In a workflow of your own, save it first.`;
	return `Save the workflow first. ${WITHOUT}`;
}
