import type { EntryKind, Money, PaymentOrder } from '../zen-client';
import { fingerprintOf, keyOf, likenessOf } from './key';
import type { Remembered } from './ledger';

/** What is to be checked before a payment leaves, and how it is kept from leaving twice. */
export interface PayoutOptions {
	/** Whether the ledger is asked and told of it. */
	remember: boolean;
	/** How many days of ZEN's list are read before the first sending; absent when none are. */
	lookBackDays?: number;
	/** The IDs of payments at ZEN that this one is not, however alike they are. */
	notSameAs?: string[];
	/** Set when what was not found at ZEN may be sent again, that many ms after the attempt. */
	sendAgainAfterMs?: number;
	/** Whether a payment that ZEN rejected may go out under the same External ID. */
	sendRejectedAgain: boolean;
	/** Whether the account may be of another currency, for ZEN to convert; not when absent. */
	mayConvert?: boolean;
	/** Whether the available balance has to cover it. */
	checkBalance: boolean;
	/** In the payment's own currency. */
	limits: { perPayment?: Money; perRun?: Money };
}

/** A payment, or a draft of one, that is ready to be sent. */
export interface Payout extends Remembered, PayoutOptions {
	kind: EntryKind;
	/** What was checked, and what is sent. */
	order: PaymentOrder;
}

/** A payment or draft with what it is known by. */
export function toPayout(kind: EntryKind, order: PaymentOrder, options: PayoutOptions): Payout {
	return {
		...options,
		kind,
		order,
		key: keyOf(order.externalId),
		fingerprint: fingerprintOf(kind, order),
		likeness: likenessOf(order),
	};
}

/** For messages: `payment "INV-7"`. */
export function nameOf({ kind, order }: Pick<Payout, 'kind' | 'order'>): string {
	return `${kind} "${order.externalId}"`;
}

/** For messages: what a person compares. */
export function detailsOf({ order }: Pick<Payout, 'order'>): string {
	const { amount, receiver, title } = order;
	return `${amount.value} ${amount.currency} to ${receiver.accountNumber}, "${title}"`;
}
