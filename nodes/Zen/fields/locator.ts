import type { INodeProperties } from 'n8n-workflow';

const UUID_EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';

type Named = Pick<INodeProperties, 'displayName' | 'name' | 'description'>;

/**
 * A field for one thing at ZEN, picked from a list or given by its ID. Read it with `uuid`.
 *
 * @param searchListMethod one of `methods.listSearch`
 */
export function idLocator(field: Named, searchListMethod: string): INodeProperties {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			listMode(searchListMethod),
			// Without a pattern of its own: n8n gives a pattern 250 ms, and on a busy machine it ends the
			// whole run with "Regular expression execution timed out". `uuid` checks the ID.
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${UUID_EXAMPLE}`,
			},
		],
	};
}

/**
 * A field for a value that ZEN offers, or any other. Read it with `text`.
 *
 * @param searchListMethod one of `methods.listSearch`
 */
export function choiceLocator(
	field: Named & Pick<INodeProperties, 'placeholder'>,
	searchListMethod: string,
): INodeProperties {
	const { placeholder, ...named } = field;
	return {
		...named,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			listMode(searchListMethod),
			{ displayName: 'By Value', name: 'value', type: 'string', placeholder },
		],
	};
}

function listMode(searchListMethod: string) {
	return {
		displayName: 'From List',
		name: 'list',
		type: 'list' as const,
		typeOptions: { searchListMethod, searchable: true },
	};
}
