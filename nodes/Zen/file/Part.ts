import { XmlElement } from '@rgrove/parse-xml';
import { InputError } from '../../zen-client';

// ISO 20022 has 500 at most where a transfer has text, and names of 35.
const LONGEST_TEXT = 1000;
const LONGEST_NAME = 50;

/**
 * What is wrong with a payment file.
 *
 * @param path of the element within the message; empty for the file itself
 * @param problem continues the place: `holds "1,50". Write …`
 */
export function fileError(line: number, path: string, problem: string): InputError {
	const place = path === '' ? `in line ${line}` : `in line ${line} (${path})`;
	return new InputError('The payment file', `${place} ${problem}`);
}

/** What elements come from. */
export interface Source {
	lineOf(element: XmlElement): number;
	/** What was parsed apart, and stands in the place of an element. */
	inPlaceOf?(element: XmlElement): [XmlElement, Source] | undefined;
}

/**
 * An element of a payment file. It keeps which of its children were asked for, so that
 * {@link unread} finds whatever nobody took notice of: nothing in a file is dropped by oversight.
 */
export class Part {
	/** Without its prefix. Of an element that is none of ISO's, none of those that anybody asks for. */
	readonly name: string;
	/** Empty where it has none. */
	readonly namespace: string;
	/** By prefix, empty for none. */
	private readonly namespaces: Record<string, string>;
	private made?: Part[];
	private isRead = false;

	/** @param within the element around it, absent for the outermost one */
	constructor(
		private readonly element: XmlElement,
		private readonly source: Source,
		private readonly within?: Part,
	) {
		const [, prefix = '', name = ''] = /^(?:(.*):)?(.*)$/s.exec(element.name) ?? [];
		this.namespaces = namespacesOf(element, within?.namespaces ?? {});
		this.namespace = this.namespaces[`:${prefix}`] ?? '';
		// Software may write a prefix before each name; the elements are the same. One that has the name
		// but is in another namespace means something else.
		const isForeign = within !== undefined && within.namespace !== this.namespace;
		const own = name.slice(0, LONGEST_NAME);
		this.name = isForeign
			? `${own} of ${this.namespace.slice(0, LONGEST_NAME) || 'no namespace'}`
			: own;
	}

	/** Made when they are asked for first, since of a long file they are many. */
	private get children(): Part[] {
		const { element, source } = this;
		this.made ??= element.children
			.filter((child) => child instanceof XmlElement)
			.map((child) => {
				const [found, its] = source.inPlaceOf?.(child) ?? [child, source];
				return new Part(found, its, this);
			});
		return this.made;
	}

	get line(): number {
		return this.source.lineOf(this.element);
	}

	/** As in `PmtInf/CdtTrfTxInf/Amt`, without the two outermost elements that all files have. */
	get path(): string {
		const around = this.within?.path ?? '';
		const isOutermost = ['Document', 'CstmrCdtTrfInitn', ''].includes(around);
		return isOutermost ? this.name : `${around}/${this.name}`;
	}

	attribute(name: string): string | undefined {
		return this.element.attributes[name];
	}

	all(name: string): Part[] {
		const found = this.children.filter((child) => child.name === name);
		for (const child of found) child.isRead = true;
		return found;
	}

	/** @throws InputError when there are several */
	maybe(name: string): Part | undefined {
		const [first, second] = this.all(name);
		if (second) throw second.error('stands there twice, where one is expected. Leave one.');
		return first;
	}

	/** @throws InputError when there is none, or several */
	one(name: string): Part {
		const found = this.maybe(name);
		if (found) return found;
		throw this.error(`has no ${name}, which every payment file has there. Export it anew.`);
	}

	/**
	 * The text of an element without elements in it, every white space a single blank.
	 *
	 * @throws InputError for none, and for text that lost a character before it came here
	 */
	text(): string {
		const [odd] = this.children;
		if (odd) throw odd.error('stands where plain text is expected. Export the file anew.');
		const text = this.element.text.replace(/\s+/g, ' ').trim();
		if (text === '') throw this.error('is empty. Fill it in, or take the element out.');
		if (text.length > LONGEST_TEXT) {
			throw this.error(
				`holds ${text.length} characters, and no payment file has more than ${LONGEST_TEXT} there. Export it anew.`,
			);
		}
		if (text.includes('\uFFFD')) {
			throw this.error(
				`holds "${text}", in which a character was lost (U+FFFD). Export the file anew, in its true encoding.`,
			);
		}
		return text;
	}

	/** The text of a child; empty where there is no such child. */
	textOf(name: string): string {
		return this.maybe(name)?.text() ?? '';
	}

	/** The one text in it, at whatever depth; `undefined` where there are several, or none. */
	singleValue(): string | undefined {
		const [only, ...others] = this.children;
		if (others.length > 0) return undefined;
		return only ? only.singleValue() : this.element.text.replace(/\s+/g, ' ').trim();
	}

	/** Takes notice of children that say nothing about a payment which is not known from elsewhere. */
	skip(...names: string[]): void {
		for (const name of names) for (const child of this.all(name)) child.skipAll();
	}

	/** The first element in it that nobody asked for. */
	unread(): Part | undefined {
		for (const child of this.children) {
			const found = child.isRead ? child.unread() : child;
			if (found) return found;
		}
		return undefined;
	}

	error(problem: string): InputError {
		return fileError(this.line, this.path, problem);
	}

	private skipAll(): void {
		this.isRead = true;
		for (const child of this.children) child.skipAll();
	}
}

/** Those that hold within an element, by their prefix with a colon before it. */
function namespacesOf(element: XmlElement, around: Record<string, string>): Record<string, string> {
	const declared = Object.entries(element.attributes)
		.filter(([name]) => /^xmlns(?::|$)/.test(name))
		.map(([name, value]) => [name.slice('xmlns'.length) || ':', value]);
	return declared.length === 0 ? around : { ...around, ...Object.fromEntries(declared) };
}
