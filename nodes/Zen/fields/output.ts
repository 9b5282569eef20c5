import get from 'lodash/get';
import set from 'lodash/set';
import toPath from 'lodash/toPath';
import type { INodeProperties } from 'n8n-workflow';
import { LONGEST, quoted, refusalOfLength } from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';

/** Makes of what ZEN answered what is put out. */
export type Shape = (raw: JsonObject) => JsonObject;

// A list is made as long as the place in it that is named.
const MOST_ENTRIES = 1_000;

/**
 * How much of an answer to put out. Read it with {@link readOutput}.
 *
 * @param row a simplified one, perhaps of nothing: its columns are what there is to select
 */
export const outputFields = (row: JsonObject): INodeProperties[] => [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Raw', value: 'raw', description: 'Everything that is told, as it comes' },
			{ name: 'Selected Fields', value: 'selected', description: 'Only the fields that you pick' },
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
		type: 'multiOptions',
		options: Object.keys(row).map((name) => ({ name, value: name })),
		default: [],
		required: true,
		description:
			'The columns to put out. An expression may also name fields of the raw output, as a list or separated by commas; a point leads into an object. A field that is not there comes out as null.',
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
	const paths = readPaths(input);
	const endless = paths.find((path) => toPath(path).some((part) => Number(part) > MOST_ENTRIES));
	if (endless !== undefined) {
		throw input.error(
			'fields',
			`holds ${quoted(endless)}. Name one of the first ${MOST_ENTRIES} entries of a list.`,
		);
	}
	return (raw) => select(raw, simplify(raw), paths);
}

function readPaths(input: ItemInput): string[] {
	const held = [input.raw('fields', '', LONGEST.list)].flat();
	const odd = held.find((one) => typeof one !== 'string');
	if (odd !== undefined) {
		throw input.error('fields', `holds ${quoted(odd)}, which is no name of a field.`);
	}
	const text = held.join();
	const tooLong = refusalOfLength(text, LONGEST.list);
	if (tooLong) throw input.error('fields', tooLong);
	const paths = text
		.split(',')
		.map((path) => path.trim())
		.filter(Boolean);
	if (paths.length > 0) return paths;
	throw input.error('fields', 'names no field. Pick one, or check the expression in it.');
}

/** A column goes before a field of the raw answer that has the same name. */
function select(raw: JsonObject, row: JsonObject, paths: string[]): JsonObject {
	const selected: JsonObject = {};
	for (const path of paths) {
		set(selected, path, (Object.hasOwn(row, path) ? row[path] : get(raw, path)) ?? null);
	}
	return selected;
}
