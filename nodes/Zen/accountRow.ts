import type { JsonObject } from '../zen-client';
import { flat } from '../zen-n8n/simplify';
import { numberOf } from './statement/statedAccount';

/** The flat row of an account, with its IBAN where it has one; null is what ZEN does not tell. */
export function simplifyAccount(account: JsonObject): JsonObject {
	const { number, bic } = numberOf(account) ?? {};
	return flat({
		alias: account.alias,
		accountNumber: number,
		currency: account.currencyCode,
		availableBalance: account.availableBalance,
		balance: account.balance,
		productName: account.productName,
		bic: bic || null,
		accountId: account.accountId,
	});
}
