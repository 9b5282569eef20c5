import { excessOf, LONGEST } from './lengths';
import { asChoice, asFlag, isNothing } from './spellings';

/** What a field of a credential may hold, and what it is called. */
export interface CredentialField {
	label: string;
	/** For a credential that was saved before the field was there. */
	unless: string | number | boolean;
	known?: readonly string[];
	/** Whether blanks may be meant. */
	isVerbatim?: boolean;
	/** Whether it has to hold a letter or a digit: what joins expressions that came to nothing is none. */
	isWord?: boolean;
	/** {@link LONGEST}`.text` when absent. */
	longest?: number;
}

/** What n8n stores for each field of a credential: an expression where it resolves one. */
export type Stored = Readonly<Record<string, unknown>>;

/** Makes the error about a field. None of its words: what stands in a credential may be a secret. */
export type Refusal = (label: string, problem: string) => Error;

/**
 * A credential as n8n hands it over, with its expressions resolved. What is there and holds nothing is
 * not taken for what was left empty: that would switch off what it is to protect.
 *
 * @param stored as n8n stores it, which tells an expression that came to nothing from a field that was
 *   left empty; absent where n8n does not show it
 * @param refuse gives what is thrown for a field of the wrong type, or that resolves to nothing
 */
export function readFields<Name extends string>(
	given: object,
	fields: Record<Name, CredentialField>,
	refuse: Refusal,
	stored: Stored = {},
): Record<Name, string | number | boolean> {
	const entries = Object.entries<CredentialField>(fields).map(([name, field]) => {
		const isThere = Object.hasOwn(given, name);
		const value = isThere ? (given as Stored)[name] : field.unless;
		if (isThere && value === '' && isExpression(stored[name])) throw nothing(field, refuse);
		return [name, valueOf(field, value, refuse)];
	});
	return Object.fromEntries(entries) as Record<Name, string | number | boolean>;
}

/** Whether n8n resolves what it stores for a field. */
export function isExpression(stored: unknown): boolean {
	return typeof stored === 'string' && stored.startsWith('=');
}

// What a program writes where there is nothing.
const NOTHING = /^[^\p{L}\p{N}]*(undefined|null|nan|\[object object\])[^\p{L}\p{N}]*$/iu;

function valueOf(field: CredentialField, value: unknown, refuse: Refusal) {
	const { label, unless, known, isVerbatim, longest = LONGEST.text } = field;
	if (typeof unless === 'boolean') return flagOf(field, value, refuse);
	const excess = typeof value === 'string' && excessOf(value, longest);
	if (excess) throw refuse(label, excess);
	// What n8n saves for a text field that was left empty.
	if (value === '' && !known) return '';
	if (isNothing(value) && !(isVerbatim && typeof value === 'string')) throw nothing(field, refuse);
	if (typeof unless === 'number' && typeof value === 'number') return value;
	if (typeof value !== 'string') {
		throw refuse(label, `holds ${kindOf(value)} where text is expected`);
	}
	if (field.isWord && (!/[\p{L}\p{N}]/u.test(value) || NOTHING.test(value.trim()))) {
		throw refuse(label, 'holds no word of its own');
	}
	if (!known) return value;
	const choice = asChoice(value, known);
	if (choice !== undefined) return choice;
	throw refuse(label, `is none of ${known.join(', ')}`);
}

function flagOf(field: CredentialField, value: unknown, refuse: Refusal): boolean {
	const flag = asFlag(value);
	if (flag !== undefined) return flag;
	if (isNothing(value)) throw nothing(field, refuse);
	throw refuse(field.label, 'is neither true nor false');
}

function nothing({ label }: CredentialField, refuse: Refusal): Error {
	return refuse(label, 'yields nothing');
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
