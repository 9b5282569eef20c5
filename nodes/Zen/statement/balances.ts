import { fromMinorUnits, minorUnits, MoneyError, only } from '../../zen-client';
import type { Money } from '../../zen-client';
import { entriesOf, netOf } from './entries';
import type { Entry, FeeMode } from './entries';
import type { SortedOut } from './sortOut';

/** A balance; a decimal string, negative when the account is overdrawn. */
export interface Balance extends Money {
	/** `stated`: ZEN tells it. `derived`: reckoned from what ZEN tells, on assumptions. */
	how: 'stated' | 'derived';
}

/** What can be said of an account's booked balance. Null is what is not known; `notes` say why. */
export interface Balances {
	/** Now, as ZEN states it. */
	present: Balance | null;
	opening: Balance | null;
	closing: Balance | null;
	notes: string[];
}

export interface BalanceSources {
	currency: string;
	/** ZEN's booked balance just before and just after the payments were read. */
	before: unknown;
	after: unknown;
	/** Whether the period's last day is not over. */
	open: boolean;
	/** Whether the user wants balances reckoned from the present one. */
	derive: boolean;
	feeMode: FeeMode;
	payments: SortedOut;
}

export const ASSUMPTION =
	"Derived balances are ZEN's present booked balance without the booked payments since. They hold only if these payments and fees are all that moved the balance, which ZEN does not say.";

const NOT_TOLD = 'ZEN tells the present booked balance only, not that of a past day.';
const DERIVE =
	'Switch on Derive Balances if the reader of the file reckons with opening and closing balance.';

/** Decides which balances are known, and how. */
export function balancesOf(sources: BalanceSources): Balances {
	const present = presentBalance(sources);
	const nothing: Balances = { present, opening: null, closing: null, notes: [] };
	if (!present) return { ...nothing, notes: ['ZEN tells no booked balance that can be read.'] };
	if (sources.before !== sources.after) {
		const note =
			'The balance changed while the payments were read, so it and the list may not belong together. Export again to know opening and closing balance.';
		return { ...nothing, notes: [note] };
	}
	const stated = { ...nothing, closing: sources.open ? present : null };
	if (!sources.derive) return { ...stated, notes: [`${NOT_TOLD} ${DERIVE}`] };
	const obstacles = obstaclesTo(sources);
	if (obstacles.length > 0) return { ...stated, notes: [NOT_TOLD, ...obstacles] };
	const { within, after } = sources.payments;
	const closing = without(present, entriesOf(after, sources.feeMode));
	return {
		present,
		opening: without(closing, entriesOf(within, sources.feeMode)),
		closing: sources.open ? present : closing,
		notes: [ASSUMPTION],
	};
}

function presentBalance({ after: value, currency }: BalanceSources): Balance | null {
	if (typeof value !== 'string') return null;
	try {
		minorUnits({ value, currency });
	} catch (error) {
		only(MoneyError, error);
		return null;
	}
	return { value, currency, how: 'stated' };
}

function obstaclesTo({ payments, currency, feeMode }: BalanceSources): string[] {
	const moved = [...payments.within, ...payments.after];
	const fees = moved.flatMap((payment) => payment.fees);
	const amounts = [...moved, ...(feeMode === 'entries' ? fees : [])].map(({ amount }) => amount);
	const obstacles: Array<[boolean, string]> = [
		[
			amounts.some((amount) => amount.currency !== currency),
			`Some amounts are not in ${currency}, and ZEN does not tell what they came to in it.`,
		],
		[
			feeMode === 'shown' && fees.length > 0,
			'There are fees, and ZEN does not tell whether they were taken in addition to the amounts. Set Fees to Separate Entries if you know that they were.',
		],
		[payments.unclear > 0, 'Some payments have a status that may or may not have moved money.'],
	];
	return obstacles.flatMap(([there, why]) => (there ? [`Not derived: ${why}`] : []));
}

function without(balance: Money, entries: Entry[]): Balance {
	const units = minorUnits(balance) - netOf(entries);
	return { ...fromMinorUnits(units, balance.currency), how: 'derived' };
}
