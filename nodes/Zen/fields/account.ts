import { LONGEST, numbersOf, only, quoted } from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import { accountLabel } from '../../zen-n8n/accountLabel';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { countryOf } from './accountNumber';
import { toIban } from './iban';
import { idLocator } from './locator';

const IBAN_EXAMPLE = 'LT53 9999 0000 0000 0001';
const WORD_IBAN = /^\W*IBAN[ :.-]*/i;
// What was made of an ID of the usual form.
const MEANT_AS_ID = /^[0-9a-f]{8}-|^[0-9a-f]{32}$/i;
const MOST_TOLD = 10;

/** A field for an account. Read it with {@link readAccount}. */
export const accountField = idLocator(
	{
		displayName: 'Account',
		name: 'accountId',
		description:
			'One of the active accounts that the credential gives access to: its ID, its IBAN, or its alias in ZEN to the letter',
	},
	'searchAccounts',
	{
		placeholder: `e.g. ${IBAN_EXAMPLE}`,
		hint: 'With or without spaces. The alias that the account has in ZEN does as well.',
	},
);

/** That an account is named otherwise than by its ID, so that it takes the list of accounts to tell which it is. */
export class AccountsNeeded extends Error {}

/**
 * The ID of the account that a field names by ID, IBAN or alias, in whichever way it was given: from
 * the list, typed, or by an expression.
 *
 * @param currency of a payment, which tells accounts apart that share an IBAN
 * @returns the ID as ZEN is sent it
 * @throws AccountsNeeded where `input` has no list of accounts yet and it takes one
 * @throws InputError for what names no account or several; a wrong IBAN before anybody is asked
 */
export function readAccount(input: ItemInput, name = 'accountId', currency?: string): string {
	const text = input.requiredText(name, '', LONGEST.value);
	const iban = toIban(text.replace(WORD_IBAN, ''));
	// An ID may begin as an IBAN does, with two letters and two digits.
	if (!iban && (input.ids.read('account', text) ?? MEANT_AS_ID.test(text))) {
		return input.id(name, 'account');
	}
	if (!iban && (WORD_IBAN.test(text) || countryOf(text) !== '')) {
		throw input.error(
			name,
			`holds ${quoted(text)}, which is no right IBAN: a character is missing, too many, mistyped or swapped. Compare it with the ZEN portal, or pick the account from the list.`,
		);
	}
	const { accounts } = input;
	if (!accounts) throw new AccountsNeeded();
	const named = accounts.filter((account) => (iban ? has(account, iban) : isCalled(account, text)));
	const fitting =
		named.length > 1 ? named.filter(({ currencyCode }) => currencyCode === currency) : named;
	const id = fitting.length === 1 ? fitting[0]!.accountId : undefined;
	const known = input.ids.read('account', id);
	if (known !== undefined) return known;
	throw input.error(name, refusal(text, iban, named, accounts));
}

/**
 * Reads what may name an account otherwise than by its ID.
 *
 * @param read is given the accounts only where it threw {@link AccountsNeeded} without them
 * @param list called at most once
 */
export async function withAccounts<T>(
	read: (accounts?: JsonObject[]) => T,
	list: () => Promise<JsonObject[]>,
): Promise<T> {
	try {
		return read();
	} catch (error) {
		only(AccountsNeeded, error);
		return read(await list());
	}
}

function has(account: JsonObject, iban: string): boolean {
	return numbersOf(account).some((number) => toIban(number) === iban);
}

function isCalled({ alias }: JsonObject, text: string): boolean {
	return typeof alias === 'string' && plain(alias) === plain(text);
}

function plain(name: string): string {
	return name.normalize('NFC').trim().toLowerCase();
}

function refusal(
	text: string,
	iban: string | undefined,
	named: JsonObject[],
	accounts: JsonObject[],
): string {
	const held = `holds ${quoted(iban ?? text)}`;
	if (named.length > 0) {
		return `${held}, and that cannot be told as one account: ${told(named)}. Pick it from the list, or give its ID.`;
	}
	const silent = accounts.filter((account) => numbersOf(account).length === 0).length;
	const hidden = iban && silent > 0 ? ` Of ${silent} of them ZEN tells no IBAN.` : '';
	const what = iban ? 'has that IBAN' : 'has that ID, IBAN or alias';
	return `${held}, and none of the active accounts of this credential ${what}: ${told(accounts)}.${hidden} Pick one from the list, or choose the credential of the company whose account it is.`;
}

function told(accounts: JsonObject[]): string {
	const labels = accounts.slice(0, MOST_TOLD).map((account) => quoted(accountLabel(account)));
	const more = accounts.length - labels.length;
	return [...labels, ...(more > 0 ? [`and ${more} more`] : [])].join(', ') || 'there are none';
}
