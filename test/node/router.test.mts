import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { PAYMENT_ID, SEED } from './support/faultTable.mts';
import { byId, CONTINUE, payment, runZen, seen } from './support/zen.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
});
afterAll(async () => await simulator.stop());
beforeEach(() => {
	simulator.reset();
	vi.spyOn(Math, 'random').mockReturnValue(0);
	return () => vi.restoreAllMocks();
});

const read = {
	resource: 'payment',
	operation: 'get',
	paymentId: byId('={{ $json.id }}'),
};
const READ = { id: PAYMENT_ID };
const pay = payment({ externalId: '={{ $json.id }}' });
const PAY = { id: 'INV-1' };
const list = {
	resource: 'payment',
	operation: 'getAll',
	accountId: byId(ACCOUNT.main),
	limit: '={{ $json.limit }}',
};
const pairs = (items: Array<{ pairedItem?: unknown }>) => items.map(({ pairedItem }) => pairedItem);

describe('items', () => {
	it('come out in their order, as many for each as there are, paired', async () => {
		simulator.faults.add({ kind: 'delay', ms: 60, times: 1 });
		const items = [3, 1, 2].map((limit) => ({ limit }));
		const { items: output } = await runZen(simulator, list, { items });
		expect(pairs(output)).toEqual([0, 0, 0, 1, 2, 2].map((item) => ({ item })));
	});

	it('are all checked before anything is asked', async () => {
		const items = [{ limit: 3 }, { limit: 0 }];
		const { error } = await runZen(simulator, list, { items });
		expect(error).toMatchObject({
			message: expect.stringMatching(/^Limit holds "0"/),
			context: { itemIndex: 1 },
		});
		expect(simulator.requests()).toEqual([]);
	});

	it('that write go out one after the other', async () => {
		simulator.faults.add({ kind: 'delay', ms: 100, method: 'POST' });
		const ids = ['INV-1', 'INV-2', 'INV-3'];
		await runZen(simulator, pay, { items: ids.map((id) => ({ id })) });
		const posts = seen(simulator, 'POST');
		expect(posts.map(({ body }) => JSON.parse(body))).toMatchObject(
			ids.map((externalId) => ({ externalId })),
		);
		const times = posts.map(({ time }) => Date.parse(time));
		expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(100);
		expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(100);
	});

	it.each([
		['an operation', { resource: 'account', operation: 'create' }],
		['a resource', { resource: 'card', operation: 'get' }],
	])('that want %s which there is not are told so', async (_name, parameters) => {
		const { status, error } = await runZen(simulator, parameters);
		expect(status).toBe('error');
		expect(error?.message).toMatch(/does not exist|not supported|"operation"/);
		expect(simulator.requests()).toEqual([]);
	});
});

describe('what the node says of items that did not work', () => {
	it('names the item, says what happened and how to go on, and keeps n8n from saying otherwise', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', method: 'POST' });
		const { error } = await runZen(simulator, pay, { items: [PAY] });
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringMatching(/^It is not known what became of payment "INV-1"/),
			description: expect.stringMatching(
				/^Run it again under the same External ID: it is looked for at ZEN and not sent twice/,
			),
			context: { itemIndex: 0 },
		});
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'ENOTFOUND'])(
		'keeps its own words when ZEN says %s, which n8n takes for a hint of its own',
		async (code) => {
			const body = { error: { code, message: `upstream ${code}` } };
			simulator.faults.add({ kind: 'status', status: 500, body, method: 'POST' });
			const { error } = await runZen(simulator, pay, { items: [PAY] });
			expect(error?.message).toMatch(/^It is not known what became of payment "INV-1"/);
			expect(error?.description).not.toMatch(/retry|try again/i);
		},
	);

	it('is an error item that holds nothing but what is known', async () => {
		const { items: output } = await runZen(simulator, pay, { items: [{ id: '' }], ...CONTINUE });
		expect(output).toEqual([
			{
				json: {
					outcome: 'notSent',
					externalId: '',
					message: expect.stringMatching(
						/^External ID is empty.*\. Nothing was sent for this item\.$/,
					),
					error: {
						message: expect.stringMatching(/^External ID is empty/),
						externalId: '',
						outcome: 'notSent',
						description: 'Nothing was sent for this item.',
					},
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'says what became of each at the same place, with %s',
		async (onError) => {
			const items = [{ id: 'A' }, { id: '' }];
			const { outputs } = await runZen(simulator, pay, { items, settings: { onError } });
			const [first = [], second = []] = outputs.map((output) => output.map(({ json }) => json));
			const isOneOutput = onError === 'continueRegularOutput';
			expect(first.map(({ outcome }) => outcome)).toEqual(
				isOneOutput ? ['accepted', 'notSent'] : ['accepted'],
			);
			expect(first.map((row) => Object.keys(row)[0])).toEqual(first.map(() => 'outcome'));
			if (!isOneOutput) expect(second).toMatchObject([{ error: { outcome: 'notSent' } }]);
		},
	);

	it('a credential that cannot work fails the node, not each item', async () => {
		const credential = { apiKey: '' };
		const { status, error } = await runZen(simulator, read, { items: [READ, READ], credential });
		expect(status).toBe('error');
		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: 'API Key is empty. Copy it from the ZEN portal.',
		});
	});

	it('reads that were not begun yet are left alone once the workflow stops', async () => {
		simulator.faults.add({ kind: 'status', status: 403 });
		const { error } = await runZen(simulator, read, { items: Array(40).fill(READ) });
		expect(error?.message).toMatch(/^ZEN refused access/);
		expect(simulator.requests()).toHaveLength(16);
	});
});

describe('Retry On Fail', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	it('runs reads again, for all items', async () => {
		simulator.faults.add({ kind: 'status', status: 403, times: 1 });
		const { json, status } = await runZen(simulator, read, { items: [READ, READ], settings });
		expect(status).toBe('success');
		expect(json).toHaveLength(2);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'pays once, whatever happens to the answer: %s',
		async (onError) => {
			simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST' });
			await runZen(simulator, pay, { items: [PAY], settings: { ...settings, onError } });
			expect(simulator.ledger()).toHaveLength(1);
			expect(seen(simulator, 'POST')).toHaveLength(1);
		},
	);

	it('is not set off by items that worked', async () => {
		const continuing = { ...settings, onError: 'continueRegularOutput' as const };
		await runZen(simulator, pay, { items: [PAY, { id: 'INV-2' }], settings: continuing });
		expect(seen(simulator, 'GET', '/accounts')).toHaveLength(1);
		expect(seen(simulator, 'POST')).toHaveLength(2);
	});
});

it('a run without items asks for nothing and puts nothing out', async () => {
	const { items } = await runZen(simulator, read, { input: [] });
	expect(items).toEqual([]);
	expect(simulator.requests()).toEqual([]);
});

it('expressions in the credential are resolved, as n8n does', async () => {
	const { apiKey, ...credential } = credentialFor(simulator);
	const parameters = { resource: 'account', operation: 'getAll' };
	const { status } = await runZen(simulator, parameters, {
		items: [{ key: apiKey }],
		credential: { ...credential, apiKey: '={{ $json.key }}' },
	});
	expect(status).toBe('success');
});
