import type { INodeProperties } from 'n8n-workflow';
import type { Receiver } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { accountNumberField, bicField, countryField, readFullDestination } from './destination';
import { allDetailsField, receiverDetail } from './receiverDetail';

/** Who is paid. Read them with {@link readReceiver}. */
export const receiverFields: INodeProperties[] = [
	{
		displayName: 'Receiver Name',
		name: 'receiverName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Example Supplies Ltd',
		description: 'The holder of the account that is paid, as the invoice names it',
	},
	{ ...accountNumberField, required: true },
	{
		displayName: 'Receiver Details',
		name: 'receiverDetails',
		type: 'collection',
		placeholder: 'Add Detail',
		default: {},
		options: [
			allDetailsField,
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
				displayName: 'Receiver Type',
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
 * The receiver, in our own names; what was not given is absent.
 *
 * @throws InputError for an IBAN or BIC that cannot be right
 */
export function readReceiver(input: ItemInput): Receiver {
	const name = input.payingText('receiverName', 'name');
	const { accountNumber, bic, country } = readFullDestination(input);
	const address = filled({
		line1: receiverDetail(input, 'line1'),
		city: receiverDetail(input, 'city'),
		postcode: receiverDetail(input, 'postcode'),
	});
	return {
		name,
		...filled({ type: receiverDetail(input, 'type'), country }),
		accountNumber,
		...filled({ bic }),
		...(Object.keys(address).length > 0 ? { address } : {}),
	};
}

function filled<Name extends string>(texts: Record<Name, string>): Partial<Record<Name, string>> {
	const given = Object.entries(texts).filter(([, text]) => text !== '');
	return Object.fromEntries(given) as Partial<Record<Name, string>>;
}
