import { only } from '../../zen-client';
import { fileError } from './Part';

type Decoder = InstanceType<typeof TextDecoder>;

const MARKS: Array<[bytes: number[], encoding: string]> = [
	[[0xef, 0xbb, 0xbf], 'utf-8'],
	[[0xff, 0xfe], 'utf-16le'],
	[[0xfe, 0xff], 'utf-16be'],
	// Without a mark the first two characters tell it, < and ? or a blank.
	[[0x3c, 0x00], 'utf-16le'],
	[[0x00, 0x3c], 'utf-16be'],
];
/** The declaration stands at the very beginning, and in letters that all these encodings share. */
const DECLARATION = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;
const DECLARATION_BYTES = 200;

/**
 * The text of an XML file: in the encoding that its byte order mark tells, else in the one that it
 * declares, else in UTF-8. A byte that the encoding does not have is never read as something else, and
 * UTF-8 never as the encoding of one country.
 *
 * @returns with line breaks as XML reads them, which the parser would take long for
 * @throws InputError that names the encoding and the line
 */
export function decode(bytes: Buffer): string {
	const encoding = encodingOf(bytes);
	const text = textOf(bytes, decoderFor(encoding));
	if (text !== undefined) return text.replace(/\r\n?/g, '\n');
	throw fileError(
		lineOfOddByte(bytes, encoding),
		'',
		`holds bytes that are no text in ${encoding.toUpperCase()}, in which the file says it is. Export it anew, or save it in the encoding that its first line declares.`,
	);
}

function encodingOf(bytes: Buffer): string {
	const marked = MARKS.find(([mark]) => mark.every((byte, place) => bytes[place] === byte));
	if (marked) return marked[1];
	const beginning = bytes.subarray(0, DECLARATION_BYTES).toString('latin1');
	const declared = DECLARATION.exec(beginning)?.[1] ?? 'utf-8';
	const encoding = decoderFor(declared).encoding;
	// A declaration that can be read with one byte for each character is not in two.
	const isOther = encoding.startsWith('utf-16') || (encoding !== 'utf-8' && isInUtf8(bytes));
	if (!isOther) return declared;
	throw fileError(
		1,
		'',
		`declares the encoding "${declared}", and the file is in another one, as it seems in UTF-8: letters of names would be others. Have it exported anew, in UTF-8 with UTF-8 declared; do not change the declaration alone.`,
	);
}

/**
 * Whether bytes are UTF-8 with letters beyond those of English. By chance other encodings have pairs of
 * letters that would be letters of another script, or of phonetics, amid a word: SPÓŁKA in ISO-8859-2.
 */
function isInUtf8(bytes: Buffer): boolean {
	const text = textOf(bytes, decoderFor('utf-8')) ?? '';
	if (!/[^\0-\x7f]/.test(text)) return false;
	const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
	return !words.some((word) => /[A-Za-z]/.test(word) && NO_LETTER_OF_NAMES.test(word));
}

// Other scripts, and those Latin letters that only phonetics and few languages have: CZĘŚCI has one then.
const NO_LETTER_OF_NAMES =
	/(?!\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited})[\p{L}\p{M}]|[\u0180-\u0217\u021C-\u02FF]|\p{M}/u;

function decoderFor(encoding: string): Decoder {
	try {
		return new TextDecoder(encoding, { fatal: true });
	} catch (error) {
		only(RangeError, error);
		throw fileError(
			1,
			'',
			`declares the encoding "${encoding}", which cannot be read here. Save the file as UTF-8.`,
		);
	}
}

function textOf(bytes: Buffer, decoder: Decoder): string | undefined {
	try {
		return decoder.decode(bytes);
	} catch (error) {
		only(TypeError, error);
		return undefined;
	}
}

// Line breaks are CR, LF or both; each is a byte of its own in all encodings but UTF-16, whose odd byte is said to be in line 1.
function lineOfOddByte(bytes: Buffer, encoding: string): number {
	if (/^utf-?16/i.test(encoding)) return 1;
	// To latin1 each byte is a character of its own.
	const lines = bytes.toString('latin1').split(/\r\n?|\n/);
	const decoder = decoderFor(encoding);
	const isOdd = (line: string) => textOf(Buffer.from(line, 'latin1'), decoder) === undefined;
	return lines.findIndex(isOdd) + 1 || 1;
}
