import type { IdForm } from './variant.mts';

export type Schema = Record<string, unknown>;

/** A way to write a value that both contracts know. What is no text is left as it is. */
export interface Form {
	toTheirs: (value: string) => string;
	toOurs: (value: string) => string;
	/** The schema of the value as the other contract writes it. */
	schema: (ours: Schema) => Schema;
}

/** Other words; one that has none stays as it is in an answer and is refused in a request. */
export function wordsForm(words: Readonly<Record<string, string>>): Form {
	const back = Object.fromEntries(Object.entries(words).map(([ours, theirs]) => [theirs, ours]));
	return {
		toTheirs: (value) => words[value] ?? value,
		toOurs: (value) => back[value] ?? value,
		schema: ({ 'x-known-values': _known, ...ours }) => ({
			...ours,
			'x-words': Object.values(words),
		}),
	};
}

/** Ids in another form. */
export function idForm({ prefix, dashes, upperCase }: IdForm): Form {
	const digits = upperCase ? '[0-9A-F]' : '[0-9a-f]';
	const groups = dashes ? [8, 4, 4, 4, 12] : [32];
	const pattern = groups.map((length) => `${digits}{${length}}`).join('-');
	return {
		toTheirs: (value) => {
			const plain = dashes ? value : value.replaceAll('-', '');
			return prefix + (upperCase ? plain.toUpperCase() : plain.toLowerCase());
		},
		toOurs: (value) =>
			value
				.slice(prefix.length)
				.toLowerCase()
				.replaceAll('-', '')
				.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
		schema: ({ format: _format, ...ours }) => ({
			...ours,
			title: 'ID',
			pattern: `^${prefix}${pattern}$`,
		}),
	};
}

/** A cursor that says nothing to a reader. */
export const OPAQUE: Form = {
	toTheirs: (value) => Buffer.from(value).toString('base64url'),
	toOurs: (value) => Buffer.from(value, 'base64url').toString(),
	schema: ({ format: _format, ...ours }) => ({
		...ours,
		title: 'cursor',
		pattern: '^[A-Za-z0-9_-]+$',
	}),
};
