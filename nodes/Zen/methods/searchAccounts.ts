import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { JsonObject } from '../../zen-client';
import type { Question } from './search';

/** All active accounts. */
export async function searchAccounts({ zen, matches }: Question): Promise<INodeListSearchResult> {
	const items = (await zen.accounts()).map(toListItem);
	return { results: items.filter(({ name, value }) => matches(name, value)) };
}

function toListItem(account: JsonObject): INodeListSearchItems {
	const { alias, productName, currencyCode, availableBalance, accountId } = account;
	const balance =
		availableBalance === null ? '' : ` — ${availableBalance} ${currencyCode} available`;
	return { name: `${alias ?? productName} (${currencyCode})${balance}`, value: String(accountId) };
}
