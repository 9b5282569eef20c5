import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../nodes/Zen/payout/Ledger';
import type { Payout } from '../../nodes/Zen/payout/Ledger';
import type { Marks as MarksOfStore, MarkStore } from '../../nodes/Zen/payout/markStore';

const HOME = 'https://zen.example';
const DAY_MS = 86_400_000;
const NOON = Date.parse('2026-03-10T12:00:00Z');

const payout = (externalId: string, likeness = externalId): Payout => ({ externalId, likeness });

class Marks implements MarkStore, MarksOfStore {
	readonly marks = new Set<string>();
	/** How many calls still work; the process dies at the next one. */
	callsLeft = Infinity;

	async exclusively<T>(work: (marks: MarksOfStore) => Promise<T>) {
		return await work(this);
	}

	async add(marks: string[]) {
		this.live();
		const before = new Set(marks.filter((mark) => this.marks.has(mark)));
		for (const mark of marks) this.marks.add(mark);
		return before;
	}

	async remove(marks: string[]) {
		this.live();
		for (const mark of marks) this.marks.delete(mark);
	}

	private live() {
		if (this.callsLeft-- <= 0) throw new Error('killed');
	}
}

const ledgerOn = (marks: Marks, now = NOON, home = HOME) => new Ledger(marks, home, () => now);

const standingOf = async (marks: Marks, externalId: string, home = HOME) =>
	(await ledgerOn(marks, NOON, home).standings([payout(externalId)])).get(externalId);

describe('the ledger', () => {
	it('knows a payment as fresh, open and accepted in turn', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		expect(await ledger.claim(payout('A'))).toBe('fresh');
		expect(await standingOf(marks, 'A')).toBe('open');
		await ledger.accept(payout('A'));
		expect(await standingOf(marks, 'A')).toBe('accepted');
		expect(await ledger.claim(payout('A'))).toBe('accepted');
		expect(await standingOf(marks, 'A')).toBe('accepted');
	});

	it('claims a payment once, however often it is asked', async () => {
		const ledger = ledgerOn(new Marks());
		const claims = await Promise.all([1, 2, 3].map(async () => await ledger.claim(payout('A'))));
		expect(claims).toEqual(['fresh', 'open', 'open']);
	});

	it('forgets a payment that certainly did not go out, entirely', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		await ledger.claim(payout('A'));
		await ledger.release(payout('A'));
		expect(marks.marks.size).toBe(0);
	});

	it.each(['accept', 'leaveOpen'] as const)(
		'knows a payment also when another process wiped out its marks before %s',
		async (end) => {
			const marks = new Marks();
			const ledger = ledgerOn(marks);
			await ledger.claim(payout('A'));
			marks.marks.clear();
			await ledger[end](payout('A'));
			expect(await standingOf(marks, 'A')).toBe(end === 'accept' ? 'accepted' : 'open');
		},
	);

	it('lets one only send a payment again, each time', async () => {
		const ledger = ledgerOn(new Marks());
		const both = [payout('A'), payout('B')];
		await ledger.claim(payout('A'));
		for (const repeats of [0, 1, 2]) {
			expect(await ledger.repeats(both)).toEqual(
				new Map([
					['A', repeats],
					['B', 0],
				]),
			);
			const claims = [1, 2, 3].map(async () => await ledger.claimAgain(payout('A'), repeats));
			expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
		}
	});

	it.each(['accept', 'release'] as const)(
		'lets nobody send a payment again whose first attempt has ended meanwhile, by %s',
		async (end) => {
			const marks = new Marks();
			const ledger = ledgerOn(marks);
			await ledger.claim(payout('A'));
			await ledger[end](payout('A'));
			const before = [...marks.marks];
			expect(await ledger.claimAgain(payout('A'), 0)).toBe(false);
			expect([...marks.marks]).toEqual(before);
			expect(await standingOf(marks, 'A')).toBe(end === 'accept' ? 'accepted' : 'fresh');
		},
	);

	it('does not forget a payment that is sent again while its first attempt is refused', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		await ledger.claim(payout('A'));
		expect(await ledger.claimAgain(payout('A'), 0)).toBe(true);
		await ledger.release(payout('A'));
		expect(await standingOf(marks, 'A')).toBe('open');
	});

	it('lets a payment be sent again after a process died while it asked for that', async () => {
		const marks = new Marks();
		marks.callsLeft = 1;
		await expect(ledgerOn(marks).repeats([payout('A')])).rejects.toThrow('killed');
		marks.callsLeft = Infinity;
		await ledgerOn(marks).claim(payout('A'));
		const repeats = (await ledgerOn(marks).repeats([payout('A')])).get('A')!;
		expect(await ledgerOn(marks).claimAgain(payout('A'), repeats)).toBe(true);
	});

	it('leaves no mark behind when it is asked', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		await ledger.claim(payout('A'));
		const before = [...marks.marks];
		await ledger.standings([payout('A'), payout('B'), payout('B')]);
		await ledger.attemptOf(payout('A'));
		expect([...marks.marks]).toEqual(before);
	});

	it('takes the same reference in another environment for another payment', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A'));
		expect(await standingOf(marks, 'A', 'https://other.example')).toBe('fresh');
	});

	it('tells the day of the first attempt, up to 62 days later', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A'));
		const dayAfter = async (days: number) =>
			(await ledgerOn(marks, NOON + days * DAY_MS).attemptOf(payout('A'))).day;
		expect(await dayAfter(0)).toBe('2026-03-10');
		expect(await dayAfter(61)).toBe('2026-03-10');
		expect(await dayAfter(62)).toBeUndefined();
	});

	it('knows payments that nothing but the reference tells apart', async () => {
		const ledger = ledgerOn(new Marks());
		await ledger.claim(payout('A', 'rent'));
		expect((await ledger.attemptOf(payout('A', 'rent'))).hasTwin).toBe(false);
		await ledger.claim(payout('B', 'rent'));
		expect((await ledger.attemptOf(payout('A', 'rent'))).hasTwin).toBe(true);
		expect((await ledger.attemptOf(payout('C', 'wages'))).hasTwin).toBe(false);
	});

	it('does not take a payment for its own twin when it is tried again', async () => {
		const ledger = ledgerOn(new Marks());
		await ledger.claim(payout('A', 'rent'));
		await ledger.release(payout('A', 'rent'));
		await ledger.claim(payout('A', 'rent'));
		expect((await ledger.attemptOf(payout('A', 'rent'))).hasTwin).toBe(false);
	});

	it('keeps the day of the first attempt when a process dies while it asks for it', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A'));
		marks.callsLeft = 3;
		await expect(ledgerOn(marks).attemptOf(payout('A'))).rejects.toThrow('killed');
		marks.callsLeft = Infinity;
		const later = ledgerOn(marks, NOON + 3 * DAY_MS);
		expect(await later.attemptOf(payout('A'))).toMatchObject({ day: '2026-03-10', isExact: true });
	});

	it('takes a payment for a twin when a process died before it could be told', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A', 'rent'));
		marks.callsLeft = 1;
		await expect(ledgerOn(marks).claim(payout('B', 'rent'))).rejects.toThrow('killed');
		marks.callsLeft = Infinity;
		expect(await ledgerOn(marks).claim(payout('B', 'rent'))).toBe('open');
		expect((await ledgerOn(marks).attemptOf(payout('A', 'rent'))).hasTwin).toBe(true);
	});

	// A payment is asked for, claimed, sent and noted, again and again, by processes that die anywhere.
	it('never forgets a payment that was sent, nor when, and invents none that was accepted', async () => {
		const life = fc.record({
			callsLeft: fc.nat(16),
			answer: fc.constantFrom('accepted', 'refused', 'unknown'),
			asks: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 6 }), async (lives) => {
				const marks = new Marks();
				const truth = { mayBeOut: false, accepted: false };
				for (const { callsLeft, answer, asks } of lives) {
					marks.callsLeft = callsLeft;
					await live(ledgerOn(marks), answer, asks, truth).catch((error: Error) => {
						expect(error.message).toBe('killed');
					});
					marks.callsLeft = Infinity;
					const standing = await standingOf(marks, 'A');
					if (truth.mayBeOut) expect(standing).not.toBe('fresh');
					if (standing === 'accepted') expect(truth.accepted).toBe(true);
					// Or it could never be sent again, however complete a look at ZEN is.
					const { day } = await ledgerOn(marks).attemptOf(payout('A'));
					if (standing === 'open') expect(day).toBeDefined();
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});

async function live(
	ledger: Ledger,
	answer: string,
	asks: boolean,
	truth: { mayBeOut: boolean; accepted: boolean },
) {
	if (asks) await ledger.standings([payout('A')]);
	if ((await ledger.claim(payout('A'))) !== 'fresh') {
		await ledger.attemptOf(payout('A'));
		return;
	}
	truth.mayBeOut = answer !== 'refused';
	truth.accepted = answer === 'accepted';
	if (answer === 'accepted') await ledger.accept(payout('A'));
	if (answer === 'refused') await ledger.release(payout('A'));
	if (answer === 'unknown') await ledger.leaveOpen(payout('A'));
}
