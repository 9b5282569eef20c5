import { accountField, readAccount } from '../../fields/account';
import { additionalQueryField, readAdditionalQuery } from '../../fields/additionalQuery';
import { collectEnough, listFields, readEnough } from '../../fields/list';
import { outputFields, readOutput } from '../../fields/output';
import { periodFields, readPeriod } from '../../fields/period';
import { simplifyPayment } from '../../../zen-n8n/simplify';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'Get many payments of an account, newest first',
		action: 'Get many payments of account',
	},
	fields: [
		accountField,
		...listFields,
		...outputFields,
		periodFields,
		additionalQueryField('For what the filters do not offer.'),
		readOptions,
	],
	prepare: (input) => ({
		query: { accountId: readAccount(input), ...readPeriod(input) },
		enough: readEnough(input),
		extra: readAdditionalQuery(input),
		shape: readOutput(input, simplifyPayment),
	}),
	send: async ({ zen }, { query, enough, extra, shape }) => {
		// Whoever wants all of them relies on it; a limit promises no more than there seem to be.
		const silenceIsEnd = enough !== Infinity;
		const payments = zen.history(query, enough, { extra, silenceIsEnd });
		const subject = `the payments of account ${query.accountId}`;
		return toResults(await collectEnough(payments, subject, enough, shape));
	},
});
