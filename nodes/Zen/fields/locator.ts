import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

const UUID_EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';

type Named = Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'hint'>;

/**
 * A field for one thing at ZEN, picked from a list or given by its ID. Read it with `id`.
 *
 * @param searchListMethod one of `methods.listSearch`
 * @param byIban that it may be given by its IBAN as well; then `readAccount` reads it
 */
export function idLocator(
	field: Named,
	searchListMethod: string,
	byIban?: Pick<INodePropertyMode, 'placeholder' | 'hint'>,
): INodeProperties {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			listMode(searchListMethod),
			// Without a pattern of its own: n8n gives a pattern 250 ms, and on a busy machine it ends the
			// whole run with "Regular expression execution timed out". `id` checks the ID.
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${UUID_EXAMPLE}`,
			},
			...(byIban
				? [{ ...byIban, displayName: 'By IBAN', name: 'iban', type: 'string' as const }]
				: []),
		],
	};
}

interface Choice extends Named {
	example?: string;
	/** What becomes of it when nothing is chosen, for the form to show in place of a choice. */
	whenEmpty?: string;
}

/**
 * A field for a value that ZEN offers, or any other. Read it with `text`.
 *
 * @param searchListMethod one of `methods.listSearch`
 */
export function choiceLocator(choice: Choice, searchListMethod: string): INodeProperties {
	const { example, whenEmpty, ...named } = choice;
	return {
		...named,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			listMode(searchListMethod, whenEmpty),
			{ displayName: 'By Value', name: 'value', type: 'string', placeholder: example },
		],
	};
}

function listMode(searchListMethod: string, placeholder?: string) {
	return {
		displayName: 'From List',
		name: 'list',
		type: 'list' as const,
		placeholder,
		typeOptions: { searchListMethod, searchable: true },
	};
}
