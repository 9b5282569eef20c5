import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { CONTINUE, payment, runZen, seen, zenEngine } from './support/zen.mts';

let simulator: Simulator;
let engine: Engine;

beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 1 });
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	simulator.reset();
	simulator.settings.showExternalId = false;
	engine = await zenEngine();
});

const LISTS = { method: 'GET', path: /^\/payments\/v1\.0(\/drafts)?$/ } as const;
const POSTS = { method: 'POST', path: '/payments/v1.0' } as const;

/** What the node says of one payment or draft, in one form for both outputs. */
const pay = async (parameters = {}): Promise<IDataObject> => {
	const { json } = await runZen(simulator, payment(parameters), { engine, ...CONTINUE });
	return (json[0]!.error as IDataObject | undefined) ?? json[0]!;
};
const posts = () => seen(simulator, 'POST').length;
const loseMemory = async () => {
	engine = await zenEngine();
};
const draft = { resource: 'draft' };

it('With neither of them, what is sent twice goes out twice', async () => {
	const blind = { options: { lookFirst: false } };
	await pay(blind);
	await loseMemory();
	expect(await pay(blind)).toMatchObject({ outcome: 'accepted' });
	expect(simulator.ledger()).toHaveLength(2);
});

describe.each([
	['lost', loseMemory, {}],
	['switched off', async () => {}, { memory: 'off' }],
])('With the memory %s, the look alone', (_name, lose, parameters) => {
	const again = async (more = {}) => {
		await lose();
		return await pay({ ...parameters, ...more });
	};

	it('knows a payment by its External ID', async () => {
		simulator.settings.showExternalId = true;
		const { paymentId } = await pay(parameters);
		expect(await again()).toMatchObject({ outcome: 'alreadySent', paymentId });
		expect(await again({ externalId: ' inv–7 ' })).toMatchObject({ outcome: 'alreadySent' });
		expect(posts()).toBe(1);
	});

	it('knows that an External ID was used for another payment', async () => {
		simulator.settings.showExternalId = true;
		const { paymentId } = await pay(parameters);
		const end = { outcome: 'notSent', reason: 'otherPayment', paymentId };
		expect(await again({ amount: '99.90' })).toMatchObject(end);
		expect(posts()).toBe(1);
	});

	it.each(['Invoice 7', 'INVOICE  7', 'ínvoice 7'])(
		'takes one without a reference for a possible duplicate, under the title "%s"',
		async (title) => {
			const { paymentId } = await pay(parameters);
			const end = { outcome: 'notSent', reason: 'possibleDuplicate', paymentId };
			expect(await again({ title })).toMatchObject(end);
			expect(posts()).toBe(1);
		},
	);

	it('knows a payment whose answer was lost', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS, times: 1 });
		expect(await pay(parameters)).toMatchObject({ outcome: 'unknown' });
		await lose();
		const { paymentId } = simulator.ledger()[0]!;
		expect(await pay(parameters)).toMatchObject({ reason: 'possibleDuplicate', paymentId });
		simulator.settings.showExternalId = true;
		expect(await again()).toMatchObject({ outcome: 'alreadySent', paymentId });
		expect(posts()).toBe(1);
	});

	it('knows a draft, and a payment that a draft has become', async () => {
		const { draftId } = await pay({ ...draft, ...parameters });
		expect(await again(draft)).toMatchObject({ outcome: 'alreadySent', draftId });
		expect(await again()).toMatchObject({ reason: 'otherPayment', draftId });
		simulator.accept(draftId as string);
		expect(await again()).toMatchObject({ reason: 'possibleDuplicate' });
		expect(await again(draft)).toMatchObject({ reason: 'possibleDuplicate' });
		expect(posts()).toBe(1);
	});

	it('sends nothing while it cannot look', async () => {
		await pay(parameters);
		simulator.faults.add({ kind: 'status', status: 403, ...LISTS });
		expect(await again()).toMatchObject({ outcome: 'notSent', reason: 'lookFailed' });
		expect(posts()).toBe(1);
	});

	it('lets pass what is another payment, and what a person has told from it', async () => {
		const { paymentId } = await pay(parameters);
		expect(await again({ title: 'Invoice 8' })).toMatchObject({ outcome: 'accepted' });
		expect(await again({ amount: '10.51' })).toMatchObject({ outcome: 'accepted' });
		const { options = {} } = parameters as { options?: object };
		const told = { externalId: 'INV-9', options: { ...options, notSameAs: paymentId } };
		expect(await again(told)).toMatchObject({ outcome: 'accepted' });
		expect(simulator.ledger()).toHaveLength(4);
	});
});

describe('With the look switched off, the memory alone', () => {
	const blind = { options: { lookFirst: false } };

	it.each([
		['a payment', {}],
		['a draft', draft],
	])('knows %s, however it is written', async (_name, kind) => {
		await pay({ ...blind, ...kind });
		const second = await pay({ ...blind, ...kind, externalId: 'inv–7', title: 'Something else' });
		expect(second).toMatchObject({ outcome: 'alreadySent' });
		expect(posts()).toBe(1);
	});

	it('knows that an External ID was used for another payment', async () => {
		await pay(blind);
		const end = { outcome: 'notSent', reason: 'otherPayment' };
		expect(await pay({ ...blind, amount: '99.90' })).toMatchObject(end);
		expect(await pay({ ...blind, ...draft })).toMatchObject(end);
		expect(posts()).toBe(1);
	});
});

describe('With nothing to see at ZEN, the memory alone', () => {
	const nothing = { data: [], meta: { lastEntryId: null, hasNext: false } };
	const hide = () => simulator.faults.add({ kind: 'status', status: 200, body: nothing, ...LISTS });

	it.each([
		['a payment', {}],
		['a draft', draft],
	])('knows %s, and that it is missing', async (_name, kind) => {
		await pay(kind);
		hide();
		simulator.faults.add({ kind: 'status', status: 404, method: 'GET', path: /\/[0-9a-f-]{36}$/ });
		expect(await pay(kind)).toMatchObject({ outcome: 'unresolved', reason: 'missing' });
		expect(posts()).toBe(1);
	});

	it('knows a payment that is not listed yet by its ID', async () => {
		await pay();
		hide();
		expect(await pay()).toMatchObject({ outcome: 'alreadySent', status: 'SETTLED' });
		expect(posts()).toBe(1);
	});

	it('knows a payment whose answer was lost', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS, times: 1 });
		await pay();
		hide();
		expect(await pay()).toMatchObject({ outcome: 'unresolved' });
		expect(posts()).toBe(1);
	});

	it.each([403, 404])('knows a payment when ZEN answers %i to looks', async (status) => {
		await pay();
		simulator.faults.add({ kind: 'status', status, ...LISTS });
		expect(await pay()).toMatchObject({ outcome: 'alreadySent' });
		expect(posts()).toBe(1);
	});
});
