import type { Contract } from '../contract';
import { MoneyError } from '../currencies';
import type { PayingAccount } from '../entries';
import { fromMinorUnits } from '../money';
import { only } from '../only';
import { inWordsOf, withExtraQuery } from '../query';
import type { QueryPairs } from '../query';

/** Asks what ten of an account's currency would cost. */
export function precalculationOf(
	{ accountId, currency }: PayingAccount,
	contract: Contract,
): QueryPairs {
	const money = currency === undefined ? undefined : tenOf(currency);
	const query = { accountId, amount: money?.value, currency: money?.currency };
	return withExtraQuery(inWordsOf(contract.query.precalculation, query));
}

/** Ten of a currency, as an amount is written; `undefined` for a code that is not known here. */
function tenOf(currency: string) {
	try {
		return fromMinorUnits(1000n, currency);
	} catch (error) {
		only(MoneyError, error);
		return undefined;
	}
}
