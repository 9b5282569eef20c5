import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { TempFolder } from '../support/TempFolder.mts';
import { Postgres } from '../scaleOut/Postgres.mts';
import {
	admin,
	credentialFor,
	IBAN,
	known,
	ledgerOn,
	now,
	payment,
	Proxy,
	PASSWORD,
	resolveNow,
	standing,
} from './support.mts';

const temp = new TempFolder();
let postgres: Postgres;
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD });
});
afterAll(async () => {
	await endConnections();
	await postgres?.stop();
	temp.remove();
});

const open = async (ledger?: string) =>
	await ledgerOn(credentialFor(postgres), ledger === undefined ? {} : { ledger });
const DAY_MS = 86_400_000;
const today = () => new Date().toISOString().slice(0, 10);
const totalOf = async (ledger: string) =>
	(
		await admin(postgres, 'SELECT total::text, payments FROM zen_ledger_totals WHERE ledger = $1', [
			ledger,
		])
	)[0];

describe('a ledger in PostgreSQL', () => {
	it('makes its tables once, however many need them at the same time', async () => {
		const schemas = ['one', 'two'];
		for (const schema of schemas) await admin(postgres, `CREATE SCHEMA ${schema}`);
		// A way of its own for each, so that each has connections of its own, as processes do.
		const ways = await Promise.all(
			Array.from({ length: 6 }, async () => await Proxy.start(postgres.port)),
		);
		await Promise.all(
			ways.map(async (way, place) => {
				const ledger = await ledgerOn(credentialFor(way, { schema: schemas[place % 2]! }));
				expect(await ledger.claim(payment('A'), now)).toEqual({ state: 'fresh' });
			}),
		);
		for (const way of ways) way.stop();
		const [count] = await admin(postgres, 'SELECT count(*)::int FROM one.zen_ledger_payments');
		expect(count).toEqual({ count: 3 });
	});

	it('knows a payment as fresh, open and settled in turn', async () => {
		const ledger = await open('in turn');
		const one = payment('INV-1');
		expect(await standing(ledger, one)).toEqual({ state: 'fresh' });
		expect(await ledger.claim(one, now)).toEqual({ state: 'fresh' });
		expect(await standing(ledger, one)).toEqual({ state: 'open', same: true, attempts: 1 });
		expect(await (await open('in turn')).claim(one, now)).toMatchObject({ state: 'open' });
		await ledger.settle(one, { id: 'ID-1', status: 'ACCEPTED' });
		expect(await standing(ledger, one)).toEqual({ state: 'settled', same: true, attempts: 1 });
		expect(await ledger.claim(one, now)).toEqual({ state: 'settled', same: true, attempts: 1 });
		const other = payment('inv-1', { amount: '13.00' });
		expect(await standing(ledger, other)).toEqual({ state: 'settled', same: false, attempts: 1 });
		expect(await standing(await open('another'), one)).toEqual({ state: 'fresh' });
	});

	it('keeps no account number in plain', async () => {
		const ledger = await open('masked');
		await ledger.claim(payment('masked'), now);
		const [row] = await admin(
			postgres,
			"SELECT to_jsonb(p)::text AS text FROM zen_ledger_payments p WHERE ledger = 'masked'",
		);
		expect(row!.text).not.toContain(IBAN);
		expect(row!.text).not.toContain(IBAN.slice(4, -4));
		expect(row!.text).toContain('LT60…8901');
	});

	it('gives a payment to one only of many that claim it at once', async () => {
		const ledgers = await Promise.all(
			Array.from({ length: 20 }, async () => await open('at once')),
		);
		const claims = await Promise.all(
			ledgers.map(async (ledger) => await ledger.claim(payment('X'), now)),
		);
		expect(claims.filter(({ state }) => state === 'fresh')).toHaveLength(1);
		expect(claims.filter(({ state }) => state === 'open')).toHaveLength(19);
		expect(await totalOf('at once')).toEqual({ total: '12.50', payments: 1 });
	});

	it('counts what was claimed, and takes back what was released', async () => {
		const ledger = await open('totals');
		const all = Array.from({ length: 30 }, (_, place) =>
			payment(`T-${place}`, { amount: `${place + 1}.01` }),
		);
		await Promise.all(all.map(async (one) => await ledger.claim(one, now)));
		await ledger.claim(payment('draft', { kind: 'draft', amount: '1000.00' }), now);
		expect(await totalOf('totals')).toEqual({ total: '465.30', payments: 30 });
		await Promise.all(all.slice(0, 10).map(async (one) => await ledger.release(one)));
		await ledger.release(all[0]!);
		expect(await totalOf('totals')).toEqual({ total: '410.20', payments: 20 });
	});

	it('takes a released payment for one that was never tried, again and again', async () => {
		const ledger = await open('released');
		for (let round = 0; round < 3; round += 1) {
			expect(await ledger.claim(payment('R'), now)).toEqual({ state: 'fresh' });
			await ledger.release(payment('R'));
			expect(await standing(ledger, payment('R'))).toEqual({ state: 'fresh' });
		}
		const corrected = payment('R', { amount: '99.00' });
		expect(await ledger.claim(corrected, now)).toEqual({ state: 'fresh' });
		expect(await standing(ledger, corrected)).toMatchObject({ state: 'open', same: true });
		expect(await totalOf('released')).toEqual({ total: '99.00', payments: 1 });
	});

	it('does not release what somebody else has claimed since', async () => {
		const [mine, theirs] = [await open('since'), await open('since')];
		await mine.claim(payment('S'), now);
		await theirs.release(payment('S', { amount: '1.00' }));
		expect(await standing(mine, payment('S'))).toMatchObject({ state: 'open' });
		const seen = await known(mine, payment('S'));
		expect(await theirs.claimAgain(payment('S'), seen, now)).toBe(true);
		await mine.release(payment('S'));
		expect(await standing(mine, payment('S'))).toMatchObject({ state: 'open', attempts: 2 });
		await expect(mine.settle(payment('S'), { id: 'of-mine' })).rejects.toThrow('another execution');
		expect(await standing(mine, payment('S'))).toMatchObject({ state: 'open', attempts: 2 });
		const { own } = await mine.recognise(payment('S'), [{ id: 'OF-MINE' }]);
		expect(own).toEqual(new Set(['OF-MINE']));
	});

	it('lets one only send a payment again, each time', async () => {
		const ledger = await open('again');
		const one = payment('A');
		await ledger.claim(one, now);
		for (const attempts of [1, 2, 3]) {
			const seen = await known(ledger, one);
			expect(seen).toEqual({ state: 'open', same: true, attempts });
			const claims = Array.from({ length: 5 }, async () => await ledger.claimAgain(one, seen, now));
			expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
		}
	});

	it.each(['settle', 'release'] as const)(
		'lets nobody send a payment again whose first attempt has ended meanwhile, by %s',
		async (end) => {
			const ledger = await open(`ended by ${end}`);
			await ledger.claim(payment('A'), now);
			const seen = await known(ledger, payment('A'));
			await ledger[end](payment('A'));
			expect(await ledger.claimAgain(payment('A'), seen, now)).toBe(false);
			const state = end === 'settle' ? 'settled' : 'fresh';
			expect(await standing(ledger, payment('A'))).toMatchObject({ state });
		},
	);

	it('frees a settled key for one attempt, also for another payment, and takes that back', async () => {
		const ledger = await open('corrected');
		const [first, corrected] = [payment('A'), payment('A', { amount: '20.00', title: 'new' })];
		await ledger.claim(first, now);
		await ledger.settle(first, { id: 'FIRST', status: 'REJECTED' });
		const seen = await known(ledger, corrected);
		expect(await ledger.claimAgain(corrected, seen, now)).toBe(true);
		expect(await ledger.claimAgain(corrected, seen, now)).toBe(false);
		expect(await standing(ledger, corrected)).toEqual({ state: 'open', same: true, attempts: 2 });
		expect(await standing(ledger, first)).toEqual({ state: 'open', same: false, attempts: 2 });
		expect(await totalOf('corrected')).toEqual({ total: '32.50', payments: 2 });
		const asked = [{ id: 'first' }];
		expect((await ledger.recognise(corrected, asked)).own).toEqual(new Set(['first']));
		await (await open('corrected')).releaseAgain(corrected, seen);
		expect(await standing(ledger, first)).toEqual({ state: 'settled', same: true, attempts: 1 });
		expect(await totalOf('corrected')).toEqual({ total: '12.50', payments: 1 });
		const [row] = await ledger.getMany({});
		expect(row).toMatchObject({ amount: '12.50', paymentId: 'FIRST', status: 'REJECTED' });
		expect(await ledger.claimAgain(corrected, seen, now)).toBe(true);
		await ledger.settle(corrected, { id: 'SECOND' });
		expect(await standing(ledger, corrected)).toMatchObject({ state: 'settled', attempts: 2 });
		const both = await ledger.recognise(corrected, [
			{ id: 'first' },
			{ id: 'second' },
			{ id: 'x' },
		]);
		expect(both).toEqual({ own: new Set(['first', 'second']), others: new Set() });
	});

	it('goes on from a rejection that it still has as open', async () => {
		const ledger = await open('rejected open');
		await ledger.claim(payment('A'), now);
		const seen = { ...(await known(ledger, payment('A'))), state: 'settled' as const };
		expect(await ledger.claimAgain(payment('A'), seen, now)).toBe(true);
		await ledger.releaseAgain(payment('A'), seen);
		expect(await standing(ledger, payment('A'))).toMatchObject({ state: 'open', attempts: 1 });
	});

	it('takes what was found at ZEN for no other payment that has the key by now', async () => {
		const [ledger, other] = [await open('found'), await open('found')];
		const [one, corrected] = [payment('INV-1'), payment('INV-1', { amount: '13.00' })];
		await ledger.claim(one, now);
		await ledger.leaveOpen(one, now);
		await (await open('found')).settle(one, { id: 'ID-1' });
		expect(await standing(ledger, one)).toMatchObject({ state: 'settled', same: true });
		expect(await other.claimAgain(corrected, await known(other, corrected), now)).toBe(true);
		await expect((await open('found')).settle(one, { id: 'ID-1' })).rejects.toThrow('claimed');
		expect(await standing(ledger, corrected)).toEqual({ state: 'open', same: true, attempts: 2 });
	});

	it('notes the end of a payment also where its row is gone', async () => {
		const ledger = await open('gone');
		for (const id of ['A', 'B']) await ledger.claim(payment(id), now);
		await admin(postgres, "DELETE FROM zen_ledger_payments WHERE ledger = 'gone'");
		await ledger.settle(payment('A'), { id: 'IA' });
		await ledger.leaveOpen(payment('B'), now);
		expect(await standing(ledger, payment('A'))).toEqual({
			state: 'settled',
			same: true,
			attempts: 1,
		});
		expect(await standing(ledger, payment('B'))).toEqual({
			state: 'open',
			same: true,
			attempts: 1,
		});
	});

	it('dates attempts by the clock of ZEN, and by no other when that is not known', async () => {
		const ledger = await open('dates');
		const march = Date.parse('2026-03-10T23:59:59Z');
		await ledger.claim(payment('A'), () => march);
		const day = '2026-03-10';
		expect(await ledger.attemptsOf(payment('A'), march)).toEqual({
			firstDay: day,
			lastDay: day,
			isExact: true,
			hasTwin: false,
		});
		const retitled = payment('A', { title: 'another title' });
		expect(await ledger.attemptsOf(retitled, march)).toMatchObject({
			firstDay: day,
			isExact: false,
		});
		await ledger.claimAgain(
			payment('A'),
			await known(ledger, payment('A')),
			() => march + 9 * DAY_MS,
		);
		expect(await ledger.attemptsOf(payment('A'), march)).toEqual({
			firstDay: day,
			lastDay: '2026-03-19',
			isExact: true,
			hasTwin: false,
		});
		await ledger.leaveOpen(payment('A'), () => undefined);
		expect(await ledger.attemptsOf(payment('A'), march)).toEqual({
			isExact: false,
			hasTwin: false,
		});
		await ledger.claim(payment('U'), () => undefined);
		expect(await ledger.attemptsOf(payment('U'), march)).toEqual({
			isExact: false,
			hasTwin: false,
		});
		expect(await ledger.attemptsOf(payment('never'), march)).toEqual({
			isExact: false,
			hasTwin: false,
		});
	});

	it('tells since when nothing was sent by the age of the attempt, whatever the clocks say', async () => {
		const ledger = await open('age');
		await ledger.claim(payment('A'), now);
		await admin(
			postgres,
			"UPDATE zen_ledger_payments SET last_attempt = now() - interval '100 s' WHERE ledger = 'age'",
		);
		const zenNow = Date.parse('2030-01-01');
		const tried = await ledger.lastTried(payment('A'), zenNow, 600_000);
		expect(zenNow - tried).toBeGreaterThan(97_000);
		expect(zenNow - tried).toBeLessThan(103_000);
		expect(await ledger.lastTried(payment('A'), zenNow, 5_000)).toBe(zenNow - 5_000);
		expect(await ledger.lastTried(payment('never'), zenNow, 5_000)).toBe(zenNow);
	});

	it('knows payments that nothing but the reference tells apart, while both are in doubt', async () => {
		const ledger = await open('twins');
		const twinOf = async (id: string, title: string) =>
			(await ledger.attemptsOf(payment(id, { title }), Date.now())).hasTwin;
		const claim = async (id: string, title: string) =>
			await ledger.claim(payment(id, { title }), now);
		await claim('A', 'rent');
		expect(await twinOf('A', 'rent')).toBe(false);
		await claim('B', 'rent');
		expect([
			await twinOf('A', 'rent'),
			await twinOf('B', 'rent'),
			await twinOf('C', 'wages'),
		]).toEqual([true, true, false]);
		await ledger.settle(payment('B', { title: 'rent' }));
		expect(await twinOf('A', 'rent')).toBe(true);
		await claim('D', 'fees');
		await ledger.settle(payment('D', { title: 'fees' }));
		await claim('E', 'fees');
		expect(await twinOf('E', 'fees')).toBe(false);
		await claim('F', 'tax');
		await ledger.release(payment('F', { title: 'tax' }));
		await claim('F', 'tax');
		expect(await twinOf('F', 'tax')).toBe(false);
	});

	it('finds all twins of many that are claimed at the same moment, without anybody waiting for long', async () => {
		const ledgers = await Promise.all(
			Array.from({ length: 20 }, async () => await open('twins at once')),
		);
		const one = (place: number) => payment(`W-${place}`, { title: 'wages' });
		await Promise.all(ledgers.map(async (ledger, place) => await ledger.claim(one(place), now)));
		await Promise.all(
			ledgers.slice(1).map(async (ledger, place) => await ledger.settle(one(place + 1))),
		);
		expect((await ledgers[0]!.attemptsOf(one(0), Date.now())).hasTwin).toBe(true);
	});

	it('recognises payments by id, by name, and those that a person told apart', async () => {
		const ledger = await open('recognise');
		const b = payment('B');
		await ledger.claim(b, now);
		await ledger.settle(b, { id: 'ID-B' });
		await ledger.claim(payment('A', { notSameAs: ['NOT-A', 'not-a-either'] }), now);
		const named = { key: b.key, fingerprint: b.fingerprint };
		const asked = [
			{ id: 'id-b' },
			{ id: 'x' },
			{ id: 'y', named },
			{ id: 'z', named: { ...named, fingerprint: '?' } },
			{ id: 'Not-A' },
		];
		expect(await ledger.recognise(payment('A'), asked)).toEqual({
			own: new Set(),
			others: new Set(['id-b', 'y', 'Not-A']),
		});
		expect(await ledger.recognise(b, asked)).toEqual({ own: new Set(['id-b']), others: new Set() });
		expect(await (await open('other')).recognise(b, asked)).toEqual({
			own: new Set(),
			others: new Set(),
		});
	});

	it('lets a person resolve what is open, as often as it is open, and keeps who it was', async () => {
		const ledger = await open('resolve');
		await ledger.claim(payment('A'), now);
		const under = await ledger.under('a', Date.now());
		expect(under).toMatchObject({
			state: 'open',
			attempts: 1,
			firstDay: today(),
			about: {
				kind: 'payment',
				amount: { value: '12.50', currency: 'EUR' },
				receiver: 'LT60…8901',
			},
		});
		expect(under.agoMs).toBeLessThan(60_000);
		expect(await ledger.resolve('a', { ...under, attempt: 'another' })).toBe(false);
		expect(await ledger.resolve('a', { ...under, attempt: undefined })).toBe(false);
		expect(await ledger.resolve('a', under)).toBe(true);
		expect(await ledger.resolve('a', under)).toBe(false);
		expect(await ledger.under('a', Date.now())).toEqual({ state: 'fresh', attempts: 0, agoMs: 0 });
		expect(await ledger.getMany({ states: ['resolved'] })).toMatchObject([
			{ externalId: 'A', resolvedBy: 'workflow Payouts, execution 77' },
		]);
		expect(await totalOf('resolve')).toEqual({ total: '0.00', payments: 0 });
		expect(await ledger.claim(payment('A'), now)).toEqual({ state: 'fresh' });
		expect(await ledger.under('a', Date.now())).toMatchObject({ state: 'open', attempts: 1 });
		await ledger.settle(payment('A'));
		expect(await resolveNow(ledger, 'a')).toBe(false);
		expect(await resolveNow(ledger, 'never')).toBe(false);
	});

	type Other = Awaited<ReturnType<typeof open>>;
	it.each<[string, (other: Other) => Promise<void>]>([
		[
			'another first attempt, after somebody else resolved it',
			async (other) => {
				await resolveNow(other, 'a');
				await other.claim(payment('A'), now);
			},
		],
		[
			'another first attempt, after the one that was seen came to nothing',
			async (other) => {
				await other.release(payment('A'));
				await other.claim(payment('A'), now);
			},
		],
		[
			'one more attempt',
			async (other) => {
				await other.claimAgain(payment('A'), await known(other, payment('A')), now);
			},
		],
		['news of it', async (other) => await other.leaveOpen(payment('A'), now)],
	])('resolves nothing but the attempt that a person saw: not %s', async (what, happens) => {
		const [ledger, other] = [await open(what), await open(what)];
		await ledger.claim(payment('A'), now);
		const seen = await ledger.under('a', now());
		await happens(other);
		expect(await ledger.resolve('a', seen)).toBe(false);
		expect(await standing(ledger, payment('A'))).toMatchObject({ state: 'open' });
		expect(await resolveNow(ledger, 'a')).toBe(true);
	});

	it('resolves the attempt that a person saw when a later one has come to nothing', async () => {
		const ledger = await open('for nothing');
		await ledger.claim(payment('A'), now);
		const seen = await ledger.under('a', now());
		const standing = await known(ledger, payment('A'));
		await ledger.claimAgain(payment('A'), standing, now);
		await ledger.releaseAgain(payment('A'), standing);
		expect(await ledger.resolve('a', seen)).toBe(true);
	});

	it('takes an attempt that ends after somebody resolved it for what it is', async () => {
		const ledger = await open('late');
		for (const id of ['A', 'B']) await ledger.claim(payment(id), now);
		for (const key of ['a', 'b']) expect(await resolveNow(ledger, key)).toBe(true);
		expect(await totalOf('late')).toEqual({ total: '0.00', payments: 0 });
		for (let time = 1; time <= 2; time++) {
			await ledger.settle(payment('A'), { id: 'IA' });
			await ledger.leaveOpen(payment('B'), now);
		}
		// What went out after all counts again, and once.
		expect(await totalOf('late')).toEqual({ total: '25.00', payments: 2 });
		const [, settled] = await ledger.getMany({});
		expect(settled).toMatchObject({ state: 'settled', paymentId: 'IA' });
		expect(settled).toMatchObject({ resolvedBy: 'workflow Payouts, execution 77' });
		expect(await standing(ledger, payment('A'))).toMatchObject({ state: 'settled' });
		expect(await standing(ledger, payment('B'))).toMatchObject({ state: 'open' });
	});

	it('lists payments, what is open first, and by every filter', async () => {
		const ledger = await open('many');
		for (const id of ['INV-1', 'INV-2', 'INV-3', 'OTHER-4']) await ledger.claim(payment(id), now);
		for (const id of ['INV-1', 'INV-3'])
			await ledger.settle(payment(id), { id: `id of ${id}`, status: 'DONE' });
		await ledger.release(payment('OTHER-4'));
		const ids = async (filter: Parameters<typeof ledger.getMany>[0]) =>
			(await ledger.getMany(filter)).map(({ externalId }) => externalId);
		expect(await ids({})).toEqual(['INV-2', 'OTHER-4', 'INV-3', 'INV-1']);
		expect(await ids({ limit: 2 })).toEqual(['INV-2', 'OTHER-4']);
		expect(await ids({ states: ['settled'] })).toEqual(['INV-3', 'INV-1']);
		expect(await ids({ reference: ' inv-2 ' })).toEqual(['INV-2']);
		expect(await ids({ reference: 'NV-', isPart: true })).toEqual(['INV-2', 'INV-3', 'INV-1']);
		expect(await ids({ reference: '%', isPart: true })).toEqual([]);
		expect(await ids({ accountId: 'nobody' })).toEqual([]);
		expect(await ids({ accountId: payment('x').order.accountId.toUpperCase() })).toHaveLength(4);
		expect(await ids({ until: '2020-01-01T00:00:00Z' })).toEqual([]);
		expect(await ids({ since: '2020-01-01T00:00:00Z' })).toHaveLength(4);
		const [settled] = await ledger.getMany({ states: ['settled'], limit: 1 });
		expect(settled).toEqual({
			...{
				state: 'settled',
				kind: 'payment',
				externalId: 'INV-3',
				amount: '12.50',
				currency: 'EUR',
				attempts: 1,
			},
			...{
				accountId: payment('x').order.accountId,
				receiver: 'LT60…8901',
				paymentId: 'id of INV-3',
				status: 'DONE',
			},
			...{ workflowId: 'w1', workflowName: 'Payouts', executionId: '77', nodeName: 'Pay' },
			firstAttempt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
			lastAttempt: expect.stringMatching(/Z$/),
		});
	});

	it('takes any text for a reference', async () => {
		const ledger = await open("a ledger with ' and $1");
		for (const id of [
			"'; DROP TABLE zen_ledger_payments; --",
			'$1 {a,b} "x\\',
			'zwölf €',
			'NULL',
			'a\u0000b',
			'\ud800',
		]) {
			expect(await ledger.claim(payment(id), now), id).toEqual({ state: 'fresh' });
			expect(await standing(ledger, payment(id)), id).toMatchObject({ state: 'open', same: true });
			await ledger.settle(payment(id), { id: `id ${id}` });
			expect(await standing(ledger, payment(id)), id).toMatchObject({ state: 'settled' });
		}
	});

	it('looks up many at once, in their order', async () => {
		const ledger = await open('lookup');
		const all = Array.from({ length: 1_234 }, (_, place) => payment(`L-${place}`));
		await Promise.all(
			[0, 499, 500, 1_233].map(async (place) => await ledger.claim(all[place]!, now)),
		);
		const standings = await ledger.lookUp([...all, all[0]!]);
		const opened = standings.flatMap(({ state }, place) => (state === 'open' ? [place] : []));
		expect(opened).toEqual([0, 499, 500, 1_233, 1_234]);
	});
});
