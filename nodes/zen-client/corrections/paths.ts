import { CONTRACT } from '../contract';
import type { Contract, PathName } from '../contract';
import { readId } from '../ids';
import type { IdForms } from '../ids';
import { ID_IN } from '../pathTo';
import { OF_DRAFTS, requireWhole, saysDrafts } from './pathWords';
import { quoted, wrong } from './wrong';

type Paths = Contract['paths'];

const LONGEST = 200;
const SEGMENT = /^([A-Za-z0-9._~-]+|\{id\})$/;
/** Calls that may have one path, since their methods differ. */
const SHARED = [
	['createPayment', 'history'],
	['createDraft', 'drafts'],
	['draft', 'deleteDraft'],
];
const ACCEPTS = /accept|confirm|approv|execut|sign|submit|release|finali[sz]e|authori[sz]/i;
// As a word of its own, behind the one that says draft: what would be done with it.
const PAYS =
	/(^|[^a-z])(pay|pay-?(now|out)|send|process|commit|complete|dispatch|activate|book|post|run|start|launch|perform|proceed|convert|promote|publish|initiate|instruct|transmit|transfer|settle|reali[sz]e|trigger)(?![a-z])/i;
// The last word of a path that does something, whatever the method: no read asks there.
const ACTS =
	/^(cancel|delete|remove|discard|withdraw|revoke|recall|reverse|refund|return|retry|repeat|resend|approve|accept|reject|decline|execute|submit|sign|release|confirm|create)$/i;
const WRITES: PathName[] = ['createPayment', 'createDraft', 'deleteDraft'];
const DELETES = /^(delete|deletion|discard|remove|cancel|withdraw)$/i;
const DRAFTS: PathName[] = ['createDraft', 'drafts', 'draft', 'deleteDraft'];

/**
 * The paths of all calls. Drafts and payments stay apart, and each call stays the one that it was.
 *
 * @param ids how what stands for `{id}` is written
 * @throws InputError for a path that leads elsewhere, or to another call
 */
export function correctedPaths(corrected: Partial<Paths>, ids = CONTRACT.ids): Paths {
	const paths = { ...CONTRACT.paths, ...corrected };
	const names = Object.keys(paths) as PathName[];
	for (const name of Object.keys(corrected) as PathName[]) {
		requirePlain(name, paths[name]);
		requireOwn(name, paths[name], { names, ids });
	}
	// With other IDs a path of ours may come to be that of another call.
	for (const name of ids === CONTRACT.ids ? (Object.keys(corrected) as PathName[]) : names) {
		const same = names.find(
			(other) =>
				other !== name &&
				!mayShare(name, other) &&
				canBeEqual([name, paths[name]], [other, paths[other]], ids),
		);
		if (same !== undefined) {
			throw wrong(
				[name, 'path'],
				`is ${quoted(paths[name])}, which can be the same as the path of ${same}. Each call has its own.`,
			);
		}
	}
	return paths;
}

function requirePlain(name: PathName, path: string): void {
	const [before, ...segments] = path.split('/');
	const isPlain =
		before === '' &&
		segments.length > 0 &&
		path.length <= LONGEST &&
		segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment));
	if (!isPlain) {
		throw wrong(
			[name, 'path'],
			`is ${quoted(path)}, which is no plain path. Write it from the base URL on, as /orders/v2: letters, digits, - _ . ~ between slashes, without a host, a query or two dots.`,
		);
	}
	const ids = segments.filter((segment) => segment === '{id}').length;
	const wanted = CONTRACT.paths[name].includes('{id}') ? 1 : 0;
	if (ids === wanted) return;
	throw wrong(
		[name, 'path'],
		wanted === 1
			? `is ${quoted(path)}, and has to hold {id} once, in the place of the ID.`
			: `is ${quoted(path)}, and has no ID that could stand for {id}.`,
	);
}

/** A path is none that is known as another call's, and says of drafts that they are such. */
function requireOwn(
	name: PathName,
	path: string,
	{ names, ids }: { names: PathName[]; ids: IdForms },
): void {
	const isMine = (other: PathName) => other === name || mayShare(name, other);
	const known = names.find(
		(other) =>
			!isMine(other) &&
			canBeEqual([name, path], [other, CONTRACT.paths[other]], ids) &&
			!isKnown(name, path),
	);
	if (known !== undefined) {
		throw wrong(
			[name, 'path'],
			`is ${quoted(path)}, which is known as the path of ${known}. Corrections rename a call; they make no other of it.`,
		);
	}
	requireWhole([name, 'path'], path, name);
	const isDrafts = DRAFTS.includes(name);
	const behind = path.slice(Math.max(path.search(OF_DRAFTS), 0));
	if (isDrafts && (ACCEPTS.test(path) || PAYS.test(behind))) {
		throw wrong(
			[name, 'path'],
			`is ${quoted(path)}, which says that a draft is accepted there. That is for a person to do in the ZEN portal.`,
		);
	}
	const last = path.split('/').at(-1)!;
	if (!WRITES.includes(name) && (ACTS.test(last) || PAYS.test(`/${last}`))) {
		throw wrong(
			[name, 'path'],
			`is ${quoted(path)}, which says that something is done there. This call only reads.`,
		);
	}
	if (isDrafts ? saysDrafts(name, path) : !OF_DRAFTS.test(path)) return;
	throw wrong(
		[name, 'path'],
		isDrafts
			? `is ${quoted(path)}, which does not say that it is about drafts and nothing else, so that it might pay. Use it for payments alone, and let drafts be.`
			: `is ${quoted(path)}, which says that it is about drafts.`,
	);
}

/**
 * How a draft is deleted.
 *
 * @param method as corrected; absent for ours
 * @throws InputError for a method that could do something else
 */
export function correctedDeletion(
	method: string | undefined,
	{ deleteDraft }: Paths,
): Contract['deletion'] {
	if (method === undefined) return CONTRACT.deletion;
	const place = ['deleteDraft', 'method'];
	if (method !== 'DELETE' && method !== 'POST') {
		throw wrong(
			place,
			`is ${quoted(method)}. DELETE and POST are the two that can delete a draft.`,
		);
	}
	// Whatever else is sent to a draft by POST may make a payment of it.
	if (method === 'DELETE' || DELETES.test(deleteDraft.split('/').at(-1)!)) return method;
	throw wrong(
		place,
		`is POST, and the path ${quoted(deleteDraft)} does not end in a word for it, such as delete or discard. A POST to a draft might pay it.`,
	);
}

function isKnown(name: PathName, path: string): boolean {
	return path.toLowerCase() === CONTRACT.paths[name].toLowerCase();
}

function mayShare(one: PathName, other: PathName): boolean {
	return SHARED.some((pair) => pair.includes(one) && pair.includes(other));
}

type Named = [name: PathName, path: string];

/** Whether two paths can lead to one address, with some ID filled in. */
function canBeEqual(one: Named, other: Named, ids: IdForms): boolean {
	const [a, b] = [one, other].map(([, path]) => path.toLowerCase().split('/'));
	if (a!.length !== b!.length) return false;
	return a!.every((segment, place) => {
		const theirs = b![place]!;
		return segment === theirs || isId(one, segment, theirs) || isId(other, theirs, segment);
	});

	function isId([name]: Named, segment: string, text: string): boolean {
		if (segment !== '{id}' || !Object.hasOwn(ID_IN, name)) return false;
		const form = ids[ID_IN[name as keyof typeof ID_IN]];
		// Whatever has the digits of one is taken for one.
		return /^[0-9a-f-]+$/.test(text) || readId(form, text) !== undefined;
	}
}
