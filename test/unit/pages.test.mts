import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PageWatch, ZenError } from '../../nodes/zen-client';
import type { JsonObject } from '../../nodes/zen-client';
import { pages } from '../../nodes/zen-client/pages';
import type { Page } from '../../nodes/zen-client/pages';

async function collect(source: AsyncIterable<JsonObject>): Promise<JsonObject[]> {
	const found: JsonObject[] = [];
	for await (const one of source) found.push(one);
	return found;
}

const item = (id: number) => ({ id });
const items = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => item(from + index));

/** A list that is cut into pages by the position they start at. */
const listOf = (count: number, pageSize: number) =>
	vi.fn(async (cursor: string | undefined): Promise<Page> => {
		const start = Number(cursor ?? 0);
		const end = Math.min(start + pageSize, count);
		return { items: items(start, end), next: end < count ? String(end) : undefined };
	});

describe('a paged list', () => {
	it('is handed over whole and in order, whatever its length and the size of its pages', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat({ max: 60 }),
				fc.integer({ min: 1, max: 20 }),
				async (count, pageSize) => {
					const load = listOf(count, pageSize);
					expect(await collect(pages(load))).toEqual(items(0, count));
					expect(load).toHaveBeenCalledTimes(Math.max(1, Math.ceil(count / pageSize)));
				},
			),
		);
	});

	it('is handed over up to a limit, and no page is asked for beyond it', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (enough) => {
				const load = listOf(60, 10);
				expect(await collect(pages(load, enough))).toEqual(items(0, enough));
				expect(load).toHaveBeenCalledTimes(Math.ceil(enough / 10));
			}),
		);
	});

	it('is fetched with the cursor that came with the page before', async () => {
		const load = listOf(25, 10);
		await collect(pages(load));
		expect(load.mock.calls).toEqual([[undefined], ['10'], ['20']]);
	});

	it('is fetched as it is asked for, and no further', async () => {
		const load = listOf(60, 10);
		for await (const { id } of pages(load)) if (id === 12) break;
		expect(load).toHaveBeenCalledTimes(2);
	});

	it.each<[string, Page[], number, number]>([
		[
			'an empty page',
			[
				{ items: items(0, 2), next: 'a' },
				{ items: [], next: 'b' },
			],
			2,
			2,
		],
		['a page without a cursor', [{ items: items(0, 2) }], 1, 2],
		[
			'the page that came before, as when the cursor is not heeded',
			[
				{ items: items(0, 2), next: 'a' },
				{ items: items(0, 2), next: 'a' },
			],
			2,
			2,
		],
		[
			'a page that came some time before',
			[
				{ items: items(0, 1), next: 'a' },
				{ items: items(1, 2), next: 'b' },
				{ items: items(0, 1), next: 'a' },
			],
			3,
			2,
		],
	])('ends with %s, and nothing comes twice', async (_name, script, calls, count) => {
		const load = vi.fn(async () => script[load.mock.calls.length - 1] ?? { items: [item(-1)] });
		expect(await collect(pages(load))).toEqual(items(0, count));
		expect(load).toHaveBeenCalledTimes(calls);
	});

	it('hands over once what comes twice, on one page or on pages that shift', async () => {
		const script: Page[] = [
			{ items: [item(0), item(1), item(1)], next: 'a', more: true },
			{ items: [item(1), item(2)], next: 'b', more: true },
			{ items: [item(2), item(3), { id: 'ABC' }, { id: 'abc' }], more: false },
		];
		const load = vi.fn(async () => script[load.mock.calls.length - 1]!);
		expect(await collect(pages(load))).toEqual([...items(0, 4), { id: 'ABC' }]);
	});

	it('hands over a draft by its own ID, and every item that has none', async () => {
		const unnamed: JsonObject[] = [{ id: '' }, { id: null }, { title: 'a' }, { title: 'a' }];
		const drafts = [
			{ draftId: 'a', id: 'p' },
			{ draftId: 'b', id: 'p' },
		];
		const load = async () => ({ items: [...unnamed, ...drafts], more: false });
		expect(await collect(pages(load))).toEqual([...unnamed, ...drafts]);
	});

	it('counts only what it hands over', async () => {
		const script: Page[] = [
			{ items: [item(0), item(0)], next: 'a', more: true },
			{ items: [item(0), item(1)], next: 'b', more: true },
			{ items: [item(2)], more: false },
		];
		const load = vi.fn(async () => script[load.mock.calls.length - 1]!);
		expect(await collect(pages(load, 2))).toEqual(items(0, 2));
		expect(load).toHaveBeenCalledTimes(2);
	});

	it.each<[string, (page: number) => Page]>([
		['new items', (page) => ({ items: [item(page)], next: `${page}`, more: true })],
		['items without an ID', (page) => ({ items: [{ page }], next: `${page}`, more: true })],
	])('that goes on for ever with %s ends after very many pages', async (_name, pageAt) => {
		let page = 0;
		const reading = collect(
			pages(async () => pageAt((page += 1)), Infinity, false, { watch: new PageWatch(50) }),
		);
		await expect(reading).rejects.toThrow(ZenError);
		await expect(reading).rejects.toThrow('did not come to the end of a list within 50 pages');
		expect(page).toBe(50);
	});

	it('may have ten thousand pages', async () => {
		const load = listOf(10_000, 1);
		expect(await collect(pages(load))).toHaveLength(10_000);
		const endless = vi.fn(async () => {
			const page = endless.mock.calls.length;
			return { items: [item(page)], next: String(page), more: true };
		});
		await expect(collect(pages(endless))).rejects.toThrow('within 10000 pages');
	});

	it('ends, and hands over nothing twice, whatever the answers are', async () => {
		const page = fc.record<Page>({
			items: fc.array(fc.nat({ max: 5 }).map(item), { maxLength: 3 }),
			next: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
			more: fc.option(fc.boolean(), { nil: undefined }),
		});
		await fc.assert(
			fc.asyncProperty(fc.infiniteStream(page), async (answers) => {
				const load = vi.fn(async () => answers.next().value);
				const found = (await collect(pages(load))).map(({ id }) => id);
				expect(new Set(found).size).toBe(found.length);
				expect(load.mock.calls.length).toBeLessThanOrEqual(4);
			}),
		);
	});

	it('passes on what a page failed with, after the items before it', async () => {
		const load = vi.fn(async (cursor: string | undefined) => {
			if (cursor) throw new Error('second page');
			return { items: items(0, 2), next: 'a' };
		});
		const seen: unknown[] = [];
		const reading = (async () => {
			for await (const one of pages(load)) seen.push(one);
		})();
		await expect(reading).rejects.toThrow('second page');
		expect(seen).toEqual(items(0, 2));
	});
});
