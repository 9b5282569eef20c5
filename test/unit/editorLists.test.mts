import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { NewestPayments } from '../../nodes/Zen/methods/NewestPayments';
import { searchDrafts } from '../../nodes/Zen/methods/searchDrafts';
import type { Zen } from '../../nodes/zen-client';

const item = (id: number) => ({ id: String(id), createdAt: '2026-11-01T10:00:00Z' });
const FULL = Array.from({ length: 100 }, (_, id) => item(id));

/** Takes payments as the editor does, fifty at a time, each time from the token of the time before. */
async function scroll(historyPage: Zen['historyPage']): Promise<number> {
	let token: string | undefined;
	let taken = 0;
	do {
		const payments = new NewestPayments({ historyPage } as Zen, ['A'], token);
		for (let count = 0; count < 50 && (await payments.take()); count++) taken += 1;
		token = payments.token();
	} while (token !== undefined && taken < 500_000);
	return taken;
}

/** The same of drafts. @returns how many times the editor asked */
async function scrollDrafts(page: Zen['drafts']['page'], wanted = ''): Promise<number> {
	const context = { getCurrentNodeParameter: () => '' } as unknown as ILoadOptionsFunctions;
	const zen = { drafts: { page } } as Zen;
	const matches = (...texts: unknown[]) => texts.some((text) => String(text).includes(wanted));
	let token: string | undefined;
	for (let asked = 1; ; asked++) {
		const found = await searchDrafts({ zen, context, matches, wanted, token });
		token = found.paginationToken as string | undefined;
		if (token === undefined || asked > 5_000) return asked;
	}
}

describe('the list of payments in the editor comes to an end', () => {
	it('where the cursor is not heeded', async () => {
		const load = vi.fn(async () => ({ items: FULL, next: 'a', more: true }));
		expect(await scroll(load)).toBeLessThanOrEqual(200);
		expect(load.mock.calls.length).toBeLessThan(10);
	});

	it('where the same page comes under ever new cursors', async () => {
		let calls = 0;
		const load = async () => ({ items: FULL, next: String((calls += 1)), more: true });
		await scroll(load);
		expect(calls).toBeLessThan(5_000);
	});

	it('where the cursors lead back', async () => {
		const load = vi.fn(async (_query, { cursor = 'a' }: { cursor?: string }) => ({
			items: [item(cursor === 'a' ? 1 : 2)],
			next: cursor === 'a' ? 'b' : 'a',
			more: true,
		}));
		await scroll(load);
		expect(load.mock.calls.length).toBeLessThan(5_000);
	});

	it('where empty pages are followed by others', async () => {
		const load = vi.fn(async () => ({ items: [], next: String(Math.random()), more: true }));
		expect(await scroll(load)).toBe(0);
		expect(load).toHaveBeenCalledTimes(1);
	});

	it('where there is ever more', async () => {
		let calls = 0;
		const load = async () => {
			calls += 1;
			return { items: [item(calls)], next: String(calls), more: true };
		};
		expect(await scroll(load)).toBeLessThanOrEqual(1_000);
	});
});

describe('the list of drafts in the editor comes to an end', () => {
	it.each(['', 'not there'])('where there is ever more, searched for "%s"', async (wanted) => {
		let calls = 0;
		const load = async () => {
			calls += 1;
			return { items: [{ draftId: String(calls) }], next: String(calls), more: true };
		};
		expect(await scrollDrafts(load, wanted)).toBeLessThanOrEqual(1_000);
		expect(calls).toBeLessThanOrEqual(1_000);
	});

	it('where the cursors lead back', async () => {
		const load = async (_query: object, { cursor = 'a' }: { cursor?: string }) => ({
			items: [{ draftId: cursor }],
			next: cursor === 'a' ? 'b' : 'a',
			more: true,
		});
		expect(await scrollDrafts(load)).toBeLessThanOrEqual(1_000);
	});
});
