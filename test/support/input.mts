import get from 'lodash/get';
import type { INodeProperties } from 'n8n-workflow';
import { ItemInput } from '../../nodes/zen-n8n/ItemInput';

/** An item whose fields hold what n8n has worked out already. */
export function holding(
	parameters: object,
	fields: INodeProperties[],
	more: object = {},
): ItemInput {
	const source = {
		getNodeParameter: (name: string, _index: number, unless: unknown) =>
			get(parameters, name, unless) as unknown,
		getTimezone: () => 'UTC',
		...more,
	};
	return new ItemInput(source, 0, fields);
}
