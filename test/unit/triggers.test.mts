import * as fc from 'fast-check';
import get from 'lodash/get';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isListed, readAllowList } from '../../nodes/ZenTrigger/addresses';
import { AccountBook } from '../../nodes/ZenTrigger/AccountBook';
import { Lookups } from '../../nodes/ZenTrigger/Lookups';
import type { Found } from '../../nodes/ZenTrigger/Lookups';
import { readNotification } from '../../nodes/ZenTrigger/notification';
import { SeenEvents } from '../../nodes/ZenTrigger/SeenEvents';
import { eventIdOf } from '../../nodes/zen-events/event';
import { filtersField } from '../../nodes/zen-events/fields';
import { readFilter, wantsPayment } from '../../nodes/zen-events/filter';
import { correctedBy, fromMinorUnits, readCredential } from '../../nodes/zen-client';
import type { JsonObject } from '../../nodes/zen-client';
import { decide } from '../../nodes/ZenTrigger/decide';
import { readSettings } from '../../nodes/ZenTrigger/settings';
import { stateOf } from '../../nodes/ZenTrigger/state';
import { tell } from '../../nodes/ZenTrigger/tell';
import { FakeTime } from '../support/FakeTime.mts';
import { holding } from '../support/input.mts';

describe('the allow-list', () => {
	it.each([
		['192.0.2.1', '192.0.2.1', true],
		['192.0.2.0/24', '192.0.2.255', true],
		['192.0.2.0/24', '192.0.3.0', false],
		['192.0.2.77/24', '192.0.2.1', true],
		['2001:db8::/32', '2001:db8:ffff::1', true],
		['2001:db8::/32', '2001:db9::1', false],
		['2001:DB8::1', '2001:0db8:0:0:0:0:0:1', true],
		['192.0.2.1', '::ffff:192.0.2.1', true],
		['::ffff:192.0.2.0/120', '192.0.2.9', true],
		['::/0', '192.0.2.1', false],
		['0.0.0.0/0', '2001:db8::1', false],
		['192.0.2.1', undefined, false],
		['192.0.2.1', '', false],
		['0.0.0.0/0', '10.1', false],
		['0.0.0.0/0', '192.0.2.1, 192.0.2.2', false],
		['fe80::/10', 'fe80::1%eth0', false],
	])('%s and the sender %s: %s', (list, address, listed) => {
		expect(isListed(readAllowList(list), address)).toBe(listed);
	});

	it.each([
		...[
			'10.1',
			'256.0.0.1',
			'0x7f000001',
			'010.0.0.1',
			'example.com',
			'192.0.2.0/33',
			'2001:db8::/129',
		],
		...[
			'192.0.2.0/',
			'192.0.2.0/-1',
			'192.0.2.0/24/24',
			'/24',
			'192.0.2.0/2 4',
			'::ffff:192.0.2.0/24',
		],
	])('refuses the entry %s instead of passing over it', (entry) => {
		expect(() => readAllowList(`192.0.2.1, ${entry}`)).toThrow('Allowed Addresses holds');
	});

	it('takes any separators, and none for an empty list', () => {
		expect(readAllowList(' 192.0.2.1,192.0.2.2\n2001:db8::1;'.replace(';', ''))).toHaveLength(3);
		expect(readAllowList('')).toEqual([]);
	});

	it.each([',', ' , ,', '\n'])(
		'takes %j for no list: expressions in it came to nothing',
		(text) => {
			expect(() => readAllowList(text)).toThrow('Allowed Addresses holds nothing but commas');
		},
	);
});

describe('a notification', () => {
	const good = {
		paymentId: 'ABCDEF00-0000-4000-8000-000000000001',
		externalId: null,
		direction: 'IN',
		transactionStatus: 'SETTLED',
		accountId: 'abcdef00-0000-4000-8000-000000000002',
	};
	const read = (value: unknown) => readNotification(Buffer.from(JSON.stringify(value)));

	it('is read as it was observed', () => {
		expect(read(good)).toEqual({
			ok: true,
			notification: {
				paymentId: good.paymentId.toLowerCase(),
				accountId: good.accountId,
				status: 'SETTLED',
				direction: 'INCOMING',
				externalId: null,
			},
		});
		expect(read({ ...good, direction: 'OUT' })).toMatchObject({
			notification: { direction: 'OUTGOING' },
		});
	});

	it('is read whatever else stands in it, and whatever it is, nothing is thrown', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
				const known = {
					...(typeof value === 'object' && !Array.isArray(value) ? value : {}),
					...good,
				};
				const brackets = JSON.stringify(known).match(/[[{]/g)?.length ?? 0;
				expect(read(known).ok).toBe(brackets <= 64);
				expect(read(value).ok).toBe(false);
			}),
		);
		fc.assert(
			fc.property(fc.uint8Array(), (bytes) => {
				expect(readNotification(Buffer.from(bytes)).ok).toBe(false);
			}),
		);
	});
});

describe('seen events', () => {
	it('are claimed once, and again only when the claim was given up', () => {
		const seen = new SeenEvents();
		expect([seen.claim('a'), seen.claim('a')]).toEqual([true, false]);
		seen.giveUp('a');
		expect(seen.claim('a')).toBe(true);
		seen.settle('a');
		seen.giveUp('a');
		expect(seen.claim('a')).toBe(false);
	});

	it("are handed on through a text that holds one's own claim and nobody else's", () => {
		const before = new SeenEvents();
		before.claim('a');
		before.settle('a');
		before.claim('b');
		before.claim('c');
		const after = new SeenEvents();
		after.learn(before.text('b'));
		expect(['a', 'b', 'c'].map((id) => after.claim(id))).toEqual([false, false, true]);
	});

	it('are the last 5000', () => {
		const seen = new SeenEvents();
		for (let id = 0; id < 6_000; id++) {
			seen.claim(String(id));
			seen.settle(String(id));
		}
		expect(seen.text().length).toBe(5_000 * 12);
		expect([seen.claim('1000'), seen.claim('999')]).toEqual([false, true]);
	});

	it.each([undefined, null, 7, '', 'not of that length', {}])('learn nothing from %s', (text) => {
		const seen = new SeenEvents();
		seen.learn(text);
		expect(seen.text()).toBe('');
	});
});

const about = (paymentId: string, status = 'IN_PROGRESS') => ({ paymentId, status });

describe('lookups', () => {
	const never = async () => await new Promise<Found>(() => {});

	it('have 16 under way and 500 waiting, and refuse the rest at once', async () => {
		const lookups = new Lookups(() => 0);
		let started = 0;
		let ids = 0;
		const ask = async () =>
			await lookups.ask(about(`p${(ids += 1)}`), async () => {
				started += 1;
				return await never();
			});
		const asked = Array.from({ length: 517 }, ask);
		expect(await asked.at(-1)).toEqual({ kind: 'busy' });
		expect(started).toBe(16);
	});

	it('allow 60 in vain, and then one a second', async () => {
		let now = 0;
		let ids = 0;
		const lookups = new Lookups(() => now);
		const miss = async () =>
			(await lookups.ask(about(`p${(ids += 1)}`), async () => ({ kind: 'unknown' }))).kind;
		const count = async (questions: number) => {
			const answers = await Promise.all(Array.from({ length: questions }, miss));
			return answers.filter((kind) => kind === 'unknown').length;
		};
		expect(await count(100)).toBe(60);
		now += 2_500;
		expect(await count(100)).toBe(2);
		now += 3_600_000;
		expect(await count(100)).toBe(60);
		now -= 10_000;
		expect(await count(10)).toBe(0);
	});

	it('do not count what ZEN knows, nor that ZEN could not be reached', async () => {
		const lookups = new Lookups(() => 0);
		const known: Found = { kind: 'known', payment: {}, accountId: '' };
		const down: Found = { kind: 'failed', reason: '', refused: false };
		for (let n = 0; n < 200; n++) {
			for (const found of [known, down]) {
				const payment = about(`p${n}${found.kind}`);
				expect(await lookups.ask(payment, async () => found)).toBe(found);
			}
		}
	});
});

describe('of one payment', () => {
	const found = (status: string): Found => ({
		kind: 'known',
		payment: { status },
		accountId: null,
	});
	const asking = (answer: () => Promise<Found>, lookups: Lookups) => {
		const count = { calls: 0 };
		const ask = async (status?: string) =>
			await lookups.ask(about('p', status), async () => {
				count.calls += 1;
				return await answer();
			});
		return { count, ask };
	};

	it('1,500 replays at once are one question', async () => {
		const time = new FakeTime();
		const later = async () => await Promise.resolve(found('IN_PROGRESS'));
		const { count, ask } = asking(later, new Lookups(time.now, time.after));
		const many = () => Promise.all(Array.from({ length: 1_500 }, async () => await ask()));
		for (const calls of [1, 1, 2]) {
			const answers = await many();
			expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['known']));
			expect(count.calls).toBe(calls);
			time.pass(1_001);
		}
	});

	it('a notification of another status than was answered waits for the next question, which is one', async () => {
		const time = new FakeTime();
		let status = 'IN_PROGRESS';
		const { count, ask } = asking(async () => found(status), new Lookups(time.now, time.after));
		// While the question is under way, and after its answer.
		const [first, ...early] = [ask(), ask('SETTLED'), ask('SETTLED')];
		expect(await first).toEqual(found('IN_PROGRESS'));
		const late = Array.from({ length: 500 }, async () => await ask('SETTLED'));
		await Promise.resolve();
		status = 'SETTLED';
		time.pass(1_999);
		await Promise.resolve();
		expect(count.calls).toBe(1);
		// What it repeats is answered meanwhile.
		expect(await ask('IN_PROGRESS')).toEqual(found('IN_PROGRESS'));
		time.pass(1);
		for (const answer of [...early, ...late]) expect(await answer).toEqual(found('SETTLED'));
		expect(count.calls).toBe(2);
		await ask('REJECTED');
		expect(count.calls).toBe(2);
	});

	it('whatever is made up of its status, it is one question in two seconds, one at a time', async () => {
		const time = new FakeTime();
		let underWay = 0;
		let most = 0;
		const slowly = async () => {
			most = Math.max(most, (underWay += 1));
			await new Promise<void>((passed) => time.after(300, passed));
			underWay -= 1;
			return found('IN_PROGRESS');
		};
		const { count, ask } = asking(slowly, new Lookups(time.now, time.after));
		for (let ms = 0; ms < 20_000; ms += 100) {
			for (const status of ['SETTLED', 'REJECTED', 'IN_PROGRESS', `MADE_UP_${ms}`])
				void ask(status);
			// As many turns as a promise of a promise takes.
			for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
			time.pass(100);
		}
		expect(most).toBe(1);
		expect(count.calls).toBeLessThanOrEqual(10);
	});

	it('what ZEN does not know, or could not be asked about, is asked once in two seconds too', async () => {
		for (const kept of [
			{ kind: 'unknown' },
			{ kind: 'failed', reason: '', refused: true },
		] as Found[]) {
			const time = new FakeTime();
			const { count, ask } = asking(async () => kept, new Lookups(time.now, time.after));
			await ask();
			const again = [ask(), ask('SETTLED')];
			for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
			expect(count.calls).toBe(1);
			time.pass(2_000);
			expect(await Promise.all(again)).toEqual([kept, kept]);
			expect(count.calls).toBe(2);
		}
	});

	it('a final answer is kept for ten seconds', async () => {
		let now = 0;
		const { count, ask } = asking(async () => found('SETTLED'), new Lookups(() => now));
		for (const at of [0, 5_000, 9_999]) {
			now = at;
			await ask();
		}
		expect(count.calls).toBe(1);
		now = 10_001;
		await ask();
		expect(count.calls).toBe(2);
	});

	it('a question that fails is put again', async () => {
		const { count, ask } = asking(
			async () => await Promise.reject(new Error('down')),
			new Lookups(() => 0),
		);
		for (const calls of [1, 2]) {
			await expect(ask()).rejects.toThrow('down');
			expect(count.calls).toBe(calls);
		}
	});
});

describe('the account book', () => {
	const account = (accountId: string, accountNumber: string, currencyCode: string) => ({
		accountId,
		currencyCode,
		accountNumbers: [{ accountNumber }],
	});
	const payment = (accountNumber: string | null, currency = 'EUR', direction = 'INCOMING') => ({
		direction,
		amount: { value: '1.00', currency },
		sender: { accountNumber: direction === 'OUTGOING' ? accountNumber : 'ELSEWHERE' },
		receiver: { accountNumber: direction === 'INCOMING' ? accountNumber : 'ELSEWHERE' },
	});
	const accounts = [account('a', 'LT1 2', 'EUR'), account('b', 'LT12', 'USD'), { accountId: 'c' }];

	it('knows the owner by number and currency, on our side of the payment', async () => {
		const book = new AccountBook(() => 0);
		const load = async () => accounts;
		expect(await book.ownerOf(payment('lt12'), load)).toBe('a');
		expect(await book.ownerOf(payment('LT12', 'USD', 'OUTGOING'), load)).toBe('b');
		expect(await book.ownerOf(payment('LT99'), load)).toBeUndefined();
		expect(await book.ownerOf(payment(null), load)).toBeUndefined();
	});

	it('asks once for many at the same time, and for an unknown number every ten minutes', async () => {
		let now = 0;
		let loads = 0;
		const book = new AccountBook(() => now);
		const load = async () => {
			loads += 1;
			await Promise.resolve();
			return accounts;
		};
		await Promise.all(
			Array.from({ length: 20 }, async () => await book.ownerOf(payment('LT12'), load)),
		);
		await book.ownerOf(payment('LT99'), load);
		expect(loads).toBe(1);
		now += 600_000;
		await book.ownerOf(payment('LT12'), load);
		expect(loads).toBe(1);
		await book.ownerOf(payment('LT99'), load);
		expect(loads).toBe(2);
	});

	it('asks again after ZEN could not be asked', async () => {
		const book = new AccountBook(() => 0);
		const down = async () => await Promise.reject(new Error('down'));
		await expect(book.ownerOf(payment('LT12'), down)).rejects.toThrow('down');
		expect(await book.ownerOf(payment('LT12'), async () => accounts)).toBe('a');
	});
});

describe('an event id', () => {
	it('is one for a final status, and one for each modification otherwise', () => {
		const id = (status: string, lastModifiedAt: string | null) =>
			eventIdOf({ id: 'p', status, lastModifiedAt });
		expect(id('SETTLED', 't1')).toBe(id('SETTLED', 't2'));
		expect(id('SETTLED', 't1')).not.toBe(id('REJECTED', 't1'));
		expect(id('IN_PROGRESS', 't1')).not.toBe(id('IN_PROGRESS', 't2'));
		expect(id('NEWS', null)).toBe('p:NEWS:');
	});
});

const filterOf = (filters: object) => readFilter(holding({ filters }, [filtersField]));

describe('the minimum amount', () => {
	it('is compared exactly, to the last digit and beyond what a float holds', () => {
		const amounts = fc.bigInt({ min: 0n, max: 10n ** 30n });
		fc.assert(
			fc.property(
				amounts,
				amounts,
				fc.constantFrom('EUR', 'JPY', 'KWD'),
				(units, least, currency) => {
					const minimumAmount = fromMinorUnits(least, currency).value;
					const payment = { amount: { ...fromMinorUnits(units, currency) } };
					expect(wantsPayment(filterOf({ minimumAmount }), payment)).toBe(units >= least);
				},
			),
		);
	});

	it.each(['1,50', '-1', '1e3', '.5', 'EUR 1'])('refuses %s', (minimumAmount) => {
		expect(() => filterOf({ minimumAmount })).toThrow('Minimum Amount holds');
	});

	it('never drops a payment whose amount cannot be read', () => {
		const filter = filterOf({ minimumAmount: '10' });
		for (const amount of [null, 'many', { value: null }, { value: 'many' }]) {
			expect(wantsPayment(filter, { amount })).toBe(true);
		}
	});
});

describe('the log', () => {
	const lines: string[] = [];
	const log = (line: string) => void lines.push(line);
	const context = (workflow: string, node = 'node') =>
		({
			logger: { error: log, warn: log, info: log },
			getWorkflow: () => ({ id: workflow }),
			getNode: () => ({ id: node }),
		}) as unknown as Parameters<typeof tell>[0];
	beforeEach(() => {
		vi.useFakeTimers();
		lines.length = 0;
	});
	afterEach(() => vi.useRealTimers());

	it('is told of each kind once a minute, for each trigger, however many there are', () => {
		for (let second = 0; second < 60; second += 1) {
			for (let workflow = 0; workflow < 700; workflow += 1) {
				for (const kind of [401, 503]) {
					tell(context(`w${workflow}`), 'warn', kind, `refused ${second}`);
				}
			}
			vi.advanceTimersByTime(1_000);
		}
		expect(lines).toHaveLength(1_400);
		tell(context('w1'), 'error', 401, 'again');
		tell(context('w1', 'another node'), 'info', 401, 'of another node');
		expect(lines.slice(1_400)).toEqual(['ZEN Trigger again', 'ZEN Trigger of another node']);
	});

	it('is told again when the clock was set back', () => {
		tell(context('clock'), 'warn', 403, 'a');
		vi.setSystemTime(Date.now() - 86_400_000);
		tell(context('clock'), 'warn', 403, 'b');
		tell(context('clock'), 'warn', 403, 'c');
		expect(lines).toEqual(['ZEN Trigger a', 'ZEN Trigger b']);
	});

	it('has one line for each, and none without an end', () => {
		const breaks = '\n\r\u0085\u2028\u2029\v\f\0\u001b[31m\u202e\u200f';
		tell(context('lines'), 'warn', 400, `a${breaks}b ${'x'.repeat(100_000)}`);
		expect(lines[0]).toMatch(/^ZEN Trigger a \[31m b x+ … x+$/);
		expect(lines[0]!.length).toBeLessThan(1_100);
	});
});

it('the account book of one credential is not that of another', () => {
	const state = stateOf('books', 'node');
	const credential = readCredential({ apiKey: 'one', environment: 'test' });
	const book = state.bookOf(credential);
	expect(state.bookOf({ ...credential })).toBe(book);
	expect(state.bookOf({ ...credential, apiKey: 'two' })).not.toBe(book);
	expect(state.bookOf(credential)).not.toBe(book);
});

describe('an old payment', () => {
	const DAY_MS = 86_400_000;
	const after = async (options: object, lastModifiedAt: unknown) => {
		const parameters: Record<string, unknown> = { events: ['settled'], options };
		const source: Parameters<typeof readSettings>[0] = {
			getNodeParameter: (name, unless) => get(parameters, name, unless),
			getTimezone: () => 'UTC',
		};
		const settings = readSettings(source, correctedBy().ids);
		const payment = { id: 'p', status: 'SETTLED', lastModifiedAt } as JsonObject;
		const known: Found = { kind: 'known', payment, accountId: null };
		return (await decide({ paymentId: 'p' } as never, settings, async () => known)).kind;
	};
	const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

	it('starts nothing once more, by three days unless set otherwise', async () => {
		expect(await after({}, daysAgo(2.9))).toBe('emit');
		expect(await after({}, daysAgo(3.1))).toBe('passOver');
		expect(await after({ ignoreOlderDays: 30 }, daysAgo(29))).toBe('emit');
		expect(await after({ ignoreOlderDays: 1 }, daysAgo(1.1))).toBe('passOver');
	});

	it.each([null, undefined, 'soon', 5])('is not taken for old by %j', async (lastModifiedAt) => {
		expect(await after({}, lastModifiedAt)).toBe('emit');
	});
});
