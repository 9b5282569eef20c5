import type { INodeProperties } from 'n8n-workflow';
import { readPayingAccount } from '../../zen-client';
import type { Zen } from '../../zen-client';

/** Amount and currency. Read them with `currencyOr` and `amount`. */
export const amountFields: INodeProperties[] = [
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 246.20',
		description: 'With a decimal point and without thousands separators',
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

/** The currency of each account by its ID, as far as ZEN tells it. @throws ZenError */
export async function currenciesAt(
	zen: Pick<Zen, 'accounts' | 'ids'>,
): Promise<(accountId: string) => string | undefined> {
	const accounts = await zen.accounts();
	return (accountId) => {
		const its = accounts.find((one) => zen.ids.read('account', one.accountId) === accountId);
		return its && readPayingAccount(its)?.currency;
	};
}
