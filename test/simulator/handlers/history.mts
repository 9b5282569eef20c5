import { paymentAnswer } from '../bank/payment.mts';
import { confirmationPdf } from '../bank/confirmation.mts';
import { page } from '../bank/history.mts';
import type { HistoryQuery } from '../bank/Payments.mts';
import { invalid, Refusal } from '../bank/refusal.mts';
import { dayOf } from '../bank/time.mts';
import { file, json } from '../http/answer.mts';
import type { Call, Operations } from '../http/contract.mts';
import type { Desk } from './index.mts';

export function historyOperations({ bank, clock, settings }: Desk) {
	return {
		listPayments: ({ query }: Call) => {
			const { limit, ...wanted } = query as unknown as HistoryQuery & { limit?: number };
			const { accountId, bookedAtTo } = wanted;
			if (!bank().account(accountId)) throw invalid('accountId is not one of your accounts');
			// ZEN answers 500 here (observed).
			if (bookedAtTo !== undefined && bookedAtTo > dayOf(clock.now())) {
				throw new Refusal(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
			}
			const { data, meta } = page(bank().payments.history(wanted), limit);
			return json({ data: data.map((payment) => paymentAnswer(payment, settings)), meta });
		},

		getPaymentConfirmation: async ({ params }: Call) => {
			const payment = bank().payments.get(params.paymentId ?? '');
			const pdf = await confirmationPdf(payment, clock.now());
			if (settings.confirmationAs === 'base64') return json({ content: pdf.toString('base64') });
			return file(pdf, 'application/pdf', `confirmation-${payment.id}.pdf`);
		},
	} satisfies Operations;
}
