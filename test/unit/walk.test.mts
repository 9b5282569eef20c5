import { describe, expect, it } from 'vitest';
import type { Entry, EntryPage } from '../../nodes/zen-client';
import { MOST_PAGES, Walk } from '../../nodes/zen-payout/Walk';

const NOON = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const entry = (id: string, createdAt: number, more: Partial<Entry> = {}): Entry => ({
	kind: 'payment',
	state: 'settled',
	id,
	createdAt,
	...more,
});

/** So many entries, `e1` the oldest, one an hour, the last one at noon. */
const hourly = (count: number): Entry[] =>
	Array.from({ length: count }, (_, place) => entry(`e${count - place}`, NOON - place * HOUR));

/** A list as ZEN serves it: the cursor is the id of the last entry of a page. */
class List {
	loads: Array<string | undefined> = [];
	isNewestFirst: boolean | undefined = true;
	/** Spoils a page, told by how many were read before it. */
	spoil: (page: EntryPage, number: number) => EntryPage = (page) => page;

	constructor(
		public entries: Entry[],
		private readonly size = 100,
	) {}

	readonly load = async (cursor?: string): Promise<EntryPage> => {
		this.loads.push(cursor);
		const start = cursor === undefined ? 0 : this.entries.findIndex(({ id }) => id === cursor) + 1;
		const entries = this.entries.slice(start, start + this.size);
		const more = start + this.size < this.entries.length;
		const { isNewestFirst } = this;
		const page = { entries, more, isNewestFirst, next: more ? entries.at(-1)!.id : undefined };
		return this.spoil(page, this.loads.length);
	};

	/** How many pages were read since this was asked last. */
	read(): number {
		const { length } = this.loads;
		this.loads = [];
		return length;
	}
}

const idsOf = ({ entries }: { entries: Entry[] }) => entries.map(({ id }) => id);

describe('A walk through a list', () => {
	it('reads no further back than it has to', async () => {
		const list = new List(hourly(50), 10);
		const looked = await new Walk().look(NOON - 14.5 * HOUR, list.load);
		expect(looked).toMatchObject({ isComplete: true });
		expect(looked.entries).toHaveLength(20);
		expect(list.read()).toBe(2);
	});

	it('does not stop at an entry of the very time that was asked for', async () => {
		const list = new List(hourly(50), 10);
		const looked = await new Walk().look(NOON - 9 * HOUR, list.load);
		expect(looked.entries).toHaveLength(20);
	});

	it('reads to the end for all of time, and where the list is younger', async () => {
		for (const since of [-Infinity, NOON - 1_000 * HOUR]) {
			const list = new List(hourly(25), 10);
			const looked = await new Walk().look(since, list.load);
			expect(looked).toMatchObject({ isComplete: true, endsInSilence: false });
			expect(looked.entries).toHaveLength(25);
		}
	});

	it('takes an empty list for whole when ZEN says so', async () => {
		expect(await new Walk().look(NOON, new List([]).load)).toMatchObject({
			entries: [],
			isComplete: true,
		});
	});
});

describe('The order of a list', () => {
	const since = NOON - 3 * HOUR;

	it('is not believed while ZEN does not say it', async () => {
		const list = new List(hourly(30), 10);
		list.isNewestFirst = undefined;
		const looked = await new Walk().look(since, list.load);
		expect(looked).toMatchObject({ isComplete: true });
		expect(looked.entries).toHaveLength(30);
	});

	it.each([
		['within a page', 3],
		['where two pages meet', 10],
	])('is not believed once an entry breaks it, %s', async (_name, place) => {
		const entries = hourly(30);
		const [moved] = entries.splice(place, 1);
		entries.splice(place - 1, 0, moved!);
		const list = new List(entries, 10);
		const looked = await new Walk().look(NOON - 12.5 * HOUR, list.load);
		expect(looked.entries).toHaveLength(30);
	});

	it('is not believed of a list that begins with its oldest, and such a list is read anew', async () => {
		const list = new List(hourly(30).reverse(), 10);
		const walk = new Walk();
		for (let look = 1; look <= 2; look++) {
			const looked = await walk.look(since, list.load);
			expect(looked).toMatchObject({ isComplete: true });
			expect(looked.entries).toHaveLength(30);
			expect(list.read()).toBe(3);
		}
	});

	it('is borne out by entries of one moment', async () => {
		const list = new List([...['a', 'b', 'c'].map((id) => entry(id, NOON)), ...hourly(30)], 10);
		await new Walk().look(since, list.load);
		expect(list.read()).toBe(1);
	});
});

describe('A walk that is continued', () => {
	const since = NOON - 24.5 * HOUR;
	const begun = async (list: List) => {
		const walk = new Walk();
		await walk.look(since, list.load);
		list.read();
		return walk;
	};

	it('reads one page, and what came since is in front', async () => {
		const list = new List(hourly(500));
		const walk = await begun(list);
		list.entries.unshift(entry('new 1', NOON + 1));
		list.entries.unshift(entry('new 2', NOON + 2));
		const looked = await walk.look(since, list.load);
		expect(list.read()).toBe(1);
		expect(idsOf(looked).slice(0, 3)).toEqual(['new 2', 'new 1', 'e500']);
		expect(new Set(idsOf(looked)).size).toBe(looked.entries.length);
		expect(looked.isComplete).toBe(true);
	});

	it('reads each time at most a page more than what is new, however often it is continued', async () => {
		const list = new List(hourly(1_000), 10);
		const walk = await begun(list);
		for (let round = 1; round <= 50; round++) {
			list.entries.unshift(entry(`new ${round}`, NOON + round * MINUTE));
			const looked = await walk.look(since, list.load);
			expect(idsOf(looked)).toEqual(
				idsOf({ entries: list.entries }).slice(0, looked.entries.length),
			);
			expect(list.read()).toBeLessThanOrEqual(2);
		}
	});

	it('sees what ZEN lists late, up to two minutes behind the newest', async () => {
		const list = new List(hourly(50), 1);
		const walk = await begun(list);
		list.entries.unshift(entry('new', NOON + 10 * MINUTE));
		await walk.look(since, list.load);
		list.entries.splice(1, 0, entry('late', NOON + 8.1 * MINUTE));
		expect(idsOf(await walk.look(since, list.load)).slice(0, 3)).toEqual(['new', 'late', 'e50']);
	});

	it('sees what ZEN lists late behind hundreds that were made within that time', async () => {
		const batch = Array.from({ length: 350 }, (_, place) => entry(`b${place}`, NOON + place * 300));
		const list = new List([...batch.reverse(), ...hourly(50)]);
		const walk = await begun(list);
		list.entries.splice(350, 0, entry('late', NOON + 1));
		const looked = await walk.look(since, list.load);
		expect(looked.isComplete).toBe(true);
		expect(idsOf(looked)).toContain('late');
		expect(looked.entries).toHaveLength(looked.entries.filter(({ id }) => id).length);
	});

	it('loses none of those of one time, in whatever order they come', async () => {
		const equal = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) =>
			entry(id, NOON - 3 * MINUTE),
		);
		const older = Array.from({ length: 60 }, (_, place) =>
			entry(`o${place}`, NOON - (4 + place) * MINUTE),
		);
		const list = new List([entry('n', NOON), ...equal, ...older], 10);
		const walk = new Walk();
		await walk.look(NOON - 30 * MINUTE, list.load);
		const fresh = ['x', 'y', 'z', 'w'].map((id) => entry(id, NOON + 1));
		list.entries = [...fresh, entry('n', NOON), ...[...equal].reverse(), ...older];
		const looked = await walk.look(NOON - 30 * MINUTE, list.load);
		expect(looked.isComplete).toBe(true);
		for (const { id } of equal) expect(idsOf(looked)).toContain(id);
		expect(new Set(idsOf(looked)).size).toBe(looked.entries.length);
	});

	it('gets to the end of thousands that were made at once, and reads few pages of them each time', async () => {
		const at = (id: string) => entry(id, NOON);
		const burst = Array.from({ length: 4_500 }, (_, place) => at(`b${place}`));
		const list = new List([...burst, ...hourly(50).slice(1)], 20);
		const walk = new Walk();
		for (let look = 0; look < 3; look++) {
			list.entries.unshift(at(`new ${look}`));
			await walk.look(NOON - 5 * HOUR, list.load);
		}
		list.read();
		expect(await walk.look(NOON - 5 * HOUR, list.load)).toMatchObject({ isComplete: true });
		expect(list.read()).toBeLessThan(60);
	});

	it('is not limited by how many arguments a call can have', async () => {
		const list = new List(
			Array.from({ length: 200_000 }, (_, place) => entry(`e${place}`, NOON - place * MINUTE)),
			199_000,
		);
		const walk = new Walk();
		await walk.look(-Infinity, list.load);
		expect((await walk.look(-Infinity, list.load)).entries).toHaveLength(200_000);
	});

	it('sees the state that an entry has by now', async () => {
		const list = new List(hourly(50));
		const walk = await begun(list);
		list.entries[2] = { ...list.entries[2]!, state: 'rejected' };
		const looked = await walk.look(since, list.load);
		expect(looked.entries[2]).toMatchObject({ id: 'e48', state: 'rejected' });
	});

	it('drops what the list does not hold any more', async () => {
		const list = new List(hourly(50));
		const walk = await begun(list);
		const [gone] = list.entries.splice(1, 1);
		expect(idsOf(await walk.look(since, list.load))).not.toContain(gone!.id);
	});

	it('reads on where everything that was known of the first page is gone', async () => {
		const list = new List(hourly(50), 10);
		const walk = await begun(list);
		list.entries.splice(0, 12);
		const looked = await walk.look(since, list.load);
		expect(idsOf(looked).slice(0, 2)).toEqual(['e38', 'e37']);
		expect(looked.isComplete).toBe(true);
	});

	it('goes deeper later from where it stopped, and not from the start', async () => {
		const list = new List(hourly(500), 10);
		const walk = await begun(list);
		const looked = await walk.look(NOON - 94.5 * HOUR, list.load);
		expect(idsOf(looked)).toEqual(idsOf({ entries: hourly(500) }).slice(0, 100));
		// One for what is new, and those from the 31st to the 100th entry.
		expect(list.read()).toBe(8);
		expect(await walk.look(-Infinity, list.load)).toMatchObject({ isComplete: true });
		expect(list.read()).toBe(41);
	});

	it('starts anew in a list that holds what cannot be told apart, once that is gone', async () => {
		const list = new List([...hourly(3), { kind: 'payment', state: 'other', createdAt: 1 }]);
		const walk = new Walk();
		const looked = await walk.look(since, list.load);
		expect(looked).toMatchObject({
			isComplete: false,
			why: expect.stringContaining('without an ID'),
		});
		list.entries.pop();
		expect(await walk.look(since, list.load)).toMatchObject({ isComplete: true });
	});

	it('goes on after a page that could not be read', async () => {
		const list = new List(hourly(50), 10);
		const walk = new Walk();
		list.spoil = (page, number) => {
			if (number === 2) throw new Error('502');
			return page;
		};
		await expect(walk.look(since, list.load)).rejects.toThrow('502');
		const looked = await walk.look(since, list.load);
		expect(looked.isComplete).toBe(true);
		expect(idsOf(looked)).toEqual(idsOf({ entries: hourly(50) }).slice(0, 30));
	});

	it('lets looks that overlap take turns', async () => {
		const list = new List(hourly(50), 10);
		const walk = new Walk();
		const looks = await Promise.all(
			[-Infinity, since, -Infinity].map((to) => walk.look(to, list.load)),
		);
		for (const looked of looks) {
			expect(looked.isComplete).toBe(true);
			expect(looked.entries.length).toBeGreaterThan(25);
			expect(idsOf(looked)).toEqual(idsOf({ entries: hourly(50) }).slice(0, looked.entries.length));
		}
	});
});

describe('A list that cannot be trusted', () => {
	it.each([
		['ends without a word', { more: undefined, next: undefined }, true],
		['has more and does not say where', { more: true, next: undefined }, false],
		['has more where it is already', { more: true, next: 'e41' }, false],
		['hands over nothing new', { more: true, entries: hourly(50).slice(0, 5), next: 'x' }, false],
	])('is not complete when it %s', async (_name, spoilt, endsInSilence) => {
		const list = new List(hourly(50), 10);
		list.spoil = (page, number) => (number === 2 ? { ...page, ...spoilt } : page);
		const looked = await new Walk().look(-Infinity, list.load);
		expect(looked).toMatchObject({ isComplete: false, endsInSilence });
		expect(looked.why).toContain('broke off');
	});

	it.each<[string, Partial<EntryPage>, boolean, boolean, number?]>([
		['nothing new', { more: false, entries: hourly(250).slice(0, 9) }, false, false],
		['nothing, and says nothing of the end', { more: undefined, entries: [] }, false, false],
		['nothing, and says that it is the end', { more: false, entries: [] }, false, true],
		['the same, asked by corrected names', { more: false, entries: [] }, true, false],
		['the same, after a page that was not full', { more: false, entries: [] }, false, false, 10],
	])(
		'hands over %s behind a cursor',
		async (_name, spoilt, isCorrected, isComplete, size = 100) => {
			const list = new List(hourly(250), size);
			list.spoil = (page, number) =>
				number === 2 ? { ...page, ...spoilt, next: undefined } : page;
			const looked = await new Walk(isCorrected).look(-Infinity, list.load);
			expect(looked).toMatchObject({ isComplete, endsInSilence: false });
		},
	);

	/** Pages of these sizes, after each of which but the last more are said to follow. */
	const paged = (...sizes: number[]) => {
		const all = hourly(sizes.reduce((sum, size) => sum + size, 0));
		const starts = sizes.map((_size, page) =>
			sizes.slice(0, page).reduce((sum, size) => sum + size, 0),
		);
		return async (cursor = '0'): Promise<EntryPage> => {
			const page = Number(cursor);
			const entries = all.slice(starts[page], starts[page]! + sizes[page]!);
			const more = page + 1 < sizes.length;
			return { entries, more, isNewestFirst: true, next: more ? String(page + 1) : undefined };
		};
	};

	it.each([
		[[100, 0], true],
		[[100, 100, 0], true],
		[[50, 50, 0], true],
		[[50, 50, 50, 0], true],
		[[50, 0], false],
		[[2, 0], false],
		[[100, 50, 0], false],
		[[50, 100, 50, 0], false],
		[[99, 100, 0], true],
	])('with pages of %j is whole: %s, read at once or gone on with', async (sizes, isComplete) => {
		const load = paged(...sizes);
		expect(await new Walk().look(-Infinity, load)).toMatchObject({ isComplete });
		for (const first of [NOON - 3 * HOUR, NOON - 60 * HOUR, NOON - 120 * HOUR]) {
			const walk = new Walk();
			await walk.look(first, load);
			const looked = await walk.look(-Infinity, load);
			// Whoever goes on may be more careful than need be, and never less.
			if (!isComplete) expect([first, looked.isComplete]).toEqual([first, false]);
			else expect((await walk.look(-Infinity, load)).isComplete).toBe(true);
		}
	});

	it('is read once more when it broke off', async () => {
		const list = new List(hourly(50), 10);
		list.spoil = (page, number) => (number === 3 ? { ...page, next: undefined } : page);
		const walk = new Walk();
		expect(await walk.look(-Infinity, list.load)).toMatchObject({ isComplete: false });
		const looked = await walk.look(-Infinity, list.load);
		expect(looked.isComplete).toBe(true);
		expect(looked.entries).toHaveLength(50);
	});

	it.each([1, 3])(
		'is not short for good when its page %i once said that it was the last',
		async (cut) => {
			const list = new List(hourly(50), 10);
			list.spoil = (page, number) =>
				number === cut ? { ...page, more: false, next: undefined } : page;
			const walk = new Walk();
			expect((await walk.look(-Infinity, list.load)).entries).toHaveLength(10 * cut);
			expect((await walk.look(-Infinity, list.load)).entries).toHaveLength(50);
		},
	);

	it('counts one entry on two pages once, as when pages shift while they are read', async () => {
		const list = new List(hourly(50), 10);
		list.spoil = (page, number) =>
			number === 2 ? { ...page, entries: [...hourly(50).slice(8, 10), ...page.entries] } : page;
		const looked = await new Walk().look(-Infinity, list.load);
		expect(idsOf(looked)).toEqual(idsOf({ entries: hourly(50) }));
		expect(looked.isComplete).toBe(true);
	});

	it('is given up after so many pages, and gone on with when it is looked at again', async () => {
		const list = new List(hourly(MOST_PAGES + 50), 1);
		const walk = new Walk();
		const looked = await walk.look(-Infinity, list.load);
		expect(list.read()).toBe(MOST_PAGES);
		expect(looked).toMatchObject({ isComplete: false, why: expect.stringContaining('too long') });
		expect(await walk.look(-Infinity, list.load)).toMatchObject({ isComplete: true });
		expect(list.read()).toBeLessThan(60);
	});
});

it('Of long lists only what tells entries apart is kept in whole', async () => {
	const entries = hourly(1_500).map((one) => ({ ...one, raw: { id: one.id! } }));
	const looked = await new Walk().look(-Infinity, new List(entries).load);
	expect(looked.entries[0]!.raw).toBeDefined();
	expect(looked.entries.at(-1)).toEqual({ ...entries.at(-1), raw: undefined });
});
