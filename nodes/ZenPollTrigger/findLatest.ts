import type { JsonObject } from '../zen-client';
import { activeAccounts, byBooking, daysBefore } from './findNew';
import type { Booked, Search } from './findNew';

const DAYS = 90;
const LOOKED_AT = 100;

/**
 * The payment that was booked last, to try the workflow out with.
 *
 * @param isWanted the user's filters
 * @returns undefined when none was booked lately
 */
export async function findLatest(
	{ zen, accountIds, today }: Omit<Search, 'overlapDays'>,
	isWanted: (payment: JsonObject) => boolean,
): Promise<Booked | undefined> {
	const ids = accountIds.length === 0 ? await activeAccounts(zen) : accountIds;
	const bookedAtFrom = daysBefore(today, DAYS);
	const found: Booked[] = [];
	for (const accountId of ids) {
		for await (const payment of zen.history({ accountId, bookedAtFrom }, LOOKED_AT)) {
			if (payment.bookedAt && isWanted(payment)) found.push({ accountId, payment });
		}
	}
	return found.sort(byBooking).at(-1);
}
