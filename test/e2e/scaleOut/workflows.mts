import type { IDataObject, INode } from 'n8n-workflow';
import { ACCOUNT, COMPANIES } from '../../simulator/index.mts';
import type { Rest } from '../n8n/Rest.mts';

const [company] = COMPANIES;

interface PayoutSettings {
	/** Where it is posted to. */
	path?: string;
	/** Further parameters of the node that pays. */
	parameters?: IDataObject;
	/** Further credentials of that node. */
	credentials?: INode['credentials'];
}

/** Pays what is posted to it. @returns its id */
export async function savePayoutWorkflow(
	rest: Rest,
	credentialId: string,
	{ path = 'pay', parameters = {}, credentials = {} }: PayoutSettings = {},
): Promise<string> {
	const nodes: INode[] = [
		{
			id: 'webhook',
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			webhookId: path,
			parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
		},
		{
			id: 'split',
			name: 'One item each',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			position: [200, 0],
			parameters: { fieldToSplitOut: 'body.references' },
		},
		{
			id: 'pay',
			name: 'Pay',
			type: 'n8n-nodes-zen.zen',
			typeVersion: 1,
			position: [400, 0],
			onError: 'continueRegularOutput',
			credentials: { zenApi: { id: credentialId, name: 'ZEN API' }, ...credentials },
			parameters: {
				resource: 'payment',
				operation: 'create',
				accountId: { __rl: true, mode: 'id', value: ACCOUNT.main },
				externalId: '={{ $json["body.references"] }}',
				amount: '1.00',
				currency: 'EUR',
				title: '=Invoice {{ $json["body.references"] }}',
				receiverName: company!.name,
				receiverAccountNumber: company!.accountNumber!,
				...parameters,
			},
		},
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const connections = { Webhook: to('One item each'), 'One item each': to('Pay') };
	const workflow = { name: 'Payouts', nodes, connections, settings: {} };
	return await publish(rest, workflow);
}

/** Starts with each notified payment. @returns its id */
export async function saveNotifiedWorkflow(rest: Rest, credentialId: string): Promise<string> {
	const trigger = {
		id: 'notified',
		name: 'Notified',
		type: 'n8n-nodes-zen.zenTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId: 'notified',
		credentials: { zenApi: { id: credentialId, name: 'ZEN API' } },
		parameters: {},
	};
	return await publish(rest, { name: 'Notified', nodes: [trigger], connections: {}, settings: {} });
}

/** Saves and activates a workflow. @returns its id */
export async function publish(rest: Rest, workflow: object): Promise<string> {
	const saved = await rest.post<{ id: string; versionId: string }>('/workflows', workflow);
	await rest.post(`/workflows/${saved.id}/activate`, { versionId: saved.versionId });
	return saved.id;
}
