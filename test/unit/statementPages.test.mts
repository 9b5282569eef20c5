import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectWhole, ZenError } from '../../nodes/zen-client';
import { readPage } from '../../nodes/zen-client/answers';
import { PAGE_SIZE, pages } from '../../nodes/zen-client/pages';
import type { Page } from '../../nodes/zen-client/pages';

const item = (id: number) => ({ id });
const items = (count: number) => Array.from({ length: count }, (_, id) => item(id));

/** Hands out one page after the other, whatever the cursor. */
const whole = async (script: Page[]) => {
	let next = 0;
	return await collectWhole(
		pages(async () => script[next++]!),
		'the payments of account A',
	);
};

describe('a list that must not lack anything', () => {
	it.each<[string, Page[]]>([
		['its last page says so', [{ items: [item(1)], more: false }]],
		[
			'the last of several pages says so',
			[
				{ items: [item(1)], next: 'a', more: true },
				{ items: [item(2)], more: false },
			],
		],
		['there is nothing on it', [{ items: [], more: false }]],
		[
			'its last page is empty and says so',
			[
				{ items: items(PAGE_SIZE), next: 'a', more: true },
				{ items: [], more: false },
			],
		],
	])('is whole when %s', async (_name, script) => {
		expect(await whole(script)).toEqual(script.flatMap(({ items }) => items));
	});

	it.each<[string, Page[]]>([
		['more is announced without a cursor', [{ items: [item(1)], more: true }]],
		[
			'an empty page announces more',
			[
				{ items: [item(1)], next: 'a', more: true },
				{ items: [], next: 'b', more: true },
			],
		],
		[
			'a cursor comes again',
			[
				{ items: [item(1)], next: 'a', more: true },
				{ items: [item(2)], next: 'a', more: true },
			],
		],
		['nothing is said of an end', [{ items: [item(1)] }]],
		['there is nothing on it, and nothing is said of an end', [{ items: [] }]],
		[
			'an empty page follows that says nothing',
			[{ items: [item(1)], next: 'a', more: true }, { items: [] }],
		],
		[
			'nothing follows on a page that was not full and announced more',
			[
				{ items: [item(1)], next: 'a', more: true },
				{ items: [], more: false },
			],
		],
		[
			'its last page is one that came before',
			[
				{ items: [item(1)], next: 'a', more: true },
				{ items: [item(1)], more: false },
			],
		],
		[
			'its cursors change, but its pages do not',
			[
				{ items: [item(1)], next: 'a', more: true },
				{ items: [item(1)], next: 'b', more: true },
			],
		],
	])('is refused when %s', async (_name, script) => {
		const reading = whole(script);
		await expect(reading).rejects.toThrow(ZenError);
		await expect(reading).rejects.toThrow('did not hand over all of the payments of account A');
	});

	it('is whole where fewer were asked for, or come, and the last page is empty', async () => {
		const script: Page[] = [
			{ items: items(50), next: 'a', more: true },
			{ items: [], more: false },
		];
		const load = () => async (cursor?: string) => script[cursor === undefined ? 0 : 1]!;
		const asked = pages(load(), Infinity, false, { pageSize: 50 });
		expect(await collectWhole(asked, 'the list')).toHaveLength(50);
		await expect(collectWhole(pages(load()), 'the list')).rejects.toThrow('did not hand over all');
		const second = { items: items(100).slice(50), next: 'b', more: true };
		const capped = async (cursor?: string) =>
			cursor === 'a' ? second : script[cursor === undefined ? 0 : 1]!;
		expect(await collectWhole(pages(capped), 'the list')).toHaveLength(100);
	});

	it('is refused when only a part of it was asked for', async () => {
		const load = async (): Promise<Page> => ({ items: [item(1), item(2)], more: false });
		await expect(collectWhole(pages(load, 1), 'the list')).rejects.toThrow('did not hand over all');
		expect(await collectWhole(pages(load, 3), 'the list')).toHaveLength(2);
		expect(await collectWhole(pages(load, 1), 'the list', { enough: 1 })).toHaveLength(1);
	});

	it.each<[string, Page, boolean]>([
		['a page that is not full', { items: items(PAGE_SIZE - 1) }, true],
		['no page at all', { items: [] }, true],
		['a full page', { items: items(PAGE_SIZE) }, false],
		['a page that announces more', { items: items(1), more: true }, false],
		['the same page behind each cursor', { items: items(50), next: 'a' }, false],
	])('where silence is the end, it is whole or refused after %s', async (_name, page, isWhole) => {
		const reading = collectWhole(
			pages(async () => page, Infinity, true),
			'the list',
		);
		if (isWhole) expect(await reading).toEqual(page.items);
		else await expect(reading).rejects.toThrow('did not hand over all of the list');
	});

	it('where silence is the end, it is refused after nothing behind a page that was not full', async () => {
		const script: Page[] = [{ items: items(50), next: 'a' }, { items: [] }];
		const load = async (cursor?: string) => script[cursor === undefined ? 0 : 1]!;
		const reading = collectWhole(pages(load, Infinity, true), 'the list');
		await expect(reading).rejects.toThrow('did not hand over all of the list');
	});

	it('is whole or refused wherever it breaks off', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 12 }), async (count, cut) => {
				const script = Array.from({ length: count }, (_, index): Page => {
					const last = index === count - 1;
					const next = last || index === cut ? undefined : String(index);
					return { items: [item(index)], next, more: !last };
				});
				if (cut >= count - 1) expect(await whole(script)).toHaveLength(count);
				else await expect(whole(script)).rejects.toThrow(ZenError);
			}),
		);
	});
});

describe('what an answer says of further pages', () => {
	const read = (body: string) => {
		const page = readPage(
			{ status: 200, headers: {}, body: Buffer.from(body) },
			['data'],
			(raw) => raw,
		);
		return { next: page.next, more: page.more };
	};

	it.each<[string, ReturnType<typeof read>]>([
		['{"data":[],"meta":{"hasNext":true,"lastEntryId":"x"}}', { next: 'x', more: true }],
		['{"data":[],"meta":{"hasNext":true,"lastEntryId":null}}', { next: undefined, more: true }],
		['{"data":[],"meta":{"hasNext":false,"lastEntryId":"x"}}', { next: undefined, more: false }],
		['{"data":[],"meta":{"hasNext":false,"lastEntryId":5}}', { next: undefined, more: false }],
		// What leads on is no silence, and what is told and is no plain no is none.
		['{"data":[],"meta":{"lastEntryId":"x"}}', { next: 'x', more: undefined }],
		['{"data":[],"meta":{"hasNext":"true","lastEntryId":"x"}}', { next: 'x', more: true }],
		['{"data":[],"meta":{"hasNext":1,"lastEntryId":"x"}}', { next: 'x', more: true }],
		['{"data":[],"meta":{"lastEntryId":""}}', { next: undefined, more: undefined }],
		['{"data":[],"meta":{"hasNext":"false"}}', { next: undefined, more: true }],
		['{"data":[],"meta":{"hasNext":null}}', { next: undefined, more: undefined }],
		['[]', { next: undefined, more: undefined }],
	])('%s', (body, said) => {
		expect(read(body)).toEqual(said);
	});
});
