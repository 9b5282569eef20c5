import type { Contract, PathName } from '../contract';
import { PLACES } from '../corrections';
import type { Corrected } from '../corrections';
import { LISTS } from '../corrections/translate';
import type { ListCall } from '../corrections/translate';
import { directionWord, statusWord, staysUnknown } from '../corrections/words';
import type { Words } from '../corrections/words';
import { isObject, unwrap } from '../json';
import type { Json, JsonObject } from '../json';
import { valueAt } from '../names';
import { PAGING } from '../vocabulary';
import type { PagingName } from '../vocabulary';
import { both, compare, leavesOf, NOTHING } from './compare';
import type { Findings } from './compare';
import { PAGED, PARTS, TELLS } from './parts';
import type { PartName } from './parts';
import { formOf, nameShown } from './shown';

/** One correction: where it stands, from the outermost key on, and ZEN's name. */
export type Suggestion = [place: string[], name: string];

/** What an answer says of our contract. */
export interface Read extends Findings {
	/** What is different and has no name of its own, a sentence each. */
	others: string[];
	suggestions: Suggestion[];
	/** What was not shown, and is no difference. */
	notes: string[];
	/** Whether there was nothing to compare. */
	isEmpty: boolean;
}

export const NOTHING_READ: Read = {
	...NOTHING,
	...{ others: [], notes: [], suggestions: [], isEmpty: false },
};

type Place = Omit<Read, keyof Findings>;

/** Compares an answer, as ZEN sent it, with what our contract and its corrections say of it. */
export function readAnswer(call: PathName, json: Json, corrected: Corrected): Read {
	const { names } = corrected;
	const place: Place = { others: [], notes: [], suggestions: [], isEmpty: false };
	const isList = Object.hasOwn(LISTS, call);
	const { items, holder, at } = isList
		? listIn(call as ListCall, json, corrected, place)
		: { items: objectIn(call, json, corrected, place), holder: undefined, at: '' };
	const part = TELLS[call]!;
	let findings = inEach(items, part, { corrected, place });
	if (part === 'payment') {
		findings = both(findings, { ...NOTHING, wrong: unknownWords(items, corrected) });
	}
	if (PAGED.includes(call as ListCall)) {
		const renames = named(names.lists[call as ListCall]);
		const paging = compare([holder ?? {}], PARTS.paging, {
			renames,
			ids: corrected.contract.ids,
			known: [at],
		});
		const saysMore = paging.valuesOf(PAGING.more).some((value) => value === true);
		for (const [name, theirs] of Object.entries(paging.likely)) {
			// On the last page any other text could be taken for the cursor.
			if (name === PAGING.next && !saysMore) continue;
			place.suggestions.push([[call, keyOf(name)], theirs]);
		}
		findings = both(findings, paging);
	}
	return { ...findings, ...place };
}

/** Statuses and directions in words that mean nothing here. */
function unknownWords(items: JsonObject[], { names, contract }: Corrected): Findings['wrong'] {
	const { valuesOf } = compare(items, PARTS.payment, {
		renames: names.told.payment,
		ids: contract.ids,
	});
	const isKnown = (
		ours: Contract['statuses'] | Contract['directions'],
		words: Words,
		word: string,
	) => Object.values(ours).flat().includes(word) || words.has(word);
	const isStatus = (word: string) =>
		isKnown(contract.statuses, names.statuses, statusWord(word)) || staysUnknown(word);
	const isDirection = (word: string) =>
		isKnown(contract.directions, names.directions, directionWord(word));
	const told = [
		['status', isStatus],
		['direction', isDirection],
	] as const;
	return told.flatMap(([name, isMeant]) => {
		const words = new Set(valuesOf(name).filter((value) => typeof value === 'string'));
		const others = [...words].filter((word) => !isMeant(word)).map(({ length }) => length);
		if (others.length === 0) return [];
		return [{ name, form: `words that are not known here, of ${others.join(', ')} characters` }];
	});
}

/** The objects themselves, and those in their lists. */
function inEach(
	items: JsonObject[],
	partName: PartName,
	{ corrected, place, prefix = '' }: { corrected: Corrected; place: Place; prefix?: string },
): Findings {
	if (items.length === 0) {
		// Without a fee or a number the rest is still seen.
		if (partName === 'fee' || partName === 'accountNumber') {
			place.notes.push(`Not shown: what stands in ${prefix.slice(0, -1)}`);
		} else place.isEmpty = true;
		return NOTHING;
	}
	const part = PARTS[partName];
	const what = part.what!;
	const known = partName === 'draft' ? Object.values(corrected.contract.draftBody) : [];
	const renames = corrected.names.told[what];
	const compared = compare(items, part, { renames, ids: corrected.contract.ids, known, prefix });
	for (const [name, theirs] of Object.entries(compared.likely)) {
		place.suggestions.push([[...PLACES[what], name], theirs]);
	}
	const parts = Object.values(part.inner);
	const lists = Object.keys(part.inner);
	return [...new Set(parts)].reduce<Findings>((some, inner) => {
		const mine = lists.filter((name) => part.inner[name] === inner);
		const told = mine
			.flatMap((name) => compared.valuesOf(name))
			.flat()
			.filter(isObject);
		return both(some, inEach(told, inner, { corrected, place, prefix: `${prefix}${mine[0]}[].` }));
	}, compared);
}

function listIn(call: ListCall, json: Json, { names }: Corrected, place: Place) {
	const holder = unwrap(json);
	const renamed = names.lists[call].list;
	const known = renamed === undefined ? LISTS[call] : [renamed];
	if (!isObject(holder)) return bare(json, place);
	const at = known.find((name) => Array.isArray(valueAt(holder, name)));
	if (at !== undefined) return { items: objectsIn(valueAt(holder, at)), holder, at };
	if (Array.isArray(json)) return bare(json, place);
	const lists = [...leavesOf(holder)].filter(([, [value]]) => Array.isArray(value));
	place.others.push(`The list is not under ${known.join(' or ')}`);
	const [only, ...more] = lists.map(([name]) => name);
	if (only === undefined || more.length > 0) {
		const forms = [...leavesOf(holder)].map(
			([name, [value]]) => `${nameShown(name)} (${formOf(value!)})`,
		);
		place.others.push(`There stand ${forms.join(', ') || 'no names'}`);
		return { items: [], holder: undefined, at: '' };
	}
	const items = objectsIn(valueAt(holder, only));
	if (items.length === 0) {
		place.others.push(`${nameShown(only)} is a list, with nothing in it that could be read`);
		return { items, holder: undefined, at: '' };
	}
	place.others.push(`It seems to be under ${nameShown(only)}`);
	place.suggestions.push([[call, 'list'], only]);
	return { items, holder, at: only };
}

function bare(json: Json, place: Place) {
	if (!Array.isArray(json)) place.others.push('The answer is no list');
	return { items: objectsIn(json), holder: undefined, at: '' };
}

function objectIn(
	call: PathName,
	json: Json,
	{ names, contract: { ids } }: Corrected,
	place: Place,
): JsonObject[] {
	const raw = unwrap(json);
	// Channels may come as a bare list.
	if (call === 'precalculation' && Array.isArray(raw)) return [{ channels: raw }];
	if (!isObject(raw)) {
		place.others.push('The answer is no object');
		return [];
	}
	const inside = names.inside[call];
	if (inside !== undefined) {
		const held = unwrap(valueAt(raw, inside) ?? null);
		if (isObject(held)) return [held];
		place.others.push(`There is no object under ${inside}`);
		return [];
	}
	const [[name, only] = ['', null], ...more] = Object.entries(raw);
	const held = unwrap(only);
	if (call === 'precalculation' || more.length > 0 || !isObject(held)) return [raw];
	const renames = names.told[PARTS[TELLS[call]!].what!];
	if (compare([raw], PARTS[TELLS[call]!], { renames, ids }).told.length > 0) return [raw];
	place.others.push(`All of it stands under ${nameShown(name)}`);
	place.suggestions.push([[call, 'inside'], name]);
	return [held];
}

function objectsIn(list: Json | undefined): JsonObject[] {
	return Array.isArray(list) ? list.filter(isObject) : [];
}

function named(renames: Partial<Record<PagingName, string>>): Record<string, string> {
	const keys = Object.keys(renames) as PagingName[];
	return Object.fromEntries(keys.map((key) => [PAGING[key], renames[key]!]));
}

function keyOf(name: string): string {
	return Object.entries(PAGING).find(([, own]) => own === name)![0];
}
