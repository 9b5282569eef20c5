import { accountField, readAccount } from '../../fields/account';
import { operation, toResults } from '../../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Get an account with its balances',
		action: 'Get account',
	},
	fields: [accountField],
	prepare: (input) => readAccount(input),
	send: async ({ zen }, accountId) => toResults([await zen.account(accountId)]),
});
