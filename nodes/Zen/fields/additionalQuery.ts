import type { INodeProperties } from 'n8n-workflow';
import { LONGEST, refusalOfLength } from '../../zen-client';
import type { QueryPairs } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';

const NAME = 'options.additionalQuery';

/**
 * An option for whatever else is to stand in a query. Read it with {@link readAdditionalQuery}.
 *
 * @param assumed what of the query is assumed, as a sentence
 */
export function additionalQueryField(assumed: string): INodeProperties {
	return {
		displayName: 'Additional Query Parameters',
		name: 'additionalQuery',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Parameter',
		default: {},
		options: [
			{
				displayName: 'Parameters',
				name: 'parameters',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. accountId',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
		description: `${assumed} A parameter given here replaces the one of the same name; without a value it takes that one away. So a wrong name can be put right; ZEN's manual is at https://docs.zen.com/api-transfers/.`,
	};
}

/** @throws InputError */
export function readAdditionalQuery(input: ItemInput): QueryPairs {
	const pairs = input.raw(`${NAME}.parameters`, []);
	if (!Array.isArray(pairs)) throw input.error(NAME, 'holds no list of parameters.');
	return pairs.map(({ name, value }: Record<string, unknown>) => {
		const text = typeof name === 'object' ? '' : String(name ?? '').trim();
		if (!text) throw input.error(NAME, 'holds a parameter without a name.');
		if (value === undefined || value === null || typeof value === 'object') {
			throw input.error(NAME, `has no text for ${text}. Check the expression in it.`);
		}
		const given = String(value).trim();
		const tooLong = [text, given].map((one) => refusalOfLength(one, LONGEST.text)).find(Boolean);
		if (tooLong) throw input.error(NAME, tooLong);
		return [text, given];
	});
}
