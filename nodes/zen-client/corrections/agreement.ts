import { Unreadable } from '../caller';
import { CONTRACT } from '../contract';
import type { EntryName, Names } from '../contract';
import type { EntryKind } from '../entries';
import { isObject } from '../json';
import type { Json, JsonObject } from '../json';
import { asText, firstAt, isTold, valueAt } from '../names';
import { PAGING } from '../vocabulary';
import type { PagingName } from '../vocabulary';
import { placeOf } from './names';
import type { Renames } from './names';
import { directionWord, statusWord } from './words';
import type { Words } from './words';

type Written = (text: string) => string;

// What a payment is found and counted by.
const HELD: EntryName[] = [
	...(['id', 'status', 'direction', 'createdAt', 'value', 'currency', 'externalId'] as const),
	...(['receiverAccountNumber', 'senderAccountNumber'] as const),
];

/**
 * Of one payment or draft: whether a field that was corrected is told under our own name as well, and
 * otherwise. Then one of the two is something else, and which one cannot be told: with the wrong one a
 * payment that was made would not be found, and be sent again.
 *
 * @returns undefined where nothing of that kind was corrected; throws Unreadable, when called, for such an answer
 */
export function agreementOf(
	kind: EntryKind,
	renames: Renames,
	words: { statuses: Words; directions: Words },
): ((raw: JsonObject, own: JsonObject) => void) | undefined {
	const written: Partial<Record<EntryName, Written>> = {
		id: (text) => text.trim().toLowerCase(),
		status: (text) => words.statuses.get(statusWord(text)) ?? statusWord(text),
		direction: (text) => words.directions.get(directionWord(text)) ?? directionWord(text),
		createdAt: inSeconds,
		value: decimal,
		currency: (text) => text.trim().toUpperCase(),
		receiverAccountNumber: accountNumber,
		senderAccountNumber: accountNumber,
	};
	const isMoved = (name: string) => placeOf(renames, name) !== name;
	const held = HELD.filter((field) => CONTRACT[kind][field].some(isMoved));
	if (held.length === 0) return undefined;
	return (raw, own) => {
		for (const field of held) {
			const known = CONTRACT[kind][field];
			const said = firstAt(own, known, asText);
			requireSame(valuesAt(raw, known), said, written[field] ?? ((text) => text.trim()));
		}
	};
}

/**
 * The same for what holds a list: another list with entries in it, or another word on further pages, under our own names.
 *
 * @param holder as ZEN sent it
 * @param said in our names
 * @param names under which the list is looked for
 * @param renames what was corrected, by our own places
 * @param isEntry whether an object can be an entry of such a list
 * @throws Unreadable
 */
export function requirePagingAgreement(
	holder: JsonObject,
	said: JsonObject,
	{ names, renames, isEntry }: { names: Names; renames: Renames; isEntry(raw: Json): boolean },
): void {
	for (const key of ['more', 'next'] as PagingName[]) {
		const name = PAGING[key];
		if (renames[name] === undefined || renames[name] === name) continue;
		const told = (raw: JsonObject) => [valueAt(raw, name)].filter(isTold).map(String);
		requireSame(told(holder), told(said)[0], (text) => text.trim());
	}
	const theirs = renames[PAGING.list];
	if (theirs === undefined || theirs === PAGING.list) return;
	const list = valueAt(holder, theirs);
	const hasEntries = (other: Json | undefined) =>
		Array.isArray(other) && other !== list && other.some(isObject);
	const isOther = (other: Json | undefined) => hasEntries(other) && (other as Json[]).some(isEntry);
	// Also in the objects beside it: an answer may wrap its list once.
	const inner = [holder, ...Object.values(holder).filter(isObject)];
	const around = valueAt(holder, theirs.split('.').slice(0, -1).join('.'));
	const beside = [...inner, ...(isObject(around) ? [around] : [])].flatMap<Json>(Object.values);
	const isEmpty = Array.isArray(list) && list.length === 0;
	if (names.some((name) => hasEntries(valueAt(holder, name))) || (isEmpty && beside.some(isOther)))
		throw new Unreadable(BOTH);
}

/** Whether an object tells anything that a payment or draft is known by, in ZEN's names or in ours. */
export function entryCheck(kind: EntryKind, renames: Renames): (raw: Json) => boolean {
	const ours = (['id', 'createdAt', 'value', 'externalId'] as const).flatMap(
		(field) => CONTRACT[kind][field],
	);
	const places = [...ours, ...ours.map((name) => placeOf(renames, name))];
	return (raw) => isObject(raw) && places.some((name) => isTold(valueAt(raw, name)));
}

const BOTH = 'with two things where one was corrected to be the other';

function requireSame(told: string[], said: string | undefined, written: Written): void {
	const own = said === undefined ? undefined : written(said);
	if (told.some((text) => written(text) !== own)) throw new Unreadable(BOTH);
}

function valuesAt(raw: JsonObject, names: Names): string[] {
	return names
		.map((name) => asText(valueAt(raw, name) ?? null))
		.filter((text) => text !== undefined);
}

function inSeconds(text: string): string {
	const time = Date.parse(text.trim());
	return Number.isNaN(time) ? text.trim() : String(Math.floor(time / 1000));
}

function decimal(text: string): string {
	const plain = text.trim().replace(/^[+-]/, '');
	return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}

function accountNumber(text: string): string {
	return text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}
