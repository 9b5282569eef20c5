import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, defaultSeed, Simulator, type PaymentSeed } from '../simulator/index.mts';
import { byId, runZen } from './support/zen.mts';

const DAY_MS = 86_400_000;
const NOW = new Date();

/** A payment of so many days ago. */
const past = (daysAgo: number, more: Partial<PaymentSeed>): PaymentSeed => ({
	accountId: ACCOUNT.main,
	direction: 'OUTGOING',
	amount: '10.00',
	title: `Number ${daysAgo}`,
	counterparty: { name: 'Sample Freight', country: 'LT', accountNumber: 'LT121000011101001000' },
	createdAt: new Date(NOW.getTime() - daysAgo * DAY_MS).toISOString(),
	...more,
});
const ironworks = {
	name: 'Örnek Ironworks',
	country: 'DE',
	accountNumber: 'DE89370400440532013000',
};
const PAYMENTS = [
	past(6, { amount: '0.10', externalId: 'Freight INV-6' }),
	past(5, { direction: 'INCOMING', amount: '9.99' }),
	past(4, { amount: '10.00', counterparty: ironworks }),
	past(3, { direction: 'INCOMING', amount: '100.00', title: 'Order 77', counterparty: ironworks }),
	past(2, { amount: '9007199254740993.01', title: 'invoice 78' }),
	past(1, { direction: 'INCOMING', amount: '9007199254740993.02' }),
];

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({
		showExternalId: true,
		seed: { ...defaultSeed(NOW), payments: PAYMENTS },
	});
});
afterAll(async () => await simulator.stop());
beforeEach(() => simulator.reset());

const run = async (
	filters: IDataObject,
	more: IDataObject = { returnAll: true },
	zen = simulator,
) =>
	await runZen(zen, {
		resource: 'payment',
		operation: 'getAll',
		accountId: byId(ACCOUNT.main),
		filters,
		...more,
	} as never);
/** How many days ago those were made that came out. */
const daysAgo = async (filters: IDataObject, more?: IDataObject) => {
	const { json, error } = await run(filters, more);
	expect(error).toBeUndefined();
	return json.map(({ createdAt }) =>
		Math.round((NOW.getTime() - Date.parse(String(createdAt))) / DAY_MS),
	);
};
/** Makes ZEN answer with these payments alone. */
const answer = (data: object[], hasNext = false) =>
	simulator.faults.add({
		kind: 'status',
		status: 200,
		path: /^\/payments\/v1\.0$/,
		body: { data, meta: { hasNext, lastEntryId: hasNext ? 'x' : null } },
	});

describe('a filter lets through', () => {
	it.each<[string, IDataObject, number[]]>([
		['what comes in', { direction: 'INCOMING' }, [1, 3, 5]],
		['what goes out', { direction: 'OUTGOING' }, [2, 4, 6]],
		['both ways', { direction: 'any' }, [1, 2, 3, 4, 5, 6]],
		['an amount from, included', { minimumAmount: '10' }, [1, 2, 3, 4]],
		['an amount to, included', { maximumAmount: '10' }, [4, 5, 6]],
		[
			'amounts between, as text and not as text',
			{ minimumAmount: '9.99', maximumAmount: '100.0000' },
			[3, 4, 5],
		],
		['a cent that no float tells apart', { minimumAmount: '9007199254740993.02' }, [1]],
		['and its neighbour', { minimumAmount: '100.01', maximumAmount: '9007199254740993.01' }, [2]],
		['a name in small letters', { text: 'örnek iron' }, [3, 4]],
		['a name in other code points', { text: 'O\u0308RNEK' }, [3, 4]],
		['a title', { text: 'INVOICE 78' }, [2]],
		['an External ID', { text: 'inv-6' }, [6]],
		['an account number', { text: '0532013000' }, [3, 4]],
		['an account number as banks write it', { text: 'DE89 3704 0044' }, [3, 4]],
		[
			'what passes them all',
			{ text: 'ironworks', direction: 'INCOMING', minimumAmount: '50' },
			[3],
		],
		['nothing where nothing fits', { text: 'no such thing' }, []],
	])('%s: %j', async (_what, filters, days) => {
		expect(await daysAgo(filters)).toEqual(days);
	});

	it('what a day of an expression with a time says, together with the others', async () => {
		const bookedAtFrom = '={{ $now.minus({ days: 4 }).toISO() }}';
		expect(await daysAgo({ bookedAtFrom, direction: 'INCOMING' })).toEqual([1, 3]);
		expect(simulator.requests()[0]!.query.bookedAtFrom).toMatch(/^\d{4}-\d\d-\d\d$/);
	});

	it('not what the own side of a payment is called', async () => {
		const { json } = await run({}, { output: 'raw', limit: 2 });
		const own = json.map(({ direction, sender, receiver }) =>
			direction === 'OUTGOING' ? sender : receiver,
		) as Array<{ name: string; accountNumber: string }>;
		for (const { name, accountNumber } of own) {
			expect(accountNumber.length).toBeGreaterThan(10);
			expect(await daysAgo({ text: name })).toEqual([]);
			expect(await daysAgo({ text: accountNumber })).toEqual([]);
		}
	});
});

describe('a limit', () => {
	it('counts what passed the filters, and ZEN is asked for no page beyond it', async () => {
		expect(await daysAgo({ direction: 'INCOMING' }, { limit: 2 })).toEqual([1, 3]);
		expect(simulator.requests()).toHaveLength(1);
		expect(simulator.requests()[0]!.query).toMatchObject({ limit: '100' });
	});

	it('above what there is gives what there is', async () => {
		expect(await daysAgo({ direction: 'INCOMING' }, { limit: 4 })).toEqual([1, 3, 5]);
	});
});

describe('a long list', () => {
	/** Lists so many, of which each thousandth comes in. */
	let other: Simulator;
	beforeAll(async () => {
		const payments = Array.from({ length: 10_050 }, (_, number) =>
			past(1 + number / 1_000, { direction: (number + 1) % 1_000 === 0 ? 'INCOMING' : 'OUTGOING' }),
		);
		other = await Simulator.start({ seed: { ...defaultSeed(NOW), payments } });
	});
	afterAll(async () => await other.stop());
	beforeEach(() => other.reset());

	it('is left after 10,000 where a limit is not reached, and that is said', async () => {
		const { error, items } = await run({ direction: 'INCOMING' }, { limit: 11 }, other);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(
			/^Of the newest 10000 among the payments of account .*, 10 pass the filters and 11 are wanted\. Older ones were not read/,
		);
		expect(error?.description).toContain('set Limit to 10.');
		expect(other.requests()).toHaveLength(101);
	});

	it('is read to its end by Return All, and as far as a limit that is reached', async () => {
		const incoming = async (more: IDataObject) =>
			(await run({ direction: 'INCOMING' }, more, other)).json.length;
		expect(await incoming({ returnAll: true })).toBe(10);
		other.reset();
		expect(await incoming({ limit: 1 })).toBe(1);
		expect(other.requests()).toHaveLength(10);
	});
});

describe('what cannot be told', () => {
	const odd = (id: string, more: object) => ({
		id,
		direction: 'INCOMING',
		amount: { value: '10.00', currency: 'EUR' },
		sender: { name: 'From' },
		receiver: { name: 'To' },
		...more,
	});
	const ids = async (filters: IDataObject) => {
		const { json, hints } = await run(filters);
		return {
			ids: json.map(({ paymentId }) => paymentId),
			hints: hints?.map(({ message }) => message),
		};
	};

	it('is no reason to leave a payment out by its direction, and a hint says so', async () => {
		answer([
			odd('a', {}),
			odd('b', { direction: 'SIDEWAYS' }),
			odd('c', { direction: null }),
			odd('d', { direction: 'OUTGOING' }),
		]);
		const { ids: found, hints } = await ids({ direction: 'INCOMING' });
		expect(found).toEqual(['a', 'b', 'c']);
		expect(hints).toEqual([
			expect.stringMatching(/^2 of the payments came out whatever Direction says/),
		]);
	});

	it('nor by its amount', async () => {
		answer([
			odd('a', { amount: { value: 'ten', currency: 'EUR' } }),
			odd('b', { amount: null }),
			odd('c', {}),
		]);
		const { ids: found, hints } = await ids({ minimumAmount: '500' });
		expect(found).toEqual(['a', 'b']);
		expect(hints).toEqual([
			expect.stringMatching(/^2 of the payments came out whatever their amount/),
		]);
	});

	it('has no hint where nothing asks for it', async () => {
		answer([odd('a', { direction: null, amount: null })]);
		expect(await ids({ text: 'from' })).toEqual({ ids: ['a'], hints: [] });
	});

	it('is looked for a text on both sides', async () => {
		answer([odd('a', { direction: null }), odd('b', {})]);
		expect((await ids({ text: 'to' })).ids).toEqual(['a']);
	});

	it('is known however it is written, and so is who the counterparty is', async () => {
		answer([odd('a', { direction: ' incoming' })]);
		const { json } = await run({ direction: 'OUTGOING' });
		expect(json).toEqual([]);
		expect((await run({ direction: 'INCOMING' })).json).toMatchObject([
			{ counterpartyName: 'From' },
		]);
	});

	it('does not make a part of a list pass for all of it', async () => {
		answer([odd('a', {})], true);
		const { error } = await run({ direction: 'INCOMING' });
		expect(error?.message).toMatch(/^ZEN did not hand over all of the payments of account/);
	});
});

describe('a filter is refused before ZEN is asked', () => {
	it.each<[string, IDataObject, RegExp]>([
		['an unknown direction', { direction: 'sideways' }, /^Direction holds "sideways"/],
		['an amount with a comma', { minimumAmount: '1,50' }, /^Minimum Amount holds "1,50"/],
		['an amount that a sum of floats has left', { minimumAmount: '={{ 1.1 * 3 }}' }, /lost digits/],
		['one beyond what a float holds', { maximumAmount: '={{ 9007199254740993 }}' }, /lost digits/],
		['a negative amount', { maximumAmount: '-1' }, /^Maximum Amount holds "-1"/],
		[
			'amounts the wrong way round',
			{ minimumAmount: '10.01', maximumAmount: '10.0' },
			/^Minimum Amount is 10\.01, more than Maximum Amount, 10\.0/,
		],
		['a text of blanks', { text: '  ' }, /^Text (was added but yields nothing|is empty)/],
		...['direction', 'minimumAmount', 'maximumAmount', 'text'].map(
			(name): [string, IDataObject, RegExp] => [
				`${name} that yields nothing`,
				{ [name]: '={{ $json.nothing }}' },
				/ was added but yields nothing/,
			],
		),
	])('%s', async (_what, filters, words) => {
		expect((await run(filters)).error?.message).toMatch(words);
		expect(simulator.requests()).toEqual([]);
	});

	it('save for a point that may divide thousands, which depends on the currency', async () => {
		const { error } = await run({ maximumAmount: '1.500' });
		expect(error?.message).toMatch(/^Maximum Amount holds 1\.500, .*thousands, but EUR has 2/);
		answerInDinars();
		expect((await run({ maximumAmount: '1.500' })).json).toMatchObject([{ amount: '1.499' }]);
	});

	const answerInDinars = () =>
		answer([
			{ id: 'a', amount: { value: '1.501', currency: 'KWD' } },
			{ id: 'b', amount: { value: '1.499', currency: 'KWD' } },
		]);
});
