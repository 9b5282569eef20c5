// How values that stand for one of a few things may be spelled. What is left is refused by whoever asks.

const YES = ['true', '1', 'yes'];
const NO = ['false', '0', 'no'];

/** Whether a value is there but says nothing: an expression that finds nothing yields such. */
export function isNothing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	return Array.isArray(value) && value.length === 0;
}

/** Yes or no, also as an expression spells it; `undefined` for whatever is neither. */
export function asFlag(value: unknown): boolean | undefined {
	if (!['boolean', 'string', 'number'].includes(typeof value)) return undefined;
	const text = String(value).trim().toLowerCase();
	if (YES.includes(text)) return true;
	return NO.includes(text) ? false : undefined;
}

/** One of some values, in any case and however its words are joined; `undefined` for any other text. */
export function asChoice<T extends string>(text: string, known: readonly T[]): T | undefined {
	const plain = (word: string) => word.toLowerCase().replace(/[\s_-]/g, '');
	return known.find((one) => one === text) ?? known.find((one) => plain(one) === plain(text));
}
