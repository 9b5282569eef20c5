import { draftAnswer } from '../bank/Drafts.mts';
import { page } from '../bank/history.mts';
import type { PaymentBody } from '../bank/paymentOrder.mts';
import { json, noContent } from '../http/answer.mts';
import type { Call, Operations } from '../http/contract.mts';
import type { Desk } from './index.mts';

interface DraftsQuery {
	accountId?: string;
	limit?: number;
	lastEntryId?: string;
}

export function draftOperations({ bank }: Desk) {
	return {
		createDraft: ({ body, received }: Call) =>
			json(draftAnswer(bank().saveDraft(body as PaymentBody, received)), 201),

		listDrafts: ({ query }: Call) => {
			const { accountId, limit, lastEntryId } = query as DraftsQuery;
			const { data, meta } = page(bank().drafts.list(accountId, lastEntryId), limit);
			return json({ data: data.map(draftAnswer), meta });
		},

		getDraft: ({ params }: Call) => json(draftAnswer(bank().drafts.get(params.draftId ?? ''))),

		deleteDraft: ({ params }: Call) => {
			bank().drafts.delete(params.draftId ?? '');
			return noContent();
		},
	} satisfies Operations;
}
