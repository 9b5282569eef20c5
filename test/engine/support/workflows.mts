import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { WorkflowJson } from '../harness.mts';

export type NodeJson = WorkflowJson['nodes'][number];

/** A manual trigger named "Start", then the nodes one after the other, each from output 0. */
export function chain(...nodes: NodeJson[]): WorkflowJson {
	const all = [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, ...nodes];
	const links = nodes.map(({ name }, index) => [
		all[index]?.name,
		{ main: [[{ node: name, type: 'main', index: 0 }]] },
	]);
	return { nodes: all, connections: Object.fromEntries(links) };
}

/** Items that the trigger of a chain is to start with. */
export const starting = (...items: IDataObject[]): { Start: INodeExecutionData[] } => ({
	Start: items.map((json) => ({ json })),
});

/** An Edit Fields node; values may be expressions, and what does not fit its type fails. */
export function editFields(
	name: string,
	fields: Record<string, { type?: 'string' | 'number'; value: string }>,
	settings: object = {},
): NodeJson {
	const assignments = Object.entries(fields).map(([field, { type = 'string', value }]) => ({
		id: field,
		name: field,
		type,
		value,
	}));
	const parameters = { assignments: { assignments }, includeOtherFields: true, options: {} };
	return { name, type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters, ...settings };
}
