import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICheckProcessedContextData } from 'n8n-workflow';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deduplicationChecks, node } from '../support/deduplicationChecks.mts';
import { DeduplicationStore } from './harness/deduplication.mts';

const entries = { mode: 'entries' } as const;

describe("the stand-in for n8n's deduplication store", () => {
	deduplicationChecks(() => new DeduplicationStore());

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
