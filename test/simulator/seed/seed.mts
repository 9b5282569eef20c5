import type { AccountSeed } from '../bank/Account.mts';
import type { Party, Status } from '../bank/payment.mts';
import type { PaymentBody } from '../bank/paymentOrder.mts';
import type { PurposeCode } from '../bank/purposeCodes.mts';

/** A payment of the past: shown in the history, not in the ledger, without effect on balances. */
export interface PaymentSeed {
	/** Made up when absent. */
	id?: string;
	accountId: string;
	direction: 'INCOMING' | 'OUTGOING';
	/** Decimal string, in the account's currency. */
	amount: string;
	/** Decimal string; `0` when absent. */
	fee?: string;
	title?: string | null;
	channel?: string;
	chargeType?: string | null;
	externalId?: string | null;
	counterparty: Party;
	/** SETTLED when absent. One that is IN_PROGRESS blocks its funds and can be settled. */
	status?: Status;
	/** UTC ISO 8601. */
	createdAt: string;
	/** UTC ISO 8601; null while it is not booked, `createdAt` when absent and settled. */
	bookedAt?: string | null;
}

/** Which payments the bank turns down; every condition that is given must hold. */
export interface RejectRule {
	/** Held by the title, in any case. */
	title?: string;
	/** Decimal string, equal in value. */
	amount?: string;
	reason?: string;
}

/** Everything that the bank knows when it opens. */
export interface Seed {
	accounts: AccountSeed[];
	payments?: PaymentSeed[];
	drafts?: PaymentBody[];
	purposeCodes?: PurposeCode[];
	rejectRules?: RejectRule[];
}
