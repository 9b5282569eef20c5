import get from 'lodash/get';
import has from 'lodash/has';
import type { INodeProperties } from 'n8n-workflow';
import { correctedBy } from '../../nodes/zen-client';
import { ItemInput } from '../../nodes/zen-n8n/ItemInput';

/** An item whose fields hold what n8n has worked out already. */
export function holding(
	parameters: object,
	fields: INodeProperties[],
	more: object = {},
): ItemInput {
	const source = {
		// As n8n does it, what is there may be undefined.
		getNodeParameter: (name: string, _index: number, unless: unknown) =>
			(has(parameters, name) ? get(parameters, name) : unless) as unknown,
		getTimezone: () => 'UTC',
		...more,
	};
	return new ItemInput(source, 0, fields, { ids: correctedBy().ids });
}
