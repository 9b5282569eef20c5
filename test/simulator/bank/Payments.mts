import type { Clock } from '../Clock.mts';
import type { Account } from './Account.mts';
import type { Payment } from './payment.mts';
import { notFound, Refusal } from './refusal.mts';

/** Read at each payment, so they can be changed at any time. */
export interface PaymentSettings {
	/** How long a payment is in progress; 0 means until it is told to go on. */
	readonly settleAfterMs: number;
	/** How long `bookedAt` and the balance lag behind the status SETTLED. */
	readonly bookingLagMs: number;
}

export interface PaymentsOptions {
	settings: PaymentSettings;
	/** Why this payment is going to be rejected, or null. */
	rejectReason: (payment: Payment) => string | null;
	account: (id: string) => Account;
	/** Called after each change of status, the first one included. */
	onStatus: (payment: Payment) => void;
	/** Called when an outgoing payment has left the account. */
	onBooked: (payment: Payment) => void;
}

/** All payments and the ways they can go: IN_PROGRESS, then SETTLED and booked, or REJECTED. */
export class Payments {
	private readonly byId = new Map<string, Payment>();

	constructor(
		private readonly clock: Clock,
		private readonly options: PaymentsOptions,
	) {}

	/** In the order in which they came to be. */
	get all(): Payment[] {
		return [...this.byId.values()];
	}

	/** @throws Refusal (404) */
	get(id: string): Payment {
		const payment = this.byId.get(id);
		if (!payment) throw notFound('Payment', id);
		return payment;
	}

	/** Takes in a payment of the past. */
	remember(payment: Payment): void {
		if (inProgress(payment)) this.block(payment);
		this.byId.set(payment.id, payment);
	}

	/** Starts a payment: its funds are blocked from now on. @throws Refusal when there are too few */
	start(payment: Payment): Payment {
		this.block(payment);
		this.byId.set(payment.id, payment);
		this.options.onStatus(payment);
		const { settleAfterMs } = this.options.settings;
		if (settleAfterMs > 0) {
			this.clock.after(settleAfterMs, () => {
				if (inProgress(payment)) this.finish(payment);
			});
		}
		return payment;
	}

	get inProgress(): Payment[] {
		return this.all.filter(inProgress);
	}

	/** Settles or rejects one payment as the rules say. */
	finish(payment: Payment): Payment {
		const reason = this.options.rejectReason(payment);
		return reason === null ? this.settle(payment.id) : this.reject(payment.id, reason);
	}

	/** Settles one payment, whatever the rules say. */
	settle(id: string): Payment {
		const payment = this.mustBeInProgress(id);
		this.change(payment, 'SETTLED');
		this.options.onStatus(payment);
		const { bookingLagMs } = this.options.settings;
		if (bookingLagMs === 0) this.book(payment);
		else this.clock.after(bookingLagMs, () => this.book(payment));
		return payment;
	}

	/** Rejects one payment and gives its funds back. */
	reject(id: string, reason: string): Payment {
		const payment = this.mustBeInProgress(id);
		if (payment.direction === 'OUTGOING') this.accountOf(payment).release(total(payment));
		payment.reason = reason;
		this.change(payment, 'REJECTED');
		this.options.onStatus(payment);
		return payment;
	}

	private book(payment: Payment): void {
		payment.bookedAt = payment.lastModifiedAt = this.clock.now();
		if (payment.direction === 'INCOMING') {
			this.accountOf(payment).deposit(payment.minor);
			return;
		}
		this.accountOf(payment).withdraw(total(payment));
		this.options.onBooked(payment);
	}

	private block(payment: Payment): void {
		if (payment.direction === 'OUTGOING') this.accountOf(payment).block(total(payment));
	}

	private change(payment: Payment, status: Payment['status']): void {
		payment.status = status;
		payment.lastModifiedAt = this.clock.now();
	}

	private accountOf(payment: Payment): Account {
		return this.options.account(payment.accountId);
	}

	private mustBeInProgress(id: string): Payment {
		const payment = this.get(id);
		if (inProgress(payment)) return payment;
		throw new Refusal(409, 'VALIDATION_ERROR', `Payment ${id} is ${payment.status} already`);
	}
}

function inProgress({ status }: Payment): boolean {
	return status === 'IN_PROGRESS';
}

function total({ minor, feesMinor }: Payment): bigint {
	return minor + feesMinor;
}
