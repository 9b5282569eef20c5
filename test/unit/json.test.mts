import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, parseJson, tryParseJson } from '../../nodes/zen-client/json';

describe('JSON is read', () => {
	it.each([
		['a whole number as a number', '7', 7],
		['a negative whole number', '-7', -7],
		['the largest exact number', '9007199254740991', 9007199254740991],
		['decimals as the text they are', '246.20', '246.20'],
		['a zero cent as the text it is', '10.00', '10.00'],
		['what a float would bend', '0.1', '0.1'],
		['too many digits for a float', '9007199254740993', '9007199254740993'],
		[
			'far too many digits',
			'123456789012345678901234567890.12',
			'123456789012345678901234567890.12',
		],
		['an exponent as text', '1e3', '1e3'],
		['minus zero as text', '-0', '-0'],
		['text as it is', '"246.20"', '246.20'],
		['null, true and false', '[null,true,false]', [null, true, false]],
	])('%s', (_name, text, expected) => {
		expect(parseJson(text)).toEqual(expected);
	});

	it.each([
		['no deeper than anybody can walk', 100, true],
		['not deeper', 101, false],
		['nor so deep that it cannot be read at all', 200_000, false],
	])('%s', (_name, levels, isRead) => {
		for (const [open, close] of [
			['[', ']'],
			['{"a":', '}'],
		] as const) {
			const text = `${open.repeat(levels)}1${close.repeat(levels)}`;
			expect(tryParseJson(text) !== undefined).toBe(isRead);
			if (!isRead) expect(() => parseJson(text)).toThrow(SyntaxError);
		}
	});

	it('with every digit of every number kept, however deep it lies', () => {
		const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,30})(\.[0-9]{1,20})?$/);
		fc.assert(
			fc.property(digits, fc.boolean(), (number, negative) => {
				const written = negative ? `-${number}` : number;
				const read = parseJson(`{"a":[{"b":${written}}]}`) as { a: Array<{ b: unknown }> };
				expect(String(read.a[0]?.b)).toBe(written);
			}),
		);
	});

	it('as JSON.parse would, where no number is in danger', () => {
		const values = fc.jsonValue({ maxDepth: 3 }).filter(hasPlainNumbers);
		fc.assert(
			fc.property(values, (value) => {
				const text = JSON.stringify(value);
				expect(parseJson(text)).toEqual(JSON.parse(text));
			}),
		);
	});
});

describe('what is no JSON', () => {
	it.each(['', ' ', '<html>', '{"a":', '{"a":1}}', 'undefined', '{"a":1,"a":2}', '01', "{'a':1}"])(
		'is told: %s',
		(text) => {
			expect(() => parseJson(text)).toThrow();
			expect(tryParseJson(text)).toBeUndefined();
		},
	);

	it('never throws when it is only tried', () => {
		fc.assert(fc.property(fc.string(), (text) => void tryParseJson(text)));
	});
});

it('an object is neither null nor a list nor a plain value', () => {
	expect([{}, null, [], 'a', 1, undefined].map(isObject)).toEqual([
		true,
		false,
		false,
		false,
		false,
		false,
	]);
});

function hasPlainNumbers(value: unknown): boolean {
	if (typeof value === 'number') return Number.isSafeInteger(value);
	if (typeof value !== 'object' || value === null) return true;
	return !Object.hasOwn(value, '__proto__') && Object.values(value).every(hasPlainNumbers);
}
