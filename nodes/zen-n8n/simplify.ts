import { accountNumberOf, feesIn, isObject, moneyIn, sidesOf } from '../zen-client';
import type { Json, JsonObject, PaymentOrder } from '../zen-client';

/**
 * Flat rows, for a table: the columns that are looked at most stand first, ids last, and the same
 * thing has the same name in every row. Amounts stay decimal strings. Null is what ZEN does not tell.
 */
export function simplifyPayment(payment: JsonObject): JsonObject {
	const { other } = sidesOf(payment);
	return flat({
		counterpartyName: nameOf(other),
		...moneyIn(payment),
		title: payment.title,
		status: payment.status,
		fee: feesIn(payment),
		externalId: payment.externalId,
		direction: payment.direction,
		bookedAt: payment.bookedAt,
		createdAt: payment.createdAt,
		counterpartyAccountNumber: accountNumberOf(other),
		paymentId: payment.id,
	});
}

/** The flat row of a draft, see {@link simplifyPayment}. */
export function simplifyDraft(draft: JsonObject): JsonObject {
	return flat({
		...receiverAndMoney(draft),
		status: draft.status,
		externalId: draft.externalId,
		channel: draft.channel,
		chargeType: draft.chargeType,
		createdAt: draft.createdAt,
		receiverAccountNumber: accountNumberOf(draft.receiver),
		draftId: draft.draftId,
	});
}

/**
 * The flat row of a payment or draft that was sent, see {@link simplifyPayment}.
 *
 * @param end what became of it, with `payment` or `draft` as ZEN tells it
 * @param order what was sent. It stands in for what ZEN's answer leaves out, and only where it went out
 * just now: what was sent before may have had another title.
 */
export function simplifySent(end: JsonObject, order?: PaymentOrder): JsonObject {
	const { outcome, reason, externalId, status, message, payment, draft, paymentId, draftId } = end;
	if (outcome === 'checked') return simplifyChecked(end, order);
	const made = payment ?? draft;
	const told = isObject(made) ? made : {};
	const sent = outcome === 'alreadySent' ? undefined : order;
	return {
		outcome: outcome!,
		...(reason !== undefined && { reason }),
		...withDefaults(receiverAndMoney(told), sent && receiverAndMoney(asTold(sent))),
		...flat({ status, ...(draftId === undefined && { fee: feesIn(told) }), externalId }),
		...(message !== undefined && { message }),
		...flat({
			createdAt: told.createdAt,
			receiverAccountNumber: accountNumberOf(told.receiver) ?? sent?.receiver.accountNumber,
			...(draftId === undefined ? { paymentId } : { draftId }),
		}),
	};
}

function simplifyChecked(end: JsonObject, order?: PaymentOrder): JsonObject {
	const { outcome, reason, externalId, fee, feeCurrency, balanceAfter, message } = end;
	const currency = order?.amount.currency;
	return {
		...flat({ outcome, reason }),
		...receiverAndMoney(order ? asTold(order) : {}),
		// As of one that was sent: a fee stands in the currency beside it.
		...flat({ fee: feeCurrency === currency ? fee : null, balanceAfter, externalId, message }),
		...flat({ receiverAccountNumber: order?.receiver.accountNumber }),
	};
}

function asTold({ amount, title, receiver }: PaymentOrder): JsonObject {
	return { amount: { ...amount }, title, receiver: { name: receiver.name } };
}

function receiverAndMoney(told: JsonObject): JsonObject {
	return flat({ receiverName: nameOf(told.receiver), ...moneyIn(told), title: told.title });
}

function withDefaults(row: JsonObject, unless: JsonObject = {}): JsonObject {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => [name, value ?? unless[name] ?? null]),
	);
}

function nameOf(side: Json | undefined): Json | undefined {
	return isObject(side) ? side.name : undefined;
}

/** Nothing in a row leads further: what ZEN tells as an object stands as its JSON. */
export function flat(row: Record<string, Json | undefined>): JsonObject {
	const inOneCell = (value: Json = null) =>
		typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inOneCell(value)]));
}
