import { numbersOf } from '../zen-client';
import type { JsonObject } from '../zen-client';

/**
 * An account in few words, such as `Main account · EUR · LT53…0001`. Nothing that changes from day to
 * day: n8n keeps in the workflow what a list showed when something was picked from it.
 */
export function accountLabel(account: JsonObject): string {
	const { alias, productName, currencyCode } = account;
	const [number] = numbersOf(account);
	return [alias || productName, currencyCode, number && shortNumber(number)]
		.filter(Boolean)
		.join(' · ');
}

/** Enough of an account number to tell it from the others of one company. */
export function shortNumber(number: string): string {
	const compact = number.replace(/\s/g, '');
	return compact.length > 8 ? `${compact.slice(0, 4)}…${compact.slice(-4)}` : compact;
}
