import { beforeEach, describe, expect, it } from 'vitest';
import { MarkLedger, MovedLedger } from '../../nodes/zen-ledger';
import type { Remembered, Tried } from '../../nodes/zen-payout';
import { MarksInMemory } from '../support/MarksInMemory.mts';
import { TableInMemory, tried } from '../support/TableInMemory.mts';

const NOW = Date.parse('2026-09-20T12:00:00Z');
const DAY_MS = 86_400_000;
const now = () => NOW;
const [A, B, C] = [tried('A'), tried('B'), tried('C')];

/**
 * As n8n's store: asked before a batch it tells of the same payments that are open, and of others, and of
 * what was paid long ago, only when they are claimed or all is asked.
 */
class Forgetful extends TableInMemory {
	override async lookUp(payments: Remembered[]) {
		const all = await super.lookUp(payments);
		return all.map((standing) =>
			standing.state === 'open' && standing.same ? standing : { state: 'fresh' as const },
		);
	}

	override async lookUpAll(payments: Remembered[]) {
		return await super.lookUp(payments);
	}
}

let table: TableInMemory;
let marks: Forgetful;
let moved: MovedLedger;

beforeEach(() => {
	[table, marks] = [new TableInMemory(now), new Forgetful(now)];
	moved = new MovedLedger(table, marks);
});

const states = async (ledger: TableInMemory) =>
	(await ledger.lookUpAll([A, B, C])).map(({ state }) => state);

describe('A ledger that has moved', () => {
	it('asks the old one for what the new one does not know, in their order', async () => {
		await marks.claim(B, now);
		await table.claim(C, now);
		await table.settle(C);
		const standings = await moved.lookUp([A, B, C]);
		expect(standings.map(({ state }) => state)).toEqual(['fresh', 'open', 'settled']);
		expect(marks.asked).toEqual(['A', 'B']);
	});

	it('does not ask the old one where the new one knows all', async () => {
		await table.claim(A, now);
		await moved.lookUp([A]);
		expect(marks.asked).toEqual([]);
	});

	it('goes on with a payment where it is known, and with all others in the new one', async () => {
		await marks.claim(B, now);
		const [, standing] = await moved.lookUp([A, B]);
		expect(await moved.claim(A, now)).toEqual({ state: 'fresh' });
		expect(await moved.claimAgain(B, standing as never, now)).toBe(true);
		expect(await moved.attemptsOf(B, NOW)).toMatchObject({ firstDay: '2026-09-20' });
		expect(await moved.lastTried(B, NOW + 5_000, 60_000)).toBe(NOW);
		await moved.leaveOpen(B, now);
		await moved.settle(A, { id: 'p-a' });
		await moved.settle(B, { id: 'p-b' });
		expect(await states(table)).toEqual(['settled', 'fresh', 'fresh']);
		expect(await states(marks)).toEqual(['fresh', 'settled', 'fresh']);
	});

	it('knows what was paid long ago, and other payments under a reference, before any is claimed', async () => {
		await marks.claim(A, now);
		await marks.settle(A, { id: 'p-a' });
		await marks.claim(B, now);
		const other: Tried = { ...B, fingerprint: 'of another supplier' };
		const [paid, used] = await moved.lookUp([A, other]);
		expect([paid, used]).toMatchObject([
			{ state: 'settled', same: true },
			{ state: 'open', same: false },
		]);
		// Neither is claimed anew, where it would be taken for the first of its reference.
		expect(await moved.claim(A, now)).toMatchObject({ state: 'settled' });
		expect(await moved.claim(other, now)).toMatchObject({ state: 'open', same: false });
		expect(await states(table)).toEqual(['fresh', 'fresh', 'fresh']);
	});

	it.each([0, 3, 12, 30, 400])(
		"forgets nothing that n8n's store remembers, after %d days",
		async (days) => {
			const store = new MarksInMemory();
			const later = NOW + days * DAY_MS;
			const storeOn = (time: number) =>
				new MarkLedger(store, 'https://zen', { now: () => time, sleep: async () => {} });
			for (const one of [A, B]) await storeOn(NOW).claim(one, now);
			await storeOn(NOW).settle(A, { id: 'p-a' });
			const ledger = new MovedLedger(table, storeOn(later));
			const others = [A, B].map((one) => ({ ...one, fingerprint: 'of another supplier' }));
			const standings = await ledger.lookUp([A, B, C, ...others]);
			expect(standings).toMatchObject([
				{ state: 'settled', same: true },
				{ state: 'open', same: true },
				{ state: 'fresh' },
				{ state: 'settled', same: false },
				{ state: 'open', same: false },
			]);
			for (const one of [A, B, ...others]) {
				expect(await ledger.claim(one, () => later)).not.toEqual({ state: 'fresh' });
			}
			expect(table.rows.size).toBe(0);
		},
	);

	it('takes a claim back where it was made', async () => {
		await marks.claim(B, now);
		const [, standing] = await moved.lookUp([A, B]);
		await moved.claim(A, now);
		await moved.claimAgain(B, standing as never, now);
		await moved.release(A);
		await moved.releaseAgain(B, standing as never);
		expect(await states(table)).toEqual(['fresh', 'fresh', 'fresh']);
		expect(await marks.under('B', NOW)).toMatchObject({ state: 'open', attempts: 1 });
	});

	it('recognises what either of them knows', async () => {
		await marks.claim(A, now);
		await marks.settle(A, { id: 'p-a' });
		await table.claim(B, now);
		await table.settle(B, { id: 'p-b' });
		const listed = ['p-a', 'p-b', 'p-c'].map((id) => ({ id }));
		const { own, others } = await moved.recognise(A, listed);
		expect([[...own], [...others]]).toEqual([['p-a'], ['p-b']]);
	});

	it('puts right what is open in either of them', async () => {
		await marks.claim(A, now);
		await table.claim(B, now);
		for (const key of ['A', 'B']) {
			const seen = await moved.under(key, NOW);
			expect(seen.state).toBe('open');
			expect(await moved.resolve(key, seen)).toBe(true);
		}
		expect(await moved.under('C', NOW)).toMatchObject({ state: 'fresh' });
		expect([await states(table), await states(marks)].flat()).toEqual(Array(6).fill('fresh'));
	});
});
