import type { INodeProperties } from 'n8n-workflow';
import type { Receiver } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { accountNumberField, bicField, countryField, readFullDestination } from './destination';

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
 * The receiver, in our own names; what was not given is absent.
 *
 * @throws InputError for an IBAN or BIC that cannot be right
 */
export function readReceiver(input: ItemInput): Receiver {
	const name = input.payingText('receiverName', 'name');
	const { accountNumber, bic, country } = readFullDestination(input);
	const address = filled({
		line1: detail(input, 'line1'),
		city: detail(input, 'city'),
		postcode: detail(input, 'postcode'),
	});
	return {
		name,
		...filled({ type: detail(input, 'type'), country }),
		accountNumber,
		...filled({ bic }),
		...(Object.keys(address).length > 0 ? { address } : {}),
	};
}

/** Empty when it was not added; once added it has to hold something. */
function detail(input: ItemInput, name: string): string {
	return input.ifAdded(`receiverDetails.${name}`, (added) => input.text(added)) ?? '';
}

function filled<Name extends string>(texts: Record<Name, string>): Partial<Record<Name, string>> {
	const given = Object.entries(texts).filter(([, text]) => text !== '');
	return Object.fromEntries(given) as Partial<Record<Name, string>>;
}
