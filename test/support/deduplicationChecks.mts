import type { ICheckProcessedContextData, IDataDeduplicator, INode } from 'n8n-workflow';
import { expect, it } from 'vitest';

const workflow = { id: 'w1', active: true };
const entries = { mode: 'entries' } as const;

/** A call of node `id` in a workflow. */
export const node = (id: string): ICheckProcessedContextData => ({
	workflow,
	node: { id } as INode,
});

/**
 * What is relied upon of n8n's deduplication store. Run against n8n's own and against its stand-in
 * alike, so that neither can differ from the other without a word.
 *
 * @param open gives an empty store
 */
export function deduplicationChecks(open: () => IDataDeduplicator): void {
	it('tells new values from processed ones and records the new', async () => {
		const store = open();
		expect(await store.checkProcessedAndRecord(['a', 1], 'node', node('n'), entries)).toEqual({
			new: ['a', 1],
			processed: [],
		});
		// Values are compared as text.
		expect(await store.checkProcessedAndRecord(['1', 'b'], 'node', node('n'), entries)).toEqual({
			new: ['b'],
			processed: ['1'],
		});
	});

	it('counts a value twice in one call as new twice', async () => {
		const store = open();
		const { new: fresh } = await store.checkProcessedAndRecord(
			['a', 'a'],
			'node',
			node('n'),
			entries,
		);
		expect(fresh).toEqual(['a', 'a']);
		expect(await store.getProcessedDataCount('node', node('n'), entries)).toBe(2);
	});

	it('has one row for each node, and one that the nodes of a workflow share', async () => {
		const store = open();
		await store.checkProcessedAndRecord(['a'], 'workflow', node('n'), entries);
		const isNew = async (scope: 'node' | 'workflow', context: ICheckProcessedContextData) =>
			(await store.checkProcessedAndRecord(['a'], scope, context, entries)).new.length === 1;

		expect(await isNew('workflow', node('other'))).toBe(false);
		expect(await isNew('node', node('n'))).toBe(true);
		expect(await isNew('node', node('other'))).toBe(true);
		expect(await isNew('workflow', { workflow: { id: 'w2', active: true } })).toBe(true);
	});

	it('drops the oldest values beyond maxEntries', async () => {
		const store = open();
		const options = { ...entries, maxEntries: 2 };
		await store.checkProcessedAndRecord(['a', 'b', 'c'], 'node', node('n'), options);
		await store.checkProcessedAndRecord(['d'], 'node', node('n'), options);
		const { new: fresh } = await store.checkProcessedAndRecord(
			['b', 'c', 'd'],
			'node',
			node('n'),
			entries,
		);
		expect(fresh).toEqual(['b']);
	});

	it('forgets single values, or all', async () => {
		const store = open();
		await store.checkProcessedAndRecord(['a', 'b', 'c'], 'node', node('n'), entries);
		await store.removeProcessed(['a', 'never there'], 'node', node('n'), entries);
		expect(await store.getProcessedDataCount('node', node('n'), entries)).toBe(2);
		await store.clearAllProcessedItems('node', node('n'), entries);
		expect(await store.getProcessedDataCount('node', node('n'), entries)).toBe(0);
	});

	it('loses entries when calls overlap, as reading and writing back does', async () => {
		const store = open();
		const record = async (value: string) =>
			await store.checkProcessedAndRecord([value], 'node', node('n'), entries);
		await record('first');
		await Promise.all([record('a'), record('b')]);
		expect(await store.getProcessedDataCount('node', node('n'), entries)).toBe(2);
	});

	it('refuses the second of two overlapping calls that would make the row', async () => {
		const store = open();
		const record = async (value: string) =>
			await store.checkProcessedAndRecord([value], 'node', node('n'), entries);
		const results = await Promise.allSettled([record('a'), record('b')]);
		expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	it('brings back no entry that is deleted while a call is under way', async () => {
		const store = open();
		const record = async (value: string) =>
			await store.checkProcessedAndRecord([value], 'node', node('n'), entries);
		await record('first');
		await Promise.all([record('second'), store.clearAllProcessedItems('node', node('n'), entries)]);
		// Whether the second one was deleted with it depends on which of the two came first.
		expect(await store.getProcessedDataCount('node', node('n'), entries)).toBeLessThan(2);
		expect((await record('first')).new).toEqual(['first']);
	});
}
