import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { numbersOf } from '../zen-client';
import type { JsonObject } from '../zen-client';
import { accountLabel } from './accountLabel';
import type { Question } from './search';

/** All active accounts, found by alias, currency, number or ID. */
export async function searchAccounts(question: Question): Promise<INodeListSearchResult> {
	const { zen, matches, wanted } = question;
	const number = wanted.replace(/\s/g, '');
	const found = (await zen.accounts()).filter((account) => {
		const { alias, productName, currencyCode, accountId } = account;
		const isNumbered = numbersOf(account).some((one) =>
			one.replace(/\s/g, '').toLowerCase().includes(number),
		);
		const told = [accountLabel(account), alias ?? '', productName ?? '', currencyCode, accountId];
		return isNumbered || matches(...told);
	});
	return { results: found.map(toListItem) };
}

// Evidence: the lists of n8n 2.41.1 for one thing show the name only, and keep it in the workflow; those
// for several show the description as well, and keep neither.
function toListItem(account: JsonObject): INodeListSearchItems {
	const { currencyCode, availableBalance, accountId } = account;
	return {
		name: accountLabel(account),
		value: String(accountId),
		...(availableBalance !== null && {
			description: `${String(availableBalance)} ${String(currencyCode)} available`,
		}),
	};
}
