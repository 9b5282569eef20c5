import { randomUUID } from 'node:crypto';
import memoize from 'lodash/memoize.js';
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
	return paymentOf(order.account, now, {
		externalId: body.externalId ?? null,
		title: body.title ?? null,
		direction: 'OUTGOING',
		minor: order.minor,
		feesMinor: order.feesMinor,
		senderFees: order.fees,
		channel: order.channel,
		chargeType: order.chargeType,
		sender: order.account.party,
		receiver: order.payee,
		body: received,
		draftId: draftId ?? null,
	});
}

/** Money that has just arrived. @throws Refusal for a bad amount */
export function incomingPayment(incoming: IncomingPayment, account: Account, now: Date): Payment {
	return paymentOf(account, now, {
		externalId: incoming.externalId ?? null,
		title: incoming.title ?? null,
		direction: 'INCOMING',
		minor: toMinor({ value: incoming.amount, currency: account.currency }),
		channel: incoming.channel ?? 'SEPA',
		sender: incoming.payer ?? SOMEBODY,
		receiver: account.party,
	});
}

/** A payment of the past. @throws Refusal for a bad amount */
export function seededPayment(past: PaymentSeed, account: Account): Payment {
	const { currency } = account;
	const { direction, status = 'SETTLED', counterparty, fee = '0' } = past;
	const createdAt = new Date(past.createdAt);
	const booked = past.bookedAt === undefined ? past.createdAt : past.bookedAt;
	const bookedAt = status === 'SETTLED' && booked !== null ? new Date(booked) : null;
	const outgoing = direction === 'OUTGOING';
	return paymentOf(account, createdAt, {
		id: past.id,
		externalId: past.externalId ?? null,
		title: past.title ?? null,
		direction,
		minor: toMinor({ value: past.amount, currency }),
		feesMinor: outgoing ? toMinor({ value: fee, currency }) : 0n,
		senderFees: outgoing ? [feeOf(fee, currency)] : noFees(currency),
		channel: past.channel ?? 'SEPA',
		chargeType: past.chargeType ?? null,
		sender: outgoing ? account.party : counterparty,
		receiver: outgoing ? counterparty : account.party,
		lastModifiedAt: bookedAt ?? createdAt,
		bookedAt,
		status,
		seeded: true,
	});
}

type Known = 'direction' | 'externalId' | 'title' | 'minor' | 'channel' | 'sender' | 'receiver';

// All fields at once and by name: objects made by spreading one into another take ten times as long.
function paymentOf(
	{ id: accountId, currency }: Account,
	createdAt: Date,
	told: Pick<Payment, Known> & Partial<Payment>,
): Payment {
	return {
		id: told.id ?? randomUUID(),
		accountId,
		externalId: told.externalId,
		title: told.title,
		direction: told.direction,
		minor: told.minor,
		feesMinor: told.feesMinor ?? 0n,
		currency,
		senderFees: told.senderFees ?? noFees(currency),
		receiverFees: noFees(currency),
		channel: told.channel,
		chargeType: told.chargeType ?? null,
		sender: told.sender,
		receiver: told.receiver,
		createdAt,
		lastModifiedAt: told.lastModifiedAt ?? createdAt,
		bookedAt: told.bookedAt ?? null,
		status: told.status ?? 'IN_PROGRESS',
		reason: null,
		body: told.body ?? null,
		draftId: told.draftId ?? null,
		seeded: told.seeded ?? false,
	};
}

// Shared: a seed of 100,000 payments would else hold as many copies.
const noFees = memoize((currency: string) => [feeOf('0', currency)]);
