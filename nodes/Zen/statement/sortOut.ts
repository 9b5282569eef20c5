import type { JsonObject } from '../../zen-client';
import { bookedAtOf, toBookedPayment, WITHOUT_MOVEMENT } from './bookedPayment';
import type { BookedPayment } from './bookedPayment';
import { plainText } from './plainText';

/** Two days, `yyyy-MM-dd`, UTC, both included. */
export interface Period {
	from: string;
	to: string;
}

/** Payments of one status that are no entries of the statement. */
export interface LeftOut {
	status: string;
	count: number;
	reason: string;
	paymentIds: string[];
}

export interface SortedOut {
	/** Booked within the period, the oldest first. */
	within: BookedPayment[];
	/** Booked since the period ended, the oldest first. */
	after: BookedPayment[];
	/** Neither booked nor belonging to another day. */
	leftOut: LeftOut[];
	/** How many of the others may have moved money, within the period or since. */
	unclear: number;
}

const REASONS = new Map([
	['IN_PROGRESS', 'Not settled yet'],
	['REJECTED', 'Rejected, so no money moved'],
	['SETTLED', 'Settled, but ZEN tells no booking time yet'],
]);
const UNKNOWN_STATUS =
	'What this status means for the balance is not known. Look at these payments';

/**
 * Sorts payments out by status and booking day, in an order that is the same each time. A payment
 * that came twice counts once. Nothing is kept of a payment but what a statement tells of it.
 */
export class Sorting {
	private readonly seen = new Set<string>();
	private readonly booked: BookedPayment[] = [];
	private readonly others: JsonObject[] = [];
	private unclear = 0;

	constructor(private readonly period: Period) {}

	/** @throws ZenError see `toBookedPayment` */
	add(payment: JsonObject): void {
		const { from, to } = this.period;
		const { id, status } = payment;
		if (typeof id === 'string') {
			if (this.seen.has(id)) return;
			this.seen.add(id);
		}
		const bookedAt = bookedAtOf(payment);
		const day = bookedAt?.toISODate() ?? from;
		if (day < from) return;
		if (status === 'SETTLED' && bookedAt) {
			this.booked.push(toBookedPayment(payment, bookedAt));
			return;
		}
		if (!WITHOUT_MOVEMENT.includes(statusOf(payment))) this.unclear++;
		if (day <= to) this.others.push({ id: id!, status: status! });
	}

	end(): SortedOut {
		const { booked, others, unclear } = this;
		const { to } = this.period;
		booked.sort(inOrder);
		return {
			within: booked.filter(({ day }) => day <= to),
			after: booked.filter(({ day }) => day > to),
			leftOut: byStatus(others),
			unclear,
		};
	}
}

function byStatus(payments: JsonObject[]): LeftOut[] {
	return [...new Set(payments.map(statusOf))].sort().map((status) => {
		const own = payments.filter((payment) => statusOf(payment) === status);
		return {
			status,
			count: own.length,
			reason: REASONS.get(status) ?? UNKNOWN_STATUS,
			paymentIds: own.map(({ id }) => plainText(id)).sort(),
		};
	});
}

function statusOf({ status }: JsonObject): string {
	return plainText(status) || '(none)';
}

function inOrder(a: BookedPayment, b: BookedPayment): number {
	for (const name of ['bookedAt', 'createdAt', 'id'] as const) {
		if (a[name] !== b[name]) return a[name] < b[name] ? -1 : 1;
	}
	return 0;
}
