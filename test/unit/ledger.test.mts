import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkLedger } from '../../nodes/zen-ledger';
import type { KnownStanding, Remembered, Standing } from '../../nodes/zen-payout';
import { dyingAnywhere, MarksInMemory as Marks } from '../support/MarksInMemory.mts';

const HOME = 'https://zen.example';
const DAY_MS = 86_400_000;
const NOON = Date.parse('2026-03-10T12:00:00Z');

const payout = (key: string, likeness = key, fingerprint = `of ${key}`): Remembered => ({
	key,
	fingerprint,
	likeness,
});

const surroundings = { now: () => NOON, sleep: async () => {} };
const ledgerOn = (marks: Marks, home = HOME) => new MarkLedger(marks, home, surroundings);
const at =
	(time = NOON) =>
	() =>
		time;

/** Sent without an answer. */
async function left(marks: Marks, payment: Remembered): Promise<Marks> {
	const ledger = ledgerOn(marks);
	await ledger.claim(payment, at());
	await ledger.leaveOpen(payment, at());
	return marks;
}

const lookUp = async (marks: Marks, payment: Remembered, home = HOME) =>
	(await ledgerOn(marks, home).lookUp([payment]))[0]!;
const stateOf = async (marks: Marks, key: string, home = HOME) =>
	(await lookUp(marks, payout(key), home)).state;

describe('the ledger', () => {
	it('knows a payment as fresh, open and settled in turn', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		expect(await ledger.claim(payout('A'), at())).toEqual({ state: 'fresh' });
		const open = { state: 'open', same: true, attempts: 1 };
		// Until whoever claimed it says so, it may be one that broke off.
		expect(await lookUp(marks, payout('A'))).toEqual({ ...open, isUnsure: true });
		await ledger.leaveOpen(payout('A'), at());
		expect(await lookUp(marks, payout('A'))).toEqual(open);
		await ledger.settle(payout('A'), { id: 'id-1' });
		const settled = { state: 'settled', same: true, attempts: 1 };
		expect(await lookUp(marks, payout('A'))).toEqual(settled);
		expect(await ledger.claim(payout('A'), at())).toEqual(settled);
		expect(await lookUp(marks, payout('A'))).toEqual(settled);
	});

	it('knows when the same key was used for another payment, open or settled', async () => {
		const marks = new Marks();
		const other = payout('A', 'other', 'another supplier');
		await ledgerOn(marks).claim(payout('A'), at());
		await ledgerOn(marks).leaveOpen(payout('A'), at());
		// Of another payment only the key is known, and that only to a claim.
		expect(await lookUp(marks, other)).toEqual({ state: 'fresh' });
		const open = { state: 'open', same: false, attempts: 1 };
		expect(await ledgerOn(marks).lookUpAll([other])).toEqual([open]);
		expect(await ledgerOn(marks).claim(other, at())).toEqual(open);
		await ledgerOn(marks).settle(payout('A'));
		const known = { state: 'settled', same: false, attempts: 1 };
		expect(await ledgerOn(marks).claim(other, at())).toEqual(known);
		expect(await lookUp(marks, payout('A'))).toMatchObject({ state: 'settled', same: true });
	});

	it('forgets none of 10,000 paid ones when it is asked about 15,000 new ones', async () => {
		const marks = new Marks();
		const paid = Array.from({ length: 10_000 }, (_, index) => payout(`paid ${index}`));
		for (const payment of paid) {
			await ledgerOn(marks).claim(payment, at());
			await ledgerOn(marks).settle(payment);
		}
		const held = marks.marks.size;
		const asked = Array.from({ length: 15_000 }, (_, index) => payout(`new ${index}`));
		const told = await ledgerOn(marks).lookUp(asked);
		expect(new Set(told.map(({ state }) => state))).toEqual(new Set(['fresh']));
		expect(marks.marks.size).toBe(held);
		const known = await ledgerOn(marks).lookUp(paid);
		expect(known.filter(({ state }) => state === 'settled')).toHaveLength(paid.length);
	});

	it.each(['open', 'settled'])(
		'never takes another payment for the same, wherever a process died that asked of it (%s)',
		async (state) => {
			const other = payout('A', 'other', 'another supplier');
			const made = async () => {
				const marks = new Marks();
				await ledgerOn(marks).claim(payout('A'), at());
				if (state === 'settled') await ledgerOn(marks).settle(payout('A'));
				return marks;
			};
			const work = async (marks: Marks) => {
				await ledgerOn(marks).lookUp([other]);
				await ledgerOn(marks).claim(other, at());
			};
			for (const marks of await dyingAnywhere(work, made)) {
				const standing = await ledgerOn(marks).claim(other, at());
				expect(standing).not.toMatchObject({ state: 'fresh' });
				expect(standing).not.toMatchObject({ state: 'settled', same: true });
				expect(await lookUp(marks, payout('A'))).toMatchObject({ same: true });
			}
		},
	);

	it('leaves a payment fresh that was only asked about, wherever a process died', async () => {
		const work = async (marks: Marks) => await ledgerOn(marks).lookUp([payout('A')]);
		for (const marks of await dyingAnywhere(work, async () => new Marks())) {
			expect(await stateOf(marks, 'A')).toBe('fresh');
			expect(await ledgerOn(marks).claim(payout('A'), at())).toEqual({ state: 'fresh' });
		}
	});

	it('claims a payment once, however often it is asked', async () => {
		const ledger = ledgerOn(new Marks());
		const claims = await Promise.all(
			[1, 2, 3].map(async () => await ledger.claim(payout('A'), at())),
		);
		expect(claims.map(({ state }) => state)).toEqual(['fresh', 'open', 'open']);
	});

	it('forgets a payment that certainly did not go out, entirely', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		await ledger.claim(payout('A'), at());
		await ledger.release(payout('A'));
		expect(marks.marks.size).toBe(0);
	});

	it.each(['settle', 'leaveOpen'] as const)(
		'knows a payment also when another process wiped out its marks before %s',
		async (end) => {
			const marks = new Marks();
			const ledger = ledgerOn(marks);
			await ledger.claim(payout('A'), at());
			marks.marks.clear();
			if (end === 'settle') await ledger.settle(payout('A'));
			else await ledger.leaveOpen(payout('A'), at());
			expect(await lookUp(marks, payout('A'))).toEqual({
				state: end === 'settle' ? 'settled' : 'open',
				same: true,
				attempts: 1,
			});
		},
	);

	it('lets one only send a payment again, each time', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		await left(marks, payout('A'));
		for (const attempts of [1, 2, 3]) {
			const standing = await lookUp(marks, payout('A'));
			expect(standing).toEqual({ state: 'open', same: true, attempts });
			const claims = [1, 2, 3].map(
				async () => await ledger.claimAgain(payout('A'), standing as KnownStanding, at()),
			);
			expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
		}
	});

	it.each(['settle', 'release'] as const)(
		'lets nobody send a payment again whose first attempt has ended meanwhile, by %s',
		async (end) => {
			const marks = new Marks();
			const ledger = ledgerOn(marks);
			await ledger.claim(payout('A'), at());
			await ledger.leaveOpen(payout('A'), at());
			const standing = (await lookUp(marks, payout('A'))) as KnownStanding;
			await ledger[end](payout('A'));
			const before = [...marks.marks];
			expect(await ledger.claimAgain(payout('A'), standing, at())).toBe(false);
			expect([...marks.marks]).toEqual(before);
			expect(await stateOf(marks, 'A')).toBe(end === 'settle' ? 'settled' : 'fresh');
		},
	);

	it('does not forget a payment that is sent again while its first attempt is refused', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		await ledger.claim(payout('A'), at());
		await ledger.leaveOpen(payout('A'), at());
		const standing = (await lookUp(marks, payout('A'))) as KnownStanding;
		expect(await ledger.claimAgain(payout('A'), standing, at())).toBe(true);
		await ledger.release(payout('A'));
		expect(await stateOf(marks, 'A')).toBe('open');
	});

	it('frees a settled key for one attempt, also for another payment, and takes that back', async () => {
		const marks = new Marks();
		const [first, corrected] = [payout('A'), payout('A', 'corrected', 'corrected')];
		await ledgerOn(marks).claim(first, at());
		await ledgerOn(marks).settle(first);
		const standing = (await ledgerOn(marks).claim(corrected, at())) as KnownStanding;
		expect(await ledgerOn(marks).claimAgain(corrected, standing, at())).toBe(true);
		expect(await ledgerOn(marks).claimAgain(corrected, standing, at())).toBe(false);
		const again = { state: 'open', same: true, attempts: 2 };
		expect(await ledgerOn(marks).lookUpAll([corrected])).toEqual([again]);
		expect(await lookUp(marks, first)).toEqual({ state: 'open', same: false, attempts: 2 });
		await ledgerOn(marks).releaseAgain(corrected, standing);
		expect(await lookUp(marks, first)).toEqual({ state: 'settled', same: true, attempts: 1 });
		const after = await ledgerOn(marks).claim(corrected, at());
		expect(after).toMatchObject({ state: 'settled', same: false });
	});

	it('lets a payment be sent again after a process died while it asked for that', async () => {
		const made = async () => await left(new Marks(), payout('A'));
		const work = async (marks: Marks) => await ledgerOn(marks).lookUp([payout('A')]);
		for (const marks of await dyingAnywhere(work, made)) {
			const standing = (await lookUp(marks, payout('A'))) as KnownStanding;
			if (standing.isUnsure) continue;
			expect(standing).toEqual({ state: 'open', same: true, attempts: 1 });
			expect(await ledgerOn(marks).claimAgain(payout('A'), standing, at())).toBe(true);
		}
	});

	it('leaves no mark behind when it is asked', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		await ledger.claim(payout('A'), at());
		await ledger.leaveOpen(payout('A'), at());
		const before = [...marks.marks];
		await ledger.lookUp([payout('A'), payout('B'), payout('B')]);
		await ledger.attemptsOf(payout('A'), NOON);
		await ledger.lastTried(payout('A'), NOON, 300_000);
		await ledger.recognise(payout('A'), [{ id: 'x' }]);
		expect([...marks.marks]).toEqual(before);
	});

	it('keeps two marks of a settled payment, and its ID where nothing else tells it apart', async () => {
		const marks = new Marks();
		const ledger = ledgerOn(marks);
		for (const key of ['A', 'B', 'C']) {
			await ledger.claim(payout(key), at());
			await ledger.settle(payout(key), { id: `id of ${key}`, isNamed: true });
		}
		expect(marks.marks.size).toBe(6);
		await ledger.claim(payout('D'), at());
		await ledger.settle(payout('D'), { id: 'id of D' });
		expect(marks.marks.size).toBe(10);
	});

	it('takes the same reference in another environment for another payment', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A'), at());
		expect(await stateOf(marks, 'A', 'https://other.example')).toBe('fresh');
	});

	it('tells the days of the attempts, up to 62 days later', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A'), at());
		const daysAfter = async (days: number) =>
			await ledgerOn(marks).attemptsOf(payout('A'), NOON + days * DAY_MS);
		const day = '2026-03-10';
		expect(await daysAfter(0)).toMatchObject({ firstDay: day, lastDay: day, isExact: true });
		expect(await daysAfter(61)).toMatchObject({ firstDay: day });
		expect((await daysAfter(62)).firstDay).toBeUndefined();
	});

	it('knows the day of the first attempt after another one, however long ago it was by then', async () => {
		const marks = await left(new Marks(), payout('A'));
		const standing = (await lookUp(marks, payout('A'))) as KnownStanding;
		const later = NOON + 50 * DAY_MS;
		expect(await ledgerOn(marks).claimAgain(payout('A'), standing, at(later))).toBe(true);
		const attempts = await ledgerOn(marks).attemptsOf(payout('A'), later + 40 * DAY_MS);
		expect(attempts).toMatchObject({ firstDay: '2026-03-10', lastDay: '2026-04-29' });
	});

	it('dates nothing after another attempt when the first one was too long ago', async () => {
		const marks = await left(new Marks(), payout('A'));
		const standing = (await lookUp(marks, payout('A'))) as KnownStanding;
		const later = NOON + 70 * DAY_MS;
		expect(await ledgerOn(marks).claimAgain(payout('A'), standing, at(later))).toBe(true);
		const attempts = await ledgerOn(marks).attemptsOf(payout('A'), later);
		expect(attempts.firstDay).toBeUndefined();
	});

	it('cannot date an attempt for which ZEN told no time', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A'), () => undefined);
		const attempts = await ledgerOn(marks).attemptsOf(payout('A'), NOON);
		expect(attempts).toMatchObject({ isExact: false });
		expect(attempts.firstDay).toBeUndefined();
		expect(await stateOf(marks, 'A')).toBe('open');
	});

	it('dates no attempt by the others when ZEN told no time for one of them', async () => {
		const marks = await left(new Marks(), payout('A'));
		const standing = (await lookUp(marks, payout('A'))) as KnownStanding;
		await ledgerOn(marks).claimAgain(payout('A'), standing, () => undefined);
		for (const end of ['leaveOpen', 'settle'] as const) {
			if (end === 'settle') await ledgerOn(marks).settle(payout('A'));
			else await ledgerOn(marks).leaveOpen(payout('A'), at());
			const attempts = await ledgerOn(marks).attemptsOf(payout('A'), NOON);
			expect(attempts).toEqual({ isExact: false, hasTwin: false });
			// It may have been just now.
			expect(await ledgerOn(marks).lastTried(payout('A'), NOON + DAY_MS, 1_000)).toBe(
				NOON + DAY_MS,
			);
		}
	});

	it('tells to the second when something was tried last', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('A'), at(NOON + 12_345));
		const last = async (now: number, back: number) =>
			await ledgerOn(marks).lastTried(payout('A'), now, back);
		expect(await last(NOON + 200_000, 300_000)).toBe(NOON + 13_000);
		expect(await last(NOON + 12_400, 300_000)).toBe(NOON + 12_400);
		expect(await last(NOON + 900_000, 300_000)).toBe(NOON + 600_000);
	});

	it('knows payments that nothing but the reference tells apart, while both are in doubt', async () => {
		const ledger = ledgerOn(new Marks());
		const twinOf = async (payment: Remembered) => (await ledger.attemptsOf(payment, NOON)).hasTwin;
		await ledger.claim(payout('A', 'rent'), at());
		expect(await twinOf(payout('A', 'rent'))).toBe(false);
		await ledger.claim(payout('B', 'rent'), at());
		expect(await twinOf(payout('A', 'rent'))).toBe(true);
		expect(await twinOf(payout('C', 'wages'))).toBe(false);
		await ledger.claim(payout('D', 'fees'), at());
		await ledger.settle(payout('D', 'fees'));
		await ledger.claim(payout('E', 'fees'), at());
		expect(await twinOf(payout('E', 'fees'))).toBe(false);
	});

	it('does not take a payment for its own twin when it is tried again', async () => {
		const ledger = ledgerOn(new Marks());
		await ledger.claim(payout('A', 'rent'), at());
		await ledger.release(payout('A', 'rent'));
		await ledger.claim(payout('A', 'rent'), at());
		expect((await ledger.attemptsOf(payout('A', 'rent'), NOON)).hasTwin).toBe(false);
	});

	it('recognises what it knows under another key, by id or by name, and nothing a dying process asked', async () => {
		const marks = new Marks();
		await ledgerOn(marks).claim(payout('B'), at());
		await ledgerOn(marks).settle(payout('B'), { id: 'ID-B' });
		const named = { key: 'B', fingerprint: 'of B' };
		const asked = [
			{ id: 'id-b' },
			{ id: 'x' },
			{ id: 'y', named },
			{ id: 'z', named: { ...named, fingerprint: '?' } },
		];
		expect(await ledgerOn(marks).recognise(payout('A'), asked)).toEqual({
			own: new Set(),
			others: new Set(['id-b', 'y']),
		});
		const ofB = ledgerOn(marks);
		await ofB.lookUp([payout('B')]);
		expect(await ofB.recognise(payout('B'), asked)).toMatchObject({ own: new Set(['id-b']) });
		const work = async (store: Marks) => await ledgerOn(store).recognise(payout('A'), asked);
		for (const store of await dyingAnywhere(work, async () => new Marks())) {
			expect(await ledgerOn(store).recognise(payout('A'), asked)).toEqual({
				own: new Set(),
				others: new Set(),
			});
		}
	});

	it('never takes the ID of a payment for that of another, wherever a process died', async () => {
		const made = async () => {
			const marks = new Marks();
			await ledgerOn(marks).claim(payout('A'), at());
			return marks;
		};
		const work = async (marks: Marks) => {
			await ledgerOn(marks).settle(payout('A'), { id: 'ID-A' });
			await ledgerOn(marks).lookUp([payout('A')]);
		};
		for (const marks of await dyingAnywhere(work, made)) {
			expect(await stateOf(marks, 'A')).not.toBe('fresh');
			const ledger = ledgerOn(marks);
			const [standing] = await ledger.lookUp([payout('A')]);
			// While it is open no ID is its own; what ZEN made of it is known together with that it is not.
			if (standing!.state === 'open') continue;
			const known = await ledger.recognise(payout('A'), [{ id: 'id-a' }]);
			expect(known.others).toEqual(new Set());
		}
	});

	it('keeps the day of the first attempt when a process dies while it asks for it, or trusts nothing', async () => {
		const made = async () => await left(new Marks(), payout('A'));
		const work = async (marks: Marks) => await ledgerOn(marks).attemptsOf(payout('A'), NOON);
		for (const marks of await dyingAnywhere(work, made)) {
			const attempts = await ledgerOn(marks).attemptsOf(payout('A'), NOON + 3 * DAY_MS);
			const standing = (await lookUp(marks, payout('A'))) as KnownStanding;
			const day = '2026-03-10';
			const known = { firstDay: day, lastDay: day, isExact: true };
			expect(attempts).toMatchObject(standing.isUnsure ? { isExact: false } : known);
		}
	});

	// A payment is asked for, claimed, sent and noted, again and again, by processes that die anywhere.
	it('never forgets a payment that was sent, nor when, and invents none that was accepted', async () => {
		const life = fc.record({
			callsLeft: fc.nat(24),
			answer: fc.constantFrom('accepted', 'refused', 'unknown'),
			asks: fc.boolean(),
			payment: fc.constantFrom(payout('A'), payout('A', 'other', 'another')),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 6 }), async (lives) => {
				const marks = new Marks();
				const truth: Truth = { out: new Set(), accepted: new Set(), isDoubted: false };
				for (const { callsLeft, ...one } of lives) {
					marks.callsLeft = callsLeft;
					await live(ledgerOn(marks), one, truth).catch((error: Error) => {
						expect(error.message).toBe('killed');
					});
					marks.callsLeft = Infinity;
					const ledger = ledgerOn(marks);
					const [standing] = (await ledger.lookUpAll([one.payment])) as [Standing];
					if (truth.out.has(one.payment.fingerprint)) expect(standing.state).not.toBe('fresh');
					if (standing.state === 'settled' && standing.same) {
						expect(truth.accepted).toContain(one.payment.fingerprint);
					}
					// Or it could never be sent again, however complete a look at ZEN is.
					const { firstDay } = await ledger.attemptsOf(one.payment, NOON);
					const both = await ledger.lookUpAll([payout('A'), payout('A', 'other', 'another')]);
					truth.isDoubted ||= both.some((one) => one.state !== 'fresh' && one.isUnsure);
					if (truth.out.has(one.payment.fingerprint) && !truth.isDoubted) {
						expect(firstDay).toBeDefined();
					}
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});

interface Truth {
	out: Set<string>;
	accepted: Set<string>;
	/** What the memory says could not be trusted once. */
	isDoubted: boolean;
}

async function live(
	ledger: MarkLedger,
	{ answer, asks, payment }: { answer: string; asks: boolean; payment: Remembered },
	{ out, accepted }: Truth,
) {
	if (asks) await ledger.lookUp([payment]);
	if ((await ledger.claim(payment, at())).state !== 'fresh') {
		await ledger.attemptsOf(payment, NOON);
		return;
	}
	if (answer !== 'refused') out.add(payment.fingerprint);
	if (answer === 'accepted') accepted.add(payment.fingerprint);
	if (answer === 'accepted') await ledger.settle(payment);
	if (answer === 'refused') await ledger.release(payment);
	if (answer === 'unknown') await ledger.leaveOpen(payment, at());
}
