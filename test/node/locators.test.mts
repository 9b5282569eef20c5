import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { type Engine, listSearch, loadOptions } from '../engine/harness.mts';
import { ACCOUNT, COMPANIES, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { engineFor, typeName } from './support/executeNode.mts';
import { byId, payment, runZen } from './support/zen.mts';

let simulator: Simulator;
let engine: Engine;
beforeAll(async () => {
	simulator = await Simulator.start();
	engine = await engineFor(new Zen(), {
		credentialTypes: [new ZenApi()],
		credentials: { mine: credentialFor(simulator) },
	});
});
beforeEach(() => simulator.reset());
afterAll(async () => {
	await engine.stop();
	await simulator.stop();
});

/** What the editor shows when the list of a field opens, is searched or scrolled. */
const search = async (
	method: string,
	parameters: object = {},
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> => {
	const type = typeName(new Zen());
	const node = { type, parameters: parameters as INodeParameters, credentials: { zenApi: 'mine' } };
	return await listSearch(engine, node, method, filter, token);
};
const names = ({ results }: INodeListSearchResult) => results.map(({ name }) => name);
const values = ({ results }: INodeListSearchResult) => results.map(({ value }) => value);

/** Every page of a list, as by scrolling to its end. */
async function scroll(method: string, parameters: object = {}, filter?: string) {
	const pages: INodeListSearchResult[] = [];
	let token: string | undefined;
	do {
		const page = await search(method, parameters, filter, token);
		pages.push(page);
		token = page.paginationToken as string | undefined;
	} while (token !== undefined && pages.length < 50);
	return pages;
}

describe('the fields of the node', () => {
	it('name only lists that exist', () => {
		const { description, methods } = new Zen();
		const named = JSON.stringify(description.properties).matchAll(/"searchListMethod":"(\w+)"/g);
		const wanted = new Set([...named].map(([, name]) => name!));
		expect([...wanted].sort()).toEqual(Object.keys(methods.listSearch).sort());
	});

	it.each([
		['production', {}, 'Production: real money leaves'],
		['test', {}, "ZEN's test environment: no real money"],
		['custom', { baseUrl: 'https://zen.example' }, 'Custom: https://zen.example'],
		['elsewhere', {}, /^Environment/],
	])('say in which environment it pays: %s', async (environment, more, words) => {
		const paying = await engineFor(new Zen(), {
			credentialTypes: [new ZenApi()],
			credentials: { mine: { ...credentialFor(simulator), environment, ...more } },
		});
		const node = { type: typeName(new Zen()), credentials: { zenApi: 'mine' } };
		const [told, ...others] = await loadOptions(paying, node, 'getEnvironment');
		expect(others).toEqual([]);
		expect(told).toEqual({ name: expect.stringMatching(words), value: 'credential' });
		const unchosen = { type: node.type };
		const [none] = await loadOptions(paying, unchosen, 'getEnvironment');
		expect(none!.name).toBe('No credential is chosen yet');
		await paying.stop();
		expect(simulator.requests()).toEqual([]);
	});
});

describe('what n8n keeps in the workflow of something that was picked from a list', () => {
	const methods = Object.keys(new Zen().methods.listSearch);
	it.each(methods)('is neither balance, fee, amount, name nor title: %s', async (method) => {
		await runZen(simulator, payment());
		await runZen(simulator, payment({ resource: 'draft' }));
		const { results } = await search(method, payment());
		expect(results.length).toBeGreaterThan(0);
		const kept = results.map(({ name, url }) => [name, url].join());
		expect(kept.join('\n')).not.toMatch(/\d[.,]\d\d\b/);
		for (const { name } of COMPANIES) expect(kept.join('\n')).not.toContain(name);
		expect(kept.join('\n')).not.toMatch(/invoice|order \d|in progress/i);
	});
});

describe('the list of accounts', () => {
	it('shows alias, currency and the ends of the IBAN', async () => {
		const { results } = await search('searchAccounts');
		expect(results.map(({ name }) => name)).toEqual([
			'Main account · EUR · LT53…0001',
			'Payroll · EUR · LT26…0002',
			expect.stringMatching(/^Business account · PLN · PL\d\d…0003$/),
			'Dollars · USD',
		]);
		// Beside the name, which alone n8n keeps in the workflow.
		expect(results[0]).toMatchObject({ description: '125000.00 EUR available' });
	});

	it.each([
		['its alias', ' payROLL', ACCOUNT.payroll],
		['its currency', 'pln', ACCOUNT.zloty],
		['its IBAN', 'LT539999000000000001', ACCOUNT.main],
		['a part of its IBAN, with spaces', 'lt53 9999 0000', ACCOUNT.main],
		['its ID', ACCOUNT.zloty, ACCOUNT.zloty],
	])('finds an account by %s', async (_by, wanted, id) => {
		expect(values(await search('searchAccounts', {}, wanted))).toEqual([id]);
	});

	it('says what is wrong in plain words', async () => {
		simulator.faults.add({ kind: 'status', status: 403 });
		await expect(search('searchAccounts')).rejects.toThrow(
			'ZEN refused access to the list of accounts',
		);
	});
});

describe('the list of payments', () => {
	it('shows the payments of all accounts, the newest first, each once, page by page', async () => {
		const pages = await scroll('searchPayments');
		const shown = pages.flatMap(names);
		const days = shown.map((name) => name.slice(0, 10));
		expect(shown).toHaveLength(292);
		expect(new Set(pages.flatMap(values)).size).toBe(292);
		expect(days).toEqual([...days].sort().reverse());
		expect(pages[0]!.results).toHaveLength(50);
	});

	it('keeps to the account of the form where there is one', async () => {
		const pages = await scroll('searchPayments', { accountId: byId(ACCOUNT.payroll) });
		expect(pages.flatMap(values)).toHaveLength(12);
	});

	it('tells payments apart by time, way and ID', async () => {
		const { items } = await runZen(simulator, payment());
		const [newest] = names(await search('searchPayments'));
		const today = new Date().toISOString().slice(0, 10);
		const id = String(items[0]!.json.paymentId).slice(0, 8);
		expect(newest).toMatch(new RegExp(`^${today} \\d\\d:\\d\\d · outgoing · ${id}$`));
	});

	it('keeps to the account of the form where that is given by its IBAN', async () => {
		const accountId = { __rl: true, mode: 'iban', value: 'LT26 9999 0000 0000 0002' };
		const pages = await scroll('searchPayments', { accountId });
		expect(pages.flatMap(values)).toHaveLength(12);
	});

	it.each(['10.50 eur', 'invoice 7', COMPANIES[0]!.name])(
		'finds a payment by "%s", which it does not show',
		async (wanted) => {
			const { items } = await runZen(simulator, payment());
			expect(values(await search('searchPayments', {}, wanted))[0]).toBe(items[0]!.json.paymentId);
		},
	);

	it('finds by text, further down than the first page, and by ID', async () => {
		const found = (await scroll('searchPayments', {}, 'order 90010')).flatMap(values);
		const all = (await scroll('searchPayments')).flatMap(values);
		expect(all.slice(50)).toEqual(expect.arrayContaining(found));
		expect(found.length).toBeGreaterThan(0);
		const [id] = values(await search('searchPayments'));
		expect(values(await search('searchPayments', {}, String(id)))).toEqual([id]);
		expect(values(await search('searchPayments', {}, ACCOUNT.main))).toEqual([]);
	});
});

describe('the list of drafts', () => {
	const save = async (count: number) => {
		const items = Array.from({ length: count }, (_, index) => ({ id: `D-${index}` }));
		const parameters = payment({ resource: 'draft', externalId: '={{ $json.id }}' });
		await runZen(simulator, parameters, { items });
	};

	it('shows when each was saved and its ID, page by page', async () => {
		await save(60);
		const pages = await scroll('searchDrafts');
		expect(pages.map(({ results }) => results.length)).toEqual([50, 11]);
		for (const { name, value } of pages.flatMap(({ results }) => results)) {
			expect(name).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d · [0-9a-f]{8}$/);
			expect(name.endsWith(String(value).slice(0, 8))).toBe(true);
		}
		expect(new Set(pages.flatMap(values)).size).toBe(61);
	});

	it.each(['inv-5250', '318.40', COMPANIES[1]!.name, 'invoice 5250'])(
		'finds a draft further down than the first page by "%s"',
		async (wanted) => {
			await save(60);
			expect(await search('searchDrafts', {}, wanted)).toMatchObject({ results: [{}] });
		},
	);
});

describe('channels and charge types', () => {
	const form = (more: object = {}) => payment(more as never);
	const dollars = { accountId: byId(ACCOUNT.dollar), currency: 'USD' };

	it('are offered for the very payment in the form, without the fee, which changes', async () => {
		expect(names(await search('searchChannels', form()))).toEqual(['SEPA', 'SEPA_INSTANT']);
		expect(names(await search('searchChargeTypes', form()))).toEqual(['SHA']);
		expect(simulator.requests().at(-1)!.query).toMatchObject({
			accountId: ACCOUNT.main,
			amount: '10.50',
			receiverAccountNumber: COMPANIES[0]!.accountNumber,
			receiverCountry: 'LT',
		});
	});

	it('show the charge types of the channel once one is chosen', async () => {
		const chosen = form({ channel: { __rl: true, mode: 'list', value: 'SEPA_INSTANT' } });
		expect(names(await search('searchChargeTypes', chosen))).toEqual(['SHA']);
		const swift = form({ ...dollars, channel: { __rl: true, mode: 'value', value: 'SWIFT' } });
		const { results } = await search('searchChargeTypes', swift);
		expect(results).toEqual([
			{ name: 'SHA', value: 'SHA' },
			{ name: 'OUR', value: 'OUR' },
		]);
	});

	it('can be searched', async () => {
		expect(values(await search('searchChannels', form(), 'instant'))).toEqual(['SEPA_INSTANT']);
	});

	it('are offered for drafts in the same way', async () => {
		const { results } = await search('searchChargeTypes', form({ resource: 'draft' }));
		expect(results).toHaveLength(1);
	});

	it.each([
		[
			'nothing',
			{ accountId: byId(''), amount: '', receiverAccountNumber: '' },
			'Fill in first: Account, Amount, Receiver Account Number.',
		],
		['an expression without a value', { amount: '={{ $json.amount }}' }, 'Fill in first: Amount.'],
		[
			'what the editor could not resolve',
			{ receiverAccountNumber: null },
			'Fill in first: Receiver Account Number.',
		],
		['a wrong amount', { amount: '1,5' }, 'Amount holds "1,5"'],
	])('say what is missing when the form holds %s', async (_case, more, message) => {
		await expect(search('searchChargeTypes', form(more))).rejects.toMatchObject({
			message: expect.stringContaining(message),
			description: expect.stringContaining('open this list again'),
		});
		expect(simulator.requests()).toEqual([]);
	});

	it('say so when the answer has another shape', async () => {
		simulator.faults.add({ kind: 'status', status: 200, body: { routes: [] } });
		await expect(search('searchChannels', form())).rejects.toThrow(
			'does not have the shape that is assumed',
		);
	});

	it('are offered for the account that the form names by its IBAN', async () => {
		const accountId = { __rl: true, mode: 'iban', value: 'LT539999000000000001' };
		expect(values(await search('searchChannels', form({ accountId })))).toContain('SEPA');
		expect(simulator.requests().at(-1)!.query).toMatchObject({ accountId: ACCOUNT.main });
	});

	it('may be any other text as well', async () => {
		const own = { __rl: true, mode: 'value', value: 'OUR' };
		const dollarPayment = payment({ ...dollars, chargeType: own } as never);
		expect((await runZen(simulator, dollarPayment)).error).toBeUndefined();
		expect(simulator.ledger()[0]).toMatchObject({ chargeType: 'OUR' });
	});
});

describe('purpose codes', () => {
	it('are offered for the currency and the country of the receiver', async () => {
		const form = payment({ currency: 'USD', receiverDetails: { country: 'in' } } as never);
		expect(names(await search('searchPurposeCodes', form))).toContain('GDDS — Purchase of goods');
		expect(simulator.requests()[0]!.query).toEqual({ currency: 'USD', country: 'IN' });
		expect(values(await search('searchPurposeCodes', form, 'salary'))).toEqual(['SALA']);
	});

	it('take the country from the IBAN', async () => {
		const iban = COMPANIES[0]!.accountNumber!;
		for (const receiverAccountNumber of [iban, `\u200bIBAN: ${iban.toLowerCase()}`]) {
			simulator.reset();
			await search('searchPurposeCodes', payment({ receiverAccountNumber }));
			expect(simulator.requests()[0]!.query).toEqual({ currency: 'EUR', country: 'LT' });
		}
	});

	it('are sent with the payment', async () => {
		const purposeCode = { __rl: true, mode: 'list', value: 'SUPP' };
		await runZen(simulator, payment({ additionalFields: { purposeCode } } as never));
		expect(simulator.ledger()[0]!.body).toMatchObject({ purposeCode: 'SUPP' });
	});
});
