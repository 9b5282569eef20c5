import type { INodeProperties } from 'n8n-workflow';
import { isObject, mergePatch, only } from '../../zen-client';
import type { JsonObject, Money } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { accountField } from './account';
import { amountFields } from './amount';
import { choiceLocator } from './locator';
import { readReceiver, receiverFields } from './receiver';

/** A payment that is ready to be sent. */
export interface PaymentRequest {
	accountId: string;
	externalId: string;
	amount: Money;
	title: string;
	receiverAccountNumber: string;
	/** The request body, with the user's own fields laid over it. */
	body: JsonObject;
}

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Body Fields (JSON)',
			name: 'bodyFields',
			type: 'json',
			default: '{}',
			description:
				"Laid over the request body, for whatever ZEN expects and this form does not have. The names of the body's fields are assumed: rename one by adding it under its new name and setting the old one to null.",
		},
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
				'The way the payment takes. The list holds what ZEN offers for the payment above, with the fee; any other name can be given as well. Optional: left to ZEN when empty.',
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
				'Who bears the fees. The list holds what ZEN offers for the payment above, with the fee; any other type can be given as well. Optional: left to ZEN when empty.',
		},
		'searchChargeTypes',
	),
];

/** The fields of everything that pays or prepares to. Read them with {@link readPayment}. */
export const paymentFields: INodeProperties[] = [
	{ ...accountField, description: 'The account to pay from' },
	{
		displayName: 'External ID',
		name: 'externalId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. INV-2026-0042',
		description:
			'Your own reference for this payment, such as the invoice number. Reuse the very same value whenever the same payment is tried again: it is how a payment that was already sent is recognised. Never make up a new value for another attempt.',
		hint: 'Your own reference, such as the invoice number. The same payment keeps it, in every run and every attempt.',
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
 * Reads and checks a payment. Evidence: the body is assumed, with names reused from what is
 * documented or observed elsewhere in the API.
 *
 * @throws InputError
 */
export function readPayment(input: ItemInput): PaymentRequest {
	const accountId = input.uuid('accountId');
	const externalId = input.requiredText('externalId');
	const amount = input.amount('amount', input.currency('currency'));
	const title = input.requiredText('title');
	const receiver = readReceiver(input);
	const body: JsonObject = {
		accountId,
		externalId,
		title,
		amount: { ...amount },
		receiver,
	};
	const chosen = {
		channel: input.text('channel'),
		chargeType: input.text('chargeType'),
		purposeCode: input.text('additionalFields.purposeCode'),
	};
	for (const [name, text] of Object.entries(chosen)) if (text) body[name] = text;
	return {
		accountId,
		externalId,
		amount,
		title,
		receiverAccountNumber: String(receiver.accountNumber),
		body: withBodyFields(input, body),
	};
}

const BODY_FIELDS = 'additionalFields.bodyFields';

function withBodyFields(input: ItemInput, body: JsonObject): JsonObject {
	const patch = input.raw(BODY_FIELDS);
	if (patch === undefined || patch === null || patch === '') return body;
	const merged = mergedWith(input, body, patch);
	// What was checked is what is sent. These may be renamed, but not quietly changed.
	for (const name of ['accountId', 'externalId', 'amount']) {
		if (name in merged && JSON.stringify(merged[name]) !== JSON.stringify(body[name])) {
			throw input.error(
				BODY_FIELDS,
				`changes "${name}", which has a field of its own in this form. Change it there; here it may only be removed with null.`,
			);
		}
	}
	return merged;
}

function mergedWith(input: ItemInput, body: JsonObject, patch: unknown): JsonObject {
	try {
		return mergePatch(body, isObject(patch) ? patch : String(patch));
	} catch (error) {
		only(SyntaxError, error);
		throw input.error(BODY_FIELDS, 'holds no JSON object. Write it as {"name": "value"}.');
	}
}
