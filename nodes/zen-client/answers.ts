import { Unreadable } from './caller';
import { requireNoComplaint } from './complaint';
import { CONTRACT } from './contract';
import type { Names } from './contract';
import { isObject, tryParseJson, unwrap } from './json';
import type { Json, JsonObject } from './json';
import { valueAt } from './names';
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
 * @returns the items, and the object that holds them where there is one
 */
export function readList(
	response: HttpResponse,
	names: Names,
): { items: JsonObject[]; holder: JsonObject } {
	const value = readJson(response);
	const items = listIn(value, names);
	if (!items) throw new Unreadable();
	const holder = unwrap(value);
	// An empty list beside an error is no empty list.
	if (isObject(holder) && holder !== items[0]) requireNoComplaint(holder);
	const isInside = isObject(holder) && names.some((name) => valueAt(holder, name) === items);
	return { items, holder: isInside ? holder : {} };
}

/** As {@link readList}, from JSON that was read already; `undefined` where there is no such list. */
export function listIn(value: Json, names: Names): JsonObject[] | undefined {
	const holder = unwrap(value);
	const inside = isObject(holder)
		? names.map((name) => valueAt(holder, name)).find(Array.isArray)
		: undefined;
	const items = inside ?? (Array.isArray(holder) ? holder : value);
	return Array.isArray(items) && items.every(isObject) ? items : undefined;
}

/** One page of a list, with what ZEN says of further ones; a bare list says nothing of them. */
export function readPage<T>(
	response: HttpResponse,
	names: Names,
	toItem: (raw: JsonObject) => T,
	{ lists } = CONTRACT,
): Page<T> {
	const { items, holder } = readList(response, names);
	const said = (what: 'next' | 'more') =>
		lists[what].map((name) => valueAt(holder, name)).find((value) => (value ?? null) !== null);
	const hasNext = said('more');
	// Nothing but a plain no is one; and where a page leads on, it is not silent about what follows.
	const more = hasNext === undefined ? undefined : hasNext !== false;
	const next = more === false ? undefined : said('next') || undefined;
	if (next !== undefined && typeof next !== 'string') throw new Unreadable();
	const order = lists.newestFirst.every(({ name, says }) => valueAt(holder, name) === says);
	return { items: items.map(toItem), next, more, isNewestFirst: order };
}

/**
 * As {@link readList}, of a list of which nothing may be missing.
 *
 * @throws Unreadable where more follow: how further ones would be handed out is not known
 */
export function readWhole(response: HttpResponse, names: Names): { items: JsonObject[] } {
	const page = readPage(response, names, (raw) => raw);
	if (page.more) throw new Unreadable('with a part of the list only');
	return page;
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
