import { randomUUID } from 'node:crypto';
import type { Clock } from '../Clock.mts';
import type { Seed } from '../seed/seed.mts';
import { Account } from './Account.mts';
import { type Draft, Drafts } from './Drafts.mts';
import { toDecimal } from './money.mts';
import {
	type IncomingPayment,
	incomingPayment,
	type Origin,
	outgoingPayment,
	seededPayment,
} from './newPayment.mts';
import type { Payment } from './payment.mts';
import { Payments, type PaymentSettings } from './Payments.mts';
import { type PaymentBody, paymentOrder, type Surroundings } from './paymentOrder.mts';
import type { PurposeCode } from './purposeCodes.mts';
import { rejectReason } from './rejectRules.mts';
import { invalid, notFound } from './refusal.mts';

export interface BankOptions {
	settings: PaymentSettings;
	/** Called after each change of a payment's status, the first one included. */
	onStatus: (payment: Payment) => void;
}

/** The bank behind the API: accounts, payments, drafts and purpose codes, opened from a seed. */
export class Bank implements Surroundings {
	readonly accounts: Account[];
	readonly payments: Payments;
	readonly drafts: Drafts;
	readonly purposeCodes: readonly PurposeCode[];

	/** @throws Refusal when the seed breaks one of the bank's own rules */
	constructor(
		seed: Seed,
		private readonly clock: Clock,
		options: BankOptions,
	) {
		this.accounts = seed.accounts.map((account) => new Account(account));
		this.purposeCodes = seed.purposeCodes ?? [];
		this.drafts = new Drafts(clock);
		this.payments = new Payments(clock, {
			...options,
			account: (id) => this.mustHave(id),
			rejectReason: (payment) => rejectReason(seed.rejectRules ?? [], payment),
			onBooked: (payment) => this.creditOwnPayee(payment),
		});
		for (const past of seed.payments ?? []) {
			this.payments.remember(seededPayment(past, this.mustHave(past.accountId)));
		}
		for (const draft of seed.drafts ?? []) this.saveDraft(draft);
	}

	account(id: string): Account | undefined {
		return this.accounts.find((account) => account.id === id);
	}

	/** @throws Refusal (404) */
	mustHave(id: string): Account {
		const account = this.account(id);
		if (!account) throw notFound('Account', id);
		return account;
	}

	accountByIban(iban: string): Account | undefined {
		return this.accounts.find((account) => account.details.iban === iban);
	}

	knowsPurposeCode(code: string): boolean {
		return this.purposeCodes.some((known) => known.code === code);
	}

	/**
	 * Makes a payment. The same `externalId` twice is paid twice: ZEN is not known to notice.
	 *
	 * @throws Refusal (VALIDATION_ERROR) when a rule or the balance does not allow it
	 */
	pay(body: PaymentBody, origin: Origin = {}): Payment {
		const order = paymentOrder(body, this);
		return this.payments.start(outgoingPayment(order, body, origin, this.clock.now()));
	}

	/** Lets money arrive. @throws Refusal for an unknown account or a bad amount */
	receive(incoming: IncomingPayment): Payment {
		const account = this.account(incoming.accountId);
		if (!account) throw invalid('accountId is not one of the accounts');
		const payment = incomingPayment(incoming, account, this.clock.now());
		if (incoming.status === 'IN_PROGRESS') return this.payments.start(payment);
		this.payments.remember(payment);
		return this.payments.settle(payment.id);
	}

	/** Saves a draft; the balance does not matter yet. @throws Refusal when a rule does not allow it */
	saveDraft(body: PaymentBody, received: unknown = body): Draft {
		const { channel, chargeType } = paymentOrder(body, this);
		return this.drafts.save({ id: randomUUID(), body, received, channel, chargeType });
	}

	/** Accepts a draft the way a person does in the portal: it becomes a payment. @throws Refusal */
	acceptDraft(id: string): Payment {
		const { body, received } = this.drafts.waiting(id);
		const payment = this.pay(body, { received, draftId: id });
		this.drafts.accepted(id, payment.id);
		return payment;
	}

	private creditOwnPayee({ receiver, sender, title, currency, minor }: Payment): void {
		const account = this.accountByIban(receiver.accountNumber ?? '');
		if (account?.currency !== currency) return;
		const amount = toDecimal(minor, currency);
		this.receive({ accountId: account.id, amount, title, payer: sender, channel: 'INTERNAL' });
	}
}
