import fc from 'fast-check';
import { parse } from 'lossless-json';
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

describe('the quick way reads', () => {
	const PIECES = [
		...[
			'{',
			'}',
			'[',
			']',
			':',
			',',
			'"',
			'\\',
			'\\"',
			'\\u0041',
			' ',
			'\n',
			'a',
			'b',
			'"a"',
			'"a":',
		],
		...['0', '7', '-', '.', '1.50', '01', '1e3', '-0', 'e', '+', 'true', 'null', '__proto__', 'é'],
		...['{"a":1.50}', '["x"]', '"a":1,"a":1', '"a":1,"a":2', '1.5:2', '9007199254740993'],
	];
	const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((all) => all.join(''));
	const spoilt = fc
		.tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom(...PIECES))
		.map(
			([json, at, piece]) =>
				json.slice(0, at % (json.length + 1)) + piece + json.slice(at % (json.length + 1)),
		);
	const exact = (number: string) =>
		Number.isSafeInteger(Number(number)) && String(Number(number)) === number
			? Number(number)
			: number;
	const readBy = (read: () => unknown) => {
		try {
			return { value: read() };
		} catch {
			return 'no JSON';
		}
	};

	it('what the exact parser reads, refuses what it refuses, and nothing else', () => {
		const same = (given: string) => {
			const expected = readBy(() => parse(given, undefined, { parseNumber: exact }));
			expect(readBy(() => parseJson(given))).toEqual(expected);
		};
		for (const whole of PIECES) same(whole);
		fc.assert(fc.property(fc.oneof(text, spoilt), same), { numRuns: 20_000 });
	});

	it('a text of many megabytes, and one that is all quotation marks', () => {
		for (const long of ['A'.repeat(8_000_000), '"'.repeat(1_000_000), '\\'.repeat(1_000_000)]) {
			expect(parseJson(JSON.stringify({ long, amount: 1 }))).toEqual({ long, amount: 1 });
		}
	});
});

describe('what is no JSON', () => {
	// Looked at anew from each of its marks, one of them would take for hours.
	it.each([
		['a text without an end', '"', '\\"'],
		['marks that nothing opens', '', '\\"'],
		['marks one after the other', '[', '"":'],
		['backslashes', '"', '"\\'],
		['numbers without an end', '', '1.'],
	])('is soon told, however long: %s', (_what, begin, more) => {
		expect(tryParseJson(begin + more.repeat(500_000))).toBeUndefined();
	});

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
