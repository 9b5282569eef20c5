import { accountField } from '../../fields/account';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Get an account with its balances',
		action: 'Get account',
	},
	fields: [accountField, readOptions],
	prepare: (input) => input.id('accountId', 'account'),
	send: async ({ zen }, accountId) => toResults([await zen.account(accountId)]),
});
