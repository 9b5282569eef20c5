import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { search } from '../zen-n8n/search';
import { searchAccounts } from '../zen-n8n/searchAccounts';

const accounts = search(searchAccounts);

async function getAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results } = await accounts.call(this);
	return results.map(({ name, value, description }) => ({
		name,
		value: String(value),
		description,
	}));
}

export const loadOptions = { getAccounts };
