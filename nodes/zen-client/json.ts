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
	return quicklyParsed(text) ?? wholly(text);
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

// Texts and numbers, and what follows where it is a name. A text without an end goes to the end of all, so that
// no part of it is looked at twice.
const TOKENS =
	/("[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(\s*:)?/gs;

/**
 * By the parser of JavaScript, which is many times as quick and whose texts take their own room only:
 * numbers that it would change are made texts first, and names that it has left out are missed.
 *
 * @returns `undefined` for whatever is not certain to be read as {@link wholly} reads it
 */
function quicklyParsed(text: string): Json | undefined {
	let names = 0;
	const asTexts = (token: string, value: string, colon?: string) => {
		if (colon) names++;
		// A number that stands for a name stays one, which no parser takes.
		const stays = value.startsWith('"') || colon || typeof exactNumber(value) === 'number';
		return stays ? token : `"${value}"`;
	};
	try {
		const json = JSON.parse(text.replace(TOKENS, asTexts)) as Json;
		return namesIn(json, MOST_LEVELS) === names ? json : undefined;
	} catch {
		return undefined;
	}
}

function wholly(text: string): Json {
	const json = parsed(text);
	namesIn(json, MOST_LEVELS);
	return json;
}

function parsed(text: string): Json {
	try {
		return parse(text, undefined, { parseNumber: exactNumber }) as Json;
	} catch (error) {
		// Else it is the stack that was not deep enough.
		throw error instanceof SyntaxError ? error : new SyntaxError(TOO_DEEP);
	}
}

/** How many names all objects have together. @throws SyntaxError when it is nested too deeply */
function namesIn(json: Json, levels: number): number {
	if (typeof json !== 'object' || json === null) return 0;
	if (levels === 0) throw new SyntaxError(TOO_DEEP);
	const inside = Object.values(json);
	let names = Array.isArray(json) ? 0 : inside.length;
	for (const one of inside) names += namesIn(one, levels - 1);
	return names;
}

function exactNumber(text: string): number | string {
	const number = Number(text);
	return Number.isSafeInteger(number) && String(number) === text ? number : text;
}
