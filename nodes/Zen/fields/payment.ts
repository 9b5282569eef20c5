import type { INodeProperties } from 'n8n-workflow';
import { ID_PLACEHOLDER } from './account';

/** A field for an existing payment. Read it with `uuid`. */
export const paymentIdField: INodeProperties = {
	displayName: 'Payment ID',
	name: 'paymentId',
	type: 'string',
	default: '',
	required: true,
	placeholder: ID_PLACEHOLDER,
	description: 'The ID that ZEN gave the payment',
};
