import { paymentIdField } from '../../fields/payment';
import { simplifyField, simplifyPayment } from '../../fields/simplify';
import { operation, toResults } from '../../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Get a payment and its present status',
		action: 'Get payment',
	},
	fields: [paymentIdField, simplifyField],
	prepare: (input) => ({ paymentId: input.uuid('paymentId'), simplify: input.flag('simplify') }),
	send: async ({ zen }, { paymentId, simplify }) => {
		const payment = await zen.payment(paymentId);
		return toResults([simplify ? simplifyPayment(payment) : payment]);
	},
});
