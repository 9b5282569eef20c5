import { accountNumberOf, isObject, minorUnits, MoneyError, only } from '../zen-client';
import type { JsonObject, Money } from '../zen-client';
import type { Attempt } from '../zen-ledger/Ledger';
import type { Recent } from './RecentEntries';

/** What a payment that may have gone out has to look like. */
export interface Wanted {
	externalId: string;
	amount: Money;
	title: string;
	receiverAccountNumber: string;
}

/** What was found. `complete` says whether everything that could have matched was seen. */
export type Look =
	| { found: 'one'; match: JsonObject }
	| { found: 'none'; complete: boolean }
	| { found: 'several' };

const DAY_MS = 86_400_000;

/**
 * Looks among an account's payments or drafts for one that was sent without an answer.
 *
 * A payment that carries a reference is known by it alone. One without, by amount, currency,
 * receiver account and title, provided that the day of the attempt is known and that no other
 * payment looks like it. Evidence: that payments carry `externalId` is assumed.
 */
export function lookFor(wanted: Wanted, { entries, since }: Recent, attempt: Attempt): Look {
	const outgoing = entries.filter(({ direction }) => direction !== 'INCOMING');
	const named = outgoing.filter(({ externalId }) => externalId === wanted.externalId);
	// A day earlier, in case the clocks of ZEN and of this machine do not agree.
	const earliest = attempt.day && dayBefore(attempt.day);
	const alike = outgoing.filter(
		(payment) =>
			!payment.externalId &&
			String(payment.createdAt ?? '9') >= (earliest ?? '') &&
			isLike(payment, wanted),
	);
	const matches = [...named, ...alike];
	const [match] = matches;
	if (!match) return { found: 'none', complete: earliest !== undefined && since <= earliest };
	const isCertain = named.length === 1 || (attempt.isExact && !attempt.hasTwin);
	return matches.length === 1 && isCertain ? { found: 'one', match } : { found: 'several' };
}

function isLike(payment: JsonObject, wanted: Wanted): boolean {
	return (
		sameAmount(payment.amount, wanted.amount) &&
		plain(accountNumberOf(payment.receiver)) === plain(wanted.receiverAccountNumber) &&
		String(payment.title ?? '').trim() === wanted.title.trim()
	);
}

function sameAmount(amount: JsonObject[string] | undefined, wanted: Money): boolean {
	if (!isObject(amount) || amount.currency !== wanted.currency) return false;
	try {
		const money = { value: String(amount.value), currency: wanted.currency };
		return minorUnits(money) === minorUnits(wanted);
	} catch (error) {
		only(MoneyError, error);
		return false;
	}
}

function dayBefore(day: string): string {
	return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
}

function plain(accountNumber: unknown): string {
	return String(accountNumber ?? '')
		.replace(/\s/g, '')
		.toUpperCase();
}
