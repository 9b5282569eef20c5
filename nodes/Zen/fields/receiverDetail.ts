import type { INodeProperties } from 'n8n-workflow';
import { isObject, LONGEST as LONGEST_READ, refusalOfLength, tryParseJson } from '../../zen-client';
import { refusalOf } from '../../zen-n8n/payingText';
import type { ItemInput } from '../../zen-n8n/ItemInput';

const COLLECTION = 'receiverDetails';
const ALL = `${COLLECTION}.all`;
const NAMES = ['bic', 'city', 'country', 'line1', 'postcode', 'type'];
const LONGEST = 500;
const LONGEST_TOGETHER = LONGEST_READ.text;

/** All details in one field, for data where they differ from item to item. */
export const allDetailsField: INodeProperties = {
	displayName: 'All Details (JSON)',
	name: 'all',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "bic": "EXAMLT2X", "city": "Vilnius" }',
	description: `In place of the single fields, as Payment File → Read hands them over in receiverDetails. What an item lacks is left out. Names: ${NAMES.join(', ')}.`,
};

/**
 * A detail of the receiver, from its own field or from {@link allDetailsField}; empty when neither tells it.
 *
 * @throws InputError for one that was added and yields nothing, and for one that stands in both
 */
export function receiverDetail(input: ItemInput, name: string): string {
	const field = `${COLLECTION}.${name}`;
	const own = input.ifAdded(field, (added) => input.text(added));
	const all = input.ifAdded(ALL, () => readAll(input));
	if (own !== undefined && all?.[name] !== undefined) {
		throw input.error(
			ALL,
			`holds "${name}", which has a field of its own here. Leave one of them.`,
		);
	}
	const text = own ?? all?.[name] ?? '';
	// Such as "undefined", or a character that was lost on the way.
	const refusal = text && refusalOf(text, 'note');
	if (refusal) throw input.error(field, refusal);
	return text;
}

/**
 * What is wrong with details as {@link allDetailsField} takes them: what only a program writes, such as
 * "undefined", or more than is read.
 *
 * @returns the detail, and what is wrong with it in words that continue its name
 */
export function refusalOfDetails(details: Record<string, string>) {
	for (const [name, text] of Object.entries(details)) {
		const refusal = refusalOf(text, 'note') ?? refusalOfLength(text, LONGEST);
		if (refusal) return { name, refusal };
	}
	const [longest] = Object.entries(details).sort(([, a], [, b]) => b.length - a.length);
	// In a table they are one text.
	const refusal = refusalOfLength(JSON.stringify(details), LONGEST_TOGETHER);
	return longest && refusal ? { name: longest[0], refusal } : undefined;
}

function readAll(input: ItemInput): Record<string, string> {
	const given = input.raw(ALL);
	const details = typeof given === 'string' ? tryParseJson(given) : given;
	if (!isObject(details)) {
		throw input.error(ALL, 'holds no JSON object. Write it as {"city": "Vilnius"}.');
	}
	for (const [name, value] of Object.entries(details)) {
		if (!NAMES.includes(name)) {
			throw input.error(
				ALL,
				`holds the name "${name.slice(0, 40)}". The names are: ${NAMES.join(', ')}.`,
			);
		}
		if (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST) {
			throw input.error(
				ALL,
				`holds no text of 1 to ${LONGEST} characters under "${name}". Write it between quotes, or leave the name out.`,
			);
		}
	}
	return Object.fromEntries(
		Object.entries(details).map(([name, value]) => [name, String(value).trim()]),
	);
}
