import { LosslessNumber, parse, stringify } from 'lossless-json';
import type { INodeProperties } from 'n8n-workflow';
import {
	bodyOf,
	isObject,
	levelsIn,
	LONGEST,
	only,
	refusalOfLength,
	sizeOf,
} from '../../zen-client';
import type { Json, JsonObject, PaymentOrder } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { comparable, namesIn, refusalOfName } from './addedNames';

/** A field for what else ZEN is to be told. Read it with {@link readBodyFields}. */
export const bodyFieldsField: INodeProperties = {
	displayName: 'Body Fields (JSON)',
	name: 'bodyFields',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "executionDate": "2026-12-01" }',
	description:
		'Added to the request body, for whatever ZEN expects and this form does not have. They only add: what the payment holds already, and whatever could carry an account, an amount, a receiver or a reference, is refused.',
};

const MOST_LEVELS = 100;
const MOST_VALUES = 10_000;

const NAME = 'options.bodyFields';

/**
 * The fields to add to an order's body, numbers with the digits they were written with; `undefined`
 * when there are none. What was checked is what is sent: they neither remove, change nor double
 * anything that pays or identifies.
 *
 * @throws InputError that names the name
 */
export function readBodyFields(input: ItemInput, order: PaymentOrder): JsonObject | undefined {
	const fields = input.ifAdded(NAME, () => parsed(input, input.raw(NAME, '', LONGEST.list)));
	if (!fields || Object.keys(fields).length === 0) return undefined;
	const taken = new Set(namesIn(bodyOf(order)).map(comparable));
	const refusal = refusalOfFields(fields, taken);
	if (refusal) throw input.error(NAME, refusal);
	return fields;
}

const TOO_MUCH = `holds more than ${MOST_LEVELS} objects or lists within each other, or more than ${MOST_VALUES} values. Give only what ZEN expects.`;

function parsed(input: ItemInput, given: unknown): JsonObject {
	const { levels, values } = sizeOf(given, MOST_LEVELS, MOST_VALUES);
	if (levels > MOST_LEVELS || values > MOST_VALUES) throw input.error(NAME, TOO_MUCH);
	const twice: string[] = [];
	// Of what an expression yields, too, nothing may be dropped without a word.
	const text = isObject(given) ? stringify(given, (_name, value) => value ?? null)! : String(given);
	const tooLong = refusalOfLength(text, LONGEST.list);
	if (tooLong) throw input.error(NAME, tooLong);
	if (levelsIn(text) > MOST_LEVELS) throw input.error(NAME, TOO_MUCH);
	const fields = parsedJson(text, twice);
	if (!isPlain(fields))
		throw input.error(NAME, 'holds no JSON object. Write it as {"name": "value"}.');
	if (twice.length > 0) {
		throw input.error(NAME, `holds "${twice[0]}" twice. Take one of them out.`);
	}
	return fields;
}

/** `undefined` for what is no JSON. */
function parsedJson(text: string, twice: string[]): unknown {
	try {
		return parse(text, undefined, { onDuplicateKey: ({ key }) => void twice.push(key) });
	} catch (error) {
		only(SyntaxError, error);
		return undefined;
	}
}

function refusalOfFields(value: Json, taken: Set<string>): string | undefined {
	if (Array.isArray(value)) return firstOf(value, (entry) => refusalOfFields(entry, taken));
	if (!isPlain(value)) return undefined;
	const seen = new Set<string>();
	return firstOf(Object.entries(value), ([name, inner]) => {
		const doubled = seen.has(comparable(name));
		seen.add(comparable(name));
		if (doubled) return `holds "${name}" twice, written in two ways. Take one of them out.`;
		if (isNull(inner)) {
			return `sets "${name}" to null. These fields only add: give it a value, or take it out.`;
		}
		return refusalOfName(name, taken) ?? refusalOfFields(inner, taken);
	});
}

function isNull(value: Json): boolean {
	return value === null || (Array.isArray(value) && value.some(isNull));
}

function firstOf<T>(values: T[], refuse: (value: T) => string | undefined): string | undefined {
	for (const value of values) {
		const refusal = refuse(value);
		if (refusal) return refusal;
	}
	return undefined;
}

// A number read losslessly is an object of a class of its own, and is a value here.
function isPlain(value: unknown): value is JsonObject {
	return isObject(value) && !(value instanceof LosslessNumber);
}
