import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { accountNumberField, bicField, countryField, readDestination } from './destination';

/** Who is paid. Read them with {@link readReceiver}. */
export const receiverFields: INodeProperties[] = [
	{
		displayName: 'Receiver Name',
		name: 'receiverName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Example Supplies Ltd',
		description: 'The holder of the account that is paid',
	},
	{ ...accountNumberField, required: true },
	{
		displayName: 'Receiver Details',
		name: 'receiverDetails',
		type: 'collection',
		placeholder: 'Add Detail',
		default: {},
		options: [
			bicField,
			{
				displayName: 'City',
				name: 'city',
				type: 'string',
				default: '',
				placeholder: 'e.g. Vilnius',
			},
			countryField,
			{
				displayName: 'Postcode',
				name: 'postcode',
				type: 'string',
				default: '',
				placeholder: 'e.g. 01100',
			},
			{
				displayName: 'Street',
				name: 'line1',
				type: 'string',
				default: '',
				placeholder: 'e.g. Example Street 1',
				description: 'Street and number of the receiver',
			},
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: [
					{ name: 'Company', value: 'COMPANY' },
					{ name: 'Individual', value: 'INDIVIDUAL' },
				],
				default: 'COMPANY',
				description: 'Whether a company or a person is paid. These two values are assumed.',
			},
		],
	},
];

/**
 * The receiver as it goes into a request body. Evidence: assumed, with names reused from the parties
 * of observed payments.
 *
 * @throws InputError for an IBAN or BIC that cannot be right
 */
export function readReceiver(input: ItemInput): JsonObject {
	const name = input.requiredText('receiverName');
	input.requiredText('receiverAccountNumber');
	const address = filled({
		line1: input.text('receiverDetails.line1'),
		city: input.text('receiverDetails.city'),
		postcode: input.text('receiverDetails.postcode'),
	});
	return {
		...filled({ name, type: input.text('receiverDetails.type'), ...readDestination(input) }),
		...(Object.keys(address).length > 0 ? { address } : {}),
	};
}

function filled(texts: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}
