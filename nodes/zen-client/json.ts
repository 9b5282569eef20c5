import { parse } from 'lossless-json';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

// ZEN's answers have about six. What is far deeper cannot be walked through, by n8n neither.
const MOST_LEVELS = 100;
const TOO_DEEP = 'Nested too deeply';

/**
 * Reads JSON without ever putting an amount through a float: a number with decimals, an exponent or
 * too many digits stays the very text that ZEN wrote; a whole number of ordinary size is a number.
 *
 * @throws SyntaxError when the text is no JSON, says two things under one name, or is nested too deeply
 */
export function parseJson(text: string): Json {
	const json = parsed(text);
	if (isDeeper(json, MOST_LEVELS)) throw new SyntaxError(TOO_DEEP);
	return json;
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

function parsed(text: string): Json {
	try {
		return parse(text, undefined, { parseNumber: exactNumber }) as Json;
	} catch (error) {
		// Else it is the stack that was not deep enough.
		throw error instanceof SyntaxError ? error : new SyntaxError(TOO_DEEP);
	}
}

function isDeeper(json: Json, levels: number): boolean {
	if (typeof json !== 'object' || json === null) return false;
	return levels === 0 || Object.values(json).some((one) => isDeeper(one, levels - 1));
}

function exactNumber(text: string): number | string {
	const number = Number(text);
	return Number.isSafeInteger(number) && String(number) === text ? number : text;
}
