import { X509Certificate } from 'crypto';
import { lengthOfSequence, mendPem } from './pem';
import type { PemBlock } from './pem';

// Wrapped in a form twice is seen in the settings of programs; more often would be somebody's joke.
const MOST_LAYERS = 3;
// Shorter than any certificate or key, and longer than any word.
const LEAST_BASE64 = 60;
const LEAST_IN_ONE = /[\w+/][\w+/-]{39}/;
const BASE64_RUN = /[A-Za-z0-9+/_-]+={0,2}/g;
const BASE64_ONLY = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * Finds the PEM blocks in a text, as `mendPem` does, and in what else people paste in place of PEM:
 * base64 without BEGIN and END lines, and PEM that was encoded once more, as base64, for an address or
 * as JSON. Another form is taken only when all that it holds is complete, so that there is no doubt.
 *
 * Never throws. What is base64 and none of these comes as a block with the label `BASE64`, a `.p12`
 * file as one with `PKCS12`.
 */
export function blocksIn(text: string): PemBlock[] {
	return read(text, MOST_LAYERS);
}

function read(text: string, layers: number): PemBlock[] {
	const blocks = mendPem(text);
	if (isSound(blocks) || layers === 0) return blocks;
	const decoded = FORMS.map((form) => form(text)).filter(
		(one) => one !== undefined && one !== text,
	);
	const others = [...decoded.map((one) => read(one!, layers - 1)), bare(text)];
	return others.find(isSound) ?? [blocks, ...others].find(({ length }) => length > 0) ?? [];
}

function isSound(blocks: PemBlock[]): boolean {
	return blocks.length > 0 && blocks.every(({ flaw, label }) => !flaw && label !== 'BASE64');
}

/** What turns another form of a text into the text; undefined where it has not that form. */
const FORMS: Array<(text: string) => string | undefined> = [fromAddress, fromEscapes, fromBase64];

function fromAddress(text: string): string {
	// In a form that was sent, a plus is a space; elsewhere it is a letter of base64.
	const spaced = /(BEGIN|END)\+/.test(text) ? text.replace(/\+/g, ' ') : text;
	return spaced.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) => character(hex));
}

/** JSON's way to write a character by its number, and that of XML. */
function fromEscapes(text: string): string {
	return text
		.replace(/\\u00([0-9A-Fa-f]{2})/g, (_all, hex: string) => character(hex))
		.replace(/&#x([0-9A-Fa-f]{1,2});/g, (_all, hex: string) => character(hex))
		.replace(/&#(\d{1,2});/g, (_all, code: string) => String.fromCharCode(Number(code)));
}

function character(hex: string): string {
	return String.fromCharCode(Number.parseInt(hex, 16));
}

function fromBase64(text: string): string | undefined {
	const plain = text.replace(/\\[nrt]/g, '').replace(/[\s"'`\\\uFEFF]/g, '');
	if (!BASE64_ONLY.test(plain)) return undefined;
	// Of Windows' own encoding every second byte is 0.
	const decoded = Buffer.from(plain, 'base64').toString('latin1').replace(/\0/g, '');
	return /BEGIN|END/.test(decoded) || /^[\w+/=\s-]+$/.test(decoded) ? decoded : undefined;
}

/** Base64 with nothing around it that would say what it is. */
function bare(text: string): PemBlock[] {
	if (!LEAST_IN_ONE.test(text)) return [];
	// Lines are put together again; an end that is marked stays one: by padding, by a comma, and by what is
	// left of a BEGIN or END line whose counterpart was lost.
	const marked = text.replace(/-{5,}/g, ',').replace(/\\[nrt]/g, '');
	const joined = marked.replace(/[\s\\\uFEFF\u200B-\u200D]/g, '');
	const runs = (joined.match(BASE64_RUN) ?? []).filter(({ length }) => length >= LEAST_BASE64);
	const blocks = runs.flatMap((run) => [...blocksOf(Buffer.from(run, 'base64'))]);
	// Of a chain of which a part is lost, the rest would be of no use.
	return isSound(blocks) ? blocks : blocks.filter((block) => !isSound([block]));
}

function* blocksOf(der: Buffer): Generator<PemBlock> {
	for (let rest = der; rest.length > 0; ) {
		const length = lengthOfSequence(rest);
		const label = length <= rest.length ? labelOf(rest.subarray(0, length)) : undefined;
		if (!label) return yield unknown(rest, length);
		const base64 = rest.toString('base64', 0, length);
		yield mendPem(`-----BEGIN ${label}-----${base64}-----END ${label}-----`)[0]!;
		rest = rest.subarray(length);
	}
}

function unknown(der: Buffer, length: number): PemBlock {
	const isCut = length > der.length;
	const label = isCut && labelOf(der) === 'PKCS12' ? 'PKCS12' : 'BASE64';
	return { label, pem: '', encrypted: false, flaw: isCut ? 'truncated' : undefined };
}

/** What begins so, by the kinds of its first parts in DER, and by the number that comes first. */
const KINDS: Array<[RegExp, string]> = [
	[/^0:02 30 04/, 'PRIVATE KEY'],
	[/^1:02 30 04/, 'PRIVATE KEY'],
	[/^0:02 02 02/, 'RSA PRIVATE KEY'],
	[/^1:02 04/, 'EC PRIVATE KEY'],
	[/^3:02 30/, 'PKCS12'],
	[/^:30 04$/, 'ENCRYPTED PRIVATE KEY'],
	[/^:30 30 03$/, 'CERTIFICATE'],
	[/^:30 03$/, 'PUBLIC KEY'],
	[/^:06/, 'PKCS7'],
];

function labelOf(der: Buffer): string | undefined {
	const parts = partsOf(der);
	const label = KINDS.find(([pattern]) => pattern.test(parts))?.[1];
	// A request for a certificate has the same parts.
	return label === 'CERTIFICATE' && !isCertificate(der) ? 'CERTIFICATE REQUEST' : label;
}

function isCertificate(der: Buffer): boolean {
	try {
		return new X509Certificate(der).raw.equals(der);
	} catch {
		return false;
	}
}

/** The number with which a DER sequence begins, if it does, and the kinds of its first parts. */
function partsOf(der: Buffer): string {
	const tags: string[] = [];
	const first = headerOf(der, 0).end;
	for (let at = first; at < der.length && tags.length < 4; ) {
		tags.push(der.toString('hex', at, at + 1));
		const { end, length } = headerOf(der, at);
		at = end + length;
	}
	const isNumber = der[first] === 0x02 && der[first + 1] === 1;
	return `${isNumber ? der[first + 2] : ''}:${tags.join(' ')}`;
}

/** Where the header of a part of DER ends, and how many bytes follow it. */
function headerOf(der: Buffer, at: number): { end: number; length: number } {
	const first = der[at + 1] ?? 0;
	const end = at + 2 + (first < 0x80 ? 0 : first & 0x7f);
	return {
		end,
		length: first < 0x80 ? first : Number.parseInt(der.toString('hex', at + 2, end), 16),
	};
}
