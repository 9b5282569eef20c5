import type { IDataObject } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { createEngine, type Engine } from '../engine/harness.mts';
import {
	ACCOUNT,
	COMPANIES,
	moveOperation,
	type Overlay,
	overlays,
	refuseUnknownFields,
	renameField,
	renameQuery,
	requireField,
	Simulator,
} from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { typeName } from './support/executeNode.mts';
import { byId, CONTINUE, payment, runZen } from './support/zen.mts';

/**
 * What is assumed of ZEN may turn out otherwise. Each test gives the simulator another contract, sees
 * the node fail with it, and then gets through with what the editor offers.
 */
let simulator: Simulator;
afterEach(async () => {
	await simulator.stop();
});
const zenWith = async (...changes: Overlay[]) => {
	simulator = await Simulator.start({ overlay: overlays(...changes) });
};
const run = async (parameters: object) => {
	const { json, error } = await runZen(simulator, parameters as never);
	return { json, error };
};
const query = (pairs: Record<string, string>) => ({
	options: {
		additionalQuery: {
			parameters: Object.entries(pairs).map(([name, value]) => ({ name, value })),
		},
	},
});
const bodyFields = (fields: object) => ({
	options: { bodyFields: JSON.stringify(fields) },
});

describe('another query', () => {
	const precalculate = (more: object = {}) => ({
		resource: 'payment',
		operation: 'precalculate',
		accountId: byId(ACCOUNT.main),
		amount: '10',
		currency: 'EUR',
		receiverAccountNumber: COMPANIES[0]!.accountNumber,
		...more,
	});

	it('of the precalculation: other names, and one that ZEN does not want', async () => {
		await zenWith(
			renameQuery('precalculatePayment', 'accountId', 'account'),
			renameQuery('precalculatePayment', 'receiverAccountNumber', 'iban'),
		);
		expect((await run(precalculate())).error?.message).toContain('ZEN refused');
		const { json, error } = await run(
			precalculate({
				...query({
					accountId: '',
					account: ACCOUNT.main,
					receiverAccountNumber: '',
					iban: '={{ "LT199999000000001001" }}',
					receiverCountry: '',
				}),
			}),
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ channel: 'SEPA', fee: '0.20' });
	});

	it('of the purpose codes', async () => {
		await zenWith(renameQuery('listPurposeCodes', 'country', 'receiverCountry'));
		const codes = { resource: 'payment', operation: 'getAllPurposeCodes', returnAll: true };
		expect((await run({ ...codes, filters: { country: 'AE' } })).error).toBeDefined();
		const { json } = await run({ ...codes, ...query({ receiverCountry: 'LT' }) });
		expect(json.map(({ code }) => code)).not.toContain('GDDS');
	});

	it('of the list of drafts: other names for account, page size and cursor', async () => {
		await zenWith(
			renameQuery('listDrafts', 'accountId', 'account'),
			renameQuery('listDrafts', 'limit', 'size'),
			renameQuery('listDrafts', 'lastEntryId', 'after'),
		);
		const items = ['A', 'B', 'C'].map((id) => ({ id }));
		const options = { lookFirst: false };
		const draft = payment({ resource: 'draft', externalId: '={{ $json.id }}', options });
		await runZen(simulator, draft, { items });
		const list = { resource: 'draft', operation: 'getAll', limit: 2 };
		expect((await run(list)).error).toBeDefined();
		const page = async (more: Record<string, string> = {}) =>
			(
				await run({
					...list,
					...query({ limit: '', size: '2', account: ACCOUNT.main, ...more }),
				})
			).json.map(({ draftId }) => String(draftId));
		const first = await page();
		const second = await page({ after: first[1]! });
		expect(new Set([...first, ...second]).size).toBe(4);
	});

	it('of the history', async () => {
		await zenWith(renameQuery('listPayments', 'limit', 'size'));
		const history = { resource: 'payment', operation: 'getAll', accountId: byId(ACCOUNT.main) };
		expect((await run({ ...history, limit: 3 })).error).toBeDefined();
		const { json } = await run({
			...history,
			limit: 3,
			...query({ limit: '', size: '3' }),
		});
		expect(json).toHaveLength(3);
	});
});

describe.each(['payment', 'draft'])('another body of a %s', (resource) => {
	const create = (more: object = {}) => payment({ resource, ...more } as never);
	const received = () =>
		resource === 'payment' ? simulator.ledger()[0]!.body : simulator.drafts()[1]!.received;

	it('with a field more, and another value than the form offers', async () => {
		await zenWith(requireField('CreatePayment', 'executionDate'));
		expect((await run(create())).error?.message).toContain('executionDate is required');
		const fields = { executionDate: '2026-12-01', notes: { internal: 'x' } };
		const receiverDetails = { type: '={{ "LEGAL_ENTITY" }}' };
		const { error } = await run(create({ ...bodyFields(fields), receiverDetails }));
		expect(error).toBeUndefined();
		expect(received()).toMatchObject({ ...fields, receiver: { type: 'LEGAL_ENTITY' } });
	});

	it('with other names for what pays: nobody pays under both, nor under names unchecked', async () => {
		await zenWith(
			renameField('CreatePayment', 'title', 'remittance'),
			renameField('CreatePayment', 'amount', 'money'),
			refuseUnknownFields('CreatePayment'),
		);
		expect((await run(create())).error?.message).toContain('ZEN refused');
		const renamed = [
			{ title: null },
			{ remittance: 'Invoice 7' },
			{ money: { value: '10.50', currency: 'EUR' } },
		];
		const before = simulator.requests().length;
		for (const fields of renamed) {
			const { error } = await run(create(bodyFields(fields)));
			expect(error?.message).toMatch(/^Body Fields \(JSON\) (sets|holds) "/);
		}
		expect(simulator.requests()).toHaveLength(before);
	});
});

describe('another answer', () => {
	const put = (path: string, body: object, method = 'GET', status = 200) =>
		simulator.faults.add({ kind: 'status', status, body, path, method });

	it('of the precalculation, is passed on as it is', async () => {
		await zenWith();
		const body = { options: [{ via: 'SEPA', price: '0.20' }] };
		put('/payments/v1.0/precalculation', body);
		const { json } = await run({
			resource: 'payment',
			operation: 'precalculate',
			accountId: byId(ACCOUNT.main),
			amount: '10',
			simplify: false,
		});
		expect(json).toEqual([body]);
	});

	it('to a payment or draft, with an ID, is passed on as it is beside the outcome', async () => {
		await zenWith();
		put('/payments/v1.0', { id: 'p-7', state: { name: 'OPEN' } }, 'POST', 201);
		const paid = await run(payment({ output: 'raw' }));
		expect(paid.json).toMatchObject([
			{ outcome: 'accepted', payment: { state: { name: 'OPEN' } } },
		]);
		const saved = await run(payment({ resource: 'draft', output: 'raw' }));
		expect(saved.json).toMatchObject([{ outcome: 'accepted', draft: { state: { name: 'OPEN' } } }]);
	});

	it('to a payment, without an ID where one is looked for, is no yes', async () => {
		await zenWith();
		put('/payments/v1.0', { payment: { number: '7' } }, 'POST', 201);
		const { json } = await runZen(simulator, payment(), CONTINUE);
		expect(json).toMatchObject([
			{
				error: {
					outcome: 'unknown',
					message: expect.stringMatching(/payment "INV-7": ZEN answered 201 without an ID$/),
				},
			},
		]);
	});

	it('to a draft, is passed on raw or by the names that ZEN gives', async () => {
		await zenWith();
		put('/payments/v1.0/drafts', { reference: 'INV-7', state: { name: 'OPEN' } });
		const get = { resource: 'draft', operation: 'get', draftId: byId(ACCOUNT.main) };
		const { json } = await run({ ...get, output: 'selected', fields: 'state.name' });
		expect(json).toEqual([{ state: { name: 'OPEN' } }]);
	});
});

describe('another path', () => {
	it('of an account: it is picked from the documented list', async () => {
		await zenWith(moveOperation('getAccount', '/elsewhere/{accountId}'));
		const { json } = await run({
			resource: 'account',
			operation: 'get',
			accountId: byId(ACCOUNT.main),
		});
		expect(json[0]).toMatchObject({ accountId: ACCOUNT.main });
	});

	const MOVED: Array<[string, Overlay, IDataObject, (json: IDataObject) => void]> = [
		[
			'the purpose codes',
			moveOperation('listPurposeCodes', '/payments/v1.0/purposeCodes'),
			{ url: '/payments/v1.0/purposeCodes' },
			(json) => expect(json).toMatchObject({ code: 'SUPP' }),
		],
	];

	it.each(MOVED)(
		'of %s: the HTTP Request node reads it with the credential',
		async (_what, move, request, check) => {
			await zenWith(move);
			const engine = await createEngine({
				packageDirs: [],
				nodes: { [typeName(new Zen())]: new Zen() },
				credentialTypes: [new ZenApi()],
			});
			check((await httpRequest(engine, request)) as IDataObject);
			await engine.stop();
		},
	);

	async function httpRequest(engine: Engine, request: IDataObject) {
		const node = {
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.4,
			parameters: {
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'zenApi',
				...request,
				url: `${simulator.url}${String(request.url)}`,
			},
			credentials: { zenApi: { id: 'zen', name: 'zen' } },
		};
		const { nodes } = await engine.run(
			{
				nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, node],
				connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
			},
			{ pinData: { Start: [{ json: {} }] }, credentials: { zen: credentialFor(simulator) } },
		);
		return nodes[node.name]?.outputs[0]?.[0]?.json;
	}
});
