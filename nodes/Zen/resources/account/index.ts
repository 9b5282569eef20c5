import type { Resource } from '../../operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const account: Resource = {
	name: 'Account',
	value: 'account',
	operations: [getAll, get],
};
