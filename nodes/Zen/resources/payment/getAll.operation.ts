import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../../../zen-client';
import { accountField, readAccount } from '../../fields/account';
import { additionalQueryField, readAdditionalQuery } from '../../fields/additionalQuery';
import { collectEnough, listFields, readEnough } from '../../fields/list';
import { outputFields, readOutput } from '../../fields/output';
import {
	isOpen,
	paymentFilters,
	readPaymentFilter,
	untoldNotices,
	wantedOf,
} from '../../fields/paymentFilters';
import { readPeriod } from '../../fields/period';
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
		...outputFields(simplifyPayment({})),
		paymentFilters,
		readOptions(additionalQueryField('For what the filters do not offer.')),
	],
	prepare: (input) => ({
		query: { accountId: readAccount(input), ...readPeriod(input) },
		filter: readPaymentFilter(input),
		enough: readEnough(input),
		extra: readAdditionalQuery(input),
		shape: readOutput(input, simplifyPayment),
	}),
	send: async ({ zen }, { query, filter, enough, extra }) => {
		// Whoever wants all of them relies on it; a limit promises no more than there seem to be.
		const silenceIsEnd = enough !== Infinity;
		const most = isOpen(filter) ? enough : Infinity;
		const payments = zen.history(query, most, { extra, silenceIsEnd });
		const subject = `the payments of account ${query.accountId}`;
		const wanted = isOpen(filter) ? payments : wantedOf(payments, filter, { enough, subject });
		return toResults(await collectEnough(wanted, subject, enough, (payment) => payment));
	},
	shape: ({ shape }, json) => shape(json as JsonObject) as IDataObject,
	notices: (requests, results) =>
		untoldNotices(
			requests.map(({ filter }) => filter),
			results.map(({ json }) => json as JsonObject),
		),
});
