import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { SEED } from './support/faultTable.mts';
import { byId, CONTINUE, messageOf, runZen } from './support/zen.mts';

const getMany = { resource: 'payment', operation: 'getAll', accountId: byId(ACCOUNT.main) };
const all = { ...getMany, returnAll: true };

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
});
afterAll(async () => await simulator.stop());
beforeEach(() => simulator.reset());

/** The queries that ZEN saw, without what every one of them holds. */
const queries = () => simulator.requests().map(({ query: { accountId: _, ...rest } }) => rest);
const expected = SEED.payments!.filter(({ accountId }) => accountId === ACCOUNT.main);

describe('Payment → Get Many', () => {
	it('Return All hands over every payment once, newest first, page by page', async () => {
		const { json, items } = await runZen(simulator, all);
		expect(json.map(({ paymentId }) => paymentId)).toEqual(expected.map(({ id }) => id).reverse());
		expect(queries()).toEqual([
			{ limit: '100' },
			{ limit: '100', lastEntryId: json[99]!.paymentId },
			{ limit: '100', lastEntryId: json[199]!.paymentId },
		]);
		expect(new Set(items.map(({ pairedItem }) => JSON.stringify(pairedItem))).size).toBe(1);
	});

	it.each([
		[7, 7, [{ limit: '7' }]],
		[100, 100, [{ limit: '100' }]],
		[101, 101, [{ limit: '100' }, { limit: '100', lastEntryId: expect.any(String) }]],
		[1000, 250, [expect.anything(), expect.anything(), expect.anything()]],
	])('Limit %i hands over %i, and asks for no page too many', async (limit, count, asked) => {
		const { json } = await runZen(simulator, { ...getMany, limit });
		expect(json).toHaveLength(count);
		expect(queries()).toEqual(asked);
	});

	it('hands over 50 unless told', async () => {
		expect((await runZen(simulator, getMany)).json).toHaveLength(50);
	});

	it('simplified is one flat row, the counterparty under one name, amounts as text', async () => {
		const { json } = await runZen(simulator, all);
		const { id, amount, title, counterparty, direction } = expected.at(-1)!;
		expect(json[0]).toEqual({
			paymentId: id,
			status: expect.stringMatching(/SETTLED|REJECTED/),
			fee: expect.stringMatching(/^\d+\.\d\d$/),
			externalId: null,
			direction,
			amount,
			currency: 'EUR',
			title,
			counterpartyName: counterparty.name,
			counterpartyAccountNumber: counterparty.accountNumber ?? counterparty.iban,
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			bookedAt: expect.anything(),
		});
		expect(new Set(json.map((row) => row.direction))).toEqual(new Set(['INCOMING', 'OUTGOING']));
		expect(json.every((row) => typeof row.counterpartyAccountNumber === 'string')).toBe(true);
	});

	it.each(['wrapArray', 'numbersForStrings'] as const)(
		'raw is the same when ZEN answers with %s',
		async (kind) => {
			const raw = { ...all, output: 'raw' };
			const { json: plain } = await runZen(simulator, raw);
			simulator.faults.add({ kind });
			const { json } = await runZen(simulator, raw);
			expect(json).toEqual(plain);
			expect(json[0]).toMatchObject({
				amount: { value: expect.stringMatching(/^\d+\.\d\d$/), currency: 'EUR' },
				senderFees: [{ amount: { value: expect.any(String) }, name: 'STANDARD_FEE' }],
			});
		},
	);

	it('a page that fails for good fails the item; pages before it are not passed off as all', async () => {
		simulator.faults.add({ kind: 'status', status: 403, skip: 2 });
		const { json } = await runZen(simulator, all, CONTINUE);
		expect(json).toHaveLength(1);
		expect(messageOf(json)).toMatch(/^ZEN refused access to the payments of account/);
	});
});

describe('a history that breaks off is not passed off as all of it', () => {
	const more = { hasNext: true, lastEntryId: 'a' };
	const answer = (body: object) => simulator.faults.add({ kind: 'status', status: 200, body });

	it.each<[string, object, number]>([
		['repeats its cursor', { data: [{ id: 'a' }], meta: more }, 2],
		['has no cursor though it has more', { data: [{ id: 'a' }], meta: { hasNext: true } }, 1],
		['is empty though it has more', { data: [], meta: more }, 1],
		['says nothing of an end', { data: [{ id: 'a' }] }, 1],
		['is a bare list', [{ id: 'a' }], 1],
	])('by Return All, when the list %s', async (_name, body, requests) => {
		answer(body);
		const { json } = await runZen(simulator, all, CONTINUE);
		expect(simulator.requests()).toHaveLength(requests);
		expect(json).toHaveLength(1);
		expect(messageOf(json)).toMatch(
			/^ZEN did not hand over all of the payments of account .*: after \d it neither went on nor/,
		);
	});

	it('the message says how to go on, and that is what helps', async () => {
		answer({ data: [{ id: 'a' }, { id: 'b' }], meta: { hasNext: true } });
		const { error } = await runZen(simulator, { ...getMany, limit: 3 });
		expect(error?.description).toContain('switch Return All off and set Limit to 2.');
		const { json } = await runZen(simulator, { ...getMany, limit: 2 });
		expect(json.map(({ paymentId }) => paymentId)).toEqual(['a', 'b']);
	});

	it('by a Limit that was not reached, nor filled up with what came before', async () => {
		answer({ data: [{ id: 'b' }, { id: 'a' }], meta: more });
		const { items, error } = await runZen(simulator, { ...getMany, limit: 4 });
		expect(items).toEqual([]);
		expect(error?.message).toContain('after 2 it neither went on');
	});

	it.each([
		['says nothing of an end', { data: [{ id: 'a' }] }],
		['is a bare list', [{ id: 'a' }]],
	])('a Limit is content with fewer when the list %s', async (_name, body) => {
		answer(body);
		expect((await runZen(simulator, getMany)).json).toMatchObject([{ paymentId: 'a' }]);
	});
});

describe('the days that ZEN is asked for', () => {
	const date = '2024-03-10T23:30:00Z';
	const millis = Date.parse(date);

	it.each([
		['text', '2024-03-10', 'UTC', '2024-03-10'],
		['text, in any time zone', '2024-03-10', 'America/New_York', '2024-03-10'],
		['text with a time', '2024-03-10T08:00', 'Europe/Vilnius', '2024-03-10'],
		['a point in time', date, 'UTC', '2024-03-10'],
		['a point in time, later on Earth', date, 'Europe/Vilnius', '2024-03-11'],
		['a point in time, earlier on Earth', '2024-03-10T02:00Z', 'America/New_York', '2024-03-09'],
		['a luxon date', `={{ DateTime.fromISO('${date}') }}`, 'Europe/Vilnius', '2024-03-11'],
		[
			'a luxon date in a zone of its own',
			`={{ DateTime.fromISO('${date}', { zone: 'UTC' }) }}`,
			'Europe/Vilnius',
			'2024-03-10',
		],
		['a JavaScript date', `={{ new Date('${date}') }}`, 'Europe/Vilnius', '2024-03-11'],
		['milliseconds', `={{ ${millis} }}`, 'Europe/Vilnius', '2024-03-11'],
		['a leap day', '2024-02-29', 'UTC', '2024-02-29'],
	])('%s: %s in %s is %s', async (_name, bookedAtFrom, timezone, day) => {
		const parameters = { ...all, filters: { bookedAtFrom, bookedAtTo: '2024-04-01' } };
		const { error } = await runZen(simulator, parameters, { workflowSettings: { timezone } });
		expect(error).toBeUndefined();
		expect(queries()).toEqual([{ limit: '100', bookedAtFrom: day, bookedAtTo: '2024-04-01' }]);
	});

	const today = () => new Date().toISOString().slice(0, 10);

	it('have an end that is at most today, since ZEN does not like the future', async () => {
		for (const bookedAtTo of ['2999-12-31', '={{ $now.plus({ days: 2 }) }}']) {
			await runZen(simulator, { ...all, filters: { bookedAtTo } });
			expect(simulator.requests().at(-1)!.query.bookedAtTo).toBe(today());
		}
		expect(simulator.requests().map(({ status }) => status)).not.toContain(500);
	});

	describe('at a quarter past midnight', () => {
		const day = (days: number) =>
			new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
		const run = async (timezone: string, filters: Record<string, string>) =>
			await runZen(simulator, { ...all, filters }, { workflowSettings: { timezone } });
		beforeEach(() => {
			const now = Date.parse(`${day(1)}T23:15:00Z`);
			vi.useFakeTimers({ toFake: ['Date'], now });
		});
		afterEach(() => vi.useRealTimers());

		it.each([
			['={{ $today }}', '={{ $today }}'],
			['={{ $now }}', '={{ $today.plus({ days: 2 }) }}'],
			['={{ $today.toISODate() }}', '={{ $today.toISODate() }}'],
		])('begin and end today, and ask ZEN for no day to come: %s', async (from, to) => {
			const { error } = await run('Europe/Warsaw', { bookedAtFrom: from, bookedAtTo: to });
			expect(error).toBeUndefined();
			expect(queries()).toEqual([{ limit: '100', bookedAtFrom: day(0), bookedAtTo: day(0) }]);
		});

		it.each([
			['east of UTC', 'Europe/Warsaw', '={{ $today.plus({ days: 1 }) }}'],
			['west of UTC', 'America/New_York', '={{ $today.plus({ days: 1 }) }}'],
		])('cannot begin tomorrow: %s', async (_name, timezone, bookedAtFrom) => {
			const { error } = await run(timezone, { bookedAtFrom });
			expect(error?.message).toMatch(/^Booked From is .*, which is in the future/);
			expect(simulator.requests()).toEqual([]);
		});

		it('cannot end before they begin, though the first day has not begun in UTC', async () => {
			const filters = { bookedAtFrom: '={{ $today }}', bookedAtTo: day(0) };
			const { error } = await run('Europe/Warsaw', filters);
			expect(error?.message).toContain(`is ${day(1)}, which is after Booked To, ${day(0)}`);
		});
	});

	it('are left out when no filter was added', async () => {
		await runZen(simulator, { ...getMany, filters: {} });
		expect(queries()).toEqual([{ limit: '50' }]);
	});

	it.each([
		['bookedAtFrom', '', 'Booked From'],
		['bookedAtFrom', '={{ $json.nothing }}', 'Booked From'],
		['bookedAtTo', '={{ null }}', 'Booked To'],
		['bookedAtTo', '={{ $json.nothing }} ', 'Booked To'],
	])('are not all days when %s was added and yields nothing: %j', async (name, value, label) => {
		const { error } = await runZen(simulator, { ...getMany, filters: { [name]: value } });
		expect(error?.message).toMatch(new RegExp(`^${label} was added but yields nothing`));
		expect(simulator.requests()).toEqual([]);
	});

	it('narrow the list down, both days included', async () => {
		const { json } = await runZen(simulator, all);
		const days = json.flatMap(({ bookedAt }) => (bookedAt ? [String(bookedAt).slice(0, 10)] : []));
		const [last, first] = [days[10]!, days[40]!];
		const filters = { bookedAtFrom: first, bookedAtTo: last };
		const { json: some } = await runZen(simulator, { ...all, filters });
		expect(some).toHaveLength(days.filter((day) => day >= first && day <= last).length);
	});

	it.each<[string, Record<string, string>, RegExp]>([
		['no date', { bookedAtFrom: 'soon' }, /^Booked From holds "soon", which is no date\. Write/],
		['no day of the calendar', { bookedAtTo: '2024-02-30' }, /^Booked To holds "2024-02-30"/],
		['another order', { bookedAtFrom: '10.03.2024' }, /^Booked From holds "10\.03\.2024"/],
		['an object', { bookedAtTo: '={{ ({}) }}' }, /^Booked To holds .*no date/],
		['the future', { bookedAtFrom: '2999-01-01' }, /^Booked From is 2999-01-01, .*in the future/],
		[
			'an end before the beginning',
			{ bookedAtFrom: '2024-03-10', bookedAtTo: '2024-03-09' },
			/^Booked From is 2024-03-10, which is after Booked To, 2024-03-09/,
		],
	])('cannot be %s', async (_name, filters, words) => {
		const { error } = await runZen(simulator, { ...all, filters });
		expect(error?.message).toMatch(words);
		expect(simulator.requests()).toEqual([]);
	});
});
