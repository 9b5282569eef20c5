import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Payout, Tried } from '../../../nodes/zen-payout';
import { claimFirst } from '../../../nodes/zen-ledger/postgres/claims';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { releasing } from '../../../nodes/zen-ledger/postgres/ends';
import { tablesIn } from '../../../nodes/zen-ledger/postgres/tables';
import { TempFolder } from '../support/TempFolder.mts';
import { Postgres } from '../scaleOut/Postgres.mts';
import {
	admin,
	credentialFor,
	known,
	ledgerOn,
	now,
	PASSWORD,
	payment,
	Proxy,
	resolveNow,
	standing,
} from './support.mts';

const DAY_MS = 86_400_000;
const temp = new TempFolder();
let postgres: Postgres;
let ledger: string;
let number = 0;
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD });
});
beforeEach(() => {
	ledger = `limited ${++number}`;
});
afterAll(async () => {
	await endConnections();
	await postgres?.stop();
	temp.remove();
});

const open = async (to: Pick<Postgres, 'port'> = postgres) =>
	await ledgerOn(credentialFor(to), { ledger });
const limited = (one: Payout, limit = '100.00'): Tried => ({
	...one,
	dayLimit: { value: limit, currency: 'EUR' },
});
const ten = (name: string) => limited(payment(name, { amount: '10.00' }));
const total = async () =>
	(
		await admin(postgres, 'SELECT sum(total)::text FROM zen_ledger_totals WHERE ledger = $1', [
			ledger,
		])
	)[0]!.sum as string;
const claimed = async (claims: Array<Promise<unknown>>) => {
	const ends = await Promise.allSettled(claims);
	const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
	return { count: ends.length - reasons.length, reasons: [...new Set(reasons)] };
};

describe('The limit of a day', () => {
	it('holds exactly, however many claim at once over connections of their own', async () => {
		const ways = await Promise.all(
			Array.from({ length: 4 }, async () => await Proxy.start(postgres.port)),
		);
		const ledgers = await Promise.all(ways.map(async (way) => await open(way)));
		const claims = Array.from(
			{ length: 60 },
			async (_, place) => await ledgers[place % 4]!.claim(ten(`A-${place}`), now),
		);
		const { count, reasons } = await claimed(claims);
		for (const way of ways) way.stop();
		expect(count).toBe(10);
		expect(reasons).toHaveLength(1);
		expect(reasons[0]).toContain(
			'Limit per Day of the ZEN API credential leaves 100.00 EUR today (UTC) to all that is paid through this ledger, and with what was paid this one of 10.00 EUR would go beyond it, so it is not sent.',
		);
		expect(await total()).toBe('100.00');
	});

	it('leaves no trace of what it refused', async () => {
		const mine = await open();
		const one = payment('B', { amount: '100.01' });
		await expect(mine.claim(limited(one), now)).rejects.toThrow('Limit per Day');
		expect(await standing(mine, one)).toEqual({ state: 'fresh' });
		expect(await mine.claim(limited(one, '100.01'), now)).toEqual({ state: 'fresh' });
	});

	it('counts a claim once whose answer was lost', async () => {
		const way = await Proxy.start(postgres.port);
		const mine = await open(way);
		await mine.lookUp([payment('C')]);
		way.cutAfter = (sent) => way.cuts === 0 && sent.includes('INSERT INTO');
		const whole = limited(payment('C', { amount: '100.00' }));
		expect(await mine.claim(whole, now)).toEqual({ state: 'fresh' });
		expect(way.cuts).toBe(1);
		way.stop();
		expect(await total()).toBe('100.00');
	});

	it('is not counted too low by a claim that lands after it was taken back', async () => {
		const mine = await open();
		const one = ten('L');
		const tables = tablesIn('public');
		const claim = { token: randomUUID(), day: new Date().toISOString().slice(0, 10) };
		const land = async () => {
			const { text, values } = claimFirst(tables, one, { ledger }, claim).statement();
			await admin(postgres, text, values);
		};
		await mine.lookUp([payment('L')]);
		await land();
		const { text, values } = releasing(tables, { ledger, ...claim, key: one.key }).statement();
		await admin(postgres, text, values);
		await land();
		await resolveNow(mine, one.key);
		expect(await total()).toBe('0.00');
		expect(await standing(mine, payment('L', { amount: '10.00' }))).toEqual({ state: 'fresh' });
	});

	it('knows what it does not count: what was not paid through it', async () => {
		const mine = await open();
		await mine.claim(ten('M'), now);
		await mine.settle(ten('M'), { id: 'ID-M' });
		expect(await mine.uncounted!(['id-m', 'ID-X'])).toEqual(['ID-X']);
	});

	it('has room again for what was released, and none for what is open', async () => {
		const mine = await open();
		const [one, other] = ['D', 'E'].map((name) => limited(payment(name, { amount: '60.00' })));
		await mine.claim(one!, now);
		await mine.leaveOpen(one!, now);
		await expect(mine.claim(other!, now)).rejects.toThrow('Limit per Day');
		await mine.release(one!);
		expect(await mine.claim(other!, now)).toEqual({ state: 'fresh' });
	});

	it('holds for what is sent once more', async () => {
		const mine = await open();
		const one = limited(payment('F', { amount: '60.00' }));
		await mine.claim(one, now);
		await mine.leaveOpen(one, now);
		const seen = await known(mine, payment('F', { amount: '60.00' }));
		await expect(mine.claimAgain(one, seen, now)).rejects.toThrow('Limit per Day');
		expect(await known(mine, payment('F', { amount: '60.00' }))).toEqual(seen);
		expect(await total()).toBe('60.00');
	});

	it('is of one day of ZEN, of payments only, and none where none is set', async () => {
		const mine = await open();
		const whole = (name: string) => limited(payment(name, { amount: '100.00' }));
		expect(await mine.claim(whole('G'), () => now() - DAY_MS)).toEqual({ state: 'fresh' });
		expect(await mine.claim(whole('H'), now)).toEqual({ state: 'fresh' });
		const draft = limited(payment('I', { kind: 'draft', amount: '100.00' }));
		expect(await mine.claim(draft, now)).toEqual({ state: 'fresh' });
		expect(await mine.claim(payment('J'), now)).toEqual({ state: 'fresh' });
	});
});
