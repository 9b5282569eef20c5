import { idLocator } from './locator';

/** A field for an existing payment. Read it with `id`. */
export const paymentIdField = idLocator(
	{
		displayName: 'Payment',
		name: 'paymentId',
		description: 'The list holds the payments of all accounts, the newest first',
		hint: 'Search the list by amount, name or title. It shows neither, since n8n keeps what it shows in the workflow.',
	},
	'searchPayments',
);
