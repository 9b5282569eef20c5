import { type Money, toMoney } from './money.mts';
import { wholeSecondsIso } from './time.mts';

export interface Party {
	name: string;
	country?: string | null;
	accountNumber?: string | null;
	/** Stands in for `accountNumber` at times (observed). */
	iban?: string | null;
	bic?: string | null;
}

export interface Fee {
	amount: Money;
	name: string;
	type: string;
}

export type Status = 'IN_PROGRESS' | 'SETTLED' | 'REJECTED';

/** A payment in the bank's books. Amounts are minor units. */
export interface Payment {
	readonly id: string;
	readonly accountId: string;
	readonly externalId: string | null;
	readonly title: string | null;
	readonly direction: 'INCOMING' | 'OUTGOING';
	readonly minor: bigint;
	readonly feesMinor: bigint;
	readonly currency: string;
	readonly senderFees: readonly Fee[];
	readonly receiverFees: readonly Fee[];
	readonly channel: string;
	readonly chargeType: string | null;
	readonly sender: Party;
	readonly receiver: Party;
	readonly createdAt: Date;
	lastModifiedAt: Date;
	bookedAt: Date | null;
	status: Status;
	/** Why it was rejected. ZEN's answers are not known to say it, so only the ledger does. */
	reason: string | null;
	/** The request's body as it came, unknown fields included; null when there was none. */
	readonly body: unknown;
	readonly draftId: string | null;
	/** Part of the past that the seed invented, so not in the ledger. */
	readonly seeded: boolean;
}

/** The payment as ZEN answers it (observed; `externalId` is assumed and so only there on demand). */
export function paymentAnswer(payment: Payment, options: { showExternalId: boolean }) {
	return {
		id: payment.id,
		title: payment.title,
		relatedTransaction: null,
		createdAt: wholeSecondsIso(payment.createdAt),
		lastModifiedAt: wholeSecondsIso(payment.lastModifiedAt),
		bookedAt: payment.bookedAt && wholeSecondsIso(payment.bookedAt),
		status: payment.status,
		direction: payment.direction,
		transactionType: 'PAYMENT',
		amount: toMoney(payment.minor, payment.currency),
		senderFees: payment.senderFees,
		receiverFees: payment.receiverFees,
		channel: payment.channel,
		sender: payment.sender,
		receiver: payment.receiver,
		...(options.showExternalId && { externalId: payment.externalId }),
	};
}

/** What really happened to money since the seed: one entry per payment, booked or in progress. */
export interface LedgerEntry {
	paymentId: string;
	accountId: string;
	externalId: string | null;
	direction: 'INCOMING' | 'OUTGOING';
	amount: Money;
	/** What the account pays on top of the amount. */
	fees: Money;
	title: string | null;
	channel: string;
	chargeType: string | null;
	payer: Party;
	payee: Party;
	status: Status;
	reason: string | null;
	/** UTC ISO 8601. */
	createdAt: string;
	/** UTC ISO 8601; null while it is not booked. */
	bookedAt: string | null;
	draftId: string | null;
	/** The request's body as it came, unknown fields included; null for an incoming payment. */
	body: unknown;
}

export function ledgerEntry(payment: Payment): LedgerEntry {
	const { id, accountId, externalId, direction, title, channel, chargeType } = payment;
	return {
		paymentId: id,
		accountId,
		externalId,
		direction,
		amount: toMoney(payment.minor, payment.currency),
		fees: toMoney(payment.feesMinor, payment.currency),
		title,
		channel,
		chargeType,
		payer: payment.sender,
		payee: payment.receiver,
		status: payment.status,
		reason: payment.reason,
		createdAt: payment.createdAt.toISOString(),
		bookedAt: payment.bookedAt?.toISOString() ?? null,
		draftId: payment.draftId,
		body: payment.body,
	};
}
