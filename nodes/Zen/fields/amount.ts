import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { AccountsNeeded } from './account';

/** Amount and currency. Read them with {@link typedCurrency}, {@link currencyOf} and `amount`. */
export const amountFields: INodeProperties[] = [
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 246.20',
		description: 'How much to pay, with a decimal point and without thousands separators',
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: "The account's when empty, e.g. EUR",
		description:
			'The ISO 4217 code, which has to be that of the account. Left empty, it is that of the account.',
	},
];

/** The currency that was filled in; `undefined` where nothing was. @throws InputError */
export function typedCurrency(input: ItemInput): string | undefined {
	return input.isLeftEmpty('currency') ? undefined : input.currency('currency');
}

/**
 * The currency of an account, which is that of a payment where none was filled in.
 *
 * @param accountId as ZEN is sent it
 * @throws AccountsNeeded where `input` has no list of accounts yet
 * @throws InputError where ZEN tells none
 */
export function currencyOf(input: ItemInput, accountId: string): string {
	if (!input.accounts) throw new AccountsNeeded();
	const isIt = (account: JsonObject) => input.ids.read('account', account.accountId) === accountId;
	const currency = input.accounts.find(isIt)?.currencyCode;
	if (typeof currency === 'string' && currency.trim() !== '') return currency.trim().toUpperCase();
	throw input.error(
		'currency',
		`is empty, and ZEN tells no currency of account ${accountId}. Fill it in.`,
	);
}
