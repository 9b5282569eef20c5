import { parse } from 'lossless-json';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * Reads JSON without ever putting an amount through a float: a number with decimals, an exponent or
 * too many digits stays the very text that ZEN wrote; a whole number of ordinary size is a number.
 *
 * @throws SyntaxError when the text is no JSON, or says two things under one name
 */
export function parseJson(text: string): Json {
	return parse(text, undefined, { parseNumber: exactNumber }) as Json;
}

/** As {@link parseJson}, but `undefined` for what is no JSON. */
export function tryParseJson(text: string): Json | undefined {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an array of one element holds, and everything else as it is: some answers were said to come so. */
export function unwrap(json: Json): Json {
	return Array.isArray(json) && json.length === 1 ? json[0]! : json;
}

function exactNumber(text: string): number | string {
	const number = Number(text);
	return Number.isSafeInteger(number) && String(number) === text ? number : text;
}
