import { paymentIdField } from '../../fields/payment';
import { readOptions } from '../../fields/readsAtOnce';
import { operation } from '../../operation';

export const getConfirmation = operation({
	option: {
		name: 'Get Confirmation',
		value: 'getConfirmation',
		description: "Get a payment's confirmation as a PDF file",
		action: 'Get confirmation of payment',
	},
	fields: [
		paymentIdField,
		{
			displayName: 'Put Output File in Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the output binary field to put the file in',
		},
		readOptions,
	],
	prepare: (input) => ({
		paymentId: input.id('paymentId', 'payment'),
		field: input.requiredText('binaryPropertyName'),
	}),
	send: async ({ zen, toBinary }, { paymentId, field }) => {
		const { bytes, mimeType, fileExtension } = await zen.confirmation(paymentId);
		const fileName = `zen-confirmation-${paymentId}.${fileExtension}`;
		const file = await toBinary(bytes, fileName, mimeType);
		return [{ json: { fileName, paymentId }, binary: { [field]: file } }];
	},
});
