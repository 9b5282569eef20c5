import type { INode } from 'n8n-workflow';
import type { Rest } from '../n8n/Rest.mts';
import { withCredential } from '../n8n/Stage.mts';

const zen = (name: string, parameters: object, type = 'zen'): Omit<INode, 'position'> => ({
	id: name,
	name,
	type: `n8n-nodes-zen.${type}`,
	typeVersion: 1,
	parameters: parameters as INode['parameters'],
	credentials: { zenApi: { id: null, name: '' } },
});

/** The nodes that the tests work at, by name. */
const nodes = [
	zen('Pay', { resource: 'payment', operation: 'create' }),
	zen('Payment', { resource: 'payment', operation: 'get' }),
	zen('Draft', { resource: 'draft', operation: 'get' }),
	zen('Confirmation', { resource: 'payment', operation: 'getConfirmation' }),
	zen('Probe', { resource: 'connection', operation: 'probe' }),
];
const payTool = zen('Pay as Tool', { resource: 'payment', operation: 'create' }, 'zenTool');
const start = { id: 'Start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
const trigger = { ...zen('Notified', {}, 'zenTrigger'), webhookId: 'notified' };

/** Saves a workflow with one node for each thing to try. @returns its id */
export async function makeDesk(rest: Rest, credentialId: string): Promise<string> {
	const placed = [start, ...nodes, trigger, payTool].map((node, index) => ({
		parameters: {},
		...node,
		position: [(index % 3) * 220, Math.floor(index / 3) * 200] as [number, number],
	}));
	const to = nodes.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }));
	const workflow = {
		id: 'desk',
		name: 'Desk',
		nodes: placed,
		connections: { Start: { main: [to] } },
		settings: {},
	};
	await rest.post('/workflows', withCredential(workflow, credentialId));
	return workflow.id;
}
