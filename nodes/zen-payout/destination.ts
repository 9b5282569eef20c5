import type { IDataObject } from 'n8n-workflow';
import type { JsonObject, Zen } from '../zen-client';
import type { Result } from '../Zen/operation';

/** `accepted` by ZEN just now, or in an earlier run. */
export type SentOutcome = 'accepted' | 'alreadySent';

/** What is made at ZEN out of a prepared payment: a payment, or a draft of one. */
export interface Destination {
	kind: 'payment' | 'draft';
	create(zen: Zen, body: JsonObject, externalId: string): Promise<JsonObject>;
	/** The lists of an account in which a lost one may be, in this order, each newest first. */
	lists: Array<
		(zen: Zen, accountId: string, enough: number) => AsyncGenerator<JsonObject, boolean>
	>;
	/** @param made what ZEN answered or what was found; absent when it is at ZEN but out of sight */
	toResult(outcome: SentOutcome, externalId: string, made?: JsonObject): Result;
	/** Where a person looks for it. */
	whereToLook: string;
}

export const toPayment: Destination = {
	kind: 'payment',
	create: async (zen, body, externalId) => await zen.createPayment(body, `payment "${externalId}"`),
	lists: [payments],
	toResult: (outcome, externalId, payment) => ({
		json: {
			outcome,
			externalId,
			paymentId: payment?.id ?? null,
			status: payment?.status ?? null,
			payment: (payment as IDataObject) ?? null,
		},
	}),
	whereToLook: 'History → Get Many',
};

export const toDraft: Destination = {
	kind: 'draft',
	create: async (zen, body, externalId) => await zen.drafts.create(body, `draft "${externalId}"`),
	// A draft that a person has accepted is a payment by now.
	lists: [drafts, payments],
	toResult: (outcome, externalId, draft) => ({
		json: {
			outcome,
			externalId,
			draftId: draft?.draftId ?? null,
			status: draft?.status ?? null,
			draft: (draft as IDataObject) ?? null,
		},
	}),
	whereToLook: 'Draft → Get Many',
};

export function withMessage(result: Result, message: unknown): Result {
	return { json: { ...result.json, message: String(message) } };
}

function payments(
	zen: Zen,
	accountId: string,
	enough: number,
): AsyncGenerator<JsonObject, boolean> {
	return zen.history({ accountId }, enough);
}

function drafts(zen: Zen, accountId: string, enough: number): AsyncGenerator<JsonObject, boolean> {
	return zen.drafts.all({ accountId }, enough);
}
