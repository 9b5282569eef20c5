import { stringify } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { mergePatch } from '../../nodes/zen-client';
import type { JsonObject } from '../../nodes/zen-client';

const merged = (body: JsonObject, patch: string | JsonObject) =>
	stringify(mergePatch(body, patch)) as string;

describe('a patch', () => {
	// The examples of RFC 7396, appendix A, that are objects.
	it.each([
		['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
		['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
		['{"a":"b"}', '{"a":null}', '{}'],
		['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
		['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
		['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
		['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
		['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
		['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
		['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
	])('of RFC 7396: %s with %s is %s', (body, patch, expected) => {
		expect(merged(JSON.parse(body), patch)).toBe(expected);
		expect(merged(JSON.parse(body), JSON.parse(patch))).toBe(expected);
	});

	it.each(['10.00', '12345678901234567890', '0.10', '1e2'])(
		'keeps the digits of the number %s, which JSON.parse would change',
		(number) => {
			expect(merged({ a: 'b' }, `{"rate":${number},"deep":{"rate":${number}}}`)).toBe(
				`{"a":"b","rate":${number},"deep":{"rate":${number}}}`,
			);
		},
	);

	it('replaces a number by a number, and an object by a number', () => {
		expect(merged({ a: 1, b: { c: 1 } }, '{"a":2.50,"b":3}')).toBe('{"a":2.50,"b":3}');
	});

	it('leaves the body itself as it was', () => {
		const body = { receiver: { name: 'Example', type: 'COMPANY' } };
		mergePatch(body, '{"receiver":{"type":null,"name":"Other"},"added":true}');
		expect(body).toEqual({ receiver: { name: 'Example', type: 'COMPANY' } });
	});

	it.each(['', '[]', '["c"]', '"bar"', 'null', '7', '{', '{"a":1,"a":2}', '<a/>'])(
		'that is no JSON object is refused: %s',
		(patch) => {
			expect(() => mergePatch({ a: 'b' }, patch)).toThrow(SyntaxError);
		},
	);

	it('cannot reach the prototype of other objects', () => {
		mergePatch(
			{},
			'{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}',
		);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});
