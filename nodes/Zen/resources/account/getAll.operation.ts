import { simplifyAccount } from '../../accountRow';
import { listFields, readEnough } from '../../fields/list';
import { outputFields, readOutput } from '../../fields/output';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'Get many accounts with their balances',
		action: 'Get many accounts',
	},
	fields: [...listFields, ...outputFields(simplifyAccount({})), readOptions()],
	prepare: (input) => ({
		enough: readEnough(input),
		shape: readOutput(input, simplifyAccount),
	}),
	// ZEN answers with all accounts at once.
	send: async ({ zen }, { enough, shape }) =>
		toResults((await zen.accounts()).slice(0, enough).map(shape)),
});
