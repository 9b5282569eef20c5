import { parseXml, XmlError } from '@rgrove/parse-xml';
import type { XmlElement } from '@rgrove/parse-xml';
import { only } from '../../zen-client';
import { fileError, Part } from './Part';

// ISO 20022 needs about a dozen levels.
const DEEPEST = 40;
// A transfer has about thirty.
const MOST_ELEMENTS = 250_000;
// The parser quotes names as they are.
const LONGEST_REASON = 150;

/**
 * Parses an XML file. There are no entities but those of XML itself: a file that declares any is
 * refused before it is parsed.
 *
 * @returns the outermost element
 * @throws InputError that names the line
 */
export function parse(text: string): Part {
	const lines = new Lines(text);
	refuseTraps(text, lines);
	const root = parsed(text);
	return new Part(root, '', (element) => lines.at(element.start));
}

function parsed(text: string): XmlElement {
	try {
		return parseXml(text, { includeOffsets: true }).root!;
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

/** What could make parsing take for ever, looked for in one pass from one < to the next. */
function refuseTraps(text: string, lines: Lines): void {
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
		if (end === -1) return;
		if (kind?.[0] === '</') depth--;
		if (!kind) count++;
		if (!kind && text[end - 1] !== '/') depth++;
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
