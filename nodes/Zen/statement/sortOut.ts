import type { JsonObject } from '../../zen-client';
import { bookedAtOf, toBookedPayment } from './bookedPayment';
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
const WITHOUT_MOVEMENT = ['IN_PROGRESS', 'REJECTED'];
const UNKNOWN_STATUS =
	'What this status means for the balance is not known. Look at these payments';

/**
 * Sorts payments out by status and booking day, in an order that is the same each time. A payment
 * that came twice counts once.
 *
 * @throws ZenError see `toBookedPayment`
 */
export function sortOut(payments: JsonObject[], { from, to }: Period): SortedOut {
	const booked: BookedPayment[] = [];
	const others: JsonObject[] = [];
	let unclear = 0;
	for (const payment of once(payments)) {
		const bookedAt = bookedAtOf(payment);
		const day = bookedAt?.toISODate() ?? from;
		if (day < from) continue;
		if (payment.status === 'SETTLED' && bookedAt) {
			booked.push(toBookedPayment(payment, bookedAt));
			continue;
		}
		if (!WITHOUT_MOVEMENT.includes(statusOf(payment))) unclear++;
		if (day <= to) others.push(payment);
	}
	booked.sort(inOrder);
	return {
		within: booked.filter(({ day }) => day <= to),
		after: booked.filter(({ day }) => day > to),
		leftOut: byStatus(others),
		unclear,
	};
}

function once(payments: JsonObject[]): JsonObject[] {
	const seen = new Set<unknown>();
	return payments.filter(({ id }) => {
		if (typeof id !== 'string') return true;
		if (seen.has(id)) return false;
		seen.add(id);
		return true;
	});
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
	const key = ({ bookedAt, createdAt, id }: BookedPayment) => [bookedAt, createdAt, id];
	const [left, right] = [key(a), key(b)];
	const place = left.findIndex((part, index) => part !== right[index]);
	if (place < 0) return 0;
	return left[place]! < right[place]! ? -1 : 1;
}
