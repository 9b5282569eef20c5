import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { listSearch } from '../Zen/methods/listSearch';

async function getAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results } = await listSearch.searchAccounts.call(this);
	return results.map(({ name, value }) => ({ name, value: String(value) }));
}

export const loadOptions = { getAccounts };
