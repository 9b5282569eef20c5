import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../../zen-client';
import type { Result } from '../operation';

/** `accepted` by ZEN just now, or in an earlier run. */
export type SentOutcome = 'accepted' | 'alreadySent';

/** What the node puts out for a payment that is at ZEN. */
export function paymentResult(
	outcome: SentOutcome,
	externalId: string,
	payment?: JsonObject,
	message?: string,
): Result {
	const result: Result = {
		json: {
			outcome,
			externalId,
			paymentId: payment?.id ?? null,
			status: payment?.status ?? null,
			payment: (payment as IDataObject) ?? null,
		},
	};
	return message ? withMessage(result, message) : result;
}

export function withMessage(result: Result, message: unknown): Result {
	return { json: { ...result.json, message: String(message) } };
}
