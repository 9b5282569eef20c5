import { numbersOf } from '../../zen-client';
import type { Json, JsonObject } from '../../zen-client';
import { toIban } from '../fields/iban';
import type { Transfer } from './transfer';

interface Owned {
	accountId: string;
	currency: Json | undefined;
}

/**
 * The account that each transfer is to be paid from: the file names it by its IBAN, Create by its ID.
 * Accounts in several currencies may share an IBAN.
 *
 * @param accounts as ZEN tells them
 * @returns the IDs, in the order of the transfers
 * @throws InputError for an IBAN that none of them has, and for a transfer in another currency
 */
export function accountsToPayFrom(accounts: JsonObject[], transfers: Transfer[]): string[] {
	const byIban = new Map<string, Owned[]>();
	for (const account of accounts) {
		for (const iban of ibansOf(account)) {
			const owned = { accountId: String(account.accountId), currency: account.currencyCode };
			byIban.set(iban, [...(byIban.get(iban) ?? []), owned]);
		}
	}
	const silent = accounts.filter((account) => ibansOf(account).length === 0).length;
	return transfers.map((transfer) => accountFor(transfer, byIban, silent));
}

function accountFor(transfer: Transfer, byIban: Map<string, Owned[]>, silent: number): string {
	const { amount, amountPart, group } = transfer;
	const { iban, currency, part } = group.debtor;
	const owned = byIban.get(iban);
	if (!owned) {
		const hidden = silent > 0 ? ` Of ${silent} of them ZEN tells no IBAN.` : '';
		throw part.error(
			`holds ${iban}, and none of the accounts that the credential gives access to has that number.${hidden} Choose the credential of the company that pays, or have the file exported for its account at ZEN.`,
		);
	}
	const fitting = owned.filter((one) => one.currency === (currency || amount.currency));
	if (fitting.length > 1) {
		throw part.error(
			`holds ${iban}, and ZEN lists ${fitting.length} accounts in ${amount.currency} with that number, so that it cannot be told which one is to pay. Pay these in the ZEN portal.`,
		);
	}
	if (fitting.length === 1 && (!currency || currency === amount.currency)) {
		return fitting[0]!.accountId;
	}
	const kept = owned.map((one) => one.currency).join(' and ');
	throw amountPart.error(
		`is in ${amount.currency}, and account ${iban} is in ${currency || kept}. A payment here is in the currency of its account: have the file exported with the account in ${amount.currency}.`,
	);
}

function ibansOf(account: JsonObject): string[] {
	return [...new Set(numbersOf(account).flatMap((number) => toIban(number) ?? []))];
}
