import { setTimeout as after } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Connections, endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { LedgerError } from '../../../nodes/zen-payout';
import { Postgres } from '../scaleOut/Postgres.mts';
import { TempFolder } from '../support/TempFolder.mts';
import {
	admin,
	credentialFor,
	holdingEndOfClaim,
	known,
	ledgerOn,
	now,
	PASSWORD,
	payment,
	Proxy,
	resolveNow,
	standing,
} from './support.mts';

const temp = new TempFolder();
let postgres: Postgres;
let proxy: Proxy;
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD, isDurable: true });
});
beforeEach(async () => {
	proxy = await Proxy.start(postgres.port);
});
afterEach(() => proxy.stop());
afterAll(async () => {
	await endConnections();
	await postgres?.stop();
	temp.remove();
});

it('ends no process when a connection breaks in the moment in which it is handed out', async () => {
	const reach = { host: '127.0.0.1', port: postgres.port, database: 'postgres', user: 'n8n' };
	const connections = new Connections({ ...reach, password: PASSWORD, tls: 'off' });
	const { pool } = connections as unknown as { pool: pg.Pool };
	// As when the server says in one breath that it is ready, and that it is no more.
	await new Promise<void>((resolve, reject) => {
		pool.connect((_error, client, release) => {
			try {
				client!.emit('error', new Error('no more'));
				resolve();
			} catch (error) {
				reject(error as Error);
			} finally {
				release(true);
			}
		});
	});
	await connections.end();
});

/** Over the proxy, and past it. */
const both = async (ledger: string) =>
	[
		await ledgerOn(credentialFor(proxy), { ledger }),
		await ledgerOn(credentialFor(postgres), { ledger }),
	] as const;
const totalOf = async (ledger: string) =>
	(
		await admin(postgres, 'SELECT total::text, payments FROM zen_ledger_totals WHERE ledger = $1', [
			ledger,
		])
	)[0];
const once = (pattern: RegExp) => {
	let isOver = false;
	return (sent: string) => {
		const isIt = !isOver && pattern.test(sent);
		isOver ||= isIt;
		return isIt;
	};
};
const CLAIM = /INSERT INTO/;

describe('a connection that is lost', () => {
	it.each(['before', 'after'] as const)(
		'%s the claim reached the server leaves it claimed once',
		async (when) => {
			const name = `claim ${when}`;
			const [ledger, direct] = await both(name);
			await ledger.lookUp([payment('A')]);
			if (when === 'before') proxy.cutBefore = once(CLAIM);
			else proxy.cutAfter = once(CLAIM);
			expect(await ledger.claim(payment('A'), now)).toEqual({ state: 'fresh' });
			expect(proxy.cuts).toBe(1);
			expect(await standing(direct, payment('A'))).toEqual({
				state: 'open',
				same: true,
				attempts: 1,
			});
			expect(await totalOf(name)).toEqual({ total: '12.50', payments: 1 });
			expect(await direct.claim(payment('A'), now)).toMatchObject({ state: 'open' });
			await ledger.release(payment('A'));
			expect(await standing(direct, payment('A'))).toEqual({ state: 'fresh' });
		},
	);

	it.each(['before', 'after'] as const)(
		'%s another attempt was claimed leaves it claimed once',
		async (when) => {
			const name = `again ${when}`;
			const [ledger, direct] = await both(name);
			await ledger.claim(payment('A'), now);
			const seen = await known(ledger, payment('A'));
			if (when === 'before') proxy.cutBefore = once(/to_jsonb/);
			else proxy.cutAfter = once(/to_jsonb/);
			expect(await ledger.claimAgain(payment('A'), seen, now)).toBe(true);
			expect(proxy.cuts).toBe(1);
			expect(await totalOf(name)).toEqual({ total: '25.00', payments: 2 });
			expect(await direct.claimAgain(payment('A'), seen, now)).toBe(false);
			await ledger.releaseAgain(payment('A'), seen);
			expect(await standing(direct, payment('A'))).toEqual({
				state: 'open',
				same: true,
				attempts: 1,
			});
		},
	);

	it.each([
		['settle', 'settled'],
		['release', 'fresh'],
		['leaveOpen', 'open'],
	] as const)('after %s leaves it %s', async (end, state) => {
		const [ledger, direct] = await both(`end ${end}`);
		await ledger.claim(payment('A'), now);
		proxy.cutAfter = once(/INSERT INTO|UPDATE/);
		if (end === 'release') await ledger.release(payment('A'));
		else if (end === 'settle') await ledger.settle(payment('A'), { id: 'IA' });
		else await ledger.leaveOpen(payment('A'), now);
		expect(proxy.cuts).toBe(1);
		expect((await standing(direct, payment('A'))).state).toBe(state);
		expect(await totalOf(`end ${end}`)).toMatchObject({ payments: end === 'release' ? 0 : 1 });
	});

	it('after resolve still says that it was resolved', async () => {
		const [ledger] = await both('resolve');
		await ledger.claim(payment('A'), now);
		proxy.cutAfter = once(/resolved_at/);
		expect(await resolveNow(ledger, 'a')).toBe(true);
		expect(proxy.cuts).toBe(1);
	});

	it('half-way through a claim holds nobody else up for long, and the claim is made after all', async () => {
		const [ledger, direct] = await both('half-way');
		await ledger.lookUp([payment('A')]);
		proxy.holdFrom = holdingEndOfClaim();
		const began = Date.now();
		const claim = ledger.claim(payment('A'), now);
		await after(500);
		const [held] = await admin(
			postgres,
			"SELECT count(*)::int FROM pg_stat_activity WHERE state = 'idle in transaction'",
		);
		expect(held).toEqual({ count: 1 });
		// Another payment, whose amount goes into the same total.
		expect(await direct.claim(payment('B'), now)).toEqual({ state: 'fresh' });
		expect(Date.now() - began).toBeLessThan(6_000);
		expect(await claim).toEqual({ state: 'fresh' });
		expect(await totalOf('half-way')).toEqual({ total: '25.00', payments: 2 });
	});

	it('while nobody uses it is not noticed', async () => {
		const [ledger] = await both('idle');
		await ledger.claim(payment('A'), now);
		proxy.cut();
		expect(await standing(ledger, payment('A'))).toMatchObject({ state: 'open' });
	});

	it('for good after a claim keeps the payment from being sent, and takes the claim back later', async () => {
		const [ledger, direct] = await both('orphan');
		await ledger.claim(payment('B'), now);
		await ledger.settle(payment('B'));
		const seen = await known(ledger, payment('B'));
		const cut = once(CLAIM);
		proxy.cutAfter = (sent) => {
			const isIt = cut(sent);
			proxy.isClosed ||= isIt;
			return isIt;
		};
		const began = Date.now();
		await expect(ledger.claim(payment('A'), now)).rejects.toThrow(LedgerError);
		expect(Date.now() - began).toBeLessThan(12_000);
		expect(await standing(direct, payment('A'))).toMatchObject({ state: 'open' });
		proxy.isClosed = false;
		const cutAgain = once(/to_jsonb/);
		proxy.cutAfter = (sent) => {
			const isIt = cutAgain(sent);
			proxy.isClosed ||= isIt;
			return isIt;
		};
		// The first one is taken back by this one, which is lost itself.
		await expect(ledger.claimAgain(payment('B'), seen, now)).rejects.toThrow(LedgerError);
		expect(await standing(direct, payment('A'))).toEqual({ state: 'fresh' });
		expect(await standing(direct, payment('B'))).toMatchObject({ state: 'open', attempts: 2 });
		proxy.isClosed = false;
		expect(await ledger.claim(payment('A'), now)).toEqual({ state: 'fresh' });
		expect(await standing(direct, payment('B'))).toEqual({
			state: 'settled',
			same: true,
			attempts: 1,
		});
		await ledger.lookUp([payment('C')]);
		expect(await standing(direct, payment('A'))).toMatchObject({ state: 'open', attempts: 1 });
		expect(await totalOf('orphan')).toEqual({ total: '25.00', payments: 2 });
	});
});

describe('a database', () => {
	it('that holds a row back makes nobody wait for ever, and nothing is claimed later', async () => {
		const [, ledger] = await both('locked');
		await ledger.claim(payment('A'), now);
		await ledger.release(payment('A'));
		const held = admin(
			postgres,
			"BEGIN; UPDATE zen_ledger_payments SET status = 'x' WHERE ledger = 'locked'; SELECT pg_sleep(14); COMMIT",
		);
		await new Promise((resolve) => setTimeout(resolve, 300));
		const began = Date.now();
		await expect(ledger.claim(payment('A'), now)).rejects.toThrow('took too long to answer');
		expect(Date.now() - began).toBeLessThan(10_500);
		await held;
		expect(await standing(ledger, payment('A'))).toEqual({ state: 'fresh' });
	});

	it('that is down is told within the time, and what was claimed outlives its being killed', async () => {
		const [, ledger] = await both('killed');
		for (const id of ['A', 'B']) await ledger.claim(payment(id), now);
		await ledger.settle(payment('A'), { id: 'IA' });
		await postgres.crash();
		const began = Date.now();
		const failed = await ledger.claim(payment('C'), now).catch((error: Error) => error);
		expect(failed).toBeInstanceOf(LedgerError);
		expect(failed).toMatchObject({
			message: expect.stringContaining('refused the connection'),
			remedy: expect.stringContaining('run this again later'),
		});
		await expect(ledger.lookUp([payment('A')])).rejects.toThrow('cannot be reached');
		await expect(ledger.settle(payment('B'))).rejects.toThrow(LedgerError);
		expect(Date.now() - began).toBeLessThan(30_000);
		await postgres.resume();
		const states = (await ledger.lookUp([payment('A'), payment('B'), payment('C')])).map(
			({ state }) => state,
		);
		expect(states).toEqual(['settled', 'open', 'fresh']);
		expect(await ledger.claim(payment('C'), now)).toEqual({ state: 'fresh' });
	});

	it('that comes back while it is asked is waited for', async () => {
		const [, ledger] = await both('restart');
		await ledger.claim(payment('A'), now);
		await postgres.crash();
		const claim = ledger.claim(payment('B'), now);
		await postgres.resume();
		expect(await claim).toEqual({ state: 'fresh' });
		expect(await standing(ledger, payment('A'))).toMatchObject({ state: 'open' });
	});

	it('whose tables were dropped gets them again', async () => {
		const [, ledger] = await both('dropped');
		await ledger.claim(payment('A'), now);
		await admin(postgres, 'DROP TABLE zen_ledger_payments, zen_ledger_totals, zen_ledger_meta');
		expect(await ledger.claim(payment('A'), now)).toEqual({ state: 'fresh' });
	});
});
