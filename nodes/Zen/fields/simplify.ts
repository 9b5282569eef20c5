import type { INodeProperties } from 'n8n-workflow';
import { isObject } from '../../zen-client';
import type { JsonObject } from '../../zen-client';

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The fields of a payment that most workflows need, flat. Amounts stay decimal strings. */
export function simplifyPayment(payment: JsonObject): JsonObject {
	const amount = isObject(payment.amount) ? payment.amount : {};
	const incoming = payment.direction === 'INCOMING';
	const other = incoming ? payment.sender : payment.receiver;
	const counterparty = isObject(other) ? other : {};
	return {
		id: payment.id ?? null,
		status: payment.status ?? null,
		direction: payment.direction ?? null,
		amount: amount.value ?? null,
		currency: amount.currency ?? null,
		title: payment.title ?? null,
		counterpartyName: counterparty.name ?? null,
		counterpartyAccountNumber: counterparty.accountNumber ?? counterparty.iban ?? null,
		createdAt: payment.createdAt ?? null,
		bookedAt: payment.bookedAt ?? null,
	};
}
