import { listFields, readEnough } from '../../fields/list';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'Get many accounts with their balances',
		action: 'Get many accounts',
	},
	fields: [...listFields, readOptions],
	prepare: readEnough,
	// ZEN answers with all accounts at once.
	send: async ({ zen }, enough) => toResults((await zen.accounts()).slice(0, enough)),
});
