import { paymentAnswer } from '../bank/payment.mts';
import { confirmationPdf } from '../bank/confirmation.mts';
import { bookedWithin, page } from '../bank/history.mts';
import { invalid, Refusal } from '../bank/refusal.mts';
import { dayOf } from '../bank/time.mts';
import { file, json } from '../http/answer.mts';
import type { Call, Operations } from '../http/contract.mts';
import type { Desk } from './index.mts';

interface HistoryQuery {
	accountId?: string;
	bookedAtFrom?: string;
	bookedAtTo?: string;
	limit?: number;
	lastEntryId?: string;
}

export function historyOperations({ bank, clock, settings }: Desk) {
	return {
		listPayments: ({ query }: Call) => {
			const { accountId, bookedAtFrom, bookedAtTo, ...paging } = query as HistoryQuery;
			if (!bank().account(accountId ?? '')) throw invalid('accountId is not one of your accounts');
			// ZEN answers 500 here (observed).
			if (bookedAtTo !== undefined && bookedAtTo > dayOf(clock.now())) {
				throw new Refusal(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
			}
			const own = bank().payments.all.filter((payment) => payment.accountId === accountId);
			const { data, meta } = page(own, paging, bookedWithin(bookedAtFrom, bookedAtTo));
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
