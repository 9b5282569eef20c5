import get from 'lodash/get';
import set from 'lodash/set';
import toPath from 'lodash/toPath';
import type { INodeProperties } from 'n8n-workflow';
import { LONGEST, quoted } from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';

/** Makes of what ZEN answered what is put out. */
export type Shape = (raw: JsonObject) => JsonObject;

// A list is made as long as the place in it that is named.
const MOST_ENTRIES = 1_000;

/** How much of an answer to put out. Read it with {@link readOutput}. */
export const outputFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Raw', value: 'raw', description: 'Everything that is told, as it comes' },
			{ name: 'Selected Fields', value: 'selected', description: 'Only the fields that you name' },
			{
				name: 'Simplified',
				value: 'simplified',
				description: 'The fields that most workflows need, in one flat row',
			},
		],
		default: 'simplified',
		description: 'How much of the response to return',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. status, title, amount.value',
		description:
			'Names of fields as they stand in the raw output, separated by commas. A point leads into an object. A field that is not there comes out as null.',
		displayOptions: { show: { output: ['selected'] } },
	},
];

/**
 * The shape that the user wants.
 *
 * @param simplify makes the flat row
 * @throws InputError
 */
export function readOutput(input: ItemInput, simplify: Shape): Shape {
	const output = input.requiredText('output');
	if (output === 'raw') return (raw) => raw;
	if (output === 'simplified') return simplify;
	if (output !== 'selected') {
		throw input.error('output', `is "${output}". Use simplified, raw or selected.`);
	}
	const paths = input
		.requiredText('fields', '', LONGEST.list)
		.split(',')
		.map((path) => path.trim())
		.filter(Boolean);
	if (paths.length === 0) throw input.error('fields', 'names no field.');
	const endless = paths.find((path) => toPath(path).some((part) => Number(part) > MOST_ENTRIES));
	if (endless !== undefined) {
		throw input.error(
			'fields',
			`holds ${quoted(endless)}. Name one of the first ${MOST_ENTRIES} entries of a list.`,
		);
	}
	return (raw) => select(raw, paths);
}

function select(raw: JsonObject, paths: string[]): JsonObject {
	const selected: JsonObject = {};
	for (const path of paths) set(selected, path, get(raw, path) ?? null);
	return selected;
}
