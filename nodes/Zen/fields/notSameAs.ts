import type { INodeProperties } from 'n8n-workflow';
import { LONGEST } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';

/** An option for the IDs of other payments, which says itself what it is for. See {@link readNotSameAs}. */
export const notSameAsField = {
	displayName: 'Not the Same As',
	name: 'notSameAs',
	type: 'string',
	default: '',
	placeholder: 'e.g. 123e4567-e89b-12d3-a456-426614174000',
} satisfies INodeProperties;

/** IDs as ZEN gives them; more than one where several payments look alike. */
export function readNotSameAs(input: ItemInput): string[] | undefined {
	return input.ifAdded('options.notSameAs', (name) => {
		const ids = input
			.requiredText(name, '', LONGEST.list)
			.split(/[\s,;]+/)
			.filter(Boolean);
		if (ids.length > 0) return ids;
		throw input.error(name, 'names no payment. Take the ID from the item that was not sent.');
	});
}
