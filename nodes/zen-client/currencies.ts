import { code as currencyByCode } from 'fresh-currency-codes';
import { LONGEST, quoted } from './lengths';

/** Says what is wrong with an amount or a currency, in words that continue a field's name. */
export class MoneyError extends Error {}

// The library takes ISO's own list over each week, and keeps what was withdrawn.
const KNOWN = { includeDeprecated: true };

/**
 * How many decimals a currency has (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. Of one that was withdrawn
 * as well, since what was booked in it is still read.
 *
 * @throws MoneyError for what is no currency, and for what has no minor unit, such as gold
 */
export function decimalsOf(currency: string): number {
	return find(currency).digits;
}

/** As {@link decimalsOf}, for a payment. @throws MoneyError for a currency that was withdrawn, too */
export function decimalsToPay(currency: string): number {
	const { digits, active } = find(currency);
	if (!active) {
		throw new MoneyError(
			`holds ${quoted(currency)}, a currency that was withdrawn. Use the one that took its place.`,
		);
	}
	return digits;
}

/** Whether it is one of ISO 4217's, withdrawn ones included. */
export function isCurrency(code: string): boolean {
	return Boolean(currencyByCode(code, KNOWN));
}

function find(currency: string): { digits: number; active: boolean } {
	const { digits, active } =
		(currency.length <= LONGEST.value && currencyByCode(currency, KNOWN)) || {};
	// Null is what ISO 4217 gives gold, and codes for tests or for no currency.
	if (digits === undefined || digits === null || active === undefined) {
		throw new MoneyError(
			`holds ${quoted(currency)}, which is no ISO 4217 currency code. Use a code such as EUR.`,
		);
	}
	return { digits, active };
}
