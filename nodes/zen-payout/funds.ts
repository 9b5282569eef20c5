import { fromMinorUnits, InputError, minorUnits } from '../zen-client';
import type { JsonObject, Money } from '../zen-client';

interface Funded {
	accountId: string;
	amount: Money;
	checkBalance: boolean;
}

/**
 * Compares a batch with the accounts it is paid from, before anything of it is sent.
 *
 * @param accounts as ZEN lists them just now
 * @returns what is wrong with single payments, by their place in the batch
 */
export function checkFunds(accounts: JsonObject[], payouts: Funded[]): Map<number, Error> {
	const found = new Map<number, Error>();
	const spent = new Map<string, bigint>();
	payouts.forEach((payout, place) => {
		const error = checkOne(accounts, spent, payout);
		if (error) found.set(place, error);
	});
	return found;
}

function checkOne(
	accounts: JsonObject[],
	spent: Map<string, bigint>,
	{ accountId, amount, checkBalance }: Funded,
): Error | undefined {
	// ZEN's ids are UUIDs, which mean the same in either case.
	const account = accounts.find((one) => String(one.accountId).toLowerCase() === accountId);
	if (!account) {
		return new InputError(
			'Account',
			`${accountId} is not among the active accounts of this credential. Pick it from the list.`,
		);
	}
	if (account.currencyCode !== amount.currency) {
		return new InputError(
			'Currency',
			`is ${amount.currency}, but the account holds ${account.currencyCode}. Pick the account of that currency.`,
		);
	}
	if (!checkBalance) return undefined;
	const available = availableIn(account, amount.currency);
	if (available === undefined) {
		return new InputError(
			'Account',
			`${accountId} has no available balance that can be read. Switch off Check Available Balance to send without it.`,
		);
	}
	const before = spent.get(accountId) ?? 0n;
	const after = before + minorUnits(amount);
	if (after <= available) {
		spent.set(accountId, after);
		return undefined;
	}
	const words = (units: bigint) =>
		`${fromMinorUnits(units, amount.currency).value} ${amount.currency}`;
	const earlier = before > 0n ? ` and the items before it take ${words(before)}` : '';
	return new InputError(
		'Amount',
		`is ${words(after - before)}, but the account has ${words(available)} available${earlier}. Add funds, or pay less at once.`,
	);
}

function availableIn({ availableBalance }: JsonObject, currency: string): bigint | undefined {
	if (typeof availableBalance !== 'string') return undefined;
	try {
		return minorUnits({ value: availableBalance, currency });
	} catch {
		return undefined;
	}
}
