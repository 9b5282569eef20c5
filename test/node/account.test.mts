import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIRST_HOLD, forgetPaces } from '../../nodes/zen-client/Pace';
import { ACCOUNT, defaultSeed, Simulator } from '../simulator/index.mts';
import type { Fault } from '../simulator/index.mts';
import { byId, CONTINUE, messageOf, runZen } from './support/zen.mts';

const getMany = { resource: 'account', operation: 'getAll' };
const get = (accountId: unknown) => ({
	resource: 'account',
	operation: 'get',
	accountId: byId(accountId as string),
});
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start();
});
afterAll(async () => await simulator.stop());
beforeEach(() => {
	simulator.reset();
	forgetPaces();
	FIRST_HOLD.ms = 0;
	vi.spyOn(Math, 'random').mockReturnValue(0);
	return () => vi.restoreAllMocks();
});

const paths = () => simulator.requests().map(({ path }) => path);

describe('Account → Get Many', () => {
	it('puts out an item for each account, balances as decimal strings', async () => {
		const { json, items } = await runZen(simulator, getMany);
		expect(json.map(({ accountId }) => accountId)).toEqual(Object.values(ACCOUNT));
		expect(json.map(({ balance }) => balance)).toEqual([
			'125000.00',
			'48200.50',
			'310450.10', // ZEN's answer has this one as a number
			'9870.00',
		]);
		expect(json[0]).toMatchObject({
			alias: 'Main account',
			accountNumber: expect.stringMatching(/^LT/),
			currency: 'EUR',
			availableBalance: '125000.00',
		});
		const raw = await runZen(simulator, { ...getMany, output: 'raw' });
		expect(raw.json[0]).toMatchObject({
			currencyCode: 'EUR',
			accountNumbers: [{ accountNumber: json[0]!.accountNumber, accountType: 'IBAN' }],
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(Array(4).fill({ item: 0 }));
	});

	it('stops at the limit of each item, and knows none with Return All', async () => {
		const items = [
			{ all: false, limit: 1 },
			{ all: true, limit: 1 },
			{ all: false, limit: 3 },
		];
		const parameters = {
			...getMany,
			returnAll: '={{ $json.all }}',
			limit: '={{ $json.limit }}',
		};
		const { items: output } = await runZen(simulator, parameters, { items });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 1, 1, 1, 2, 2, 2].map((item) => ({ item })),
		);
	});

	it.each(['0', '-1', '1.5', 'many', ''])('refuses the limit "%s"', async (limit) => {
		const { error } = await runZen(simulator, { ...getMany, limit: `={{ "${limit}" }}` });
		expect(error?.message).toMatch(/^Limit (holds|is empty)/);
		expect(simulator.requests()).toEqual([]);
	});

	const rows = [
		{ accountId: 'A', balance: '1.10', avaliableBalance: '1.00' },
		{ accountId: 'B', balance: 12, availableBalance: '7' },
	];
	const balances = [
		{ accountId: 'A', balance: '1.10', availableBalance: '1.00' },
		{ accountId: 'B', balance: '12', availableBalance: '7' },
	];
	const answering = (body: unknown): Fault => ({ kind: 'status', status: 200, body });

	it.each<[string, Fault, IDataObject[]]>([
		['a bare list', answering(rows), balances],
		['data', answering({ data: rows }), balances],
		['accounts', answering({ accounts: rows, meta: { hasNext: false } }), balances],
		['a list in a list', answering([rows]), balances],
		['data in a list', answering([{ data: rows }]), balances],
		['a single account', answering(rows.slice(0, 1)), balances.slice(0, 1)],
		[
			'a number beyond a float',
			answering('[{"accountId":"A","balance":90071992547409931.10,"availableBalance":-0.50}]'),
			[{ accountId: 'A', balance: '90071992547409931.10', availableBalance: '-0.50' }],
		],
		[
			'no balance at all',
			answering([{ accountId: 'A', balance: null }]),
			[{ accountId: 'A', balance: null, availableBalance: null }],
		],
		['nothing', answering([]), []],
	])('reads %s', async (_name, fault, expected) => {
		simulator.faults.add(fault);
		const { json, error } = await runZen(simulator, { ...getMany, output: 'raw' });
		expect(error).toBeUndefined();
		expect(json).toEqual(expected);
	});
});

describe('Account → Get', () => {
	it.each<[string, Fault['kind'] | undefined]>([
		['as it comes', undefined],
		['in an array of one', 'wrapArray'],
		['with numbers for strings', 'numbersForStrings'],
		['with the spelling of the manual', 'misspeltBalance'],
	])('reads an account %s', async (_name, kind) => {
		if (kind) simulator.faults.add({ kind });
		const { json } = await runZen(simulator, { ...get(ACCOUNT.payroll), output: 'raw' });
		expect(json).toEqual([
			expect.objectContaining({
				accountId: ACCOUNT.payroll,
				alias: 'Payroll',
				balance: '48200.50',
				availableBalance: '48200.50',
			}),
		]);
		expect(json[0]).not.toHaveProperty('avaliableBalance');
	});

	it('takes an account picked from the list, and an ID in capitals or with blanks around it', async () => {
		const picked = { __rl: true, mode: 'list', value: ACCOUNT.main, cachedResultName: 'Main' };
		const blanks = byId(`={{ " ${ACCOUNT.main}\\n" }}`);
		for (const accountId of [picked, byId(ACCOUNT.main.toUpperCase()), blanks]) {
			const { json } = await runZen(simulator, { ...get(''), accountId });
			expect(json).toMatchObject([{ accountId: ACCOUNT.main }]);
		}
		expect(paths()).toEqual(Array(3).fill(`/accounts/v1.0/${ACCOUNT.main}`));
	});

	it.each([
		[404, 1],
		[405, 1],
		[500, 4],
		[501, 4],
	])('where ZEN answers %i to its path, looks into the list of accounts', async (status, tries) => {
		simulator.faults.add({ kind: 'status', status, path: /v1\.0\/./ });
		const { json } = await runZen(simulator, get(ACCOUNT.dollar));
		expect(json).toMatchObject([{ accountId: ACCOUNT.dollar, balance: '9870.00' }]);
		const own = `/accounts/v1.0/${ACCOUNT.dollar}`;
		expect(paths()).toEqual([...Array(tries).fill(own), '/accounts/v1.0']);
	});

	it.each([403, 429, 503])('but not where it answers %i', async (status) => {
		simulator.faults.add({ kind: 'status', status, path: /v1\.0\/./ });
		expect((await runZen(simulator, get(ACCOUNT.dollar))).status).toBe('error');
		expect(paths()).not.toContain('/accounts/v1.0');
	});

	it('finds an account that the list writes in capitals', async () => {
		const [account] = defaultSeed(new Date()).accounts;
		const accountId = ACCOUNT.main.toUpperCase();
		const other = await Simulator.start({ seed: { accounts: [{ ...account!, accountId }] } });
		const { json, error } = await runZen(other, get(accountId));
		await other.stop();
		expect(error).toBeUndefined();
		// In the one writing that ZEN is asked by.
		expect(json).toMatchObject([{ accountId: ACCOUNT.main }]);
	});

	it('says of an unknown account that ZEN does not know it', async () => {
		const { error } = await runZen(simulator, get(UNKNOWN));
		expect(error?.message).toBe(
			`ZEN does not know account ${UNKNOWN}: Account ${UNKNOWN} was not found`,
		);
		expect(error?.description).toContain('Check the ID');
		expect(error).toMatchObject({ httpCode: '404' });
	});

	it.each([
		['an empty ID', '', /^Account is empty/],
		['nothing', undefined, /^Account is empty/],
		['null', null, /^Account is empty/],
		['a wrong IBAN', 'LT53 9999 0000 0000 0002', /^Account holds "LT53.*", which is no right IBAN/],
		['an object', { id: ACCOUNT.main }, /^Account holds an object where text is expected/],
		['an ID and more', `${ACCOUNT.main}/..`, /^Account holds ".*", which is no ID of ZEN's/],
		['an ID without its dashes', ACCOUNT.main.replaceAll('-', ''), /^Account holds/],
	])('refuses %s before anything is asked', async (_name, account, words) => {
		const items = [{ account }];
		const { json } = await runZen(simulator, get('={{ $json.account }}'), { items, ...CONTINUE });
		expect(messageOf(json)).toMatch(words);
		expect(simulator.requests()).toEqual([]);
	});
});

describe('when some of several accounts cannot be had', () => {
	const WRONG = `${ACCOUNT.main}/..`;
	const items = [ACCOUNT.main, WRONG, UNKNOWN, ACCOUNT.zloty].map((id) => ({ id, note: 'mine' }));
	const parameters = get('={{ $json.id }}');

	it('Continue puts an error item in the place of each, paired', async () => {
		const { items: output, status } = await runZen(simulator, parameters, { items, ...CONTINUE });
		expect(status).toBe('success');
		expect(output.map(({ json }) => json.accountId ?? messageOf([json]))).toEqual([
			ACCOUNT.main,
			expect.stringMatching(/^Account holds .*no ID of ZEN's/),
			expect.stringMatching(/^ZEN does not know account/),
			ACCOUNT.zloty,
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_item, item) => ({ item })),
		);
	});

	it('the error output gets them with what came in, paired, and the others go on', async () => {
		const { outputs } = await runZen(simulator, parameters, {
			items,
			settings: { onError: 'continueErrorOutput' },
		});
		const [good, bad] = outputs;
		expect(good!.map(({ json }) => json.accountId)).toEqual([ACCOUNT.main, ACCOUNT.zloty]);
		expect(good!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 3 }]);
		expect(bad!.map(({ json }) => json)).toMatchObject([
			{ id: WRONG, note: 'mine', error: { message: expect.stringMatching(/no ID of ZEN's/) } },
			{ id: UNKNOWN, note: 'mine', error: { httpCode: '404' } },
		]);
		expect(bad!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
	});

	it('Stop Workflow names the item, and asks for nothing when one is wrong from the start', async () => {
		const { status, error } = await runZen(simulator, parameters, { items });
		expect(status).toBe('error');
		expect(error).toMatchObject({
			message: expect.stringMatching(/^Account holds .*no ID of ZEN's/),
			context: { itemIndex: 1 },
		});
		expect(simulator.requests()).toEqual([]);
	});
});
