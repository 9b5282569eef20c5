import { couldComplain } from '../complaint';
import { namesOf } from './rename';
import { requireSense } from './sense';
import { quoted, wrong } from './wrong';

const LONGEST = 100;
const DEEPEST = 6;
const PART = /^[A-Za-z_$@][A-Za-z0-9_$@-]*$/;
const QUERY = /^[A-Za-z_$@][A-Za-z0-9_$@.[\]-]*$/;
// What every object has, and what leads to it.
const RESERVED = /^(__proto__|__\w+__|constructor|prototype|toString|valueOf|hasOwnProperty)$/;

/** Further names under which ours are read; what is sent under one of them may be taken for it. */
const ALIASES: Renames = {
	'receiver.iban': 'receiver.accountNumber',
	'sender.iban': 'sender.accountNumber',
	draftId: 'id',
	avaliableBalance: 'availableBalance',
};

/** ZEN's names by ours. */
export type Renames = Readonly<Record<string, string>>;

interface Table {
	/** Its keys in the corrections, for messages. */
	place: string[];
	/** All names of ours. */
	own: readonly string[];
	isQuery?: boolean;
}

/**
 * Checks the new names of one request or answer. Each of ours has one place at ZEN, no other of ours has
 * the same or stands within it, and what is known as one thing is not taken for another.
 *
 * @throws InputError
 */
export function requireNames(renames: Renames, { place, own, isQuery }: Table): void {
	const at = (name: string) => placeOf(renames, name);
	// The objects as well, and under each further name: what stands where one was expected may be read as it.
	const ours = [...own, ...own.flatMap(around)];
	for (const [name, theirs] of Object.entries(renames)) {
		requireName([...place, name], theirs, isQuery);
		requireSense([...place, name], name, theirs);
		const known =
			ours.find(
				(other) =>
					other !== name &&
					namesOf(other).some((one) => plain(one) === plain(theirs)) &&
					// An amount that stands where its object was expected.
					!name.startsWith(`${other}.`),
			) ?? aliasedBy(theirs);
		if (known !== undefined && known !== name) {
			throw wrong(
				[...place, name],
				`is ${quoted(theirs)}, which is known as the name of ${known}. Two cannot change places.`,
			);
		}
	}
	for (const name of Object.keys(renames)) {
		const other = own.find((one) => one !== name && doCollide(name, one, own, renames));
		if (other === undefined) continue;
		throw wrong(
			[...place, name],
			`is ${quoted(at(name))}, and ${other} stands there as well (${quoted(at(other))}). Each needs a place of its own.`,
		);
	}
}

/**
 * Names that are used side by side: none that was corrected is one that stays, however ours is called.
 *
 * @param names all of ZEN's, by ours
 * @throws InputError
 */
export function requireApart(place: string[], renames: Renames, names: Renames): void {
	for (const [name, theirs] of Object.entries(renames)) {
		const other = Object.keys(names).find(
			(one) => one !== name && plain(names[one]!) === plain(theirs),
		);
		if (other === undefined) continue;
		throw wrong(
			[...place, name],
			`is ${quoted(theirs)}, and ${other} stands there as well. Each needs a place of its own.`,
		);
	}
}

/** The objects in which a name with points stands. */
export function around(name: string): string[] {
	const parts = name.split('.');
	return parts.slice(1).map((_, place) => parts.slice(0, place + 1).join('.'));
}

/** Whose further name it is, or leads into. */
function aliasedBy(theirs: string): string | undefined {
	const alias = Object.keys(ALIASES).find((one) =>
		`${plain(theirs)}.`.startsWith(`${plain(one)}.`),
	);
	return alias === undefined ? undefined : ALIASES[alias];
}

/** Checks one name of ZEN's. @throws InputError */
export function requireName(place: string[], name: string, isQuery = false): void {
	const parts = isQuery ? [name] : name.split('.');
	const isName =
		name.length <= LONGEST &&
		parts.length <= DEEPEST &&
		parts.every((part) => (isQuery ? QUERY : PART).test(part)) &&
		!name.split(/[.[\]]/).some((part) => RESERVED.test(part));
	if (!isName) {
		throw wrong(
			place,
			`is ${quoted(name)}, which is no name. Write it with letters, digits, - and _; with points where it leads into objects.`,
		);
	}
	// An answer that tells of an error has to be seen telling it.
	if (!parts.some((part) => couldComplain(part)) || place[0] === 'error') return;
	throw wrong(
		place,
		`is ${quoted(name)}, under which an answer would tell of an error or a failure. That is never taken for something else.`,
	);
}

/** Where something stands at ZEN: under its own new name, or within what has one. */
export function placeOf(renames: Renames, name: string): string {
	if (renames[name] !== undefined) return renames[name];
	const point = name.lastIndexOf('.');
	if (point < 0) return name;
	return `${placeOf(renames, name.slice(0, point))}${name.slice(point)}`;
}

/** Whether others of ours stand within it. */
export function isContainer(name: string, own: readonly string[]): boolean {
	return own.some((other) => other.startsWith(`${name}.`));
}

function doCollide(one: string, other: string, own: readonly string[], renames: Renames): boolean {
	const [a, b] = [one, other].map((name) => plain(placeOf(renames, name)));
	if (a === undefined || b === undefined) return false;
	// An object and what stands in it; of all that does, each is compared with each.
	if (one.startsWith(`${other}.`) || other.startsWith(`${one}.`)) return false;
	const isHeld = isContainer(other, own) && a.startsWith(`${b}.`);
	const holds = isContainer(one, own) && b.startsWith(`${a}.`);
	if (isHeld || holds) return false;
	return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

// What one server takes for two names is one to another: externalId, ExternalID, external_id.
function plain(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9.]/g, '');
}
