import { Workflow } from 'n8n-workflow';
import type {
	IConnections,
	IDataObject,
	INode,
	INodeTypes,
	IPinData,
	IWorkflowBase,
	IWorkflowSettings,
} from 'n8n-workflow';

/** A workflow as the editor exports it; of a node, only name and type have to be there. */
export interface WorkflowJson {
	/** An empty string stands for a workflow that was never saved. */
	id?: string;
	name?: string;
	nodes: Array<{ name: string; type: string; [field: string]: unknown }>;
	connections: object;
	settings?: IWorkflowSettings;
	pinData?: object;
	staticData?: IDataObject;
}

/** Fills in what the editor would have written; a workflow without an id gets one from its name. */
export function completeWorkflow(json: WorkflowJson): IWorkflowBase {
	const name = json.name ?? 'Workflow';
	return {
		id: json.id ?? `id of ${name}`,
		name,
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: json.nodes.map(
			(node) =>
				({ id: node.name, typeVersion: 1, position: [0, 0], parameters: {}, ...node }) as INode,
		),
		connections: json.connections as IConnections,
		settings: { executionOrder: 'v1', ...json.settings },
		pinData: json.pinData as IPinData | undefined,
		staticData: json.staticData,
	};
}

/** The engine's form of a workflow, with the defaults of all parameters filled in. */
export const toWorkflow = (base: IWorkflowBase, nodeTypes: INodeTypes): Workflow =>
	new Workflow({ ...base, nodeTypes });
