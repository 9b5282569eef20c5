import { Unreadable } from './caller';
import { isObject, tryParseJson } from './json';
import type { Json, JsonObject } from './json';
import type { Page } from './pages';
import type { HttpResponse } from './transport';

/**
 * One object out of an answer. Some answers of ZEN were reported wrapped in an array of one element;
 * both forms are read.
 */
export function readObject(response: HttpResponse): JsonObject {
	const value = unwrap(readJson(response));
	if (!isObject(value)) throw new Unreadable();
	return value;
}

/**
 * A list out of an answer: a bare array, or an object that holds it under one of the names.
 *
 * @param names under which ZEN may keep the list, e.g. `data`
 * @returns the items, and ZEN's `meta` where there is one
 */
export function readList(
	response: HttpResponse,
	names: string[],
): { items: JsonObject[]; meta: JsonObject } {
	const value = readJson(response);
	const items = listIn(value, names);
	if (!items) throw new Unreadable();
	const holder = unwrap(value);
	const isInside = isObject(holder) && names.some((name) => holder[name] === items);
	return { items, meta: isInside && isObject(holder.meta) ? holder.meta : {} };
}

/** As {@link readList}, from JSON that was read already; `undefined` where there is no such list. */
export function listIn(value: Json, names: string[]): JsonObject[] | undefined {
	const holder = unwrap(value);
	const inside = isObject(holder)
		? names.map((name) => holder[name]).find(Array.isArray)
		: undefined;
	const items = inside ?? (Array.isArray(holder) ? holder : value);
	return Array.isArray(items) && items.every(isObject) ? items : undefined;
}

/** One page of a list with ZEN's cursor; a list without one is the last page. */
export function readPage(
	response: HttpResponse,
	names: string[],
	toItem: (raw: JsonObject) => JsonObject,
): Page {
	const { items, meta } = readList(response, names);
	const next = meta.hasNext === true ? meta.lastEntryId : undefined;
	if (next !== undefined && next !== null && typeof next !== 'string') throw new Unreadable();
	const more = typeof meta.hasNext === 'boolean' ? meta.hasNext : undefined;
	return { items: items.map(toItem), next: next ?? undefined, more };
}

/** An amount or balance as the decimal string it is, whether ZEN wrote a string or a number. */
export function amountText(value: Json | undefined): string | null {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** Whatever JSON an answer holds. */
export function readJson(response: HttpResponse): Json {
	const value = tryParseJson(response.body.toString('utf8'));
	if (value === undefined) throw new Unreadable();
	return value;
}

function unwrap(value: Json): Json {
	return Array.isArray(value) && value.length === 1 ? value[0]! : value;
}
