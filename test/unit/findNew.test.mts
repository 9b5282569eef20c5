import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../nodes/zen-client';
import { findNew, type Kept } from '../../nodes/ZenPollTrigger/findNew';

/** A ZEN whose payments may turn up long after the time they are booked at. */
class LateZen {
	readonly asked: string[] = [];
	isWhole = true;
	readonly visible: Record<string, JsonObject[]> = { a: [] };

	async accounts() {
		return Object.keys(this.visible).map((accountId) => ({ accountId }));
	}

	async *history({ accountId, bookedAtFrom = '' }: { accountId: string; bookedAtFrom?: string }) {
		this.asked.push(`${accountId} ${bookedAtFrom}`);
		const found = this.visible[accountId]!.filter(
			({ bookedAt }) => bookedAt === null || String(bookedAt).slice(0, 10) >= bookedAtFrom,
		);
		yield* found;
		return this.isWhole;
	}
}

const at = (id: string, bookedAt: string | null): JsonObject => ({
	id,
	bookedAt,
	createdAt: bookedAt,
});

const pollOn = async (zen: LateZen, today: string, kept?: Kept, more: object = {}) => {
	const search = { zen, accountIds: ['a'], overlapDays: 3, today, ...more };
	const { found, keep } = await findNew(search, kept);
	// What is kept goes through JSON in n8n's database.
	return {
		ids: found.map(({ payment }) => payment.id),
		keep: JSON.parse(JSON.stringify(keep)) as Kept,
	};
};

describe('finding what was booked since the last poll', () => {
	it('looks back by the overlap, and finds what turns up late, once', async () => {
		const zen = new LateZen();
		let { ids, keep } = await pollOn(zen, '2026-09-10');
		zen.visible.a!.push(at('late', '2026-09-07T10:00:00Z'), at('early', '2026-09-06T10:00:00Z'));
		({ ids, keep } = await pollOn(zen, '2026-09-10', keep));
		expect(ids).toEqual(['late']);
		expect(zen.asked).toEqual(['a 2026-09-07', 'a 2026-09-07']);
		for (const today of ['2026-09-10', '2026-09-11', '2026-09-14', '2026-09-20']) {
			({ ids, keep } = await pollOn(zen, today, keep));
			expect(ids).toEqual([]);
		}
	});

	it('looks back from the last poll that succeeded, however long ago', async () => {
		const zen = new LateZen();
		const { keep } = await pollOn(zen, '2026-09-10');
		zen.visible.a!.push(at('during', '2026-09-12T10:00:00Z'));
		const after = await pollOn(zen, '2026-11-30', keep);
		expect(after.ids).toEqual(['during']);
		expect(zen.asked.at(-1)).toBe('a 2026-09-07');
		await pollOn(zen, '2026-11-30', after.keep);
		expect(zen.asked.at(-1)).toBe('a 2026-11-27');
	});

	it('takes no part of a list for the whole: nothing is found, and all of it by the next poll', async () => {
		const zen = new LateZen();
		const { keep } = await pollOn(zen, '2026-09-10');
		zen.visible.a!.push(at('p', '2026-09-10T10:00:00Z'));
		zen.isWhole = false;
		await expect(pollOn(zen, '2026-09-10', keep)).rejects.toThrow('did not hand over all of');
		zen.isWhole = true;
		expect((await pollOn(zen, '2026-09-10', keep)).ids).toEqual(['p']);
	});

	it('passes over what is not booked yet, and finds it when it is', async () => {
		const zen = new LateZen();
		zen.visible.a = [at('p', null)];
		const { keep } = await pollOn(zen, '2026-09-10');
		zen.visible.a = [at('p', '2026-09-10T10:00:00Z')];
		expect((await pollOn(zen, '2026-09-10', keep)).ids).toEqual(['p']);
	});

	it('keeps the days that ZEN may show again by a calendar of its own, and no more', async () => {
		const zen = new LateZen();
		zen.visible.a = ['06', '07', '08', '10'].map((day) => at(day, `2026-09-${day}T23:30:00Z`));
		const { keep } = await pollOn(zen, '2026-09-10', {
			checkedOn: '2026-09-05',
			accounts: { a: {} },
		});
		expect(Object.keys(keep.accounts.a!).sort()).toEqual(
			['06', '07', '08', '10'].map((day) => `2026-09-${day}`),
		);
		const next = await pollOn(zen, '2026-09-11', keep);
		expect(Object.keys(next.keep.accounts.a!)).not.toContain('2026-09-06');
	});

	it('finds all payments of an account that was opened since', async () => {
		const zen = new LateZen();
		const all = { accountIds: [] };
		const { keep } = await pollOn(zen, '2026-09-10', undefined, all);
		zen.visible.b = [at('opening', '2026-09-10T10:00:00Z')];
		const { ids, keep: after } = await pollOn(zen, '2026-09-10', keep, all);
		expect(ids).toEqual(['opening']);
		expect((await pollOn(zen, '2026-09-11', after, all)).ids).toEqual([]);
	});

	it('only takes stock of an account that is chosen later', async () => {
		const zen = new LateZen();
		const { keep } = await pollOn(zen, '2026-09-10');
		zen.visible.b = [at('old', '2026-09-10T10:00:00Z')];
		expect((await pollOn(zen, '2026-09-10', keep, { accountIds: ['a', 'b'] })).ids).toEqual([]);
	});

	it('with lost notes, finds what was booked since the workflow was published', async () => {
		const zen = new LateZen();
		zen.visible.a = [at('new', '2026-09-08T10:00:05Z'), at('old', '2026-09-08T10:00:04Z')];
		const lostSince = '2026-09-08T10:00:05.700Z';
		expect((await pollOn(zen, '2026-09-20', undefined, { lostSince })).ids).toEqual(['new']);
	});

	it('survives a clock that went back', async () => {
		const zen = new LateZen();
		const { keep } = await pollOn(zen, '2026-09-12');
		zen.visible.a!.push(at('p', '2026-09-10T10:00:00Z'));
		expect((await pollOn(zen, '2026-09-10', keep)).ids).toEqual(['p']);
	});
});
