import type { INodeProperties } from 'n8n-workflow';
import type { ItemInput } from '../ItemInput';

/** Return All and Limit. Read them with {@link readEnough}. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/** The most results wanted; Infinity for all. */
export function readEnough(input: ItemInput): number {
	return input.flag('returnAll') ? Infinity : input.count('limit', 1);
}
