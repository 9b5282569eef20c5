import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf, refusalOfPart } from '../../nodes/zen-n8n/payingText';
import type { PayingKind } from '../../nodes/zen-n8n/payingText';

const KINDS: PayingKind[] = ['reference', 'name', 'note'];
const each = (values: Array<[name: string, value: unknown, words: RegExp]>, kinds = KINDS) =>
	it.each(
		kinds.flatMap((kind) => values.map(([name, value, words]) => ({ kind, name, value, words }))),
	)('$name as a $kind', ({ kind, value, words }) => {
		expect(refusalOf(value, kind)).toMatch(words);
	});

describe('what no field that pays takes', () => {
	each([
		['nothing', undefined, /^is empty/],
		['null', null, /^is empty/],
		['an empty text', '', /^is empty/],
		['blanks', ' \t\n', /^is empty/],
		['true', true, /^holds true where text is expected/],
		['false', false, /^holds false where text is expected/],
		['an object', { number: 7 }, /^holds an object/],
		['a list', ['INV-7'], /^holds a list/],
		['a date', new Date(0), /^holds an object/],
		['an integer above 2^53', 9007199254740992, /may have lost digits.*as text/],
		['one below -2^53', -9007199254740992, /may have lost digits/],
		['a number in exponent form', 1e21, /may have lost digits/],
		['a tiny one', 1e-7, /may have lost digits/],
		['NaN', NaN, /holds the number NaN/],
		['infinity', -Infinity, /holds the number -Infinity/],
		['exponent form', '6.1109E+25', /cut short.*as text/],
		['exponent form with a comma', '6,11E+25', /cut short/],
		['exponent form without a fraction', '1e+21', /cut short/],
		['exponent form below one', '5e-7', /cut short/],
		['exponent form as Java writes it', '6.1109E25', /cut short/],
		['undefined', 'undefined', /holds "undefined", which a program writes/],
		['undefined among others', 'INV-undefined/2', /holds "undefined"/],
		['undefined behind capitals', 'INVundefined', /holds "undefined"/],
		['undefined between underscores', 'inv_undefined_7', /holds "undefined"/],
		['undefined behind digits', '2026undefined', /holds "undefined"/],
		['NaN as text', 'No. NaN', /holds "NaN"/],
		['NaN between slashes', '2026/NaN/1', /holds "NaN"/],
		['an object as text', 'INV [object Object]', /holds "\[object Object\]"/],
		['another object as text', '[object Promise]', /holds "\[object Promise\]"/],
		['no date', 'Rent Invalid DateTime', /holds "Invalid DateTime"/],
		["JavaScript's no date", 'Invalid Date', /holds "Invalid Date"/],
		["moment's no date", 'Invalid date', /holds "Invalid date"/],
		['null as text', ' null ', /holds "null"/],
		['a list of nothing', 'A [null]', /holds "\[null\]"/],
		["a spreadsheet's no value", '#N/A', /holds "#N\/A"/],
		["a spreadsheet's lost cell", 'INV #REF!', /holds "#REF!"/],
		['a character that was lost', 'Caf\uFFFD', /U\+FFFD: a character was lost.*encoding/],
		['half of a pair', 'A\uD83D', /half of a character/],
		['the other half', '\uDE00B', /half of a character/],
		['a zero byte', 'A\0B', /control character U\+0000/],
		['an escape', 'A\u001b[1m', /control character U\+001B/],
		['a control of the upper range', 'A\u0085', /control character U\+0085/],
		['zero-width spaces', '\u200b\u200b', /nothing that can be seen/],
		['a soft hyphen', '\u00ad', /nothing that can be seen/],
		['direction marks', '\u202a\u202c', /nothing that can be seen/],
		['a blank of braille', '\u2800', /nothing that can be seen/],
		['a filler of Hangul', '\u3164', /nothing that can be seen/],
		['fillers and blanks', '\uffa0 \u115f', /nothing that can be seen/],
		['tags', '\u{E0041}', /nothing that can be seen/],
		['a mark of byte order', '\u200d\ufeff', /nothing that can be seen/],
	]);
});

describe('what a spreadsheet writes where it has no value', () => {
	it.each(
		[
			'#ERROR! #BUSY! #FIELD! #CONNECT! #BLOCKED! #UNKNOWN! #EXTERNAL! #PYTHON! #TIMEOUT! #CIRCULAR!',
			'#GETTING_DATA #getting_data #n/a Err:502 Err:508 INV-Err:522 Erreur:502',
			'#WERT! #BEZUG! #ZAHL! #NV #ARG! #ADR! #NAZWA? #DZIEL/0! #LICZBA! #N/D #N/D! #DEĞER! #YOK',
			'#¡VALOR! #¿NOMBRE? #¡DIV/0! #I/T #ЗНАЧ! #ИМЯ? #ДЕЛ/0! #Н/Д #PUUTTUU #HIÁNYZIK',
		].flatMap((line) => line.split(' ')),
	)('%s is none', (text) => {
		for (const kind of KINDS) expect(refusalOf(text, kind), kind).toMatch(/which a program writes/);
	});

	it('a whole number that was made a decimal is no reference, but a title all the same', () => {
		for (const text of ['1042.0', '12345678.0']) {
			expect(refusalOf(text, 'reference')).toMatch(/made a decimal/);
			expect(refusalOf(text, 'note')).toBeUndefined();
		}
		for (const text of ['INV 1042.0', '1042.00', '1042.5', '10.42']) {
			expect(refusalOf(text, 'reference')).toBeUndefined();
		}
	});

	it('nor is a word behind # that is not known here, where no word belongs', () => {
		for (const text of ['#OVERFLOW', '#fehler!', 'INV-#WERT!']) {
			expect(refusalOf(text, 'reference')).toContain('which a program writes');
		}
	});

	it.each([
		...['#RENT', '#HASHTAG', 'Thank you team #ONE!', 'PO #XYZ! thanks', '#PO_NR', '#FV/AB'],
	])('%s is a title and a name all the same', (text) => {
		for (const kind of ['name', 'note'] as const) expect(refusalOf(text, kind)).toBeUndefined();
	});

	it.each([
		'#1234',
		'#INV-7',
		'#INV7',
		'#A1/2',
		'INV #7',
		'#7!',
		'No. #12/0!',
		'Ref:512',
		'Err:5',
		'XErr:502',
		'#2026_11',
		'C# 7',
		'#7 RENT!',
	])('%s is a reference and a title all the same', (text) => {
		for (const kind of KINDS) expect(refusalOf(text, kind), kind).toBeUndefined();
	});
});

describe('what a reference does not take, though a name or a note may hold it', () => {
	it.each([
		['null between hyphens', 'INV-null-7'],
		['null behind capitals', 'INVnull'],
		['no date amid other words', 'Invalid date 7'],
		['infinity', 'Infinity'],
		['a decimal number, whose last zeros are lost', 2026.1],
	])('%s', (_name, value) => {
		expect(refusalOf(value, 'reference')).toBeDefined();
		expect(refusalOf(value, 'name')).toBeUndefined();
		expect(refusalOf(value, 'note')).toBeUndefined();
	});

	it.each(['-', '- -', '/', '—', '{}', '[]'])('and a name neither: %s alone', (text) => {
		expect(refusalOf(text, 'reference')).toMatch(/without a letter or digit/);
		expect(refusalOf(text, 'name')).toMatch(/without a letter or digit/);
		expect(refusalOf(text, 'note')).toBeUndefined();
	});
});

describe('what is taken', () => {
	it.each(
		KINDS.flatMap((kind) =>
			[
				'INV-2026/0042',
				'12345678901234567890',
				7,
				0,
				-3,
				9007199254740991,
				' INV-7\n',
				'Zoë & Søren, s.r.o.',
				'株式会社サンプル',
				'family 👨‍👩‍👧',
				'Annullment',
				'predefined',
				'Null',
				'NULL GmbH',
				'Undefined Ltd',
				'Nan Goldin',
				'Banana NaNny',
				'12E3',
				'7e10',
				'1E+5/2',
				'a\tb\nc',
				'می‌خواهم',
				'{ 7 }',
			].map((value) => [kind, value] as const),
		),
	)('as a %s: %j', (kind, value) => {
		expect(refusalOf(value, kind)).toBeUndefined();
	});

	it('whatever a person may call a payment by', () => {
		const words = fc.stringMatching(/^[A-Z]{2,4}-\d{1,12}(?:[/ ]\d{1,4})?$/);
		fc.assert(fc.property(words, (text) => refusalOf(text, 'reference') === undefined));
	});

	it('every whole number that JavaScript holds exactly', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), (number) => refusalOf(number, 'reference') === undefined),
		);
	});
});

describe('of the parts of a template', () => {
	const part = (value: unknown, kind: PayingKind) => refusalOfPart(value, kind, '{{ $json.no }}');

	it.each([[undefined], [null], [NaN]])('%s is refused in any field', (value) => {
		for (const kind of KINDS) {
			expect(part(value, kind)).toMatch(/^holds \{\{ \$json\.no \}\}, which yields nothing\./);
		}
	});

	it.each([[''], [' '], ['\u200b'], [[]], [[null]]])(
		'%j is refused but in a note, which may have parts that are empty',
		(value) => {
			expect(part(value, 'reference')).toMatch(/yields nothing/);
			expect(part(value, 'name')).toMatch(/yields nothing/);
			expect(part(value, 'note')).toBeUndefined();
		},
	);

	it.each([[9007199254740992], [1e21], [1e-7]])('the number %s is refused', (value) => {
		for (const kind of KINDS) expect(part(value, kind)).toMatch(/lost digits/);
	});

	it('a decimal or a yes is refused in a reference only', () => {
		expect(part(2026.1, 'reference')).toMatch(/lost digits/);
		expect(part(true, 'reference')).toMatch(/where text is expected/);
		expect(part(2026.1, 'note')).toBeUndefined();
		expect(part(true, 'note')).toBeUndefined();
	});

	it.each([['7'], [7], [0], ['-'], [new Date(0)]])('%s is taken', (value) => {
		for (const kind of KINDS) expect(part(value, kind)).toBeUndefined();
	});
});
