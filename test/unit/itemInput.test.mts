import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../nodes/zen-client';
import { holding as inputHolding } from '../support/input.mts';

const field = (name: string, displayName: string, more: object = {}) =>
	({ name, displayName, type: 'string', default: '', ...more }) as INodeProperties;
const FIELDS = [
	field('returnAll', 'Return All'),
	field('title', 'Title'),
	field('options', 'Options', { options: [field('limitPerRun', 'Limit per Run')] }),
];

const holding = (parameters: object, more: object = {}) => inputHolding(parameters, FIELDS, more);

describe('yes or no', () => {
	const flag = (returnAll: unknown) => holding({ returnAll }).flag('returnAll');

	it.each([true, 'true', 'TRUE', ' True ', 1, '1', 'yes', 'YES'])('%j is yes', (value) => {
		expect(flag(value)).toBe(true);
	});

	it.each([false, 'false', 'FALSE', 0, '0', 'no', 'No'])('%j is no', (value) => {
		expect(flag(value)).toBe(false);
	});

	it.each([undefined, null, '', ' ', 'maybe', 2, -1, 'wahr', {}, [], [true], NaN])(
		'%j is neither, and never taken for a no',
		(value) => {
			expect(() => flag(value)).toThrow(InputError);
			expect(() => flag(value)).toThrow(/^Return All (holds|yields)/);
		},
	);
});

describe('a field of a collection', () => {
	const read = (parameters: object) =>
		holding(parameters).ifAdded('options.limitPerRun', (name) => `read ${name}`);

	it.each([[{}], [{ options: {} }], [{ options: { other: 1 } }]])(
		'that was not added is absent: %j',
		(parameters) => {
			expect(read(parameters)).toBeUndefined();
		},
	);

	it.each([['5'], [5], [0], [false]])('that was added is read: %j', (limitPerRun) => {
		expect(read({ options: { limitPerRun } })).toBe('read options.limitPerRun');
	});

	it.each([[undefined], [null], [''], [' \t']])(
		'that yields nothing is refused: %j',
		(limitPerRun) => {
			expect(() => read({ options: { limitPerRun } })).toThrow(
				/^Limit per Run was added but yields nothing/,
			);
		},
	);

	it.each([[undefined], [null], ['limits'], [[]], [7]])(
		'of a collection that is an expression without fields is refused: %j',
		(options) => {
			const input = holding({}, { getNodeParameter: () => options });
			expect(() => input.ifAdded('options.limitPerRun', () => 1)).toThrow(
				/^Options yields no fields/,
			);
		},
	);
});

describe('text that pays', () => {
	it('stays as it was typed, without the white space around it', () => {
		expect(holding({ title: '\n a – B\u200b  c ' }).payingText('title', 'note')).toBe(
			'a – B\u200b  c',
		);
		expect(holding({ title: 7 }).payingText('title', 'note')).toBe('7');
	});

	it('is refused by the label of its field', () => {
		expect(() => holding({ title: 'undefined' }).payingText('title', 'note')).toThrow(
			/^Title holds "undefined"/,
		);
	});

	it('passes where a part cannot be evaluated by itself, or nothing can', () => {
		const source = {
			getNodeParameter: (
				_name: string,
				_index: number,
				_fallback: string,
				{ rawExpressions = false },
			) => (rawExpressions ? '=A {{ $json.b }}' : 'A b'),
		};
		const evaluateExpression = () => {
			throw new Error('no');
		};
		expect(holding({}, source).payingText('title', 'note')).toBe('A b');
		expect(holding({}, { ...source, evaluateExpression }).payingText('title', 'note')).toBe('A b');
	});
});
