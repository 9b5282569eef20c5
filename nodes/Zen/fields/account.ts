import { idLocator } from './locator';

/** A field for an account. Read it with `id`. */
export const accountField = idLocator(
	{
		displayName: 'Account',
		name: 'accountId',
		description: 'One of the active accounts that the credential gives access to',
	},
	'searchAccounts',
);
