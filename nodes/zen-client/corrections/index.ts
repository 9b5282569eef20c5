import { CONTRACT } from '../contract';
import type { Contract, PathName } from '../contract';
import { idsOf } from '../ids';
import type { Ids } from '../ids';
import type { JsonObject } from '../json';
import { PAGING, VOCABULARY } from '../vocabulary';
import type { Told } from '../vocabulary';
import { correctedIds } from './ids';
import { requireApart, requireName, requireNames } from './names';
import type { Renames } from './names';
import { readPatch } from './patch';
import type { Patch } from './patch';
import { correctedDeletion, correctedPaths } from './paths';
import { requireWhole } from './pathWords';
import { requireSense } from './sense';
import { notificationShape, OFFER_LEVELS, translation } from './translate';
import type { AnswerNames, ListCall, Translate } from './translate';
import { correctedDirections, correctedStatuses } from './words';
import { wrong } from './wrong';

/** What ZEN is asked and read by, once it is corrected. */
export interface Corrected {
	/** Where calls go, and what stands in them, in ZEN's names. Answers are read in ours. */
	contract: Contract;
	/** Where ZEN's answers have what our contract names; nothing else than there where nothing is corrected. */
	names: AnswerNames;
	ids: Ids;
	/** Absent where nothing is corrected, and an answer is left as it came. */
	translate?: Translate;
	/** A notification in our own names and words. */
	notification(raw: JsonObject): JsonObject;
}

/**
 * Reads what a user put right of our contract, as it stands in the credential. Corrections only rename:
 * what is sent, to whom, and what is made of an answer stays what it is.
 *
 * @param text JSON; empty for none
 * @throws InputError that names the place and what is wrong there
 */
export function correctedBy(text = ''): Corrected {
	if (text.trim() === '') return UNCORRECTED;
	if (text !== last.text) last = { text, corrected: corrected(readPatch(text)) };
	return last.corrected;
}

function corrected(patch: Patch): Corrected {
	const names = answerNames(patch);
	const contract = correctedContract(patch);
	return {
		contract,
		names,
		ids: idsOf(contract.ids),
		translate: translation(names),
		notification: notificationShape(names),
	};
}

function correctedContract({ paths: patched, maps, names }: Patch): Contract {
	const ids = correctedIds(maps.ids);
	const paths = correctedPaths(patched, ids);
	const own = Object.keys(CONTRACT.body);
	const body = maps['createPayment.body'] ?? {};
	// Drafts are assumed to be like payments, in what is corrected as well.
	const draftBody = { ...body, ...maps['createDraft.body'] };
	requireNames(body, { place: ['createPayment', 'body'], own });
	requireNames(draftBody, { place: ['createDraft', 'body'], own });
	const query = (call: 'history' | 'drafts' | 'precalculation' | 'purposeCodes') => {
		const known = Object.keys(CONTRACT.query[call]);
		const inherited = call === 'drafts' ? maps['history.query'] : {};
		const renames = only(known, { ...inherited, ...maps[`${call}.query`] });
		const names = { ...CONTRACT.query[call], ...renames };
		requireNames(renames, { place: [call, 'query'], own: known, isQuery: true });
		requireApart([call, 'query'], renames, names);
		return names;
	};
	return {
		...CONTRACT,
		paths,
		deletion: correctedDeletion(names['deleteDraft.method'], paths),
		ids,
		query: {
			history: query('history') as Contract['query']['history'],
			drafts: query('drafts') as Contract['query']['drafts'],
			precalculation: query('precalculation') as Contract['query']['precalculation'],
			purposeCodes: query('purposeCodes') as Contract['query']['purposeCodes'],
		},
		body: { ...CONTRACT.body, ...body },
		draftBody: { ...CONTRACT.draftBody, ...draftBody },
	};
}

function answerNames({ names, maps, words }: Patch): AnswerNames {
	// Which name a draft's ID has is known no better for what is said of payments.
	const ofBoth = Object.keys(VOCABULARY.draft).filter((name) => name !== 'id');
	const told: Record<Told, Renames> = {
		payment: maps['payment.fields'] ?? {},
		draft: { ...only(ofBoth, maps['payment.fields'] ?? {}), ...maps['draft.fields'] },
		fee: maps['payment.fees'] ?? {},
		account: maps['account.fields'] ?? {},
		accountNumber: maps['account.numbers'] ?? {},
		precalculation: maps['precalculation.fields'] ?? {},
		purposeCode: maps['purposeCodes.fields'] ?? {},
		error: maps.error ?? {},
		notification: maps.notification ?? {},
	};
	for (const what of Object.keys(told) as Told[]) {
		const levels = what === 'precalculation' ? OFFER_LEVELS : [Object.keys(VOCABULARY[what])];
		for (const own of levels) {
			requireNames(only(own, told[what]), { place: PLACES[what], own });
		}
	}
	const paging = (call: ListCall) => {
		const keys = Object.keys(PAGING).filter((key) => names[`${call}.${key}`] !== undefined);
		return Object.fromEntries(keys.map((key) => [key, names[`${call}.${key}`]!]));
	};
	const lists: AnswerNames['lists'] = {
		accounts: paging('accounts'),
		purposeCodes: paging('purposeCodes'),
		history: paging('history'),
		drafts: { ...paging('history'), ...paging('drafts') },
	};
	for (const [call, renames] of Object.entries(lists)) requirePaging(call, renames);
	return {
		told,
		lists,
		inside: insideOf(names),
		statuses: correctedStatuses(withWords('statuses', words)),
		directions: correctedDirections(withWords('directions', words)),
	};
}

/** Where the fields of each are corrected. */
export const PLACES: Record<Told, string[]> = {
	payment: ['payment', 'fields'],
	draft: ['draft', 'fields'],
	fee: ['payment', 'fees'],
	account: ['account', 'fields'],
	accountNumber: ['account', 'numbers'],
	precalculation: ['precalculation', 'fields'],
	purposeCode: ['purposeCodes', 'fields'],
	error: ['error'],
	notification: ['notification'],
};

function requirePaging(call: string, renames: Renames): void {
	const at = (key: string) => renames[key] ?? PAGING[key as keyof typeof PAGING];
	const keys = Object.keys(PAGING);
	for (const [key, name] of Object.entries(renames)) {
		requireName([call, key], name);
		requireSense([call, key], key, name);
		if (key === 'list') requireWhole([call, key], name, call);
		const isWithin = (one: string, other: string) => one === other || one.startsWith(`${other}.`);
		const other = keys.find(
			(one) => one !== key && (isWithin(at(one), name) || isWithin(name, at(one))),
		);
		if (other === undefined) continue;
		throw wrong([call, key], `is "${name}", and ${other} stands there. Each needs its own place.`);
	}
}

function insideOf(names: Patch['names']): AnswerNames['inside'] {
	const inside = Object.entries(names).filter(([key]) => key.endsWith('.inside'));
	for (const [key, name] of inside) requireName(key.split('.'), name);
	return Object.fromEntries(inside.map(([key, name]) => [key.split('.')[0] as PathName, name]));
}

function withWords(section: string, words: Patch['words']): Record<string, string[]> {
	const own = Object.entries(words).filter(([key]) => key.startsWith(`${section}.`));
	return Object.fromEntries(own.map(([key, list]) => [key.slice(section.length + 1), list]));
}

function only(own: readonly string[], renames: Renames): Record<string, string> {
	return Object.fromEntries(Object.entries(renames).filter(([name]) => own.includes(name)));
}

const UNCORRECTED: Corrected = {
	contract: CONTRACT,
	names: answerNames({ paths: {}, names: {}, maps: {}, words: {} }),
	ids: idsOf(CONTRACT.ids),
	notification: (raw) => raw,
};

// One credential is read again and again, for each of the calls that are made with it.
let last = { text: '', corrected: UNCORRECTED };
