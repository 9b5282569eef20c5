import { ZenError, only } from '../../../zen-client';
import type { Zen } from '../../../zen-client';
import { distinctIn, fileNameField, fileNameOf, readFileName } from '../../../zen-n8n/fileName';
import { simplifyPayment } from '../../../zen-n8n/simplify';
import { paymentIdField } from '../../fields/payment';
import { readsAtOnceOption } from '../../fields/readsAtOnce';
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
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [fileNameField, readsAtOnceOption],
		},
	],
	prepare: (input) => ({
		paymentId: input.id('paymentId', 'payment'),
		field: input.requiredText('binaryPropertyName'),
		wanted: readFileName(input),
	}),
	send: async (run, { paymentId, field, wanted }) => {
		const { bytes, mimeType, fileExtension } = await run.zen.confirmation(paymentId);
		const parts = wanted === undefined ? await partsOf(run.zen, paymentId) : [wanted];
		const name = fileNameOf(parts, fileExtension, `zen-confirmation-${paymentId}`);
		const [fileName = name] = distinctIn(run, [name], paymentId);
		const file = await run.toBinary(bytes, fileName, mimeType);
		return [{ json: { fileName, paymentId }, binary: { [field]: file } }];
	},
});

/** What a person finds the file by. Nothing where the payment cannot be read: the document is there all the same. */
async function partsOf(zen: Zen, paymentId: string): Promise<unknown[]> {
	const payment = await zen.payment(paymentId).catch((error) => void only(ZenError, error));
	if (!payment) return [];
	const { bookedAt, createdAt, counterpartyName, amount, currency, title } =
		simplifyPayment(payment);
	const day = String(bookedAt ?? createdAt ?? '').slice(0, 10);
	return [day, counterpartyName, amount, currency, title];
}
