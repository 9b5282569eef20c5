import type { Resource } from '../../operation';
import { getAll } from './getAll.operation';
import { resolve } from './resolve.operation';

export const ledger: Resource = {
	name: 'Ledger',
	value: 'ledger',
	operations: [getAll, resolve],
};
