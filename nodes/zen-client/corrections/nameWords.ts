/** The words and numbers that a name or path is made of, in lower case. */
export function wordsOf(name: string): string[] {
	const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
	return words.map((word) => word.toLowerCase());
}
