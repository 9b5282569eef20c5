import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

type Row = { mode: string; data: string[] };
type Items = DeduplicationItemTypes[];

const hash = (value: DeduplicationItemTypes) =>
	createHash('md5').update(value.toString()).digest('base64');

/**
 * Stands in for the deduplication store of n8n's server, in mode `entries`, as the server's source
 * has it: one row for each workflow (scope `workflow`) or node id (scope `node`), which is read,
 * changed and written back with waiting in between, so calls that overlap lose each other's entries
 * here too; values are kept as MD5; a value twice in one call counts as new twice; `maxEntries`
 * drops the oldest; a workflow that was never saved has no id and is refused.
 */
export class DeduplicationStore implements IDataDeduplicator {
	/** @param file keeps the rows across processes; without it they live in memory */
	constructor(private readonly file?: string) {}

	private memory: Record<string, Row> = {};

	async checkProcessedAndRecord(
		items: Items,
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ mode, maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		assertEntries(mode);
		const key = rowKey(scope, context);
		const row = await this.read(key);
		if (row && row.mode !== mode) throw new Error(`The row was saved in mode "${row.mode}"`);

		const known = new Set(row?.data);
		const isKnown = (item: DeduplicationItemTypes) => known.has(hash(item));
		const fresh = items.filter((item) => !isKnown(item));
		const data = [...(row?.data ?? []), ...fresh.map(hash)];
		await this.write(key, { mode, data: maxEntries ? data.slice(-maxEntries) : data }, !row);
		return { new: fresh, processed: items.filter(isKnown) };
	}

	async removeProcessed(
		items: Items,
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ mode }: ICheckProcessedOptions,
	): Promise<void> {
		assertEntries(mode);
		const key = rowKey(scope, context);
		const row = await this.read(key);
		if (!row) return;
		for (const value of items.map(hash)) {
			const index = row.data.indexOf(value);
			if (index !== -1) row.data.splice(index, 1);
		}
		await this.write(key, row, false);
	}

	async clearAllProcessedItems(scope: DeduplicationScope, context: ICheckProcessedContextData) {
		const rows = this.rows();
		delete rows[rowKey(scope, context)];
		this.save(rows);
	}

	async getProcessedDataCount(scope: DeduplicationScope, context: ICheckProcessedContextData) {
		return (await this.read(rowKey(scope, context)))?.data.length ?? 0;
	}

	/** The row of a workflow as it stands, to write it back too late. */
	rowOf(context: ICheckProcessedContextData): string[] {
		return [...(this.rows()[rowKey('workflow', context)]?.data ?? [])];
	}

	/** Writes a row that was read before others have changed it, with what was to be added. */
	async overwrite(context: ICheckProcessedContextData, data: string[], items: Items) {
		const row = { mode: 'entries', data: [...data, ...items.map(hash)] };
		await this.write(rowKey('workflow', context), row, false);
	}

	private async read(key: string): Promise<Row | undefined> {
		const row = structuredClone(this.rows()[key]);
		await setImmediate();
		return row;
	}

	private async write(key: string, row: Row, isNew: boolean): Promise<void> {
		await setImmediate();
		const rows = this.rows();
		if (isNew && rows[key]) throw new Error('UNIQUE constraint failed: another call came first');
		// Changing a row that was deleted meanwhile changes nothing.
		if (!isNew && !rows[key]) return;
		this.save({ ...rows, [key]: row });
	}

	private rows(): Record<string, Row> {
		if (!this.file) return this.memory;
		return existsSync(this.file) ? JSON.parse(readFileSync(this.file, 'utf8')) : {};
	}

	/** Done when it returns, and never half done: a process may be killed at any time. */
	private save(rows: Record<string, Row>): void {
		this.memory = rows;
		if (!this.file) return;
		writeFileSync(`${this.file}.new`, JSON.stringify(rows));
		renameSync(`${this.file}.new`, this.file);
	}
}

function assertEntries(mode: string): void {
	if (mode !== 'entries') throw new Error(`This store knows mode "entries" only, not "${mode}"`);
}

function rowKey(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData): string {
	if (!workflow.id) throw new Error('The workflow has no id: it was never saved');
	return scope === 'node' ? `${workflow.id}/n:${node?.id}` : `${workflow.id}/`;
}
