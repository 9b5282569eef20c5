import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { JsonObject } from '../../zen-client';
import { surroundingsIn, zenFor } from '../connect';
import { toNodeError } from '../nodeErrors';

async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	try {
		const zen = zenFor(await this.getCredentials('zenApi'), surroundingsIn());
		const wanted = filter?.trim().toLowerCase() ?? '';
		const results = (await zen.accounts())
			.map(toListItem)
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
		return { results };
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

function toListItem(account: JsonObject): INodeListSearchItems {
	const { alias, productName, currencyCode, availableBalance, accountId } = account;
	const balance =
		availableBalance === null ? '' : ` — ${availableBalance} ${currencyCode} available`;
	return { name: `${alias ?? productName} (${currencyCode})${balance}`, value: String(accountId) };
}

export const listSearch = { searchAccounts };
