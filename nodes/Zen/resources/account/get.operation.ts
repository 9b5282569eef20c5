import { simplifyAccount } from '../../accountRow';
import { accountField, readAccount } from '../../fields/account';
import { outputFields, readOutput } from '../../fields/output';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Get an account with its balances',
		action: 'Get account',
	},
	fields: [accountField, ...outputFields(simplifyAccount({})), readOptions()],
	prepare: (input) => ({
		accountId: readAccount(input),
		shape: readOutput(input, simplifyAccount),
	}),
	send: async ({ zen }, { accountId, shape }) => toResults([shape(await zen.account(accountId))]),
});
