import type { INodeProperties } from 'n8n-workflow';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Filters for payments. Read them with `readFilter`. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Account Names or IDs',
			name: 'accountIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getAccounts' },
			default: [],
			description:
				'Only payments of these accounts. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			options: [
				{ name: 'Incoming', value: 'INCOMING' },
				{ name: 'Outgoing', value: 'OUTGOING' },
			],
			default: 'INCOMING',
			description: 'Only money that comes in, or only money that goes out',
		},
		{
			displayName: 'Minimum Amount',
			name: 'minimumAmount',
			type: 'string',
			default: '',
			placeholder: 'e.g. 100.00',
			description:
				"Only payments of at least this amount, whatever the payment's currency. Fees do not count.",
		},
	],
};
