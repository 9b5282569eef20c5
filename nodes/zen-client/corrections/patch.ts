import { CONTRACT } from '../contract';
import type { PathName } from '../contract';
import { only } from '../only';
import { isObject, parseJson } from '../json';
import { PAGING, VOCABULARY } from '../vocabulary';
import { instead, quoted, wrong } from './wrong';

const MOST_BYTES = 64 * 1024;

/** Corrections as they were typed: of the right form, and nothing more is known of them. */
export interface Patch {
	paths: Partial<Record<PathName, string>>;
	/** ZEN's name for one place of a call, by call and place: `history.next`. */
	names: Record<string, string>;
	/** ZEN's names by ours, by call and part of it: `createPayment.body`. */
	maps: Record<string, Record<string, string>>;
	/** Words of ZEN's, by what they are for: `statuses.settled`. */
	words: Record<string, string[]>;
}

interface Section {
	/** Whether it is a call, and has a path. */
	isCall?: boolean;
	names?: readonly string[];
	maps?: Record<string, readonly string[]>;
	/** The names of ours, where they stand in the section itself. */
	flat?: readonly string[];
	words?: readonly string[];
}

const { query, body } = CONTRACT;
const told = (what: keyof typeof VOCABULARY) => Object.keys(VOCABULARY[what]);
const BODY = Object.keys(body);
const PAGED = Object.keys(PAGING);

/** What can be corrected. What a call does not list here cannot, its method among that but where a draft is deleted. */
const SECTIONS: Record<string, Section> = {
	accounts: { isCall: true, names: ['list'] },
	account: {
		isCall: true,
		names: ['inside'],
		maps: { fields: told('account'), numbers: told('accountNumber') },
	},
	precalculation: {
		isCall: true,
		maps: { query: Object.keys(query.precalculation), fields: told('precalculation') },
	},
	purposeCodes: {
		isCall: true,
		names: ['list'],
		maps: { query: Object.keys(query.purposeCodes), fields: told('purposeCode') },
	},
	createPayment: { isCall: true, names: ['inside'], maps: { body: BODY } },
	payment: {
		isCall: true,
		names: ['inside'],
		maps: { fields: told('payment'), fees: told('fee') },
	},
	history: { isCall: true, names: PAGED, maps: { query: Object.keys(query.history) } },
	confirmation: { isCall: true },
	createDraft: { isCall: true, names: ['inside'], maps: { body: BODY } },
	drafts: { isCall: true, names: PAGED, maps: { query: Object.keys(query.drafts) } },
	draft: { isCall: true, names: ['inside'], maps: { fields: told('draft') } },
	deleteDraft: { isCall: true, names: ['method'] },
	ids: { flat: Object.keys(CONTRACT.ids) },
	statuses: { words: ['settled', 'inProgress', 'rejected'] },
	directions: { words: ['in', 'out'] },
	notification: { flat: told('notification') },
	error: { flat: told('error') },
};

/**
 * Reads corrections, and holds them to their form.
 *
 * @throws InputError that names the place, and what can stand there
 */
export function readPatch(text: string): Patch {
	const patch: Patch = { paths: {}, names: {}, maps: {}, words: {} };
	const sections = objectAt([], parsed(text), Object.keys(SECTIONS));
	for (const [name, value] of Object.entries(sections)) {
		const { isCall, names = [], maps = {}, flat, words } = SECTIONS[name]!;
		if (flat) {
			patch.maps[name] = textsAt([name], value, flat);
			continue;
		}
		const known = [...(isCall ? ['path'] : []), ...names, ...Object.keys(maps), ...(words ?? [])];
		for (const [key, inner] of Object.entries(objectAt([name], value, known))) {
			const [place, at] = [[name, key], `${name}.${key}`];
			if (words) patch.words[at] = wordsAt(place, inner);
			else if (maps[key]) patch.maps[at] = textsAt(place, inner, maps[key]);
			else if (key === 'path') patch.paths[name as PathName] = textAt(place, inner);
			else patch.names[at] = textAt(place, inner);
		}
	}
	return patch;
}

function parsed(text: string): unknown {
	if (Buffer.byteLength(text) > MOST_BYTES) {
		throw wrong([], 'as they are longer than 64 KB.');
	}
	try {
		// For what is said twice; it drops what a plain object cannot hold, such as `__proto__`.
		parseJson(text);
		return JSON.parse(text);
	} catch (error) {
		// Its words quote the text, which may be a key that was pasted into the wrong field.
		const twice = only(SyntaxError, error).message.startsWith('Duplicate key');
		if (twice) throw wrong([], 'as one key stands there twice. Take one of them out.');
		throw wrong(
			[],
			'as they are no JSON. Write them as {"createPayment": {"body": {"externalId": "name at ZEN"}}}, or leave the field empty.',
		);
	}
}

function objectAt(
	place: string[],
	value: unknown,
	known: readonly string[],
): Record<string, unknown> {
	if (!isObject(value)) {
		// What was pasted in place of all may be a key that belongs into another field.
		const kind = typeof value === 'string' && place.length === 0 ? 'is a text' : kindOf(value);
		throw wrong(place, `${kind}, and an object in braces has to stand there.`);
	}
	for (const key of Object.keys(value)) {
		if (known.includes(key)) continue;
		const problem =
			key === 'method'
				? 'cannot be corrected: no call that reads may become one that writes, nor the other way round.'
				: `is not known there. ${instead(key, known)}`;
		throw wrong([...place, key], problem);
	}
	return value;
}

function textsAt(
	place: string[],
	value: unknown,
	known: readonly string[],
): Record<string, string> {
	const entries = Object.entries(objectAt(place, value, known));
	return Object.fromEntries(entries.map(([key, one]) => [key, textAt([...place, key], one)]));
}

function textAt(place: string[], value: unknown): string {
	if (typeof value === 'string') return value;
	throw wrong(place, `${kindOf(value)}, and one text has to stand there. Corrections only rename.`);
}

function wordsAt(place: string[], value: unknown): string[] {
	if (Array.isArray(value)) return value.map((one) => textAt(place, one));
	throw wrong(place, `${kindOf(value)}, and a list of words has to stand there, as ["WORD"].`);
}

function kindOf(value: unknown): string {
	if (value === null) return 'is null';
	if (Array.isArray(value)) return 'is a list';
	if (typeof value === 'string') return `is the text ${quoted(value)}`;
	return typeof value === 'object' ? 'is an object' : `is a ${typeof value}`;
}
