import { accountNumberOf, isObject, sidesOf } from '../zen-client';
import type { JsonObject } from '../zen-client';

/** The fields of a payment that most workflows need, flat. Amounts stay decimal strings. */
export function simplifyPayment(payment: JsonObject): JsonObject {
	const amount = isObject(payment.amount) ? payment.amount : {};
	const { other } = sidesOf(payment);
	const counterparty = isObject(other) ? other : {};
	return {
		id: payment.id ?? null,
		status: payment.status ?? null,
		direction: payment.direction ?? null,
		amount: amount.value ?? null,
		currency: amount.currency ?? null,
		title: payment.title ?? null,
		counterpartyName: counterparty.name ?? null,
		counterpartyAccountNumber: accountNumberOf(other) ?? null,
		createdAt: payment.createdAt ?? null,
		bookedAt: payment.bookedAt ?? null,
	};
}

/** The fields of a draft that most workflows need, flat. Amounts stay decimal strings. */
export function simplifyDraft(draft: JsonObject): JsonObject {
	const amount = isObject(draft.amount) ? draft.amount : {};
	const receiver = isObject(draft.receiver) ? draft.receiver : {};
	return {
		draftId: draft.draftId ?? null,
		status: draft.status ?? null,
		externalId: draft.externalId ?? null,
		amount: amount.value ?? null,
		currency: amount.currency ?? null,
		title: draft.title ?? null,
		receiverName: receiver.name ?? null,
		receiverAccountNumber: accountNumberOf(receiver) ?? null,
		channel: draft.channel ?? null,
		chargeType: draft.chargeType ?? null,
		createdAt: draft.createdAt ?? null,
	};
}
