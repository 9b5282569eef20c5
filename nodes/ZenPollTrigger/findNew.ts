import { DateTime } from 'luxon';
import { collectWhole } from '../zen-client';
import type { JsonObject, Zen } from '../zen-client';
import { BookedDays } from './BookedDays';
import type { KeptDays } from './BookedDays';

/** What is kept in n8n's static data from one poll to the next. */
export interface Kept {
	/** The UTC day of the last poll that succeeded, `yyyy-MM-dd`. */
	checkedOn: string;
	/** By account id. */
	accounts: Record<string, KeptDays>;
}

export interface Booked {
	accountId: string;
	payment: JsonObject;
}

/** What to look through. */
export interface Search {
	zen: Pick<Zen, 'accounts' | 'history'>;
	/** Empty for all active accounts. */
	accountIds: string[];
	/** How many days before the last poll to look at again, for what was booked late. */
	overlapDays: number;
	/** The present UTC day. */
	today: string;
	/** For when nothing is kept although there was: since when payments are new. UTC ISO 8601. */
	lostSince?: string;
}

// By whose calendar ZEN tells a day is not known: what it calls a day may begin on the one before.
const CALENDAR_MARGIN_DAYS = 1;

/**
 * The payments that were booked since the last poll, the oldest first, and what to keep for the next
 * one. An account that is seen for the first time is only taken stock of.
 *
 * The window begins some days before the last poll that succeeded, so it grows for as long as ZEN
 * cannot be reached, and what it covers twice is told by the ids that are kept.
 *
 * @throws ZenError; then nothing was found and nothing is to be kept
 */
export async function findNew(
	{ zen, accountIds, overlapDays, today, lostSince }: Search,
	kept: Kept | undefined,
): Promise<{ found: Booked[]; keep: Kept }> {
	const everyAccount = accountIds.length === 0;
	const ids = everyAccount ? await activeAccounts(zen) : accountIds;
	const checkedOn = kept ? kept.checkedOn : (lostSince?.slice(0, 10) ?? today);
	const last = checkedOn < today ? checkedOn : today;
	const keptFrom = daysBefore(today, overlapDays + CALENDAR_MARGIN_DAYS);
	const keep: Kept = { checkedOn: today, accounts: {} };
	const found: Booked[] = [];
	for (const accountId of ids) {
		const known = kept?.accounts[accountId];
		// One that was opened since has had no payments before: there is nothing to take stock of.
		const openedSince = everyAccount && kept !== undefined && known === undefined;
		const bookedAtFrom = openedSince ? last : daysBefore(last, overlapDays);
		const seen = new BookedDays(known);
		const payments = zen.history({ accountId, bookedAtFrom });
		for (const payment of await collectWhole(payments, `the payments of account ${accountId}`)) {
			const day = bookingDay(payment);
			if (day === undefined) continue;
			const isNew = !seen.has(String(payment.id));
			seen.add(String(payment.id), day);
			const isWatched = known || openedSince || (!kept && isBookedSince(payment, lostSince));
			if (isNew && isWatched) found.push({ accountId, payment });
		}
		keep.accounts[accountId] = seen.keptFrom(keptFrom);
	}
	return { found: found.sort(byBooking), keep };
}

export function daysBefore(day: string, days: number): string {
	return DateTime.fromISO(day, { zone: 'utc' }).minus({ days }).toISODate()!;
}

/** The ids of all active accounts. */
export async function activeAccounts(zen: Pick<Zen, 'accounts'>): Promise<string[]> {
	return (await zen.accounts()).map(({ accountId }) => String(accountId));
}

/** The UTC day; undefined while the payment is not booked. */
function bookingDay({ bookedAt }: JsonObject): string | undefined {
	const time =
		typeof bookedAt === 'string' ? DateTime.fromISO(bookedAt, { zone: 'utc' }) : undefined;
	return time?.toISODate() ?? undefined;
}

// ZEN's times have whole seconds.
function isBookedSince({ bookedAt }: JsonObject, since: string | undefined): boolean {
	return since !== undefined && String(bookedAt).slice(0, 19) >= since.slice(0, 19);
}

export function byBooking(one: Booked, other: Booked): number {
	const [a, b] = [one, other].map(({ payment }) => `${payment.bookedAt} ${payment.createdAt}`);
	return a! < b! ? -1 : Number(a! > b!);
}
