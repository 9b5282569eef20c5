import { decimalsOf, isObject, MoneyError, only, ZenError } from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import { toIban } from '../fields/iban';
import { plainText } from './plainText';

/** The account that a statement is of. An empty text is what ZEN does not tell. */
export interface StatedAccount {
	accountId: string;
	/** ISO 4217. */
	currency: string;
	name: string;
	/** The IBAN, or another number of at most 34 characters. */
	accountNumber: string;
	bic: string;
}

/**
 * Reads an account (evidence: documented).
 *
 * @throws ZenError without a currency
 */
export function toStatedAccount(account: JsonObject, accountId: string): StatedAccount {
	const currency = plainText(account.currencyCode);
	if (!isCurrency(currency)) {
		throw new ZenError(`ZEN does not tell a known currency of account ${accountId}`, {
			outcome: 'unknown',
			remedy: 'There is no statement without it. Look at the account with Account: Get.',
		});
	}
	const { number = '', bic = '' } = numberOf(account) ?? {};
	return {
		accountId,
		currency,
		name: plainText(account.alias) || plainText(account.productName),
		accountNumber: number,
		bic,
	};
}

/** The account's IBAN, or else its first number of at most 34 characters, with the BIC of its bank. */
export function numberOf({
	accountNumbers,
}: JsonObject): { number: string; bic: string } | undefined {
	const numbers = (Array.isArray(accountNumbers) ? accountNumbers : [])
		.filter(isObject)
		.map(({ accountNumber, bic }) => {
			const number = plainText(accountNumber);
			const iban = toIban(number);
			return { number: iban ?? number, bic: plainText(bic), isIban: iban !== undefined };
		})
		.filter(({ number }) => number !== '' && number.length <= 34);
	return numbers.find(({ isIban }) => isIban) ?? numbers[0];
}

function isCurrency(code: string): boolean {
	try {
		decimalsOf(code);
		return /^[A-Z]{3}$/.test(code);
	} catch (error) {
		only(MoneyError, error);
		return false;
	}
}
