import type { INodeProperties } from 'n8n-workflow';
import { takeWhole } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';

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

/**
 * As many of a list as were wanted, or all there are if those are fewer.
 *
 * @param subject names the list in messages
 * @param enough as {@link readEnough} returns it
 * @param shape what is kept of each; what it leaves out takes no memory beyond a page
 * @throws ZenError when the list broke off before, so that fewer are not passed off as all
 */
export async function collectEnough<T, Kept>(
	source: AsyncGenerator<T, boolean>,
	subject: string,
	enough: number,
	shape: (item: T) => Kept,
): Promise<Kept[]> {
	const kept: Kept[] = [];
	const remedy = (read: number) =>
		`Try again, or narrow the list down with Filters.${
			read > 0 ? ` For these ${read} alone, switch Return All off and set Limit to ${read}.` : ''
		}`;
	await takeWhole(source, subject, (item) => void kept.push(shape(item)), { enough, remedy });
	return kept;
}
