/**
 * What a text is for. A `reference` tells one payment from another (External ID, account number), a
 * `name` tells the receiver, a `note` (the title) is read by people and may have empty parts.
 */
export type PayingKind = 'reference' | 'name' | 'note';

const CHECK = 'Check the expression in it and the data before it.';

/** Each stands where a program found no value: what a token is, and what to do. */
interface Trace {
	pattern: RegExp;
	/** @param found the token */
	say(found: string): string;
}

const leftBehind = (found: string) =>
	`holds "${found}", which a program writes where it finds no value. ${CHECK}`;
const lost = (what: string) =>
	`holds ${what}: a character was lost on the way. Read the data anew in its true encoding, such as UTF-8.`;

const SPREADSHEET = '#[¡¿]?\\p{Lu}[\\p{Lu}_]*(?:\\/(?:0|\\p{Lu}+))?';

// Case matters: programs write these just so, and somebody may be called Null. Where no word of a
// language can hold them, they are found behind capitals and digits as well: "INVundefined".
const TRACES: Trace[] = [
	{ pattern: /(?<!\p{Ll})undefined(?!\p{Ll})/u, say: leftBehind },
	{ pattern: /(?<!\p{Ll})NaN(?![\p{L}\p{N}])/u, say: leftBehind },
	{ pattern: /\[object [^\]]*\]?/, say: leftBehind },
	{ pattern: /\[null\]/, say: leftBehind },
	{ pattern: /(?<!\p{L})Invalid Date(?:Time)?(?!\p{L})/u, say: leftBehind },
	{ pattern: /^Invalid date$/, say: leftBehind },
	{ pattern: /^(?:null|NULL|None|nil|nan)$/, say: leftBehind },
	// Spreadsheets write these in the language of whoever uses them: #WERT!, #¿NOMBRE?, #ЗНАЧ!, #Н/Д.
	{ pattern: new RegExp(`^${SPREADSHEET}(?:[!?]|(?<=#¡\\p{Lu}+))$`, 'u'), say: leftBehind },
	{ pattern: /#(?:REF|VALUE|NAME|NUM|NULL|DIV\/0|SPILL|CALC|ERROR)[!?]/, say: leftBehind },
	{ pattern: /#(?:N\/A|GETTING_DATA)/i, say: leftBehind },
	{ pattern: /^#(?:\p{Lu}\/\p{Lu}|NV|YOK|PUUTTUU|HIÁNYZIK|SAKNAS)$/u, say: leftBehind },
	{ pattern: /(?<![\p{L}\p{N}])(?:Err|Erreur|Fehler|Błąd|Ошибка):\d{3}(?!\d)/u, say: leftBehind },
	{ pattern: /\uFFFD/, say: () => lost('U+FFFD') },
	{ pattern: /\p{Surrogate}/u, say: () => lost('half of a character') },
	{
		pattern: /(?!\s)\p{Cc}/u,
		say: (found) => `holds the control character ${codePoint(found)}. Take it out.`,
	},
	{
		// Spreadsheets and programs write a sign, a fraction or both: 12E3 may be somebody's own number.
		pattern: /^[+-]?\d+(?:[.,]\d+[eE][+-]?|[eE][+-])\d+$/,
		say: (found) =>
			`holds "${found}", a number that a spreadsheet or a program cut short. Hand it over as text, with all its digits.`,
	},
];

const TRACES_IN_REFERENCES: Trace[] = [
	{ pattern: /(?<!\p{Ll})null(?!\p{Ll})/u, say: leftBehind },
	{ pattern: /undefined/, say: leftBehind },
	{ pattern: new RegExp(`${SPREADSHEET}[!?]`, 'u'), say: leftBehind },
	// One that is not known here, in whatever language: a reference has digits.
	{ pattern: /^#[\p{L}_/]+0?[!?]?$/u, say: leftBehind },
	{
		pattern: /\{\{.*?\}\}/s,
		say: (found) => `holds "${found}" as it was written. Switch the field to Expression.`,
	},
	{ pattern: /(?:null|(?<!\p{L})(?:None|NULL|nan|NaN))$/u, say: leftBehind },
	{ pattern: /(?<!\p{L})Invalid date(?!\p{L})/u, say: leftBehind },
	{ pattern: /(?<!\p{L})Infinity$/u, say: leftBehind },
	{ pattern: /^(?:true|false)$/i, say: leftBehind },
	{
		// What a table writes for 1042 when a cell of the column is empty. It is no other reference.
		pattern: /^\d+\.0$/,
		say: (found) =>
			`holds "${found}", of a number that was made a decimal. Hand it over as text, as it was written.`,
	},
	{
		pattern: /\d(?:\.\d+)?e\+\d+$/i,
		say: (found) => `holds "${found}", of a number that has lost digits. Hand it over as text.`,
	},
];

const TRACES_OF: Record<PayingKind, Trace[]> = {
	note: TRACES,
	name: TRACES,
	reference: [...TRACES, ...TRACES_IN_REFERENCES],
};

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}\s\u2800]/gu;

/**
 * Why a value cannot stand in a field that identifies or pays, in words that continue the field's
 * label; `undefined` when it can. Two payments whose references lost what told them apart would be
 * taken for one, and an account number that lost digits is somebody else's.
 */
export function refusalOf(value: unknown, kind: PayingKind): string | undefined {
	const refusal = refusalOfType(value, kind);
	if (refusal) return refusal;
	const text = textOf(value);
	if (text === '') return 'is empty. Fill it in, or check the expression in it.';
	if (isBlank(text)) return `holds nothing that can be seen. ${CHECK}`;
	for (const { pattern, say } of TRACES_OF[kind]) {
		const found = pattern.exec(text);
		if (found) return say(found[0]);
	}
	if (kind !== 'note' && !/[\p{L}\p{N}]/u.test(text)) {
		return `holds "${text}", without a letter or digit. ${CHECK}`;
	}
	return undefined;
}

/**
 * As {@link refusalOf}, for what one expression of several in a field yields. n8n puts nothing in
 * the place of one that yields nothing: `INV-{{ $json.number }}` becomes "INV-" for every item.
 *
 * @param code the expression, with its braces
 */
export function refusalOfPart(value: unknown, kind: PayingKind, code: string): string | undefined {
	const isNothing = value === undefined || value === null || Number.isNaN(value);
	if (isNothing || (kind !== 'note' && isBlank(textOf(value)))) {
		return `holds ${code.trim()}, which yields nothing. ${CHECK} Where nothing is right, put it all into one expression.`;
	}
	// Text of its own kind, such as a date, is known by what it reads as.
	if (typeof value === 'number' || (typeof value === 'boolean' && kind !== 'note')) {
		return refusalOfType(value, kind);
	}
	return undefined;
}

function refusalOfType(value: unknown, kind: PayingKind): string | undefined {
	if (typeof value === 'number' && !isWhole(value, kind)) {
		return `holds the number ${value}, which may have lost digits. Hand it over as text, with all its digits.`;
	}
	if (typeof value === 'boolean') return `holds ${value} where text is expected. ${CHECK}`;
	if (Array.isArray(value)) {
		return 'holds a list where text is expected. Pick one of its entries.';
	}
	if (typeof value === 'object' && value !== null) {
		return 'holds an object where text is expected. Pick one of its fields.';
	}
	return undefined;
}

// Of a decimal number the zeros at its end are gone: 2026.10 and 2026.1 are one number.
function isWhole(number: number, kind: PayingKind): boolean {
	if (kind === 'reference') return Number.isSafeInteger(number);
	return Math.abs(number) <= Number.MAX_SAFE_INTEGER && !/e/.test(String(number));
}

function isBlank(text: string): boolean {
	return text.replace(INVISIBLE, '') === '';
}

function textOf(value: unknown): string {
	return String(value ?? '').trim();
}

function codePoint(character: string): string {
	return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
