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

/** How many characters a text has; a pair of surrogates counts as one. */
export function lengthOf(text: string): number {
	return Array.from(text).length;
}

/**
 * A text in pieces of at most `length` characters, cut behind a blank and never within a word, unless
 * the word is longer than a piece. Each piece keeps the blanks behind it: so the text comes out as it
 * was where pieces are joined by nothing, and with a blank or a line break too many where they are
 * joined by one.
 */
export function inPieces(text: string, length: number): string[] {
	const pieces: string[] = [];
	let rest = Array.from(text);
	while (rest.length > length) {
		let end = length;
		while (end > 0 && !/\s/.test(rest[end - 1]!)) end--;
		pieces.push(rest.slice(0, end || length).join(''));
		rest = rest.slice(end || length);
	}
	return rest.length > 0 ? [...pieces, rest.join('')] : pieces;
}

/** The beginning of a text, as far as there is room for it; `undefined` for an empty text. */
export function fitting(text: string, length: number): string | undefined {
	return Array.from(text).slice(0, length).join('') || undefined;
}
