import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICheckProcessedContextData, INode } from 'n8n-workflow';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeduplicationStore } from './harness/deduplication';

const workflow = { id: 'w1', active: true };
const node = (id: string): ICheckProcessedContextData => ({ workflow, node: { id } as INode });
const entries = { mode: 'entries' } as const;

describe("the stand-in for n8n's deduplication store", () => {
	it('tells new values from processed ones and records the new', async () => {
		const store = new DeduplicationStore();
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
		const store = new DeduplicationStore();
		const { new: fresh } = await store.checkProcessedAndRecord(
			['a', 'a'],
			'node',
			node('n'),
			entries,
		);
		expect(fresh).toEqual(['a', 'a']);
		expect(await store.getProcessedDataCount('node', node('n'))).toBe(2);
	});

	it('has one row for each node, and one that the nodes of a workflow share', async () => {
		const store = new DeduplicationStore();
		await store.checkProcessedAndRecord(['a'], 'workflow', node('n'), entries);
		const isNew = async (scope: 'node' | 'workflow', context: ICheckProcessedContextData) =>
			(await store.checkProcessedAndRecord(['a'], scope, context, entries)).new.length === 1;

		expect(await isNew('workflow', node('other'))).toBe(false);
		expect(await isNew('node', node('n'))).toBe(true);
		expect(await isNew('node', node('other'))).toBe(true);
		expect(await isNew('workflow', { workflow: { id: 'w2', active: true } })).toBe(true);
	});

	it('drops the oldest values beyond maxEntries', async () => {
		const store = new DeduplicationStore();
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
		const store = new DeduplicationStore();
		await store.checkProcessedAndRecord(['a', 'b', 'c'], 'node', node('n'), entries);
		await store.removeProcessed(['a', 'never there'], 'node', node('n'), entries);
		expect(await store.getProcessedDataCount('node', node('n'))).toBe(2);
		await store.clearAllProcessedItems('node', node('n'));
		expect(await store.getProcessedDataCount('node', node('n'))).toBe(0);
	});

	it('loses entries when calls overlap, as reading and writing back does', async () => {
		const store = new DeduplicationStore();
		const record = async (value: string) =>
			await store.checkProcessedAndRecord([value], 'node', node('n'), entries);
		await record('first');
		await Promise.all([record('a'), record('b')]);
		expect(await store.getProcessedDataCount('node', node('n'))).toBe(2);
	});

	it('refuses the second of two overlapping calls that would make the row', async () => {
		const store = new DeduplicationStore();
		const record = async (value: string) =>
			await store.checkProcessedAndRecord([value], 'node', node('n'), entries);
		const results = await Promise.allSettled([record('a'), record('b')]);
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
	});

	it('refuses a workflow without an id, and modes it does not know', async () => {
		const store = new DeduplicationStore();
		const unsaved = { workflow: { id: '', active: false } };
		const check = async (mode: 'entries' | 'latestDate', context: ICheckProcessedContextData) =>
			await store.checkProcessedAndRecord(['a'], 'workflow', context, { mode });
		await expect(check('entries', unsaved)).rejects.toThrow('never saved');
		await expect(check('latestDate', node('n'))).rejects.toThrow('"latestDate"');
	});

	it('keeps its rows in a file for the next process', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'deduplication-'));
		onTestFinished(() => rmSync(folder, { recursive: true }));
		const file = join(folder, 'rows.json');
		await new DeduplicationStore(file).checkProcessedAndRecord(['a'], 'node', node('n'), entries);
		const next = await new DeduplicationStore(file).checkProcessedAndRecord(
			['a', 'b'],
			'node',
			node('n'),
			entries,
		);
		expect(next).toEqual({ new: ['b'], processed: ['a'] });
		expect(existsSync(`${file}.new`)).toBe(false);
	});
});
