/**
 * The most characters that are read of what a person or an item gives, looked at before anything that
 * takes longer: a text may come from whoever writes to a mailbox or a form.
 */
export const LONGEST = {
	/** An amount, an account number, a code, a day, a number. */
	value: 64,
	text: 1_000,
	/** What holds many of these, such as Allowed Receivers, or a body. */
	list: 100_000,
} as const;

/** How long the message of a bad input may be. */
const LONGEST_MESSAGE = 1_000;
const LONGEST_ENDING = 400;
const GAP = ' … ';

/**
 * Why a text is not read, in words that continue a field's label; `undefined` when it is. The white
 * space around it does not count.
 */
export function excessOf(text: string, longest: number): string | undefined {
	if (text.length <= longest || text.trim().length <= longest) return undefined;
	return `holds ${text.length} characters, and at most ${longest} are read`;
}

/** As {@link excessOf}, with how to go on. */
export function refusalOfLength(text: string, longest: number): string | undefined {
	const excess = excessOf(text, longest);
	return excess && `${excess}. Shorten it, or check the expression in it.`;
}

/**
 * Takes out the middle of what is too long for a message, where the values stand: it begins with the
 * field, and ends with how to go on.
 */
export function shortened(message: string): string {
	if (message.length <= LONGEST_MESSAGE) return message;
	const begin = message.slice(0, LONGEST_MESSAGE - LONGEST_ENDING - GAP.length);
	// No half of a character on either side.
	return `${begin}${GAP}${message.slice(-LONGEST_ENDING)}`.replace(/\p{Surrogate}/gu, '');
}

/** A value as a message shows it, however deep or long it is. */
export function quoted(value: unknown): string {
	if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST.text));
	if (typeof value !== 'object' || value === null) return String(value);
	return Array.isArray(value) ? 'a list' : 'an object';
}

/**
 * How much there is in a value of JSON: how deep its objects and lists are within each other, and how
 * many values they hold. It goes from level to level, since a function that calls itself would run out
 * of stack, and stops where there is more than is asked for.
 */
export function sizeOf(value: unknown, mostLevels: number, mostValues: number) {
	let level: unknown[] = [value];
	let values = 0;
	for (let levels = 0; ; levels += 1) {
		values += level.length;
		const inner = level.filter((one) => typeof one === 'object' && one !== null);
		if (inner.length === 0 || levels >= mostLevels || values > mostValues) {
			return { levels: levels + Number(inner.length > 0), values };
		}
		level = inner.flatMap((one) => Object.values(one as object));
	}
}

/** How deep the objects and lists of a JSON text are within each other, told without reading it. */
export function levelsIn(json: string): number {
	let depth = 0;
	let deepest = 0;
	for (const [sign] of json.matchAll(/"(?:[^"\\]|\\.)*"?|[[{\]}]/gs)) {
		if (sign === '[' || sign === '{') deepest = Math.max(deepest, (depth += 1));
		else if (sign === ']' || sign === '}') depth -= 1;
	}
	return deepest;
}
