import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { readOnce } from '../../nodes/zen-n8n/readOnce';

/** n8n's context, as far as fields are read from it, and what it was asked. */
function contextWith(
	parameters: INodeParameters,
	values: (name: string, index: number) => unknown,
) {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, index: number) => {
			asked.push(`${name} ${index}`);
			return values(name, index);
		},
		getTimezone: () => 'UTC',
		evaluateExpression: (expression: string, index: number) => `${expression} ${index}`,
	} as unknown as IExecuteFunctions;
	return { source: readOnce(context), asked };
}

const three = <T,>(of: (index: number) => T) => [0, 1, 2].map(of);

describe('a field is read once for all items', () => {
	it.each<[string, INodeParameters, string]>([
		['text', { title: 'Rent' }, 'title'],
		['a number', { limit: 5 }, 'limit'],
		['within a collection', { options: { sendAgain: true } }, 'options.sendAgain'],
		['a resource locator', { accountId: { __rl: true, mode: 'id', value: 'x' } }, 'accountId'],
	])('where no expression is in it: %s', (_name, parameters, name) => {
		const { source, asked } = contextWith(parameters, () => 'value');
		expect(three((index) => source.getNodeParameter(name, index, '', {}))).toEqual(
			Array(3).fill('value'),
		);
		expect(asked).toEqual([`${name} 0`]);
	});

	it.each<[string, INodeParameters, string]>([
		['it is an expression', { title: '={{ $json.title }}' }, 'title'],
		['a part of it is one', { accountId: { mode: 'id', value: '={{ $json.id }}' } }, 'accountId'],
		['one stands beside it in its collection', { options: { a: '=x', b: 1 } }, 'options.b'],
		['one stands in a list', { rows: [{ a: 1 }, { a: '={{ 1 }}' }] }, 'rows'],
		['the workflow does not hold it', {}, 'title'],
		['it only is inherited', {}, 'constructor'],
	])('but for each item where %s', (_name, parameters, name) => {
		const { source, asked } = contextWith(parameters, (_field, index) => `value ${index}`);
		expect(three((index) => source.getNodeParameter(name, index, '', {}))).toEqual([
			...['value 0', 'value 1', 'value 2'],
		]);
		expect(asked).toHaveLength(3);
	});

	it('an object is never shared, and what is asked otherwise is asked anew', () => {
		const { source, asked } = contextWith({ options: { a: 1 }, title: 'x' }, (name) =>
			name === 'options' ? { a: 1 } : 'x',
		);
		const [one, other] = three((index) => source.getNodeParameter('options', index, {}, {}));
		expect(one).not.toBe(other);
		source.getNodeParameter('title', 0, '', {});
		source.getNodeParameter('title', 1, '', { rawExpressions: true });
		source.getNodeParameter('title', 2, 'unless', {});
		expect(asked.filter((name) => name.startsWith('title'))).toHaveLength(3);
	});

	it('a failure is not kept', () => {
		let calls = 0;
		const { source } = contextWith({ title: 'x' }, () => {
			if (calls++ === 0) throw new Error('not yet');
			return 'x';
		});
		expect(() => source.getNodeParameter('title', 0, '', {})).toThrow('not yet');
		expect(source.getNodeParameter('title', 1, '', {})).toBe('x');
	});
});
