import { around, placeOf } from '../corrections/names';
import type { Renames } from '../corrections/names';
import { namesOf } from '../corrections/rename';
import { readId } from '../ids';
import type { IdForms } from '../ids';
import { isObject } from '../json';
import type { Json, JsonObject } from '../json';
import { valueAt } from '../names';
import { isTouchy, kindOf } from './parts';
import type { Part } from './parts';
import { CALLED, FITS, formOf, nameShown } from './shown';

/** What a comparison came to. Names of lists that all stand in have `[]` at their end. */
export interface Findings {
	/** Names of ours that are told, where, and in what form. */
	told: Array<{ name: string; at: string; form: string }>;
	/** Names of ours that are not told, and either have to be or could be what is unknown. */
	missing: string[];
	/** Names of ours that may be absent, and are. */
	absent: string[];
	/** What stands under a name of ours and cannot be that. */
	wrong: Array<{ name: string; form: string }>;
	/** Names that are not known here. */
	unknown: Array<{ name: string; form: string }>;
}

export const NOTHING: Findings = { told: [], missing: [], absent: [], wrong: [], unknown: [] };

interface Compared extends Findings {
	/** For names that are missing the one that can be it, where there is only one. */
	likely: Record<string, string>;
	/** The values under a name of ours, or under the one that is likely it. */
	valuesOf(name: string): Json[];
}

interface Comparing {
	renames: Renames;
	ids: IdForms;
	/** Further names of ZEN's that are known there. */
	known?: string[];
	/** Of the list in which the objects stand. */
	prefix?: string;
}

const DEEPEST = 6;
const MOST_FORMS = 3;
const NO_POINT = '\u2024';

/**
 * Compares objects of one kind with what is expected in them. What some of them tell, all may; what has
 * to be told is to be told by all.
 */
export function compare(
	items: JsonObject[],
	part: Part,
	{ renames, ids, known = [], prefix = '' }: Comparing,
): Compared {
	const leaves = new Map<string, Json[]>();
	const namesKnown = new Set([
		...known,
		...[...part.own, ...part.spare].flatMap((name) => [
			...placesOf(name, renames),
			...placesOf(name, renames).flatMap(around),
		]),
	]);
	for (const item of items) collect(item, '', leaves);
	const unknown = [...leaves.keys()].filter((name) => !namesKnown.has(name));
	const at = new Map<string, string>();
	const valuesAt = (name: string) => items.map((item) => valueAt(item, name)).filter(isThere);
	for (const name of part.own) {
		const place = placesOf(name, renames).find((one) =>
			valuesAt(one).some((value) => !isObject(value)),
		);
		if (place !== undefined) at.set(name, place);
	}
	const isNeeded = (name: string) => part.needed.includes(name);
	const hasValue = (name: string) => valuesAt(at.get(name)!).filter((value) => value !== null);
	const isTold = (name: string) => at.has(name) && (!isNeeded(name) || hasValue(name).length > 0);
	const fits = (name: string, value: Json) => {
		const form =
			ids[name === 'accountId' ? 'account' : part.what === 'draft' ? 'draft' : 'payment'];
		return kindOf(name) === 'id' ? readId(form, value) !== undefined : FITS[kindOf(name)](value);
	};
	const couldBe = (name: string, other: string) =>
		leaves.get(other)!.every((value) => value === null || fits(name, value));
	const untold = part.own.filter((name) => !isTold(name));
	const missing = untold.filter(
		(name) => isNeeded(name) || unknown.some((other) => couldBe(name, other)),
	);
	const likely = Object.fromEntries(
		missing.flatMap((name) => {
			const isLikely = (other: string) =>
				couldBe(name, other) && leaves.get(other)!.some((value) => value !== null);
			const [one, ...others] = unknown.filter((other) => couldBe(name, other));
			const isOne = one !== undefined && others.length === 0 && isLikely(one);
			const isMeant = isOne && !missing.some((also) => also !== name && couldBe(also, one));
			return isMeant && !isTouchy(name) ? [[name, one]] : [];
		}),
	);
	const shown = (name: string) => prefix + nameShown(name);
	return {
		told: part.own.filter(isTold).map((name) => ({
			name: prefix + name,
			at: shown(at.get(name)!),
			form: formsOf(valuesAt(at.get(name)!)),
		})),
		missing: missing.map((name) => prefix + name),
		absent: untold.filter((name) => !missing.includes(name)).map((name) => prefix + name),
		wrong: part.own.filter(isTold).flatMap((name) => {
			const values = valuesAt(at.get(name)!);
			const other = values.filter((value) => value !== null && !fits(name, value));
			const count = hasValue(name).length;
			const isPartial = isNeeded(name) && count < items.length;
			const form = [
				other.length > 0 && `${formsOf(other)} where ${CALLED[kindOf(name)]} is expected`,
				isPartial && `told by ${count} of ${items.length} only`,
			].filter(Boolean);
			return form.length > 0 ? [{ name: prefix + name, form: form.join(', ') }] : [];
		}),
		unknown: unknown.map((name) => ({ name: shown(name), form: formsOf(leaves.get(name)!) })),
		likely,
		valuesOf: (name) => valuesAt(at.get(name) ?? likely[name] ?? name),
	};
}

/** Two findings as one. */
export function both(one: Findings, other: Findings): Findings {
	const keys = Object.keys(NOTHING) as Array<keyof Findings>;
	return Object.fromEntries(keys.map((key) => [key, [...one[key], ...other[key]]])) as never;
}

/** The names of all that is no object in it, with points, and what stands there. */
export function leavesOf(raw: JsonObject): Map<string, Json[]> {
	const leaves = new Map<string, Json[]>();
	collect(raw, '', leaves);
	return leaves;
}

function collect(raw: JsonObject, before: string, leaves: Map<string, Json[]>) {
	for (const [part, value] of Object.entries(raw)) {
		// One that holds a point cannot be read by it, and would pass for two.
		const name = before + part.replaceAll('.', NO_POINT);
		const isDeep = name.split('.').length >= DEEPEST;
		if (isObject(value) && Object.keys(value).length > 0 && !isDeep) {
			collect(value, `${name}.`, leaves);
		} else if (leaves.has(name)) leaves.get(name)!.push(value);
		else leaves.set(name, [value]);
	}
}

/** Where ZEN may tell what has this name with us. */
function placesOf(name: string, renames: Renames): string[] {
	if (renames[name] !== undefined) return [renames[name]];
	return [...new Set(namesOf(name))].map((one) => placeOf(renames, one));
}

function formsOf(values: Json[]): string {
	const forms = [...new Set(values.filter((value) => value !== null).map(formOf))];
	if (forms.length === 0) return 'null';
	return forms.length > MOST_FORMS
		? `${forms.slice(0, MOST_FORMS).join(', ')} …`
		: forms.join(', ');
}

function isThere(value: Json | undefined): value is Json {
	return value !== undefined;
}
