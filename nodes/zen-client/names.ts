import type { Names } from './contract';
import { isObject } from './json';
import type { Json, JsonObject } from './json';

/**
 * What stands under a name with points, such as `amount.value`. Only what an object holds itself
 * counts: JSON can carry a `__proto__`, and what is inherited was not told.
 */
export function valueAt(raw: JsonObject, name: string): Json | undefined {
	let value: Json | undefined = raw;
	for (const part of name.split('.')) {
		if (!isObject(value) || !Object.prototype.propertyIsEnumerable.call(value, part)) {
			return undefined;
		}
		value = value[part];
	}
	return value;
}

/** Of several names the first under which something is told that can be read as what is wanted. */
export function firstAt<T>(
	raw: JsonObject,
	names: Names,
	read: (value: Json) => T | undefined,
): T | undefined {
	for (const name of names) {
		const value = valueAt(raw, name);
		const wanted = value === undefined || value === null ? undefined : read(value);
		if (wanted !== undefined) return wanted;
	}
	return undefined;
}

/** Whether something stands there at all: not null, no empty text, and not only such. */
export function isTold(value: Json | undefined): boolean {
	if (value === undefined || value === null) return false;
	if (typeof value === 'string') return value.trim() !== '';
	return typeof value === 'object' ? Object.values(value).some(isTold) : true;
}

/** A text that is not blank, as it was written; a number as its digits. */
export function asText(value: Json): string | undefined {
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** A text that is not blank; a number is none. */
export function asString(value: Json): string | undefined {
	return typeof value === 'string' ? asText(value) : undefined;
}

/** A copy with a value under a name with points. */
export function withValueAt(raw: JsonObject, name: string, value: Json): JsonObject {
	const [first = '', ...rest] = name.split('.');
	if (rest.length === 0) return { ...raw, [first]: value };
	const inner = valueAt(raw, first);
	return { ...raw, [first]: withValueAt(isObject(inner) ? inner : {}, rest.join('.'), value) };
}
