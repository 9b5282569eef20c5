import { accountField, readAccount } from '../../fields/account';
import { additionalQueryField, readAdditionalQuery } from '../../fields/additionalQuery';
import { collectEnough, listFields, readEnough } from '../../fields/list';
import { outputFields, readOutput } from '../../fields/output';
import { simplifyDraft } from '../../../zen-n8n/simplify';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const getAll = operation({
	option: {
		name: 'Get Many',
		value: 'getAll',
		description: 'Get many drafts that are saved and wait to be accepted',
		action: 'Get many draft payments',
	},
	fields: [
		...listFields,
		...outputFields(simplifyDraft({})),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					...accountField,
					required: false,
					description: 'Only drafts that pay from this account',
				},
			],
		},
		readOptions(additionalQueryField('The names of the filter and of the paging are assumed.')),
	],
	prepare: (input) => ({
		query: { accountId: input.ifAdded('filters.accountId', (name) => readAccount(input, name)) },
		enough: readEnough(input),
		extra: readAdditionalQuery(input),
		shape: readOutput(input, simplifyDraft),
	}),
	send: async ({ zen }, { query, enough, extra, shape }) => {
		// That ZEN speaks of further pages here is assumed, so its silence has to do.
		const drafts = zen.drafts.all(query, enough, { extra, silenceIsEnd: true });
		return toResults(await collectEnough(drafts, 'the list of drafts', enough, shape));
	},
});
