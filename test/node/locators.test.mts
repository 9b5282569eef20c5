import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { type Engine, listSearch } from '../engine/harness.mts';
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
});

describe('the list of accounts', () => {
	it('shows alias, currency and what is available, and can be searched', async () => {
		expect(names(await search('searchAccounts'))).toEqual([
			'Main account — 125000.00 EUR available',
			'Payroll — 48200.50 EUR available',
			'Business account — 310450.10 PLN available',
			'Dollars — 9870.00 USD available',
		]);
		expect(values(await search('searchAccounts', {}, ' payROLL'))).toEqual([ACCOUNT.payroll]);
		expect(values(await search('searchAccounts', {}, ACCOUNT.zloty))).toEqual([ACCOUNT.zloty]);
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

	it('tells payments apart by day, sign, amount, a status that is not settled, party and title', async () => {
		await runZen(simulator, payment());
		const [newest] = names(await search('searchPayments'));
		const today = new Date().toISOString().slice(0, 10);
		expect(newest).toBe(`${today} −10.50 EUR (in progress) — ${COMPANIES[0]!.name} · Invoice 7`);
	});

	it('finds by text, further down than the first page, and by ID', async () => {
		const found = (await scroll('searchPayments', {}, 'order 90010')).flatMap(names);
		const all = (await scroll('searchPayments')).flatMap(names);
		expect(found).toEqual(all.filter((name) => /order 90010/i.test(name)));
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

	it('shows amount, receiver, title and reference, page by page', async () => {
		await save(60);
		const pages = await scroll('searchDrafts');
		expect(pages.map(({ results }) => results.length)).toEqual([50, 11]);
		expect(pages.flatMap(names)).toContain(
			`318.40 EUR — ${COMPANIES[1]!.name} · Invoice 5250 · INV-5250`,
		);
		expect(new Set(pages.flatMap(values)).size).toBe(61);
	});

	it('finds a draft further down than the first page', async () => {
		await save(60);
		expect(await search('searchDrafts', {}, 'inv-5250')).toMatchObject({ results: [{}] });
	});
});

describe('channels and charge types', () => {
	const form = (more: object = {}) => payment(more as never);
	const dollars = { accountId: byId(ACCOUNT.dollar), currency: 'USD' };

	it('are offered for the very payment in the form, with the fee', async () => {
		expect(names(await search('searchChannels', form()))).toEqual([
			'SEPA — 0.20 EUR (SHA)',
			'SEPA_INSTANT — 0.50 EUR (SHA)',
		]);
		expect(names(await search('searchChargeTypes', form()))).toEqual([
			'SHA — 0.20 EUR (SEPA), 0.50 EUR (SEPA_INSTANT)',
		]);
		expect(simulator.requests().at(-1)!.query).toMatchObject({
			accountId: ACCOUNT.main,
			amount: '10.50',
			receiverAccountNumber: COMPANIES[0]!.accountNumber,
			receiverCountry: 'LT',
		});
	});

	it('show the charge types of the channel once one is chosen', async () => {
		const chosen = form({ channel: { __rl: true, mode: 'list', value: 'SEPA_INSTANT' } });
		expect(names(await search('searchChargeTypes', chosen))).toEqual(['SHA — 0.50 EUR']);
		const swift = form({ ...dollars, channel: { __rl: true, mode: 'value', value: 'SWIFT' } });
		const { results } = await search('searchChargeTypes', swift);
		expect(results).toEqual([
			{ name: 'SHA — 5.00 USD', value: 'SHA' },
			{ name: 'OUR — 15.00 USD', value: 'OUR' },
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

	it('say that a fee is not known rather than nothing', async () => {
		const body = { channels: [{ channel: 'X', chargeTypes: [{ chargeType: 'SHA' }] }] };
		simulator.faults.add({ kind: 'status', status: 200, body });
		expect(names(await search('searchChargeTypes', form()))).toEqual(['SHA — fee not known (X)']);
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
		await search('searchPurposeCodes', payment());
		expect(simulator.requests()[0]!.query).toEqual({ currency: 'EUR', country: 'LT' });
	});

	it('are sent with the payment', async () => {
		const purposeCode = { __rl: true, mode: 'list', value: 'SUPP' };
		await runZen(simulator, payment({ additionalFields: { purposeCode } } as never));
		expect(simulator.ledger()[0]!.body).toMatchObject({ purposeCode: 'SUPP' });
	});
});
