import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { CONTINUE, messageOf, payment, runZen, seen, zenEngine } from './support/zen.mts';
import { hurry } from '../support/hurry.mts';

let simulator: Simulator;
let engine: Engine;

hurry();
beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 1 });
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	simulator.reset();
	simulator.settings.showExternalId = false;
	engine = await zenEngine();
});

const POSTS = { method: 'POST', path: '/payments/v1.0' } as const;
const AGAIN = { options: { sendAgain: true, sendAgainSeconds: 1 } };

const pay = async (parameters = {}, more = {}) =>
	await runZen(simulator, payment(parameters), { engine, ...CONTINUE, ...more });

const outcomes = (json: IDataObject[]) =>
	json.map((item) => item.outcome ?? (item.error as IDataObject).outcome);

describe.each([
	['ZEN does not tell references', false],
	['ZEN tells references', true],
])('A second run of the same payment, when %s', (_name, showExternalId) => {
	beforeEach(() => {
		simulator.settings.showExternalId = showExternalId;
	});

	it('does not send an accepted payment again, and shows its present state', async () => {
		const first = await pay();
		const second = await pay();
		expect(outcomes([...first.json, ...second.json])).toEqual(['accepted', 'alreadySent']);
		expect(second.json[0]).toMatchObject({
			externalId: 'INV-7',
			paymentId: first.json[0]!.paymentId,
			status: 'SETTLED',
			amount: '10.50',
			currency: 'EUR',
		});
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('finds a payment whose answer was lost', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS, times: 1 });
		const first = await pay();
		const second = await pay();
		const third = await pay();
		expect(outcomes([...first.json, ...second.json, ...third.json])).toEqual([
			'unknown',
			'alreadySent',
			'alreadySent',
		]);
		expect(second.json[0]!.paymentId).toBe(simulator.ledger()[0]!.paymentId);
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('reports a payment that cannot be found as unresolved, and does not send it', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		await pay();
		const second = await pay();
		expect(outcomes(second.json)).toEqual(['unresolved']);
		expect(messageOf(second.json)).toContain('"INV-7" was tried before');
		expect((second.json[0]!.error as IDataObject).description).toContain('10.50 EUR');
		expect(simulator.ledger()).toHaveLength(0);
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('sends it once more when told to and a second look does not find it either', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		await pay();
		const started = Date.now();
		const second = await pay(AGAIN);
		expect(outcomes(second.json)).toEqual(['accepted']);
		expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
		const third = await pay(AGAIN);
		expect(outcomes(third.json)).toEqual(['alreadySent']);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('does not send it again when it shows up while it waits', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS, times: 1 });
		await pay();
		const nothingYet = { data: [], meta: { lastEntryId: null, hasNext: false } };
		simulator.faults.add({
			kind: 'status',
			status: 200,
			body: nothingYet,
			method: 'GET',
			path: '/payments/v1.0',
			times: 1,
		});
		const second = await pay(AGAIN);
		expect(outcomes(second.json)).toEqual(['alreadySent']);
		expect(seen(simulator, 'GET', '/payments/v1.0').length).toBeGreaterThan(1);
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('lets one of two executions send it again, also when neither sees what the other sent', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		await pay();
		const nothingYet = { data: [], meta: { lastEntryId: null, hasNext: false } };
		const reads = { method: 'GET', path: '/payments/v1.0' };
		simulator.faults.add({ kind: 'status', status: 200, body: nothingYet, ...reads });
		const both = await Promise.all([pay(AGAIN), pay(AGAIN)]);
		expect(both.flatMap(({ json }) => outcomes(json)).sort()).toEqual(['accepted', 'unresolved']);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('does not send it when ZEN cannot be asked', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		await pay();
		simulator.faults.add({ kind: 'status', status: 403, method: 'GET', path: '/payments' });
		const second = await pay(AGAIN);
		expect(outcomes(second.json)).toEqual(['unresolved']);
		expect((second.json[0]!.error as IDataObject).description).toContain('could not be looked for');
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});
});

describe('When n8n cannot read what it remembers of a payment', () => {
	const withoutNotes = () => {
		const store = engine.deduplication;
		const record = store.checkProcessedAndRecord.bind(store);
		store.checkProcessedAndRecord = async (items, ...rest) => {
			// The question for other payments like it, which is asked for a look at ZEN.
			if (items.some((item) => String(item).includes('"twin"'))) throw new Error('disk full');
			return await record(items, ...rest);
		};
	};

	it('an accepted one is still called sent', async () => {
		await pay();
		withoutNotes();
		const { json } = await pay();
		expect(outcomes(json)).toEqual(['alreadySent']);
		expect(json[0]).toMatchObject({ status: 'SETTLED' });
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('one of unknown fate stays unresolved, and is not sent', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		await pay();
		withoutNotes();
		const { json } = await pay(AGAIN);
		expect(outcomes(json)).toEqual(['unresolved']);
		expect((json[0]!.error as IDataObject).description).toContain('disk full');
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});
});

describe('What certainly did not go out', () => {
	it('can be sent after ZEN refused it', async () => {
		simulator.faults.add({ kind: 'status', status: 400, ...POSTS, times: 1 });
		expect(outcomes((await pay()).json)).toEqual(['refused']);
		expect(outcomes((await pay()).json)).toEqual(['accepted']);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('is not kept as tried when a run stops before it', async () => {
		simulator.faults.add({ kind: 'status', status: 400, ...POSTS, times: 1 });
		const batch = {
			items: [{ n: '1' }, { n: '2' }],
			settings: {},
		};
		const parameters = { externalId: '=INV-{{ $json.n }}' };
		const first = await pay(parameters, batch);
		expect(first.status).toBe('error');
		const second = await pay(parameters, batch);
		expect(outcomes(second.json)).toEqual(['accepted', 'accepted']);
		expect(simulator.ledger()).toHaveLength(2);
	});
});

describe('Payments that only their reference tells apart', () => {
	const twins = { items: [{ n: '1' }, { n: '2' }] };
	const parameters = { externalId: '=RENT-{{ $json.n }}' };

	it('are not taken for each other when ZEN does not tell references', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1, skip: 1 });
		expect(outcomes((await pay(parameters, twins)).json)).toEqual(['accepted', 'unknown']);
		const second = await pay({ ...parameters, ...AGAIN }, twins);
		expect(outcomes(second.json)).toEqual(['alreadySent', 'accepted']);
		expect(simulator.ledger()).toHaveLength(2);
	});

	it('are not taken for each other when both are in doubt', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1, skip: 1 });
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS, times: 1 });
		expect(outcomes((await pay(parameters, twins)).json)).toEqual(['unknown', 'unknown']);
		const second = await pay({ ...parameters, ...AGAIN }, twins);
		expect(outcomes(second.json)).toEqual(['unresolved', 'unresolved']);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('are told apart when ZEN tells references', async () => {
		simulator.settings.showExternalId = true;
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1, skip: 1 });
		await pay(parameters, twins);
		const second = await pay({ ...parameters, ...AGAIN }, twins);
		expect(outcomes(second.json)).toEqual(['alreadySent', 'accepted']);
		expect(simulator.ledger()).toHaveLength(2);
	});
});

describe('The memory', () => {
	it('sends nothing in a workflow that was never saved, and says what to do', async () => {
		const { json } = await pay({}, { workflowId: '' });
		expect(outcomes(json)).toEqual(['notSent']);
		expect(messageOf(json)).toMatch(/workflow that was never saved.* Save the workflow first/);
		expect(seen(simulator, 'POST')).toHaveLength(0);
	});

	it('switched off, sends without a memory', async () => {
		const off = { memory: 'off', options: { lookFirst: false } };
		await pay(off);
		await pay(off);
		expect(simulator.ledger()).toHaveLength(2);
	});
});

describe('Retry On Fail', () => {
	const batch = (settings: IDataObject) => ({
		items: Array.from({ length: 6 }, (_, n) => ({ n: String(n) })),
		settings: { retryOnFail: true, maxTries: 4, waitBetweenTries: 1, ...settings },
	});
	const parameters = { externalId: '=INV-{{ $json.n }}', title: '=Invoice {{ $json.n }}' };

	it.each([
		['Stop', {}],
		['Continue', { onError: 'continueRegularOutput' }],
	])('with %s pays each item once, whatever is lost on the way', async (_name, settings) => {
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS, times: 1 });
		simulator.faults.add({ kind: 'status', status: 400, ...POSTS, times: 1, skip: 2 });
		const { json } = await pay(parameters, batch(settings));
		const references = simulator.ledger().map(({ externalId }) => externalId);
		expect(new Set(references).size).toBe(references.length);
		const reported = json.filter(({ outcome }) => outcome !== undefined);
		expect(reported.map(({ externalId }) => externalId)).toEqual(references.sort());
	});
});

describe('A batch', () => {
	const items = Array.from({ length: 8 }, (_, n) => ({ n: String(n), amount: `${n + 1}.10` }));
	const parameters = { externalId: '=INV-{{ $json.n }}', amount: '={{ $json.amount }}' };
	const withOptions = (options: IDataObject) => ({ ...parameters, options });

	it('keeps its order when several payments are under way at once', async () => {
		const { json } = await pay(withOptions({ atOnce: 4 }), { items });
		expect(json.map(({ externalId }) => externalId)).toEqual(items.map(({ n }) => `INV-${n}`));
		expect(simulator.ledger()).toHaveLength(8);
	});

	it('stays within the limit per payment', async () => {
		const { json } = await pay(withOptions({ limitPerPayment: '6.10' }), { items });
		expect(outcomes(json)).toEqual([...Array(6).fill('accepted'), 'notSent', 'notSent']);
		expect(messageOf(json, 7)).toContain('Limit per Payment is 6.10 EUR');
	});

	it('stays within the limit per run, exactly', async () => {
		const { json } = await pay(withOptions({ limitPerRun: '6.30' }), { items });
		expect(outcomes(json)).toEqual([...Array(3).fill('accepted'), ...Array(5).fill('notSent')]);
	});

	it('sends nothing at all under Stop when a limit is passed', async () => {
		const { status } = await pay(withOptions({ limitPerRun: '6.30' }), { items, settings: {} });
		expect(status).toBe('error');
		expect(seen(simulator, 'POST')).toHaveLength(0);
	});

	it('does not count what was sent before into limits and funds', async () => {
		await pay(withOptions({ limitPerRun: '44.00' }), { items });
		const more = [...items, { n: '8', amount: '1.00' }];
		const { json } = await pay(withOptions({ limitPerRun: '1.00' }), { items: more });
		expect(outcomes(json)).toEqual([...Array(8).fill('alreadySent'), 'accepted']);
	});
});
