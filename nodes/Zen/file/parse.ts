import { parseXml, XmlError } from '@rgrove/parse-xml';
import type { XmlElement } from '@rgrove/parse-xml';
import { only } from '../../zen-client';
import type { Steps } from '../steps';
import { fileError, Part } from './Part';
import type { Source } from './Part';

// ISO 20022 needs about a dozen levels.
const DEEPEST = 40;
// A transfer has about thirty.
const MOST_ELEMENTS = 250_000;
// The parser quotes names as they are.
const LONGEST_REASON = 150;
// So many take about a hundredth of a second.
const TAGS_A_STEP = 5_000;
export const TRANSFERS_A_STEP = 100;
const TRANSFER = /<(?:[^\s:<>/]+:)?CdtTrfTxInf(?=[\s>])/y;

/**
 * Parses an XML file. There are no entities but those of XML itself: a file that declares any is
 * refused before it is parsed. A long file is parsed in steps, transfer by transfer.
 *
 * @returns the outermost element
 * @throws InputError that names the line
 */
export function* parse(text: string): Steps<Part> {
	const lines = new Lines(text);
	const transfers = yield* findTransfers(text, lines);
	const from = (offset: number): Source => ({ lineOf: ({ start }) => lines.at(offset + start) });
	const apart = yield* parsedApart(text, transfers);
	// What is wrong, and where, is told by the file as a whole.
	if (!apart) return new Part(parsed(text), from(0));
	const { root, roots } = apart;
	const inPlaceOf = ({ start }: XmlElement): [XmlElement, Source] | undefined => {
		const found = roots.get(start);
		return found && [found, from(start)];
	};
	return new Part(root, { ...from(0), inPlaceOf });
}

/**
 * The file without its transfers, which are blank there but for the start of an empty element, and each
 * transfer by itself: where all of these are right, so is the file.
 *
 * @returns the transfers by where they begin; `undefined` where something is no XML
 */
function* parsedApart(
	text: string,
	transfers: Array<[begin: number, end: number]>,
): Steps<{ root: XmlElement; roots: Map<number, XmlElement> } | undefined> {
	const roots = new Map<number, XmlElement>();
	const rest: string[] = [];
	let done = 0;
	try {
		for (const [begin, end] of transfers) {
			rest.push(text.slice(done, begin), '<CdtTrfTxInf/>'.padEnd(end - begin));
			done = end;
			roots.set(begin, rootOf(text.slice(begin, end)));
			if (roots.size % TRANSFERS_A_STEP === 0) yield;
		}
		return { root: rootOf([...rest, text.slice(done)].join('')), roots };
	} catch (error) {
		only(XmlError, error);
		return undefined;
	}
}

function rootOf(text: string): XmlElement {
	return parseXml(text, { includeOffsets: true }).root!;
}

function parsed(text: string): XmlElement {
	try {
		return rootOf(text);
	} catch (error) {
		const { message, line } = only(XmlError, error);
		const what = message.split(' (line ')[0]!.slice(0, LONGEST_REASON);
		throw fileError(
			line,
			'',
			`is no XML from there on: ${what.charAt(0).toLowerCase()}${what.slice(1)}. The file may have been cut off or edited by hand: export it anew.`,
		);
	}
}

/**
 * Goes once from one < to the next, refuses what could make parsing take for ever, and finds the
 * transfers, from the first character of each to behind its last.
 */
function* findTransfers(text: string, lines: Lines): Steps<Array<[begin: number, end: number]>> {
	const transfers: Array<[begin: number, end: number]> = [];
	let open: { at: number; depth: number } | undefined;
	let depth = 0;
	let count = 0;
	const refuse = (at: number, problem: string) => {
		throw fileError(lines.at(at), '', problem);
	};
	for (let at = text.indexOf('<'); at !== -1; ) {
		const kind = KINDS.find(([begin]) => text.startsWith(begin, at));
		if (kind?.[0] === '<!DOCTYPE') {
			refuse(
				at,
				'has a DOCTYPE, which no payment file has and which can make a file grow without end. Take it out, or export the file anew.',
			);
		}
		const end = kind ? text.indexOf(kind[1], at + 1) : endOfTag(text, at);
		// What has no end is for the parser to tell.
		if (end === -1) return [];
		if (kind?.[0] === '</') depth--;
		if (kind?.[0] === '</' && open?.depth === depth) {
			transfers.push([open.at, end + 1]);
			open = undefined;
		}
		if (!kind && ++count % TAGS_A_STEP === 0) yield;
		if (!kind && text[end - 1] !== '/') {
			TRANSFER.lastIndex = at;
			if (!open && depth > 0 && TRANSFER.test(text)) open = { at, depth };
			depth++;
		}
		if (depth > DEEPEST) {
			refuse(at, `is more than ${DEEPEST} elements deep, and no payment file is. Export it anew.`);
		}
		if (count > MOST_ELEMENTS) {
			refuse(
				at,
				`has more than ${MOST_ELEMENTS} elements, and no more are read. Have it exported in parts.`,
			);
		}
		at = text.indexOf('<', end);
	}
	return transfers;
}

/** Where the start of an element ends. Between quotes, > is text. */
function endOfTag(text: string, begin: number): number {
	const mark = /["'>]/g;
	for (let at = begin; ; ) {
		mark.lastIndex = at;
		const found = mark.exec(text);
		if (!found || found[0] === '>') return found ? found.index : -1;
		const closing = text.indexOf(found[0], found.index + 1);
		if (closing === -1) return -1;
		at = closing + 1;
	}
}

/** What begins with < and is no start of an element, and where each ends. */
const KINDS: Array<[begin: string, end: string]> = [
	['<!--', '-->'],
	['<![CDATA[', ']]>'],
	['<!DOCTYPE', '>'],
	['<?', '?>'],
	['</', '>'],
];

/** Which line a character stands in. */
class Lines {
	private readonly begins: number[] = [0];

	constructor(text: string) {
		for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
			this.begins.push(at + 1);
		}
	}

	/** @param place of a character, from 0 */
	at(place: number): number {
		let low = 0;
		let high = this.begins.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.begins[middle]! <= place) low = middle;
			else high = middle;
		}
		return low + 1;
	}
}
