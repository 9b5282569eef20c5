import { parse, stringify } from 'lossless-json';
import { isObject } from './json';
import type { JsonObject } from './json';

/**
 * Lays fields over a request body as a JSON Merge Patch (RFC 7396): objects are merged, everything
 * else is replaced, and `null` takes a field away. Numbers keep the digits they were written with.
 *
 * This is how a user gets round any part of a request body that is only assumed.
 *
 * @param patch JSON text of an object, or such an object
 * @throws SyntaxError when the text is no JSON object
 */
export function mergePatch(body: JsonObject, patch: string | JsonObject): JsonObject {
	const fields = parse(typeof patch === 'string' ? patch : stringify(patch)!);
	if (!isPlain(fields)) throw new SyntaxError('not a JSON object');
	return merge(body, fields);
}

function merge(target: JsonObject, patch: JsonObject): JsonObject {
	const merged = { ...target };
	for (const [name, value] of Object.entries(patch)) {
		const present = merged[name];
		if (value === null) delete merged[name];
		else if (isPlain(value)) merged[name] = merge(isPlain(present) ? present : {}, value);
		else merged[name] = value;
	}
	return merged;
}

// A number read losslessly is an object of a class of its own, and is a value here.
function isPlain(value: unknown): value is JsonObject {
	return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}
