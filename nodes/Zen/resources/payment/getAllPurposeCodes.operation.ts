import type { JsonObject } from '../../../zen-client';
import { additionalQueryField, readAdditionalQuery } from '../../fields/additionalQuery';
import { readCountry } from '../../fields/destination';
import { listFields, readEnough } from '../../fields/list';
import { outputFields, readOutput } from '../../fields/output';
import { readOptions } from '../../fields/readsAtOnce';
import { flat } from '../../../zen-n8n/simplify';
import { operation, toResults } from '../../operation';

export const getAllPurposeCodes = operation({
	option: {
		name: 'Get Many Purpose Codes',
		value: 'getAllPurposeCodes',
		description: 'Get the codes that say what a payment is for, which some countries require',
		action: 'Get many purpose codes',
	},
	fields: [
		...listFields,
		...outputFields(simplify({})),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Country',
					name: 'country',
					type: 'string',
					default: '',
					placeholder: 'e.g. AE',
					description:
						'Only codes for payments to this country, as an ISO 3166 code of two letters',
				},
				{
					displayName: 'Currency',
					name: 'currency',
					type: 'string',
					default: '',
					placeholder: 'e.g. USD',
					description: 'Only codes for payments in this currency, as an ISO 4217 code',
				},
			],
		},
		readOptions(additionalQueryField('The names of both filters are assumed.')),
	],
	prepare: (input) => ({
		query: {
			country: input.ifAdded('filters.country', (name) => readCountry(input, name)),
			currency: input.ifAdded('filters.currency', (name) => input.currency(name)),
		},
		enough: readEnough(input),
		extra: readAdditionalQuery(input),
		shape: readOutput(input, simplify),
	}),
	// ZEN is taken to answer with all codes at once.
	send: async ({ zen }, { query, enough, extra, shape }) =>
		toResults((await zen.terms.purposeCodes(query, extra)).slice(0, enough).map(shape)),
});

function simplify({ code, description }: JsonObject): JsonObject {
	return flat({ code, description });
}
