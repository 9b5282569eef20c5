/**
 * A text on one line, of characters that XML 1.0 and every CSV reader can take: control characters
 * and line breaks become spaces, halves of surrogate pairs U+FFFD. Empty for what is no text.
 */
export function plainText(value: unknown): string {
	if (typeof value !== 'string' && typeof value !== 'number') return '';
	return String(value)
		.replace(/\p{Surrogate}/gu, '\uFFFD')
		.replace(/[\p{Cc}\u2028\u2029\uFFFE\uFFFF]/gu, ' ')
		.trim();
}

/** A text in pieces of at most `length` characters; a pair of surrogates counts as one. */
export function inPieces(text: string, length: number): string[] {
	const characters = Array.from(text);
	return Array.from({ length: Math.ceil(characters.length / length) }, (_, index) =>
		characters.slice(index * length, (index + 1) * length).join(''),
	);
}

/** The beginning of a text, as far as there is room for it; `undefined` for an empty text. */
export function fitting(text: string, length: number): string | undefined {
	return inPieces(text, length)[0];
}
