import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { ACCOUNT, COMPANIES } from '../../simulator/index.mts';

type FromAi = 'string' | 'number' | 'boolean';

const WITH_ZEN = {
	toolDescription: 'Makes a request',
	authentication: 'predefinedCredentialType',
	nodeCredentialType: 'zenApi',
};

/** What a user writes into a field that the model shall fill in. */
const fromAi = (name: string, type: FromAi = 'string') =>
	`={{ $fromAI('${name}', 'The ${name}', '${type}') }}`;

function zenTool(name: string, parameters: INodeParameters): INode {
	return tool(name, 'n8n-nodes-zen.zenTool', 1, { descriptionType: 'auto', ...parameters });
}

/** n8n's HTTP Request node as a tool, with the ZEN credential: the model fills in the method and the address. */
export const requestTool = tool('Request', 'n8n-nodes-base.httpRequestTool', 4.2, {
	...WITH_ZEN,
	method: fromAi('method'),
	url: fromAi('url'),
});

/** The older one of n8n's tools for requests, where the model cannot choose the method. */
export const olderRequestTool = (method: string, url: string): INode =>
	tool(`Older_${method}`, '@n8n/n8n-nodes-langchain.toolHttpRequest', 1.1, {
		...WITH_ZEN,
		method,
		url,
	});

const order: INodeParameters = {
	accountId: { __rl: true, mode: 'id', value: fromAi('accountId') },
	externalId: fromAi('externalId'),
	amount: fromAi('amount'),
	currency: fromAi('currency'),
	title: fromAi('title'),
	receiverName: fromAi('receiverName'),
	receiverAccountNumber: fromAi('receiverAccountNumber'),
};

/** What the model fills in for a payment that ZEN takes. */
export const invoice = (more: IDataObject = {}): IDataObject => ({
	accountId: ACCOUNT.main,
	externalId: 'INV-7',
	amount: '10.50',
	currency: 'EUR',
	title: 'Invoice 7',
	receiverName: COMPANIES[0]!.name,
	receiverAccountNumber: COMPANIES[0]!.accountNumber!,
	...more,
});

/** Payments or drafts, with further fields in `more`. */
export const payoutTool = (
	name: string,
	resource: 'payment' | 'draft',
	more: INodeParameters = {},
): INode => zenTool(name, { resource, operation: 'create', ...order, ...more });

/** The fields that could make a payout less safe, each with what a model would put there. */
export const WEAKENING: Array<[field: string, parameters: INodeParameters, input: IDataObject]> = [
	['Memory', { memory: fromAi('memory') }, { memory: 'off' }],
	['Look at ZEN First', option('lookFirst', 'boolean'), { lookFirst: false }],
	['Look Back (Days)', option('lookBackDays', 'number'), { lookBackDays: 1 }],
	['Send Again When Not Found', option('sendAgain', 'boolean'), { sendAgain: true }],
	['Send Rejected Again', option('sendRejectedAgain', 'boolean'), { sendRejectedAgain: true }],
	[
		'Account Currency Must Match',
		option('currencyMustMatch', 'boolean'),
		{ currencyMustMatch: false },
	],
	['Check Available Balance', option('checkBalance', 'boolean'), { checkBalance: false }],
	['Not the Same As', option('notSameAs'), { notSameAs: ACCOUNT.main }],
	[
		'Body Fields (JSON)',
		{ options: { bodyFields: fromAi('bodyFields') } },
		{ bodyFields: '{"executionDate":"2026-12-01"}' },
	],
];

/** Those that drafts have no field for. */
export const ONLY_PAYMENTS = ['Send Rejected Again', 'Check Available Balance'];

export const readTool = zenTool('Accounts', { resource: 'account', operation: 'getAll' });

export const resolveTool = zenTool('Resolve', {
	resource: 'ledger',
	operation: 'resolve',
	externalId: fromAi('externalId'),
});

export const deleteTool = zenTool('Delete', {
	resource: 'draft',
	operation: 'delete',
	draftId: { __rl: true, mode: 'id', value: fromAi('draftId') },
});

/** The model chooses what the node does. No editor offers that, but a workflow may hold it. */
export const anyTool = zenTool('Anything', {
	resource: fromAi('resource'),
	operation: fromAi('operation'),
	...order,
});

function option(name: string, type?: FromAi): INodeParameters {
	return { options: { [name]: fromAi(name, type) } };
}

function tool(name: string, type: string, typeVersion: number, parameters: object): INode {
	return {
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INodeParameters,
	};
}
