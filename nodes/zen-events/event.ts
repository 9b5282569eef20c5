import type { IDataObject } from 'n8n-workflow';
import { simplifyPayment } from '../zen-n8n/simplify';
import type { JsonObject } from '../zen-client';

const FINAL = ['SETTLED', 'REJECTED'];

/** Whether a payment stays as it is, by ZEN's own word for its status. */
export function isFinalStatus(status: string): boolean {
	return FINAL.includes(status);
}

/**
 * Names what happened to a payment, the same in every trigger: its id and status, and in a status
 * that is not final also when it was last modified.
 *
 * A final status is reached once. What ZEN still changes afterwards is no further event: `bookedAt`
 * was observed to come later than the status, and a payment must not be called settled twice for it.
 */
export function eventIdOf(payment: JsonObject): string {
	const status = String(payment.status ?? '');
	const parts = [payment.id, status, ...(isFinalStatus(status) ? [] : [payment.lastModifiedAt])];
	return parts.map((part) => String(part ?? '')).join(':');
}

/**
 * What a trigger puts out for a payment that ZEN itself told of.
 *
 * @param payment as the client returns it, amounts as decimal strings
 * @param accountId the account of ours that it belongs to; null when it cannot be told
 * @param simplify a flat row instead of everything that ZEN answered
 */
export function eventOf(
	payment: JsonObject,
	accountId: string | null,
	simplify: boolean,
): IDataObject {
	const own = { accountId, eventId: eventIdOf(payment), confirmed: true };
	if (simplify) return eventRow(payment, own);
	// First for the order in which they are shown, last to prevail.
	return { ...own, ...payment, ...own } as IDataObject;
}

/**
 * The flat row of an event, see `simplifyPayment`.
 *
 * @param payment as far as it is known
 */
export function eventRow(
	payment: JsonObject,
	own: { accountId: string | null; eventId: string; confirmed: boolean },
): IDataObject {
	const { counterpartyName, amount, currency, title, ...rest } = simplifyPayment(payment);
	const { status, externalId, direction, paymentId } = rest;
	const { lastModifiedAt = null } = payment;
	const { accountId, eventId, confirmed } = own;
	return {
		...{ counterpartyName, amount, currency, title, status, externalId, direction },
		...{ lastModifiedAt, confirmed, accountId, paymentId, eventId },
	};
}
