import type {
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IWorkflowSettings,
	NodeExecutionHint,
	NodeParameterValueType,
} from 'n8n-workflow';
import {
	createEngine,
	type CredentialsByName,
	type Engine,
	type EngineOptions,
	type RunError,
	type RunOptions,
} from '../../engine/harness.mts';

type PassedOn = 'mode' | 'signal' | 'timeoutMs' | 'configureAdditionalData';

export interface NodeExecution extends Pick<RunOptions, PassedOn> {
	parameters?: Record<string, NodeParameterValueType>;
	/** The JSON of each input item; default one empty item. */
	items?: IDataObject[];
	/** Whole input items (with binary data), in place of `items`. */
	input?: INodeExecutionData[];
	/** Data of the node's credentials by credential type, as typed into n8n's form. */
	credentials?: CredentialsByName;
	/** Instances of those credential types. */
	credentialTypes?: ICredentialType[];
	/** Further settings of the node: `onError`, `retryOnFail`, `maxTries`, `typeVersion`, … */
	settings?: Partial<INode>;
	/** One engine for several runs lets them share n8n's deduplication store; default a new one. */
	engine?: Engine;
	/** Default a saved workflow's; an empty string stands for a workflow that was never saved. */
	workflowId?: string;
	/** Settings of the workflow, such as its time zone. */
	workflowSettings?: IWorkflowSettings;
}

export interface NodeOutcome {
	/** Of the execution: `success`, `error` or `canceled`. */
	status: string;
	/** What the node threw, also when the workflow went on after it. */
	error?: RunError;
	/** Items by output; with `onError: 'continueErrorOutput'` the last one is the error output. */
	outputs: INodeExecutionData[][];
	/** The first output's items. */
	items: INodeExecutionData[];
	/** The first output's items, their JSON only. */
	json: IDataObject[];
	/** What n8n shows above the output. */
	hints: NodeExecutionHint[];
}

/** The type name a node from source has in the engine: the same as from the installed package. */
export const typeName = (nodeType: INodeType): string =>
	`n8n-nodes-zen.${nodeType.description.name}`;

/** An engine for node classes from source, which needs no build. */
export const engineFor = async (
	nodeType: INodeType,
	more: Pick<EngineOptions, 'credentialTypes' | 'credentials' | 'deduplicationFile'> = {},
): Promise<Engine> =>
	await createEngine({ packageDirs: [], nodes: { [typeName(nodeType)]: nodeType }, ...more });

// What a process remembers of a workflow outlives an engine, so each engine has a workflow of its own.
const ids = new WeakMap<Engine, string>();
let engines = 0;

function idIn(engine: Engine): string {
	const id = ids.get(engine) ?? `saved${++engines}`;
	ids.set(engine, id);
	return id;
}

/**
 * Runs one node in n8n's engine: a trigger with the given items, then the node. It never rejects
 * for a failing node: see `error`.
 *
 * @param nodeType an instance of a node class
 */
export async function executeNode(
	nodeType: INodeType,
	execution: NodeExecution = {},
): Promise<NodeOutcome> {
	const { items = [{}], input = items.map((json) => ({ json })) } = execution;
	const { credentials = {}, credentialTypes, mode, signal, timeoutMs } = execution;
	const { configureAdditionalData } = execution;
	const engine = execution.engine ?? (await engineFor(nodeType, { credentialTypes }));
	const references = Object.keys(credentials).map((type) => [type, { id: type, name: type }]);
	const tested = {
		name: 'Tested',
		type: typeName(nodeType),
		typeVersion: [nodeType.description.version].flat().at(-1),
		parameters: execution.parameters ?? {},
		credentials: Object.fromEntries(references),
		...execution.settings,
	};
	const { status, error, nodes } = await engine.run(
		{
			id: execution.workflowId ?? idIn(engine),
			settings: execution.workflowSettings,
			nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, tested],
			connections: { Start: { main: [[{ node: tested.name, type: 'main', index: 0 }]] } },
		},
		{ pinData: { Start: input }, credentials, mode, signal, timeoutMs, configureAdditionalData },
	);
	const outputs = nodes[tested.name]?.outputs ?? [];
	const [first = []] = outputs;
	return {
		status,
		error: nodes[tested.name]?.error ?? error,
		outputs,
		items: first,
		json: first.map(({ json }) => json),
		hints: nodes[tested.name]?.hints ?? [],
	};
}
