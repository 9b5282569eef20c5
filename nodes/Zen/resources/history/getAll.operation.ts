import { collect } from '../../../zen-client';
import { accountField } from '../../fields/account';
import { listFields, readEnough } from '../../fields/list';
import { periodFields, readPeriod } from '../../fields/period';
import { simplifyField, simplifyPayment } from '../../fields/simplify';
import { operation, toResults } from '../../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'Get many payments of an account, newest first',
		action: 'Get many payments of account',
	},
	fields: [accountField, ...listFields, simplifyField, periodFields],
	prepare: (input) => ({
		query: { accountId: input.uuid('accountId'), ...readPeriod(input) },
		enough: readEnough(input),
		simplify: input.flag('simplify'),
	}),
	send: async ({ zen }, { query, enough, simplify }) => {
		const payments = await collect(zen.history(query, enough));
		return toResults(simplify ? payments.map(simplifyPayment) : payments);
	},
});
