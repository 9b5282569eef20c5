import type { Clock } from '../Clock.mts';
import type { Account } from './Account.mts';
import { Chronicle } from './Chronicle.mts';
import { cursorAt } from './history.mts';
import type { Payment } from './payment.mts';
import { notFound, Refusal } from './refusal.mts';
import { dayOf } from './time.mts';

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

/** Which payments of an account are asked for. */
export interface HistoryQuery {
	accountId: string;
	/** Booking days, both included; a payment that is not booked matches neither. */
	bookedAtFrom?: string;
	bookedAtTo?: string;
	/** The last entry of the page before. */
	lastEntryId?: string;
}

/** All payments and the ways they can go: IN_PROGRESS, then SETTLED and booked, or REJECTED. */
export class Payments {
	private readonly kept = new Chronicle<Payment>();
	/** The days on which something was booked, by account. */
	private readonly bookedDays = new Map<string, Set<string>>();

	constructor(
		private readonly clock: Clock,
		private readonly options: PaymentsOptions,
	) {}

	/** In the order in which they came to be. */
	get all(): Payment[] {
		return this.kept.all;
	}

	/** An account's payments, the newest first. @throws Refusal for a cursor of another list */
	history({ accountId, bookedAtFrom, bookedAtTo, lastEntryId }: HistoryQuery): Iterable<Payment> {
		const after = cursorAt(lastEntryId, (id) => {
			const payment = this.kept.get(id);
			return payment?.accountId === accountId ? payment : undefined;
		});
		if (bookedAtFrom === undefined && bookedAtTo === undefined) {
			return this.kept.newestFirst([accountId], after);
		}
		const days = [...(this.bookedDays.get(accountId) ?? [])].filter(
			(day) => day >= (bookedAtFrom ?? day) && day <= (bookedAtTo ?? day),
		);
		return this.kept.newestFirst(
			days.map((day) => bookedOn(accountId, day)),
			after,
		);
	}

	/** @throws Refusal (404) */
	get(id: string): Payment {
		const payment = this.kept.get(id);
		if (!payment) throw notFound('Payment', id);
		return payment;
	}

	/** Takes in a payment of the past. */
	remember(payment: Payment): void {
		if (inProgress(payment)) this.block(payment);
		this.keep(payment);
	}

	/** Starts a payment: its funds are blocked from now on. @throws Refusal when there are too few */
	start(payment: Payment): Payment {
		this.block(payment);
		this.keep(payment);
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
		this.listBooked(payment, payment.bookedAt);
		if (payment.direction === 'INCOMING') {
			this.accountOf(payment).deposit(payment.minor);
			return;
		}
		this.accountOf(payment).withdraw(total(payment));
		this.options.onBooked(payment);
	}

	private keep(payment: Payment): void {
		this.kept.add(payment, payment.accountId);
		if (payment.bookedAt) this.listBooked(payment, payment.bookedAt);
	}

	private listBooked(payment: Payment, bookedAt: Date): void {
		const day = dayOf(bookedAt);
		const days = this.bookedDays.get(payment.accountId) ?? new Set();
		this.bookedDays.set(payment.accountId, days.add(day));
		this.kept.list(payment, bookedOn(payment.accountId, day));
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

function bookedOn(accountId: string, day: string): string {
	return `${accountId} ${day}`;
}

function inProgress({ status }: Payment): boolean {
	return status === 'IN_PROGRESS';
}

function total({ minor, feesMinor }: Payment): bigint {
	return minor + feesMinor;
}
