import type { INodeProperties } from 'n8n-workflow';

/** Amount and currency. Read them with `currency` and `amount`. */
export const amountFields: INodeProperties[] = [
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 246.20',
		description: 'How much to pay, with a decimal point and without thousands separators',
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: 'EUR',
		required: true,
		placeholder: 'e.g. EUR',
		description: 'The ISO 4217 code. It has to be the currency of the account.',
	},
];
