import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS } from '../../nodes/zen-client/outcome';
import { MOST_READS, Pace, paceOf } from '../../nodes/zen-client/Pace';
import { TransportError } from '../../nodes/zen-client/transport';
import { TurnClock } from '../support/TurnClock.mts';

interface Behaviour {
	/** How long an answer takes, by how many reads are under way, ms. */
	takes(underWay: number): number;
	/** How long a connection takes to open, by how many are opening, ms; all are open already when absent. */
	opens?(opening: number): number;
	/** Whether each connection is closed after one answer. */
	closes?: boolean;
	/** Refuses what goes beyond, within any second. */
	perSecond?: number;
	/** What it says with it, s. */
	retryAfter?: number;
	/** In place of 200, for single reads. */
	status?(read: number): number | 'timeOut' | undefined;
}

/** A ZEN that answers as it is told to, by a clock of the test's own, and the pace towards it. */
class Bank {
	readonly pace = new Pace();
	readonly starts: number[] = [];
	readonly refusals: number[] = [];
	most = 0;
	private underWay = 0;
	private opening = 0;
	private idle = 0;
	private passed: number[] = [];

	constructor(
		readonly clock: TurnClock,
		private readonly behaviour: Behaviour,
	) {}

	get now(): number {
		return this.clock.surroundings.now();
	}

	/** Reads, sends again as the client does, and tells how often that had to be. */
	async read(signal?: AbortSignal): Promise<{ status: number; attempts: number }> {
		const { sleep } = this.clock.surroundings;
		for (let attempts = 1; ; attempts++) {
			const { status } = await this.once(signal);
			if (status === 200 || attempts === MAX_ATTEMPTS) return { status, attempts };
			await sleep(1000 * (this.behaviour.retryAfter ?? 0.1));
		}
	}

	async once(signal?: AbortSignal) {
		const overConnection = async (onStart: () => void) => {
			await this.opened();
			onStart();
			try {
				return await this.answer();
			} finally {
				if (!this.behaviour.closes) this.idle += 1;
			}
		};
		return await this.pace.run(overConnection, { ...this.clock.surroundings, signal });
	}

	private async opened(): Promise<void> {
		const { opens } = this.behaviour;
		if (!opens) return;
		if (this.idle > 0) {
			this.idle -= 1;
			return;
		}
		this.opening += 1;
		await this.clock.surroundings.sleep(opens(this.opening));
		this.opening -= 1;
	}

	private async answer() {
		const { takes, perSecond = Infinity, retryAfter, status } = this.behaviour;
		const read = this.starts.push(this.now);
		this.underWay += 1;
		this.most = Math.max(this.most, this.underWay);
		this.passed = this.passed.filter((at) => this.now - at < 1000);
		const isOver = this.passed.length >= perSecond;
		if (!isOver) this.passed.push(this.now);
		await this.clock.surroundings.sleep(takes(this.underWay));
		this.underWay -= 1;
		const code = isOver ? 429 : (status?.(read) ?? 200);
		if (code === 'timeOut') throw new TransportError('UND_ERR_HEADERS_TIMEOUT', true);
		if (code !== 200) this.refusals.push(this.now);
		const headers: Record<string, string> =
			code !== 200 && retryAfter !== undefined ? { 'retry-after': String(retryAfter) } : {};
		return { status: code, headers, body: Buffer.alloc(0) };
	}
}

const during = async <T,>(behaviour: Behaviour, work: (bank: Bank) => Promise<T>) =>
	await TurnClock.during(async (clock) => await work(new Bank(clock, behaviour)));

/** As the router does: so many items are under way together. */
async function readAll(bank: Bank, count: number, atOnce = MOST_READS) {
	const limit = pLimit(atOnce);
	const ends = Array.from({ length: count }, async () => await limit(() => bank.read()));
	return await Promise.all(ends);
}

const steady = () => 40;

describe('reads', () => {
	it('become more while answers stay as quick as they were, up to 64', async () => {
		await during({ takes: steady }, async (bank) => {
			const { now } = bank;
			await readAll(bank, 500);
			expect(bank.most).toBe(MOST_READS);
			expect(bank.now - now).toBeLessThan((500 / 16) * 40 * 0.5);
		});
	});

	it('stay as many as they are where more of them only wait for each other', async () => {
		await during({ takes: (underWay) => 2 * underWay }, async (bank) => {
			await readAll(bank, 500);
			expect(bank.most).toBeLessThan(32);
		});
	});

	it('become more although each of them has to open a connection first', async () => {
		await during({ takes: steady, opens: () => 120 }, async (bank) => {
			const { now } = bank;
			await readAll(bank, 500);
			expect(bank.most).toBe(MOST_READS);
			expect(bank.now - now).toBeLessThan((500 / 16) * 40 * 0.6);
		});
	});

	it('open no connections for nothing where opening them is the work', async () => {
		const behaviour = { takes: () => 1, opens: (opening: number) => 4 * opening };
		await during(behaviour, async (bank) => {
			await readAll(bank, 16);
			expect(bank.pace.atOnce).toBe(16);
		});
	});

	it('become more, and come back from a refusal, where no connection stays open', async () => {
		const behaviour = { takes: steady, opens: () => 30, closes: true };
		await during(behaviour, async (bank) => {
			await readAll(bank, 500);
			expect(bank.most).toBeGreaterThan(16);
		});
		const status = (read: number) => (read === 20 ? 429 : undefined);
		await during({ ...behaviour, status, retryAfter: 5 }, async (bank) => {
			await readAll(bank, 60);
			const { atOnce } = bank.pace;
			expect(atOnce).toBeLessThan(16);
			const until = bank.now + 300_000;
			while (bank.now < until) await readAll(bank, 200);
			expect(bank.pace.atOnce).toBeGreaterThan(2 * atOnce);
			expect(bank.pace.atOnce).toBeGreaterThan(8);
		});
	});

	it('become no more by reads that did not need it', async () => {
		await during({ takes: steady }, async (bank) => {
			await readAll(bank, 200, 2);
			expect(bank.most).toBe(2);
			expect(bank.pace.atOnce).toBe(16);
		});
	});

	it.each([
		[200, 1, 40],
		[50, undefined, 40],
		[20, 1, 2],
		[20, undefined, 2],
	])(
		'settle below %i a second, with Retry-After %s, though one takes %i ms only; every one is answered',
		async (perSecond, retryAfter, ms) => {
			await during({ takes: () => ms, perSecond, retryAfter }, async (bank) => {
				const { now } = bank;
				const count = perSecond * 8;
				const ends = await readAll(bank, count);
				expect(ends.filter(({ status }) => status !== 200)).toEqual([]);
				// A search for it, and now and then a try whether it still holds.
				expect(bank.refusals.length).toBeLessThan(150);
				const late = bank.refusals.filter((at) => at > (now + bank.now) / 2);
				expect(late.length).toBeLessThan(10);
				expect(bank.now - now).toBeLessThan(1.5 * 1000 * (count / perSecond));
			});
		},
	);

	it('all wait for as long as Retry-After asks one to', async () => {
		const status = (read: number) => (read === 20 ? 429 : undefined);
		await during({ takes: steady, status, retryAfter: 3 }, async (bank) => {
			await readAll(bank, 200);
			const [refused] = bank.refusals;
			const between = bank.starts.filter((at) => at > refused! && at < refused! + 3000);
			expect(between).toEqual([]);
			expect(bank.starts.at(-1)).toBeGreaterThanOrEqual(refused! + 3000);
		});
	});

	it('that ZEN wants none of for an hour are not sent for a minute, and told so', async () => {
		await during({ takes: steady, status: () => 429, retryAfter: 3600 }, async (bank) => {
			const said = async () => await bank.once();
			expect(await said()).toMatchObject({ status: 429, headers: { 'retry-after': '3600' } });
			const others = await Promise.all(Array.from({ length: 100 }, said));
			expect(bank.starts).toHaveLength(1);
			expect(new Set(others.map(({ status }) => status))).toEqual(new Set([429]));
			expect(Number(others[99]!.headers['retry-after'])).toBeGreaterThan(50);
			bank.clock.pass(60_000);
			await said();
			expect(bank.starts).toHaveLength(2);
		});
	});

	it.each([503, 'timeOut'] as const)('become fewer after %s, and more again', async (end) => {
		const status = (read: number) => (read === 100 ? end : undefined);
		await during({ takes: steady, status }, async (bank) => {
			await readAll(bank, 99);
			const before = bank.pace.atOnce;
			await bank.once().catch(() => {});
			expect(bank.pace.atOnce).toBeLessThan(before);
			expect(bank.pace.atOnce).toBeGreaterThanOrEqual(1);
			await readAll(bank, 3_000);
			expect(bank.pace.atOnce).toBeGreaterThanOrEqual(before);
		});
	});

	it('of one that answers 503 every time do not stop the others', async () => {
		const status = (read: number) => (read % 100 === 0 ? 503 : undefined);
		await during({ takes: steady, status }, async (bank) => {
			const { now } = bank;
			await readAll(bank, 1_000);
			expect(bank.now - now).toBeLessThan(1_000 * 40);
		});
	});

	it('that are cancelled do not wait', async () => {
		await during({ takes: steady, status: () => 429, retryAfter: 20 }, async (bank) => {
			await bank.once();
			const { now } = bank;
			await bank.once(AbortSignal.abort());
			expect(bank.now - now).toBeLessThan(1_000);
		});
	});

	it('of one credential have one pace, and those of another their own', () => {
		expect(paceOf('a')).toBe(paceOf('a'));
		expect(paceOf('a')).not.toBe(paceOf('b'));
	});
});
