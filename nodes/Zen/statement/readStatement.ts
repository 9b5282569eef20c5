import { DateTime } from 'luxon';
import { takeWhole } from '../../zen-client';
import type { Run } from '../operation';
import { balancesOf } from './balances';
import type { Balances } from './balances';
import { entriesOf } from './entries';
import type { Entry, FeeMode } from './entries';
import { Sorting } from './sortOut';
import type { Period, SortedOut } from './sortOut';
import { toStatedAccount } from './statedAccount';
import type { StatedAccount } from './statedAccount';

/** What to read. */
export interface StatementQuery {
	accountId: string;
	period: Period;
	deriveBalances: boolean;
	feeMode: FeeMode;
}

/** All that is known of an account over a period. */
export interface Statement {
	account: StatedAccount;
	period: Period;
	/** Whether the period's last day was not over when this was read. */
	open: boolean;
	/** UTC ISO 8601. */
	readAt: string;
	payments: SortedOut;
	entries: Entry[];
	balances: Balances;
}

/**
 * Reads a statement, the balance before and after the payments, to know whether they belong together.
 *
 * @throws ZenError as well when the list of payments is not whole, or a payment cannot be read
 */
export async function readStatement(
	{ zen, surroundings }: Pick<Run, 'zen' | 'surroundings'>,
	{ accountId, period, deriveBalances, feeMode }: StatementQuery,
): Promise<Statement> {
	const before = await zen.account(accountId);
	const today = dayOf(surroundings.now());
	// A day more on either side: in which time zone ZEN's days begin is not known, and a payment at
	// midnight must not fall between two statements.
	const bookedAtFrom = nextTo(period.from, -1);
	const lastDay = deriveBalances ? today : nextTo(period.to, 1);
	const bookedAtTo = lastDay < today ? lastDay : today;
	const sorting = new Sorting(period);
	await takeWhole(
		zen.history({ accountId, bookedAtFrom, bookedAtTo }),
		`the payments of account ${accountId}`,
		(payment) => sorting.add(payment),
	);
	const after = await zen.account(accountId);
	const readAt = DateTime.fromMillis(surroundings.now(), { zone: 'utc' }).startOf('second');
	const open = period.to >= readAt.toISODate()!;
	const payments = sorting.end();
	const account = toStatedAccount(after, accountId);
	return {
		account,
		period,
		open,
		readAt: readAt.toISO({ suppressMilliseconds: true })!,
		payments,
		entries: entriesOf(payments.within, feeMode),
		balances: balancesOf({
			currency: account.currency,
			before: before.balance,
			after: after.balance,
			open,
			derive: deriveBalances,
			feeMode,
			payments,
		}),
	};
}

function dayOf(ms: number): string {
	return DateTime.fromMillis(ms, { zone: 'utc' }).toISODate()!;
}

function nextTo(day: string, days: number): string {
	return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;
}
