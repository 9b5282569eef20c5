import { CONTRACT } from '../contract';
import { isObject } from '../json';
import type { Json, JsonObject } from '../json';
import { valueAt, withValueAt } from '../names';
import type { Renames } from './names';

/** Renames as they are carried out; made once, used for each object. */
export interface Renaming {
	/** Ours and ZEN's, of objects that others of ours stand in. */
	holders: Array<[ours: string, theirs: string]>;
	/** Of all others; `known` are all names by which ours is read. */
	leaves: Array<{ ours: string; theirs: string; known: readonly string[] }>;
}

/** @param own all names of ours */
export function renamingOf(renames: Renames, own: readonly string[]): Renaming | undefined {
	const changed = Object.entries(renames).filter(([ours, theirs]) => ours !== theirs);
	if (changed.length === 0) return undefined;
	const isHolder = ([ours]: [string, string]) => own.some((one) => one.startsWith(`${ours}.`));
	return {
		holders: changed.filter(isHolder),
		leaves: changed
			.filter((one) => !isHolder(one))
			.map(([ours, theirs]) => ({ ours, theirs, known: namesOf(ours) })),
	};
}

/**
 * A copy in which what ZEN tells under its names stands under ours, all at once. What stood under one of
 * ours is something else, by the word of whoever corrected it, and is left out.
 */
export function renamed(raw: JsonObject, { holders, leaves }: Renaming): JsonObject {
	const told = leaves.map(({ ours, theirs }) => [ours, valueAt(raw, theirs)] as const);
	let rest = leaves.reduce((some, { theirs }) => without(some, theirs), raw);
	const held = holders.map(([ours, theirs]) => [ours, valueAt(rest, theirs)] as const);
	for (const pair of holders) for (const name of pair) rest = without(rest, name);
	rest = withAll(rest, held);
	for (const { ours, known } of leaves) {
		for (const name of known) {
			// Under another name an object is not read as this, and may hold the rest of it.
			if (name === ours || !isObject(valueAt(rest, name))) rest = without(rest, name);
		}
	}
	return withAll(rest, told);
}

/** A name of ours and those under which it is read as well. */
export function namesOf(ours: string): readonly string[] {
	const { payment, draft, account, lists, fees, precalculation } = CONTRACT;
	const { next, more, ...holding } = lists;
	const tables = [payment, draft, account, { next, more }, fees, precalculation, holding];
	const known = tables.flatMap((table) => Object.values(table) as Array<readonly string[]>);
	return [ours, ...known.filter((names) => names.includes(ours)).flat()];
}

function withAll(
	raw: JsonObject,
	values: ReadonlyArray<readonly [string, Json | undefined]>,
): JsonObject {
	return values.reduce(
		(some, [name, value]) => (value === undefined ? some : withValueAt(some, name, value)),
		raw,
	);
}

function without(raw: JsonObject, name: string): JsonObject {
	if (valueAt(raw, name) === undefined) return raw;
	const [first = '', ...rest] = name.split('.');
	const { [first]: inner, ...others } = raw;
	const left = rest.length > 0 && isObject(inner) ? without(inner, rest.join('.')) : {};
	// Of an object from which all was taken nothing is left.
	return Object.keys(left).length === 0 ? others : { ...raw, [first]: left };
}
