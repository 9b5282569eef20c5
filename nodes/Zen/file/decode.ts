import { only } from '../../zen-client';
import { fileError } from './Part';

type Decoder = InstanceType<typeof TextDecoder>;

const MARKS: Array<[bytes: number[], encoding: string]> = [
	[[0xef, 0xbb, 0xbf], 'utf-8'],
	[[0xff, 0xfe], 'utf-16le'],
	[[0xfe, 0xff], 'utf-16be'],
];
/** The declaration stands at the very beginning, and in letters that all these encodings share. */
const DECLARATION = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;
const DECLARATION_BYTES = 200;

/**
 * The text of an XML file: in the encoding that its byte order mark tells, else in the one that it
 * declares, else in UTF-8. A byte that the encoding does not have is never read as something else.
 *
 * @throws InputError that names the encoding and the line
 */
export function decode(bytes: Buffer): string {
	const encoding = encodingOf(bytes);
	const text = textOf(bytes, decoderFor(encoding));
	if (text !== undefined) return text;
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
	return DECLARATION.exec(beginning)?.[1] ?? 'utf-8';
}

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

// A line break is a byte of its own in all encodings but UTF-16, whose odd byte is said to be in line 1.
function lineOfOddByte(bytes: Buffer, encoding: string): number {
	if (/^utf-?16/i.test(encoding)) return 1;
	let begin = 0;
	for (let line = 1; begin < bytes.length; line++) {
		const found = bytes.indexOf(0x0a, begin);
		const end = found === -1 ? bytes.length : found + 1;
		const text = textOf(bytes.subarray(begin, end), decoderFor(encoding));
		if (text === undefined) return line;
		begin = end;
	}
	return 1;
}
