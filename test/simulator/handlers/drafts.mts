import { type Draft, draftAnswer } from '../bank/Drafts.mts';
import { page, type PageQuery } from '../bank/history.mts';
import type { PaymentBody } from '../bank/paymentOrder.mts';
import { json, noContent } from '../http/answer.mts';
import type { Call, Operations } from '../http/contract.mts';
import type { Desk } from './index.mts';

export function draftOperations({ bank }: Desk) {
	return {
		createDraft: ({ body, received }: Call) =>
			json(draftAnswer(bank().saveDraft(body as PaymentBody, received)), 201),

		listDrafts: ({ query }: Call) => {
			const { accountId, ...paging } = query as PageQuery & { accountId?: string };
			const shown = ({ status, body }: Draft) =>
				status === 'DRAFT' && (accountId === undefined || body.accountId === accountId);
			const { data, meta } = page(bank().drafts.all, paging, shown);
			return json({ data: data.map(draftAnswer), meta });
		},

		getDraft: ({ params }: Call) => json(draftAnswer(bank().drafts.get(params.draftId ?? ''))),

		deleteDraft: ({ params }: Call) => {
			bank().drafts.delete(params.draftId ?? '');
			return noContent();
		},
	} satisfies Operations;
}
