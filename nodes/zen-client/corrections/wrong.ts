import { InputError } from '../errors';

/** The field's label in the credential. */
export const LABEL = 'Contract Corrections (JSON)';

const LONGEST = 60;

/**
 * The error for a correction that is not taken.
 *
 * @param place its keys, from the outermost on
 * @param problem continues the place: `is no name`
 */
export function wrong(place: readonly string[], problem: string): InputError {
	const where = place.length > 0 ? `: ${place.map(shown).join(' → ')} ` : ' ';
	return new InputError(
		LABEL,
		`of the ZEN API credential cannot be used, so nothing was sent${where}${problem}`,
	);
}

/** A text of the user's, fit for a message. */
export function shown(text: string): string {
	const plain = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
	return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
}

/** As {@link shown}, in quotes. */
export function quoted(text: string): string {
	return `"${shown(text)}"`;
}

/** What to write in place of a key that is not known: those that are like it, or all. */
export function instead(key: string, known: readonly string[]): string {
	const near = known.filter((one) => isNear(key, one));
	const [what, names] = near.length > 0 ? ['Did you mean', near] : ['Known are', known];
	return `${what} ${names.join(', ')}${near.length > 0 ? '?' : '.'}`;
}

function isNear(one: string, other: string): boolean {
	const [a, b] = [one, other].map((text) => text.toLowerCase().replace(/[^a-z0-9]/g, ''));
	if (a === '' || a!.length > LONGEST) return false;
	const last = other.split('.').at(-1)!.toLowerCase();
	return a === last || distance(a!, b!) <= Math.max(1, Math.floor(b!.length / 4));
}

/** How many letters have to be added, taken out or changed. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, place) => place);
	for (const [line, letter] of [...a].entries()) {
		const next = [line + 1];
		for (const [place, other] of [...b].entries()) {
			const changed = row[place]! + (letter === other ? 0 : 1);
			next.push(Math.min(changed, row[place + 1]! + 1, next[place]! + 1));
		}
		row = next;
	}
	return row[b.length]!;
}
