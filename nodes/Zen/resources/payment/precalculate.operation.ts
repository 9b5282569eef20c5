import { ZenError } from '../../../zen-client';
import { accountField } from '../../fields/account';
import { additionalQueryField, readAdditionalQuery } from '../../fields/additionalQuery';
import { amountFields } from '../../fields/amount';
import { destinationFields } from '../../fields/destination';
import { readTerms } from '../../fields/terms';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const precalculate = operation({
	option: {
		name: 'Calculate Fees and Channels',
		value: 'precalculate',
		description:
			'Get the channels, charge types, fees and limits that ZEN offers for a payment, before it is made. Sends nothing.',
		action: 'Calculate fees and channels of payment',
	},
	fields: [
		accountField,
		...amountFields,
		...destinationFields,
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
			hint: 'One item for each charge type of each channel, with its fees added up. The shape of the answer is assumed: switch this off to see what ZEN really sends.',
		},
		readOptions(additionalQueryField('The names in the query are assumed.')),
	],
	prepare: (input) => ({
		terms: readTerms(input),
		extra: readAdditionalQuery(input),
		simplify: input.flag('simplify'),
	}),
	send: async ({ zen }, { terms, extra, simplify }) => {
		const { raw, offers } = await zen.terms.precalculation(terms, extra);
		if (!simplify) return toResults(raw);
		if (!offers) {
			throw new ZenError('The answer of ZEN has no channels where they are assumed to be', {
				outcome: 'unknown',
				remedy: 'Switch off Simplify to get the answer as it is.',
			});
		}
		return toResults(offers);
	},
});
