import { ExecuteContext } from 'n8n-core';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import type { OpenNode } from './calls.mts';
import type { CredentialsByName } from './credentials.mts';
import { useStore } from './deduplicationService.mts';
import type { Engine } from './engine.mts';
import { completeWorkflow } from './workflow.mts';

export interface AgentCall {
	/** What the language model filled in. */
	input?: IDataObject;
	credentials?: CredentialsByName;
	/** Changes what the server hands to the execution, as n8n's evaluations of agents do. */
	configureAdditionalData?: (additionalData: IWorkflowExecuteAdditionalData) => void;
}

/**
 * Runs a node as an agent of n8n runs the node that is its tool, step by step as in the server's
 * `EphemeralNodeExecutor`: alone in a workflow without an id, in mode `internal`, in no execution.
 *
 * @throws what the node throws, which the agent's language model is told
 */
export async function runAsAgentTool(
	engine: Engine,
	open: OpenNode,
	{ input = {}, credentials = {}, configureAdditionalData }: AgentCall = {},
): Promise<INodeExecutionData[]> {
	const node: INode = {
		id: 'ephemeral',
		name: 'Target Node',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...open,
		credentials: Object.fromEntries(
			Object.entries(open.credentials ?? {}).map(([type, name]) => [type, { id: name, name }]),
		),
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: engine.types,
	});
	await useStore(workflow, engine.deduplication);
	const additionalData = withoutExecution(engine, credentials);
	configureAdditionalData?.(additionalData);
	const items = [{ json: input }];
	const data = { main: [items] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		items,
		data,
		{ node, data, source: null },
		[],
	);
	const { execute } = engine.types.getByNameAndVersion(node.type, node.typeVersion);
	await workflow.expression.acquireIsolate();
	try {
		const output = await execute!.call(context as IExecuteFunctions);
		return (output as INodeExecutionData[][])[0] ?? [];
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

function withoutExecution(
	engine: Engine,
	credentials: CredentialsByName,
): IWorkflowExecuteAdditionalData {
	const base = completeWorkflow({ nodes: [], connections: {} });
	const helper = engine.credentialsHelper(credentials);
	const none = { executionId: undefined, workflowId: undefined, hooks: undefined };
	return { ...additionalDataFor(helper, base, 'internal'), ...none };
}
