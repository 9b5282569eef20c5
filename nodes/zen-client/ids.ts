import { LONGEST } from './lengths';

/** What of ZEN's is known by an ID. */
export type IdKind = 'account' | 'payment' | 'draft';

/**
 * How the IDs of each kind are written: one of the known forms in braces, in small letters or capitals,
 * perhaps with a few letters before it, as `N{HEX}`. In none of them does it matter in which case an ID
 * comes: two that differ in nothing else are one. So each has one writing, which is what ZEN is sent.
 */
export type IdForms = Record<IdKind, string>;

/** The IDs of one ZEN, for whoever reads one from elsewhere. */
export interface Ids {
	/** An ID as ZEN is sent it; `undefined` for what is none. */
	read(kind: IdKind, value: unknown): string | undefined;
	/** What an ID of the kind is, for messages: `a UUID such as …`. */
	expected(kind: IdKind): string;
}

// None holds what could lead out of its place in a path, and each is told from the words there.
const FORMS: Record<string, { pattern: string; says: string; example: string }> = {
	uuid: {
		pattern: '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',
		says: 'a UUID',
		example: '123e4567-e89b-12d3-a456-426614174000',
	},
	hex: {
		pattern: '[0-9a-f]{16,64}',
		says: '16 to 64 hexadecimal digits',
		example: '123e4567e89b12d3a456426614174000',
	},
	number: { pattern: '[0-9]{1,20}', says: 'at most 20 digits', example: '1234567' },
	code: {
		pattern: '(?=[a-z_-]*[0-9])[0-9a-z]([_-]?[0-9a-z]){3,63}',
		says: 'letters and digits with at least one digit',
		example: '01h8x3k2m9',
	},
};

const FORM = /^([A-Za-z0-9_-]{0,16})\{([a-z]+|[A-Z]+)\}$/;

/** All forms that are known, for messages. */
export const KNOWN_IDS = Object.keys(FORMS).map((name) => `{${name}}`);

interface Form {
	prefix: string;
	name: string;
	isCapital: boolean;
}

function formOf(text: string): Form | undefined {
	const [, prefix = '', word = ''] = FORM.exec(text) ?? [];
	const name = word.toLowerCase();
	return Object.hasOwn(FORMS, name) ? { prefix, name, isCapital: word !== name } : undefined;
}

export function isIdForm(text: string): boolean {
	return formOf(text) !== undefined;
}

/**
 * An ID as ZEN is sent it; `undefined` for what is none, also with white space around it.
 *
 * @param form see {@link IdForms}
 * @param value a text; of a form that has digits alone also a whole number
 */
export function readId(form: string, value: unknown): string | undefined {
	const known = formOf(form);
	const isDigits = typeof value === 'number' && known?.name === 'number';
	const text = isDigits ? String(value) : value;
	if (!known || typeof text !== 'string') return undefined;
	const id = text.toLowerCase();
	const start = known.prefix.toLowerCase();
	const own = id.slice(start.length);
	const isId =
		id.length <= LONGEST.value &&
		id.startsWith(start) &&
		new RegExp(`^${FORMS[known.name]!.pattern}$`).test(own);
	return isId ? written(known, own) : undefined;
}

/** An ID that is nobody's. */
export function exampleId(form: string): string {
	const known = formOf(form)!;
	return written(known, FORMS[known.name]!.example);
}

/** @param forms of which each is one, see {@link isIdForm} */
export function idsOf(forms: IdForms): Ids {
	return {
		read: (kind, value) => readId(forms[kind], value),
		expected: (kind) => {
			const { prefix, name } = formOf(forms[kind])!;
			const before = prefix === '' ? '' : `"${prefix}" and then `;
			return `${before}${FORMS[name]!.says} such as ${exampleId(forms[kind])}`;
		},
	};
}

/** For what is read although it is not known yet what an ID is: nothing of it may be sent. */
export const ANY_IDS: Ids = {
	read: (_kind, value) => (typeof value === 'string' ? value : undefined),
	expected: () => 'an ID',
};

function written({ prefix, isCapital }: Form, own: string): string {
	return prefix + (isCapital ? own.toUpperCase() : own);
}
