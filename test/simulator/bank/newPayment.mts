import { randomUUID } from 'node:crypto';
import type { PaymentSeed } from '../seed/seed.mts';
import type { Account } from './Account.mts';
import { feeOf } from './channels.mts';
import { toMinor } from './money.mts';
import type { Party, Payment, Status } from './payment.mts';
import type { PaymentBody, PaymentOrder } from './paymentOrder.mts';

/** Money that arrives from outside. */
export interface IncomingPayment {
	accountId: string;
	/** Decimal string, in the account's currency. */
	amount: string;
	title?: string | null;
	externalId?: string | null;
	channel?: string;
	payer?: Party;
	/** SETTLED when absent. */
	status?: Extract<Status, 'SETTLED' | 'IN_PROGRESS'>;
}

/** Where an order came from. */
export interface Origin {
	/** The request's body as it came; the same as the order's when absent. */
	received?: unknown;
	draftId?: string;
}

const SOMEBODY: Party = { name: 'Example Payer', country: 'LT', accountNumber: null, bic: null };

/** An order that has just been given. */
export function outgoingPayment(
	order: PaymentOrder,
	body: PaymentBody,
	{ received = body, draftId }: Origin,
	now: Date,
): Payment {
	return {
		...blank(order.account, now),
		externalId: body.externalId ?? null,
		title: body.title ?? null,
		direction: 'OUTGOING',
		minor: order.minor,
		feesMinor: order.feesMinor,
		senderFees: order.fees,
		channel: order.channel,
		chargeType: order.chargeType,
		sender: partyOf(order.account),
		receiver: order.payee,
		body: received,
		draftId: draftId ?? null,
	};
}

/** Money that has just arrived. @throws Refusal for a bad amount */
export function incomingPayment(incoming: IncomingPayment, account: Account, now: Date): Payment {
	return {
		...blank(account, now),
		externalId: incoming.externalId ?? null,
		title: incoming.title ?? null,
		direction: 'INCOMING',
		minor: toMinor({ value: incoming.amount, currency: account.currency }),
		channel: incoming.channel ?? 'SEPA',
		sender: incoming.payer ?? SOMEBODY,
		receiver: partyOf(account),
	};
}

/** A payment of the past. @throws Refusal for a bad amount */
export function seededPayment(past: PaymentSeed, account: Account): Payment {
	const { currency } = account;
	const { direction, status = 'SETTLED', counterparty, fee = '0' } = past;
	const createdAt = new Date(past.createdAt);
	const booked = past.bookedAt === undefined ? past.createdAt : past.bookedAt;
	const bookedAt = status === 'SETTLED' && booked !== null ? new Date(booked) : null;
	const outgoing = direction === 'OUTGOING';
	return {
		...blank(account, createdAt),
		...(past.id !== undefined && { id: past.id }),
		externalId: past.externalId ?? null,
		title: past.title ?? null,
		direction,
		minor: toMinor({ value: past.amount, currency }),
		feesMinor: outgoing ? toMinor({ value: fee, currency }) : 0n,
		senderFees: [feeOf(outgoing ? fee : '0', currency)],
		channel: past.channel ?? 'SEPA',
		chargeType: past.chargeType ?? null,
		sender: outgoing ? partyOf(account) : counterparty,
		receiver: outgoing ? counterparty : partyOf(account),
		lastModifiedAt: bookedAt ?? createdAt,
		bookedAt,
		status,
		seeded: true,
	};
}

function blank({ id, currency }: Account, createdAt: Date) {
	return {
		id: randomUUID() as string,
		accountId: id,
		currency,
		feesMinor: 0n,
		senderFees: [feeOf('0', currency)],
		receiverFees: [feeOf('0', currency)],
		chargeType: null,
		createdAt,
		lastModifiedAt: createdAt,
		bookedAt: null,
		status: 'IN_PROGRESS' as Status,
		reason: null,
		body: null,
		draftId: null as string | null,
		seeded: false,
	};
}

function partyOf({ details }: Account): Party {
	const { holder, country, iban, bic } = details;
	return { name: holder, country, accountNumber: iban, bic };
}
