import type { IExecuteFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { runTotalsOf } from '../../nodes/zen-n8n/runTotals';

type Context = Pick<IExecuteFunctions, 'getContext' | 'getExecutionId'>;
const within = (kept: Record<string, never>): Context => ({
	getContext: () => kept,
	getExecutionId: () => '1',
});

describe('what a node has sent within an execution', () => {
	it('is counted for each currency by itself', () => {
		const totals = runTotalsOf(within({}));
		totals.add('EUR', 1050n);
		totals.add('PLN', 99n);
		totals.add('EUR', 50n);
		expect([totals.of('EUR'), totals.of('PLN'), totals.of('USD')]).toEqual([1100n, 99n, 0n]);
	});

	it('is known to the next call of the node, also when the execution was saved in between', () => {
		const kept = {};
		const beyond = 2n ** 64n;
		runTotalsOf(within(kept)).add('EUR', beyond);
		const loaded = JSON.parse(JSON.stringify(kept));
		const next = runTotalsOf(within(loaded));
		expect(next.of('EUR')).toBe(beyond);
		next.add('EUR', 1n);
		expect(runTotalsOf(within(loaded)).of('EUR')).toBe(beyond + 1n);
	});

	it('is seen by all that count in the same call', () => {
		const context = within({});
		const [one, other] = [runTotalsOf(context), runTotalsOf(context)];
		one.add('EUR', 5n);
		other.add('EUR', 6n);
		expect(one.of('EUR')).toBe(11n);
	});

	it('is of the one call where there is no execution', () => {
		const context: Context = {
			getExecutionId: () => undefined as unknown as string,
			getContext: () => {
				throw new Error('`executionData` is not initialized');
			},
		};
		const totals = runTotalsOf(context);
		totals.add('EUR', 5n);
		expect(totals.of('EUR')).toBe(5n);
		expect(runTotalsOf(context).of('EUR')).toBe(0n);
	});
});
