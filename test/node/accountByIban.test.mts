import type { NodeParameterValueType } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTRACT } from '../../nodes/zen-client/contract';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen, zenEngine } from './support/zen.mts';

const IBAN = 'LT539999000000000001';
const SHARED = 'LT269999000000000002';
const OTHERS = 'LT121000011101001000';

const base = { productName: 'Business account', holder: 'Example', bic: 'EXAMLT2X', country: 'LT' };
const account = (accountId: string, currencyCode: string, alias: string, iban: string) => ({
	...{ ...base, accountId, currencyCode, alias, iban },
	balance: '1000.00',
});
const EURO = '3b1f8c52-7d4e-4a19-8f60-2c9e5d7a1b01';
const DOLLAR = '3b1f8c52-7d4e-4a19-8f60-2c9e5d7a1b02';
const ALSO_DOLLAR = '3b1f8c52-7d4e-4a19-8f60-2c9e5d7a1b03';

let simulator: Simulator;
beforeAll(async () => {
	const accounts = [
		account(ACCOUNT.main, 'EUR', 'Main account', IBAN),
		account(EURO, 'EUR', 'Shared', SHARED),
		account(DOLLAR, 'USD', 'Shared', SHARED),
		account(ALSO_DOLLAR, 'USD', 'Reserve', SHARED),
		{ ...account(ACCOUNT.payroll, 'EUR', 'Silent', OTHERS), numbersShown: false },
	];
	simulator = await Simulator.start({ seed: { accounts } });
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.stop());

type Field = NodeParameterValueType;

const byIban = (value: string) => ({ __rl: true, mode: 'iban', value });
const get = (accountId: Field) => ({ resource: 'account', operation: 'get', accountId });
const pay = (accountId: Field, more: object = {}) => payment({ accountId, ...more } as never);
const paid = () => seen(simulator, 'POST').map(({ body }) => JSON.parse(body) as object);
const lists = () => seen(simulator, 'GET').filter(({ path }) => path === CONTRACT.paths.accounts);

describe('an account may be named by its IBAN', () => {
	it.each([
		['as banks write it', byIban(IBAN)],
		['with spaces and in small letters', byIban('lt53 9999 0000 0000 0001')],
		['with the word before it', byIban(`IBAN: ${IBAN}`)],
		[
			'as it is copied from a page',
			byIban('\u200bLT53\u00a09999\u00a00000\u00a00000\u00a00001\u202c'),
		],
		['in the mode for IDs', { __rl: true, mode: 'id', value: IBAN }],
		['by an expression', '={{ $json.from }}'],
		['by an expression within a mode', byIban('={{ $json.from }}')],
		['or by its alias', byIban(' main ACCOUNT ')],
	])('%s', async (_how, accountId) => {
		const items = [{ from: 'LT53 9999 0000 0000 0001' }];
		const { json, error } = await runZen(simulator, get(accountId), { items });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ accountId: ACCOUNT.main }]);
		expect(lists()).toHaveLength(1);
	});

	it.each([
		'ab12c3d4-0000-4000-8000-00000000000a',
		'de45f6a7-0000-4000-8000-00000000000b',
		'BE071c52-0000-4000-8000-00000000000c',
	])('an ID that begins as an IBAN does is an ID: %s', async (id) => {
		await runZen(simulator, get(byId(id)));
		const [asked] = seen(simulator, 'GET');
		expect(asked?.path).toBe(CONTRACT.paths.account.replace('{id}', id.toLowerCase()));
	});

	it('an ID asks for no list', async () => {
		await runZen(simulator, get({ __rl: true, mode: 'id', value: ACCOUNT.main }));
		expect(lists()).toEqual([]);
	});

	it('of many items by one list', async () => {
		const items = Array.from({ length: 20 }, (_, place) => ({
			from: place % 2 ? IBAN : 'Reserve',
		}));
		const { json } = await runZen(simulator, get('={{ $json.from }}'), { items });
		expect(json.map(({ accountId }) => accountId)).toEqual(
			items.map((_item, place) => (place % 2 ? ACCOUNT.main : ALSO_DOLLAR)),
		);
		expect(lists()).toHaveLength(1);
	});

	it.each([
		['payment', 'getAll', { returnAll: true }],
		['statement', 'export', { bookedAtFrom: '2026-10-01', bookedAtTo: '2026-10-31' }],
		['draft', 'getAll', { returnAll: true, filters: { accountId: byIban(IBAN) } }],
		['payment', 'precalculate', { amount: '10.50', currency: 'EUR' }],
	])('in %s %s', async (resource, operation, more) => {
		const parameters = { resource, operation, accountId: byIban(IBAN), ...more };
		const { error } = await runZen(simulator, parameters as never);
		expect(error).toBeUndefined();
		const asked = simulator.requests().map(({ path, query }) => path + JSON.stringify(query));
		expect(asked.join()).toContain(ACCOUNT.main);
		expect(asked.join()).not.toContain(IBAN);
	});
});

describe('what pays from an account by its IBAN', () => {
	it.each(['payment', 'draft'])(
		'a %s goes out with the ID of that very account',
		async (resource) => {
			const { json, error } = await runZen(simulator, pay(byIban(IBAN), { resource }));
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ outcome: 'accepted' }]);
			expect(paid()).toMatchObject([{ accountId: ACCOUNT.main }]);
			expect(JSON.stringify(paid())).not.toContain(IBAN);
		},
	);

	it('takes the account in the currency of the payment where several share the IBAN', async () => {
		const { error } = await runZen(simulator, pay(byIban(SHARED)));
		expect(error).toBeUndefined();
		expect(paid()).toMatchObject([{ accountId: EURO }]);
	});

	it.each([
		[
			'an IBAN that two accounts in that currency share',
			{ accountId: byIban(SHARED), currency: 'USD' },
			/^From Account holds "LT269999000000000002", and that cannot be told as one account: "Shared · EUR · LT26…0002", "Shared · USD · LT26…0002", "Reserve · USD · LT26…0002"\. Pick it/,
		],
		[
			'an IBAN that none of the accounts has',
			{ accountId: byIban(OTHERS) },
			/^From Account holds "LT121000011101001000", and none of the active accounts of this credential has that IBAN: .*Of 1 of them ZEN tells no IBAN/,
		],
		[
			'an alias that none has',
			{ accountId: byIban('Main') },
			/^From Account holds "Main", and none of the active accounts .* has that ID, IBAN or alias: "Main account · EUR · LT53…0001"/,
		],
		[
			'the alias of two in a currency that neither holds',
			{ accountId: byIban('shared'), currency: 'PLN' },
			/^From Account holds "shared", and that cannot be told as one account/,
		],
		[
			'an account in another currency',
			{ accountId: byIban(IBAN), currency: 'PLN' },
			/^Currency is PLN, but the account holds EUR/,
		],
	])('is refused before anything is sent: %s', async (_case, more, words) => {
		const items = [{}, {}];
		const parameters = { ...pay(''), ...more, externalId: '={{ "INV-" + $itemIndex }}' };
		const going = await runZen(simulator, parameters as never, { items, ...CONTINUE });
		expect(messageOf(going.json)).toMatch(words);
		expect(going.json[0]!.error).toMatchObject({ outcome: 'notSent', externalId: 'INV-0' });
		const stopped = await runZen(simulator, parameters as never, { items });
		expect(stopped.error?.message).toMatch(words);
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('by its ID, its IBAN or its alias, with its currency or without: it is one payment', async () => {
		const engine = await zenEngine();
		const names = [byIban(IBAN), byId(ACCOUNT.main), byIban('Main account')] as Field[];
		const outcomes: unknown[] = [];
		for (const accountId of names) {
			for (const currency of ['', 'EUR']) {
				const { json } = await runZen(simulator, pay(accountId, { currency }), { engine });
				outcomes.push(json[0]!.outcome);
			}
		}
		expect(outcomes).toEqual(['accepted', ...Array.from({ length: 5 }, () => 'alreadySent')]);
		expect(paid()).toMatchObject([{ amount: { currency: 'EUR' } }]);
	});

	it('that several share is no account without a currency', async () => {
		const { error } = await runZen(simulator, pay(byIban(SHARED), { currency: '' }));
		expect(error?.message).toMatch(/^From Account holds .* cannot be told as one account/);
		expect(paid()).toEqual([]);
	});

	it('one wrong IBAN stops the whole batch, unless told to go on', async () => {
		const items = [{ from: IBAN }, { from: OTHERS }];
		const parameters = pay('={{ $json.from }}', { externalId: '={{ "INV-" + $itemIndex }}' });
		const { status, error } = await runZen(simulator, parameters, { items });
		expect(status).toBe('error');
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(seen(simulator, 'POST')).toEqual([]);
		await runZen(simulator, parameters, { items, ...CONTINUE });
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('is sent by nobody while the accounts cannot be read', async () => {
		simulator.faults.add({ kind: 'status', status: 403 });
		const { json } = await runZen(simulator, pay(byIban(IBAN)), CONTINUE);
		expect(json[0]!.error).toMatchObject({
			outcome: 'notSent',
			message: expect.stringContaining('the list of accounts'),
		});
		expect(seen(simulator, 'POST')).toEqual([]);
	});
});
