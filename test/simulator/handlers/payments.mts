import { paymentAnswer } from '../bank/payment.mts';
import { channelsTo } from '../bank/channels.mts';
import { type PaymentBody, payeeCountry } from '../bank/paymentOrder.mts';
import { fittingCodes } from '../bank/purposeCodes.mts';
import { invalid } from '../bank/refusal.mts';
import { json } from '../http/answer.mts';
import type { Call, Operations } from '../http/contract.mts';
import type { Desk } from './index.mts';

export function paymentOperations({ bank, settings }: Desk) {
	return {
		createPayment: ({ body, received }: Call) => {
			const payment = bank().pay(body as PaymentBody, { received });
			return json(paymentAnswer(payment, settings), 201);
		},

		getPayment: ({ params }: Call) => {
			const payment = bank().payments.get(params.paymentId ?? '');
			return json(paymentAnswer(payment, settings));
		},

		precalculatePayment: ({ query }: Call) => {
			const { accountId, currency, receiverCountry, receiverAccountNumber } = query as Partial<
				Record<string, string>
			>;
			const account = bank().account(accountId ?? '');
			if (!account) throw invalid('accountId is not one of your accounts');
			const payee = bank().accountByIban(receiverAccountNumber ?? '');
			return json({
				channels: channelsTo({
					currency: currency ?? account.currency,
					country: payeeCountry(receiverCountry, receiverAccountNumber),
					internal: payee !== undefined && payee.currency === (currency ?? account.currency),
				}),
			});
		},

		listPurposeCodes: ({ query }: Call) => json(fittingCodes(bank().purposeCodes, query)),
	} satisfies Operations;
}
