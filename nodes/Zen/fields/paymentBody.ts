import type { INodeProperties } from 'n8n-workflow';
import type { PaymentOrder } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { accountField, readAccount } from './account';
import { amountFields, currencyOf, typedCurrency } from './amount';
import { readBodyFields } from './bodyFields';
import { choiceLocator } from './locator';
import { readReceiver, receiverFields } from './receiver';
import { toolNotice } from './toolNotice';

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		choiceLocator(
			{
				displayName: 'Purpose Code',
				name: 'purposeCode',
				description:
					'What the payment is for; needed for some currencies and countries. The list holds the codes for the currency and the receiver above.',
			},
			'searchPurposeCodes',
		),
	],
};

const LEFT_TO_ZEN = 'Optional, left to ZEN when empty';

const termFields: INodeProperties[] = [
	choiceLocator(
		{
			displayName: 'Channel',
			name: 'channel',
			example: 'e.g. SEPA',
			whenEmpty: LEFT_TO_ZEN,
			description:
				'The way the payment takes. The list holds what ZEN offers for the payment above; any other name can be given as well. What each costs is told by Calculate Fees and Channels. Optional: left to ZEN when empty.',
		},
		'searchChannels',
	),
	choiceLocator(
		{
			displayName: 'Charge Type',
			name: 'chargeType',
			example: 'e.g. SHA',
			whenEmpty: LEFT_TO_ZEN,
			description:
				'Who bears the fees. The list holds what ZEN offers for the payment above; any other type can be given as well. What each costs is told by Calculate Fees and Channels. Optional: left to ZEN when empty.',
		},
		'searchChargeTypes',
	),
];

/** The fields of everything that pays or prepares to. Read them with {@link readPayment}. */
export const paymentFields: INodeProperties[] = [
	toolNotice,
	{
		...accountField,
		displayName: 'From Account',
		description: 'The account to pay from: its ID, its IBAN, or its alias in ZEN to the letter',
	},
	{
		displayName: 'External ID',
		name: 'externalId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Example Supplies INV-2026-0042',
		description:
			'Your own reference for this payment: supplier and invoice number, since invoice numbers are unique for each supplier only. Reuse the very same value whenever the same payment is tried again: it is how a payment that was already sent is recognised. Never make up a new value for another attempt, and never use one for two payments: the second is not sent.',
		hint: 'Your own reference: supplier and invoice number. The same payment keeps it, in every run and every attempt.',
	},
	...amountFields,
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Invoice 2026/0042',
		description:
			'The remittance title: what the receiver reads on the statement, such as the invoice number',
	},
	...receiverFields,
	...termFields,
	additionalFields,
];

/**
 * Reads and checks a payment, in our own names.
 *
 * @throws InputError
 */
export function readPayment(input: ItemInput): PaymentOrder {
	// First, since it names the item in whatever is said of it.
	const externalId = input.payingText('externalId', 'reference');
	const typed = typedCurrency(input);
	const accountId = readAccount(input, 'accountId', typed);
	const order = {
		accountId,
		externalId,
		amount: input.amount('amount', typed ?? currencyOf(input, accountId)),
		title: input.payingText('title', 'note'),
		receiver: readReceiver(input),
		...given('channel', input.text('channel')),
		...given('chargeType', input.text('chargeType')),
		...given(
			'purposeCode',
			input.ifAdded('additionalFields.purposeCode', (name) => input.text(name)),
		),
	};
	const extra = readBodyFields(input, order);
	return extra ? { ...order, extra } : order;
}

function given<Name extends string>(name: Name, text = ''): Partial<Record<Name, string>> {
	return text === '' ? {} : ({ [name]: text } as Record<Name, string>);
}
