import { outputFields, readOutput } from '../../fields/output';
import { paymentIdField } from '../../fields/payment';
import { simplifyPayment } from '../../../zen-n8n/simplify';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Get a payment and its present status',
		action: 'Get payment',
	},
	fields: [paymentIdField, ...outputFields(simplifyPayment({})), readOptions()],
	prepare: (input) => ({
		paymentId: input.id('paymentId', 'payment'),
		shape: readOutput(input, simplifyPayment),
	}),
	send: async ({ zen }, { paymentId, shape }) => toResults([shape(await zen.payment(paymentId))]),
});
