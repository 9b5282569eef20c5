import { stringify } from 'lossless-json';
import { Unreadable } from '../caller';
import { requireNoComplaint } from '../complaint';
import { CONTRACT } from '../contract';
import type { Names, PathName } from '../contract';
import { isObject, tryParseJson, unwrap } from '../json';
import type { Json, JsonObject } from '../json';
import { asString, valueAt, withValueAt } from '../names';
import type { HttpResponse } from '../transport';
import { PAGING, VOCABULARY } from '../vocabulary';
import type { PagingName, Told } from '../vocabulary';
import { agreementOf, entryCheck, requirePagingAgreement } from './agreement';
import { around as leadingTo, placeOf } from './names';
import type { Renames } from './names';
import { renamed, renamingOf } from './rename';
import { directionWord, statusWord } from './words';
import type { Words } from './words';

export type ListCall = 'accounts' | 'purposeCodes' | 'history' | 'drafts';

/** What ZEN's answers are to be read by, where that is not what our contract says. */
export interface AnswerNames {
	told: Record<Told, Renames>;
	lists: Record<ListCall, Partial<Record<PagingName, string>>>;
	/** Under which name an answer holds the one object that it is about. */
	inside: Partial<Record<PathName, string>>;
	statuses: Words;
	directions: Words;
}

/** Puts an answer into our own names and words, see {@link translation}. */
export type Translate = (call: PathName, response: HttpResponse) => HttpResponse;

type Shape = (raw: JsonObject) => JsonObject;

/** Under which names of ours each list is looked for. */
export const LISTS: Record<ListCall, Names> = {
	accounts: CONTRACT.lists.accounts,
	purposeCodes: CONTRACT.lists.purposeCodes,
	history: CONTRACT.lists.payments,
	drafts: CONTRACT.lists.drafts,
};
/** What stands in the whole answer, in a channel of it, and in a charge type of that. */
export const OFFER_LEVELS = [
	['channels'],
	[
		...['channel', 'chargeTypes', 'limits.min.value', 'limits.min.currency'],
		...['limits.max.value', 'limits.max.currency'],
	],
	['chargeType', 'fees'],
] as const;

const WRITES: PathName[] = ['createPayment', 'createDraft', 'deleteDraft'];

/**
 * Puts what ZEN tells into the names and words of our contract, right after it came in: what reads an answer
 * knows nothing of corrections.
 *
 * @throws Unreadable, when called, for a write's answer that tells of an error: of that nothing is renamed away
 */
export function translation(names: AnswerNames): Translate {
	const shapes = shapesOf(names);
	const inOurNames = (call: PathName, shape: Shape, json: Json): Json => {
		if (Object.hasOwn(LISTS, call)) return listIn(json, call as ListCall, shape, names);
		const raw = unwrap(json);
		if (!isObject(raw)) return Array.isArray(raw) ? eachOf(raw, shape) : raw;
		const { [call]: inside } = names.inside;
		if (inside === undefined) return shape(raw);
		const held = unwrap(valueAt(raw, inside) ?? null);
		if (!isObject(held)) throw new Unreadable();
		return shape(held);
	};
	const around = objectsAround(names);
	return (call, response) => {
		const json = tryParseJson(response.body.toString('utf8'));
		if (json === undefined) return response;
		const isYes = response.status >= 200 && response.status < 300;
		const raw = unwrap(json);
		const complaining = isObject(raw) ? withError(raw, names.told.error) : undefined;
		if (!isYes) return complaining ? withBody(response, complaining) : response;
		if (complaining && (WRITES.includes(call) || isHolder(call, json))) {
			requireNoComplaint(complaining);
		}
		if (complaining) for (const name of around[call] ?? []) requireQuiet(complaining, name);
		const shape = shapes[call];
		return shape ? withBody(response, inOurNames(call, shape, json)) : response;
	};
}

/** Whether an answer is an object that holds a list, and not itself an entry of one. */
function isHolder(call: PathName, json: Json): boolean {
	return Object.hasOwn(LISTS, call) && !Array.isArray(json);
}

/** The objects that corrections lead into, in the answers of writes: each could tell of an error. */
function objectsAround({ told, inside }: AnswerNames): Partial<Record<PathName, string[]>> {
	const around = (call: 'createPayment' | 'createDraft', kind: 'payment' | 'draft') => {
		const before = inside[call] === undefined ? '' : `${inside[call]}.`;
		const names = [...Object.values(told[kind]), ''].map((name) => `${before}${name}`);
		return [...new Set(names.flatMap(leadingTo))];
	};
	return {
		createPayment: around('createPayment', 'payment'),
		createDraft: around('createDraft', 'draft'),
	};
}

function requireQuiet(raw: JsonObject, name: string): void {
	const inner = unwrap(valueAt(raw, name) ?? null);
	if (isObject(inner)) requireNoComplaint(inner);
}

/** A notification in our own names and words. */
export function notificationShape(names: AnswerNames): Shape {
	const shape = shapeOf('notification', names);
	return (raw) => inOurWords(shape(raw), 'transactionStatus', names);
}

function shapesOf(names: AnswerNames): Partial<Record<PathName, Shape>> {
	const fee = shapeOf('fee', names);
	const entry = (what: 'payment' | 'draft'): Shape => {
		const shape = shapeOf(what, names);
		const requireAgreement = agreementOf(what, names.told[what], names);
		return (raw) => {
			const said = shape(raw);
			requireAgreement?.(raw, said);
			const own = inOurWords(said, 'status', names);
			return withEach(withEach(own, 'senderFees', fee), 'receiverFees', fee);
		};
	};
	const [payment, draft] = [entry('payment'), entry('draft')];
	const [account, number] = [shapeOf('account', names), shapeOf('accountNumber', names)];
	const accounts: Shape = (raw) => withEach(account(raw), 'accountNumbers', number);
	return {
		accounts,
		account: accounts,
		purposeCodes: shapeOf('purposeCode', names),
		precalculation: precalculationShape(names, fee),
		createPayment: payment,
		payment,
		history: payment,
		createDraft: draft,
		drafts: draft,
		draft,
	};
}

function precalculationShape(names: AnswerNames, fee: Shape): Shape {
	const [whole, channel, type] = OFFER_LEVELS.map((level) =>
		shapeOf('precalculation', names, level),
	) as [Shape, Shape, Shape];
	const types: Shape = (raw) => withEach(type(raw), 'fees', fee);
	const channels: Shape = (raw) => withEach(channel(raw), 'chargeTypes', types);
	return (raw) => {
		const own = whole(raw);
		const isList = (name: string) => Array.isArray(valueAt(own, name));
		const at = CONTRACT.precalculation.channels.find(isList);
		// A bare list is one of channels.
		return at === undefined ? channels(raw) : withEach(own, at, channels);
	};
}

function shapeOf(
	what: Told,
	{ told }: AnswerNames,
	own: readonly string[] = Object.keys(VOCABULARY[what]),
): Shape {
	const names = Object.entries(told[what]).filter(([name]) => own.includes(name));
	const renaming = renamingOf(Object.fromEntries(names), own);
	return renaming ? (raw) => renamed(raw, renaming) : (raw) => raw;
}

function inOurWords(raw: JsonObject, status: string, names: AnswerNames): JsonObject {
	const words: Array<[string, Words, (word: string) => string]> = [
		[status, names.statuses, statusWord],
		['direction', names.directions, directionWord],
	];
	return words.reduce((some, [name, ours, written]) => {
		const word = asString(valueAt(some, name) ?? null);
		const own = word === undefined ? undefined : ours.get(written(word));
		return own === undefined ? some : withValueAt(some, name, own);
	}, raw);
}

function withEach(raw: JsonObject, name: string, shape: Shape): JsonObject {
	const list = valueAt(raw, name);
	if (!Array.isArray(list)) return raw;
	return withValueAt(raw, name, eachOf(list, shape));
}

function eachOf(list: Json[], shape: Shape): Json[] {
	return list.map((one) => (isObject(one) ? shape(one) : one));
}

function listIn(json: Json, call: ListCall, shape: Shape, names: AnswerNames): Json {
	const own = Object.values(PAGING);
	const keys = Object.keys(names.lists[call]) as PagingName[];
	const renames = Object.fromEntries(keys.map((key) => [PAGING[key], names.lists[call][key]!]));
	const holder = unwrap(json);
	if (isObject(holder)) {
		const renaming = renamingOf(renames, own);
		const said = renaming ? renamed(holder, renaming) : holder;
		const kind = call === 'drafts' ? 'draft' : 'payment';
		const isEntry =
			call === 'history' || call === 'drafts' ? entryCheck(kind, names.told[kind]) : isObject;
		requirePagingAgreement(holder, said, { names: LISTS[call], renames, isEntry });
		const at = LISTS[call].find((name) => Array.isArray(valueAt(said, name)));
		if (at !== undefined) return withEach(inOurOrder(said, call, names), at, shape);
		// Where a list was looked for in vain, no other one is taken for it.
		if (renames[PAGING.list] !== undefined && !Array.isArray(json)) throw new Unreadable();
	}
	const list = Array.isArray(holder) ? holder : json;
	return Array.isArray(list) ? eachOf(list, shape) : list;
}

// Whether it is so is seen from the entries as well, before anything is made of it.
const NEWEST_FIRST = /^(desc(ending)?|(newest|latest)([ _-]?first)?)$/i;

/** A list says by ZEN's own name, and in its own words, what it is sorted by. */
function inOurOrder(holder: JsonObject, call: ListCall, { told, lists }: AnswerNames): JsonObject {
	const theirs = placeOf(told[call === 'drafts' ? 'draft' : 'payment'], 'createdAt');
	const { sortedBy, sortDirection } = PAGING;
	const by = valueAt(holder, sortedBy);
	const isByCreation = by === theirs || by === theirs.split('.').at(-1);
	const own = isByCreation ? withValueAt(holder, sortedBy, 'createdAt') : holder;
	const direction = asString(valueAt(own, sortDirection) ?? null);
	return lists[call].sortDirection !== undefined && NEWEST_FIRST.test(direction ?? '')
		? withValueAt(own, sortDirection, 'DESC')
		: own;
}

function withError(raw: JsonObject, names: Renames): JsonObject {
	return Object.entries(names).reduce((some, [name, theirs]) => {
		const told = asString(valueAt(raw, theirs) ?? null);
		return told === undefined ? some : withValueAt(some, `error.${name}`, told);
	}, raw);
}

function withBody(response: HttpResponse, json: Json): HttpResponse {
	return { ...response, body: Buffer.from(stringify(json) ?? '') };
}
