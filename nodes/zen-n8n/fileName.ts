import type { INodeProperties } from 'n8n-workflow';
import type { ItemInput } from './ItemInput';

// Most file systems take 255 bytes; what copies a file may add some of its own.
const MOST_BYTES = 200;
// What no file system may have within a name on Windows, and what ends a folder elsewhere.
const FORBIDDEN = /[<>:"/\\|?*]/g;
// Controls, line ends, halves of characters, and what is not seen or turns the direction of what is read.
const UNSEEN = /[\p{DI}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=$|[ .])/i;

/** A field for how a file is to be called. Read it with {@link readFileName}. */
export const fileNameField: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.externalId }}',
	description:
		'Without its ending, which is added. What a file system does not take is replaced. Left out, the file is named after what is in it.',
};

/** The name that was chosen, `undefined` where none was. @throws InputError for one that holds nothing */
export function readFileName(input: ItemInput): string | undefined {
	return input.ifAdded('options.fileName', (name) => input.requiredText(name));
}

/**
 * A name that every file system takes as it is: no path, no name that Windows keeps for itself, nothing
 * invisible, no dot or blank at either end, and not too long, counted in bytes.
 *
 * @param parts joined with blanks; what is empty is left out
 * @param extension without its dot
 * @param unless the name where nothing is left of the parts
 */
export function fileNameOf(parts: unknown[], extension: string, unless: string): string {
	const words = parts.flatMap((part) =>
		typeof part === 'string' || typeof part === 'number' ? String(part) : [],
	);
	const text = words
		.join(' ')
		.normalize('NFC')
		.replace(/\s/g, ' ')
		.replace(UNSEEN, '')
		.replace(FORBIDDEN, '-');
	const ending = `.${extension}`;
	const isNamed = text.toLowerCase().endsWith(ending.toLowerCase());
	const base = trimmed(isNamed ? text.slice(0, -ending.length) : text);
	const safe = RESERVED.test(base) ? `_${base}` : base;
	return `${trimmed(cut(safe, MOST_BYTES - ending.length)) || unless}${ending}`;
}

const taken = new WeakMap<object, Set<string>>();

/**
 * Names that no other file of a run has: beside two payments of the same day, sum and title, one file
 * would take the place of the other where both are saved.
 *
 * @param names of the files that belong together, which differ in their endings and stay alike
 * @param id tells these files from all others, where they are not asked for twice
 */
export function distinctIn(run: object, names: string[], id: string): string[] {
	const others = taken.get(run) ?? new Set();
	taken.set(run, others);
	for (let count = 0; ; count++) {
		const added = count === 0 ? '' : count === 1 ? ` ${id}` : ` ${id} ${count}`;
		const made = names.map((name) => name.replace(/(?=\.\w+$)/, () => added));
		const keys = made.map((name) => name.toLowerCase());
		if (keys.some((key) => others.has(key))) continue;
		for (const key of keys) others.add(key);
		return made;
	}
}

function trimmed(text: string): string {
	return text.replace(/ {2,}/g, ' ').replace(/^[ .~-]+|[ .]+$/g, '');
}

/** The beginning of a text, whole characters only. */
function cut(text: string, mostBytes: number): string {
	let left = mostBytes;
	const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
	const end = characters.findIndex((one) => (left -= Buffer.byteLength(one)) < 0);
	return characters.slice(0, end === -1 ? undefined : end).join('');
}
