import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { JsonObject } from '../zen-client';
import type { Question } from './search';

/** All active accounts. */
export async function searchAccounts({ zen, matches }: Question): Promise<INodeListSearchResult> {
	const items = (await zen.accounts()).map(toListItem);
	return { results: items.filter(({ name, value }) => matches(name, value)) };
}

function toListItem(account: JsonObject): INodeListSearchItems {
	const { alias, productName, currencyCode, availableBalance, accountId } = account;
	// The list is narrow: what is cut off at the end should not be the currency.
	const balance =
		availableBalance === null
			? ` (${currencyCode})`
			: ` — ${availableBalance} ${currencyCode} available`;
	return { name: `${alias ?? productName}${balance}`, value: String(accountId) };
}
