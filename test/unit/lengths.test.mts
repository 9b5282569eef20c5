import set from 'lodash/set';
import { describe, expect, it } from 'vitest';
import { bodyFieldsField, readBodyFields } from '../../nodes/Zen/fields/bodyFields';
import { additionalQueryField, readAdditionalQuery } from '../../nodes/Zen/fields/additionalQuery';
import { readAccountNumber } from '../../nodes/Zen/fields/accountNumber';
import { outputFields, readOutput } from '../../nodes/Zen/fields/output';
import { readOptions } from '../../nodes/Zen/fields/readsAtOnce';
import { readRules } from '../../nodes/Zen/rules';
import { InputError, minorUnits, MoneyError, parseAmount } from '../../nodes/zen-client';
import type { PaymentOrder } from '../../nodes/zen-client';
import { levelsIn, quoted, shortened, sizeOf } from '../../nodes/zen-client/lengths';
import { sameDecimal, sumDecimals } from '../../nodes/zen-client/money';
import { readLedgerCredential } from '../../nodes/zen-ledger/postgres/credential';
import { templateParts } from '../../nodes/zen-n8n/templateParts';
import { readAllowList } from '../../nodes/ZenTrigger/addresses';
import { FORMS, namesIn } from '../support/forms.mts';
import { holding } from '../support/input.mts';

const MB = 1_000_000;
const LONGEST_MESSAGE = 1_000;

/** What an expression or an arithmetic that goes round and round would look at again and again. */
const UNITS: Array<[string, string]> = [
	['digits', '1'],
	['zeros', '0'],
	['points', '1.'],
	['letters', 'LT'],
	['an IBAN', 'LT121000011101001000 '],
	['words', 'IBAN '],
	['blanks within', ' a'],
	['braces', '{{'],
	['lists', '['],
	['objects', '{"a":'],
	['commas', ',;\n'],
	['slashes', '/'],
	['addresses', '10.0.0.1,'],
	['limits', '5.00 EUR,'],
	['numbers cut short', '1e+1'],
	['objects as text', '[object '],
	['quotes', '"\\"'],
	['emoji', '\u{1F600}'],
	['combining marks', 'e\u0301'],
	['colons', 'a::'],
];
const long = (unit: string) => `${unit.repeat(Math.ceil(MB / unit.length))}x`;

const deep = (levels: number) => {
	let value: unknown = [];
	for (let level = 1; level < levels; level += 1) value = [value];
	return value;
};

/** Does some work, and sees that it does not take long. */
function quickly<T>(work: () => T): T {
	const began = performance.now();
	const result = work();
	expect(performance.now() - began).toBeLessThan(1_000);
	return result;
}

/** The message with which an input was refused; `undefined` where it was read. */
function refusal(read: () => unknown): string | undefined {
	return quickly(() => {
		try {
			read();
			return undefined;
		} catch (error) {
			expect(error).toBeInstanceOf(InputError);
			const { message } = error as InputError;
			expect(message.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
			expect(message).toMatch(/\.$/);
			return message;
		}
	});
}

// Their length has a bound of their own, tested with them; the rest is none that a text reaches.
const PEM = ['clientCertificate', 'privateKey', 'ca'];

describe.each(Object.keys(FORMS))('in %s', (form) => {
	const { fields, filled, read } = FORMS[form]!;
	const names = namesIn(fields).filter(([name]) => !PEM.includes(name));

	it.each(names)('a long text in %s is refused at once, by its label', (name, field) => {
		for (const [, unit] of UNITS) {
			const parameters = structuredClone(filled);
			set(parameters, name, long(unit));
			expect(refusal(() => read(parameters))).toContain(field.displayName);
		}
	});

	it.each(names)('what is too deep in %s is refused at once, by its label', (name, field) => {
		for (const value of [deep(100_000), [deep(100_000)], { a: deep(100_000) }]) {
			const parameters = { ...structuredClone(filled) };
			set(parameters, name, value);
			// An object of its own stands for a field that is one.
			const message = refusal(() => read(parameters));
			if (field.type !== 'json') expect(message).toContain(field.displayName);
		}
	});
});

describe('Body Fields', () => {
	const order: PaymentOrder = {
		accountId: '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c',
		externalId: 'INV-7',
		title: 'Invoice 7',
		amount: { value: '10.50', currency: 'EUR' },
		receiver: { name: 'Example', accountNumber: 'LT121000011101001000' },
	};
	const read = (bodyFields: unknown) => () =>
		readBodyFields(
			holding({ options: { bodyFields } }, [
				{
					displayName: 'Options',
					name: 'options',
					type: 'collection',
					default: {},
					options: [bodyFieldsField],
				},
			]),
			order,
		);
	const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

	it.each([1, 99, 100])('with %s levels are read', (levels) => {
		expect(refusal(read(nested(levels)))).toBeUndefined();
		expect(refusal(read(JSON.parse(nested(levels))))).toBeUndefined();
	});

	it.each([101, 1_000, 15_000, 100_000])('with %s levels are refused', (levels) => {
		const says = /^Body Fields \(JSON\) holds (more than 100|\d+ characters)/;
		expect(refusal(read(nested(levels)))).toMatch(says);
		expect(refusal(read({ a: deep(levels) }))).toMatch(says);
		expect(refusal(read('['.repeat(levels)))).toMatch(says);
	});

	it('that hold lists within each other without end are refused', () => {
		const round: Record<string, unknown> = {};
		round.a = [round, round];
		let wide: unknown = {};
		for (let times = 0; times < 90; times += 1) wide = { a: wide, b: wide };
		for (const value of [round, wide]) expect(refusal(read(value))).toContain('more than 100');
	});

	it('are refused when they are long, as text and as what an expression yields', () => {
		for (const [, unit] of UNITS) {
			expect(refusal(read(JSON.stringify({ note: long(unit) })))).toContain('characters');
			expect(refusal(read({ note: long(unit) }))).toContain('characters');
		}
		const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`a${at}`, 1]));
		expect(refusal(read(many))).toContain('10000 values');
	});

	it('brackets within their texts are none', () => {
		expect(refusal(read(JSON.stringify({ note: '[{"'.repeat(500) })))).toBeUndefined();
	});
});

describe('other parsers', () => {
	it.each(UNITS)('amounts (%s)', (_what, unit) => {
		for (const text of [long(unit), `1.${long(unit)}`]) {
			expect(() => quickly(() => parseAmount(text, 'EUR'))).toThrow(/at most 64/);
			const units = () => quickly(() => minorUnits({ value: text, currency: 'EUR' }));
			expect(units).toThrow(MoneyError);
			expect(quickly(() => sameDecimal(text, text))).toBe(false);
			expect(quickly(() => sumDecimals([text, text]))).toBeUndefined();
		}
		expect(() => quickly(() => parseAmount('1', long(unit)))).toThrow(MoneyError);
	});

	it.each(UNITS)('account numbers (%s)', (_what, unit) => {
		const read = quickly(() => readAccountNumber(long(unit)));
		expect(read).toEqual({ refusal: expect.stringMatching(/at most 64/) });
	});

	it.each(UNITS)('rules of the credential and lists (%s)', (_what, unit) => {
		const text = long(unit).slice(0, 99_999);
		refusal(() => readRules({ allowedReceivers: text }));
		refusal(() => readRules({ limitPerDay: text }));
		refusal(() => readAllowList(text));
		quickly(() => templateParts(`=${text}`));
	});

	it.each(UNITS)('the ZEN Ledger API credential (%s)', (_what, unit) => {
		const good = { host: 'h', port: 5432, database: 'd', schema: 's', user: 'u', password: '' };
		for (const name of [...Object.keys(good), 'tls', 'ca']) {
			const read = () => readLedgerCredential({ ...good, [name]: long(unit) });
			expect(() => quickly(read)).toThrow(/characters, and at most/);
		}
	});

	it('Additional Query Parameters', () => {
		const fields = [readOptions(additionalQueryField(''))];
		const read = (name: unknown, value: unknown) => () =>
			readAdditionalQuery(
				holding({ options: { additionalQuery: { parameters: [{ name, value }] } } }, fields),
			);
		for (const [name, value] of [
			...[
				[long('a'), 'b'],
				['a', long('b')],
				[deep(100_000), 'b'],
				['a', deep(100_000)],
			],
		]) {
			expect(refusal(read(name, value))).toContain('Additional Query Parameters');
		}
	});

	it('names of fields to put out', () => {
		const read = (fields: unknown) => () =>
			readOutput(holding({ output: 'selected', fields }, outputFields({})), (raw) => raw)({});
		for (const fields of [long('a.'), [long('a.')], Array(100_000).fill('a'), [deep(100_000)]]) {
			expect(refusal(read(fields))).toContain('Fields');
		}
		for (const path of ['a.', 'a[', '[]', '..', 'a[1].']) refusal(read(path.repeat(150)));
		// A list of that many entries would have to be made, to put one of them out.
		for (const path of ['a[99999]', 'a.4294967294', 'a.b[1e3][77777777].c']) {
			expect(refusal(read(path))).toContain(`Fields holds "${path}"`);
		}
	});
});

describe('a message', () => {
	it('keeps its beginning and its end, and no half of a character', () => {
		const message = `Title holds "${'\u{1F600}'.repeat(5_000)}". Write it anew.`;
		const short = shortened(message);
		expect(short).toMatch(/^Title holds "/);
		expect(short).toMatch(/". Write it anew\.$/);
		expect(short.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
		expect(short).not.toMatch(/\p{Surrogate}/u);
		expect(shortened('as it is')).toBe('as it is');
	});

	it('names what is no text by its kind', () => {
		expect([deep(100_000), { a: 1 }, null, 7, 'a "b"'].map(quoted)).toEqual([
			...['a list', 'an object', 'null', '7', '"a \\"b\\""'],
		]);
	});
});

it.each([
	['{}', 1],
	['7', 0],
	['[[1],[[2]]]', 3],
	['{"a":"[[[","b":"\\"[[["}', 1],
	['"unclosed [[', 0],
])('levels are counted: %s has %s', (json, levels) => {
	expect(levelsIn(json)).toBe(levels);
});

it('values are counted as far as is asked for', () => {
	expect(sizeOf([1, [2, { a: 3 }]], 10, 10)).toEqual({ levels: 3, values: 6 });
	expect(sizeOf(deep(100_000), 100, 1_000).levels).toBe(101);
	expect(sizeOf(Array(5_000).fill(0), 100, 1_000).values).toBeGreaterThan(1_000);
});
