import { describe, expect, it } from 'vitest';
import { MarkLedger } from '../../nodes/zen-ledger';
import type { KnownStanding, Remembered, Standing } from '../../nodes/zen-payout';
import { dyingAnywhere, MarksInMemory } from '../support/MarksInMemory.mts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOON = Date.parse('2026-03-10T12:00:00Z');
const payout = (key: string, fingerprint = `of ${key}`): Remembered => ({
	key,
	fingerprint,
	likeness: fingerprint,
});
const [X, Y] = [payout('A'), payout('A', 'another one')];
const DAY = '2026-03-10';
const at =
	(time = NOON) =>
	() =>
		time;

const ledgerOn = (marks: MarksInMemory, now = NOON) =>
	new MarkLedger(marks, 'https://zen.example', { now: () => now, sleep: async () => {} });
const copyOf = (marks: MarksInMemory) => MarksInMemory.with(marks.marks);

/** How a payment stands to one who knows that it is to be asked in full. Leaves nothing behind. */
async function standing(marks: MarksInMemory, payment: Remembered): Promise<Standing> {
	return (await ledgerOn(copyOf(marks)).lookUpAll([payment]))[0]!;
}

const made = {
	fresh: async () => new MarksInMemory(),
	'in flight': async () => {
		const marks = new MarksInMemory();
		await ledgerOn(marks).claim(X, at());
		return marks;
	},
	open: async () => {
		const marks = await made['in flight']();
		await ledgerOn(marks).leaveOpen(X, at());
		return marks;
	},
	settled: async () => {
		const marks = await made['in flight']();
		await ledgerOn(marks).settle(X, { id: 'zen-x' });
		return marks;
	},
	// It was rejected, and goes out again.
	'open again': async () => {
		const marks = await made.settled();
		const ledger = ledgerOn(marks);
		await ledger.claimAgain(X, (await ledger.lookUp([X]))[0] as KnownStanding, at());
		return marks;
	},
};

const questions: Record<string, (marks: MarksInMemory) => Promise<unknown>> = {
	'that asks for it': async (marks) => await ledgerOn(marks).lookUp([X]),
	'that asks in full': async (marks) => await ledgerOn(marks).lookUpAll([X]),
	'that asks for another': async (marks) => await ledgerOn(marks).lookUp([Y]),
	'that asks for another in full': async (marks) => await ledgerOn(marks).lookUpAll([Y]),
	'that asks by the key': async (marks) => await ledgerOn(marks).under('A', NOON),
	'that asks when it was': async (marks) => await ledgerOn(marks).attemptsOf(X, NOON),
	'that asks whose an ID is': async (marks) =>
		await ledgerOn(marks).recognise(X, [{ id: 'zen-x' }, { id: 'zen-y' }]),
};

/** What must hold of X, which stood so, and of Y, which was never tried, after whatever broke off. */
async function check(marks: MarksInMemory, state: keyof typeof made): Promise<void> {
	const [x, y] = [await standing(marks, X), await standing(marks, Y)];
	if (state === 'fresh') {
		for (const one of [x, y]) if (one.state !== 'fresh') expect(one).toHaveProperty('isUnsure');
	} else {
		expect(x).toMatchObject({ same: true });
		expect(y).not.toMatchObject({ state: 'fresh' });
		// Or it would count as sent for good, or be sent again.
		const isSure = !(x as KnownStanding).isUnsure;
		if (isSure) expect(x.state).toBe(state === 'settled' ? 'settled' : 'open');
	}
	expect(y).not.toMatchObject({ state: 'settled', same: true });
	const under = await ledgerOn(copyOf(marks)).under('A', NOON);
	if (state.startsWith('open')) expect(under.state).toBe('open');
	if (y.state === 'open' && y.same) {
		// It is not sent again, and not freed before ZEN was looked through for all that it may hide.
		expect(y).toMatchObject({ isUnsure: true });
		const asked = copyOf(marks);
		await ledgerOn(asked).lookUp([Y]);
		expect(await ledgerOn(asked).under('A', NOON)).not.toHaveProperty('firstDay', DAY);
	}
}

describe.each(Object.keys(made) as Array<keyof typeof made>)('%s, after a process', (state) => {
	it.each(Object.keys(questions))('%s breaks off anywhere', async (name) => {
		for (const marks of await dyingAnywhere(questions[name]!, made[state])) {
			await check(marks, state);
		}
	});

	it('and another one break off anywhere', async () => {
		for (const first of Object.values(questions)) {
			for (const left of await dyingAnywhere(first, made[state])) {
				for (const second of Object.values(questions)) {
					for (const marks of await dyingAnywhere(second, async () => copyOf(left))) {
						await check(marks, state);
					}
				}
			}
		}
	});

	it('breaks off anywhere while it claims another payment under its key', async () => {
		const claim = async (marks: MarksInMemory) => await ledgerOn(marks).claim(Y, at());
		if (state === 'fresh') return;
		for (const marks of await dyingAnywhere(claim, made[state])) await check(marks, state);
	});
});

describe('one that was settled, and is asked for again,', () => {
	it.each([0, 1, 9, 20, 100, 1_460])('%d days later is known, and not freed', async (days) => {
		const then = NOON - days * DAY_MS;
		const old = async () => {
			const marks = new MarksInMemory();
			const ledger = ledgerOn(marks, then);
			await ledger.claim(X, at(then));
			await ledger.settle(X);
			return marks;
		};
		const pay = async (marks: MarksInMemory) => {
			const ledger = ledgerOn(marks);
			const [known] = await ledger.lookUp([X]);
			if (known!.state === 'fresh') await ledger.claim(X, at());
		};
		for (const marks of await dyingAnywhere(pay, old)) {
			const now = await standing(marks, X);
			expect(now).toMatchObject({ same: true });
			const under = await ledgerOn(marks).under('A', NOON + DAY_MS);
			if ((now as KnownStanding).isUnsure) {
				// By its key alone it may be open; then ZEN is looked through however long ago it was.
				if (under.state === 'open') expect(under.firstDay).toBeUndefined();
			} else {
				expect(now).toMatchObject({ state: 'settled', attempts: 1 });
				expect(under.state).toBe('settled');
			}
		}
	});
});

describe('what broke off twice', () => {
	it('makes no ID known as that of another payment', async () => {
		const work = questions['that asks whose an ID is']!;
		for (const once of await dyingAnywhere(work, made.open)) {
			for (const marks of await dyingAnywhere(work, async () => copyOf(once))) {
				const known = await ledgerOn(marks).recognise(X, [{ id: 'zen-1' }, { id: 'zen-x' }]);
				expect([...known.own, ...known.others]).toEqual([]);
			}
		}
	});

	it('is settled for good once it was found, and says so of nothing else', async () => {
		for (const first of Object.values(questions)) {
			for (const once of await dyingAnywhere(first, made.open)) {
				for (const marks of await dyingAnywhere(first, async () => copyOf(once))) {
					const ledger = ledgerOn(marks);
					await ledger.lookUpAll([X]);
					await ledger.settle(X, { id: 'zen-x' });
					expect(await standing(marks, X)).toMatchObject({ state: 'settled', same: true });
					expect((await standing(marks, X)) as KnownStanding).not.toHaveProperty('isUnsure');
					expect(await standing(marks, Y)).not.toMatchObject({ state: 'settled', same: true });
				}
			}
		}
	});

	it('is fresh once a person has freed it, and is sent once', async () => {
		for (const first of Object.values(questions)) {
			for (const once of await dyingAnywhere(first, made.open)) {
				for (const marks of await dyingAnywhere(first, async () => copyOf(once))) {
					const seen = await ledgerOn(marks).under('A', NOON);
					expect(await ledgerOn(marks).resolve('A', seen)).toBe(true);
					const ledger = ledgerOn(marks);
					expect(await ledger.lookUp([X])).toEqual([{ state: 'fresh' }]);
					expect(await ledger.claim(X, at())).toEqual({ state: 'fresh' });
					expect(await standing(marks, X)).toMatchObject({ state: 'open', same: true });
					await ledger.settle(X);
					expect(await standing(marks, X)).toEqual({
						state: 'settled',
						same: true,
						attempts: 1,
					});
				}
			}
		}
	});
});

describe('what nobody can tell any more', () => {
	const unknownTime = async () => {
		const marks = new MarksInMemory();
		await ledgerOn(marks).claim(X, () => undefined);
		await ledgerOn(marks).leaveOpen(X, () => undefined);
		return marks;
	};
	const ways = { ...made, 'tried at a time which is not known': unknownTime };
	const hours = async (marks: MarksInMemory, after: number) =>
		await ledgerOn(marks).under('A', NOON + after * HOUR_MS);

	it.each(['in flight', 'open', 'tried at a time which is not known'] as const)(
		'of one %s is ten minutes old some time, and can be freed then',
		async (state) => {
			for (const question of Object.values(questions)) {
				for (const marks of await dyingAnywhere(question, ways[state])) {
					await ledgerOn(marks).lookUpAll([X]);
					// A person who tries it again and again.
					await hours(marks, 1);
					const seen = await hours(marks, 4);
					expect(seen.state).toBe('open');
					const last = seen.agoMs >= 600_000 ? seen : await hours(marks, 4.5);
					expect(last.agoMs).toBeGreaterThanOrEqual(600_000);
					expect(await ledgerOn(marks, NOON + 5 * HOUR_MS).resolve('A', last)).toBe(true);
					expect(await standing(marks, X)).toEqual({ state: 'fresh' });
				}
			}
		},
	);

	it('is not freed while it may be under way', async () => {
		const marks = await unknownTime();
		expect((await hours(marks, 0)).agoMs).toBeLessThan(600_000);
		expect((await hours(marks, 0.1)).agoMs).toBeLessThan(600_000);
		const seen = await hours(marks, 0.2);
		// Freed by somebody else, and under way once more.
		await ledgerOn(marks).resolve('A', seen);
		await ledgerOn(marks, NOON + HOUR_MS / 4).claim(X, () => undefined);
		await ledgerOn(marks, NOON + HOUR_MS / 4).lookUpAll([X]);
		expect((await hours(marks, 0.3)).agoMs).toBeLessThan(600_000);
		expect(await ledgerOn(marks).resolve('A', seen)).toBe(false);
	});

	it.each([-400, -2, 2, 400])(
		'of a question by a clock that was %d days off is no settlement',
		async (days) => {
			const off = NOON + days * DAY_MS;
			const ask = async (marks: MarksInMemory) => await ledgerOn(marks, off).lookUp([X]);
			for (const marks of await dyingAnywhere(ask, made.fresh)) {
				const ledger = ledgerOn(marks);
				await ledger.lookUp([X]);
				await ledger.claim(X, at());
				await ledger.leaveOpen(X, at());
				for (const now of [NOON, off]) {
					const [told] = await ledgerOn(copyOf(marks), now).lookUp([X]);
					expect(told).toMatchObject({ state: 'open', same: true });
				}
			}
		},
	);
});

describe('a key that a person has freed', () => {
	const freed = async (attempts: 1 | 2) => {
		const marks = new MarksInMemory();
		const ledger = ledgerOn(marks);
		await ledger.claim(Y, at());
		await ledger.leaveOpen(Y, at());
		if (attempts === 2) {
			const [seen] = (await ledger.lookUpAll([Y])) as [KnownStanding];
			expect(await ledger.claimAgain(Y, seen, at())).toBe(true);
			await ledger.leaveOpen(Y, at());
		}
		const later = NOON + HOUR_MS;
		const seen = await ledgerOn(marks, later).under('A', later);
		expect(await ledgerOn(marks, later).resolve('A', seen)).toBe(true);
		return marks;
	};
	/** X takes the key, and its attempts are as many. */
	const used = async (marks: MarksInMemory, attempts: 1 | 2, end: 'settled' | 'open') => {
		const ledger = ledgerOn(marks);
		expect(await ledger.lookUp([X])).toEqual([{ state: 'fresh' }]);
		expect(await ledger.claim(X, at())).toEqual({ state: 'fresh' });
		if (end === 'open') return await ledger.leaveOpen(X, at());
		await ledger.settle(X, { id: 'zen-x' });
		if (attempts === 1) return;
		const [seen] = (await ledger.lookUpAll([X])) as [KnownStanding];
		expect(await ledger.claimAgain(X, seen, at())).toBe(true);
		await ledger.settle(X, { id: 'zen-x2' });
	};

	it.each([
		[1, 'settled'],
		[1, 'open'],
		[2, 'settled'],
	] as const)('by %i attempts sends nothing of before again (%s)', async (attempts, end) => {
		for (const isAsked of [false, true]) {
			const marks = await freed(attempts);
			if (isAsked) await ledgerOn(marks).lookUpAll([Y]);
			await used(marks, attempts, end);
			const ledger = ledgerOn(marks);
			const stands = (await ledger.claim(Y, at())) as KnownStanding;
			expect(stands.state).not.toBe('fresh');
			if (stands.same) {
				expect(stands).toMatchObject({ state: 'open', isUnsure: true });
				expect(await ledger.claimAgain(Y, stands, at())).toBe(false);
			}
			expect(await standing(marks, X)).toMatchObject({ same: true, state: end });
		}
	});

	it('is not taken for what another run saw under it before', async () => {
		const marks = new MarksInMemory();
		await ledgerOn(marks).claim(Y, at());
		await ledgerOn(marks).leaveOpen(Y, at());
		const waiting = ledgerOn(marks);
		const [seen] = (await waiting.lookUpAll([Y])) as [KnownStanding];
		const later = NOON + HOUR_MS;
		await ledgerOn(marks).resolve('A', await ledgerOn(marks, later).under('A', later));
		const other = ledgerOn(marks, later);
		await other.lookUp([Y]);
		expect(await other.claim(Y, at(later))).toEqual({ state: 'fresh' });
		await other.leaveOpen(Y, at(later));
		expect(await waiting.claimAgain(Y, seen, at(later))).toBe(false);
	});
});

describe('two runs', () => {
	it.each(['leaves it open', 'is still at it'])(
		'of which one sends again what the other has settled, and %s',
		async (end) => {
			const marks = new MarksInMemory();
			const [first, second] = [ledgerOn(marks), ledgerOn(marks)];
			await first.claim(X, at());
			await first.claim(payout('B'), at());
			await first.settle(X, { id: 'zen-1' });
			const [stands] = (await second.lookUp([X])) as [KnownStanding];
			expect(await second.claimAgain(X, stands, at())).toBe(true);
			if (end === 'leaves it open') await second.leaveOpen(X, at());
			// With that the first one ends, and tidies up.
			await first.settle(payout('B'), { id: 'zen-2' });
			expect(await standing(marks, X)).toEqual({ state: 'open', same: true, attempts: 2 });
		},
	);

	it('of which one tries anew what the other looked at free it only as it was', async () => {
		const marks = new MarksInMemory();
		const long = NOON - 20 * 60_000;
		await ledgerOn(marks, long).claim(X, at(long));
		const looking = ledgerOn(marks);
		await looking.lookUp([X]);
		const seen = await looking.under('A', NOON);
		expect(seen).toMatchObject({ state: 'open', agoMs: expect.any(Number) });
		// Freed by somebody else and begun again, while the first one looks through the lists.
		expect(await ledgerOn(marks).resolve('A', seen)).toBe(true);
		const other = ledgerOn(marks);
		await other.lookUp([X]);
		expect(await other.claim(X, at(NOON + 60_000))).toEqual({ state: 'fresh' });
		expect(await looking.resolve('A', seen)).toBe(false);
		expect(await standing(marks, X)).toMatchObject({ state: 'open', same: true });
	});

	it('leave no day of an attempt that was for nothing', async () => {
		for (const days of [3, 10, 50]) {
			const marks = new MarksInMemory();
			const then = NOON - days * DAY_MS;
			const long = ledgerOn(marks, then);
			await long.claim(X, at(then));
			await long.settle(X);
			const attempts = async () => {
				const ledger = ledgerOn(marks);
				await ledger.claim(X, at());
				return await ledger.attemptsOf(X, NOON);
			};
			const before = await attempts();
			const ledger = ledgerOn(marks);
			const stands = (await ledger.claim(X, at())) as KnownStanding;
			expect(await ledger.claimAgain(X, stands, at())).toBe(true);
			await ledger.releaseAgain(X, stands);
			expect(await attempts()).toEqual(before);
		}
	});
});
