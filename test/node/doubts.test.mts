import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../engine/harness.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { hurry } from '../support/hurry.mts';
import { byId, CONTINUE, payment, runZen, seen, zenEngine } from './support/zen.mts';

hurry();

let simulator: Simulator;
let engine: Engine;

beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 0 });
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	simulator.reset();
	simulator.settings.showExternalId = false;
	engine = await zenEngine();
	return () => vi.restoreAllMocks();
});

const POSTS = { method: 'POST', path: '/payments/v1.0' } as const;
const LOOKS = { method: 'GET', path: '^/payments/v1\\.0/[0-9a-f-]{36}$' } as const;
const SEND_AGAIN = { options: { sendAgain: true, sendAgainSeconds: 1 } };
const SEND_REJECTED = { options: { sendRejectedAgain: true } };

/** What the node says of one payment, and on which output. */
const pay = async (parameters = {}, more = {}): Promise<IDataObject> => {
	const { json } = await runZen(simulator, payment(parameters), { engine, ...CONTINUE, ...more });
	const [item = {}] = json;
	return { ...((item.error as IDataObject | undefined) ?? item), isError: 'error' in item };
};
/** Later than this process knows by itself what it sent. */
const muchLater = () => {
	const now = Date.now;
	vi.spyOn(Date, 'now').mockImplementation(() => now() + 700_000);
};
const posts = () => seen(simulator, 'POST').length;

it('An invoice like another one is not taken for that, also where ZEN was not looked at when that was paid', async () => {
	const unseen = { options: { lookFirst: false } };
	expect(await pay({ externalId: 'INV-6', ...unseen })).toMatchObject({ outcome: 'accepted' });
	simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
	expect(await pay(unseen)).toMatchObject({ outcome: 'unknown' });
	muchLater();
	expect(await pay(SEND_AGAIN)).toMatchObject({ outcome: 'accepted' });
	expect(simulator.ledger()).toHaveLength(2);
});

describe('Somebody who sends money with our reference', () => {
	const sendBack = (amount: string) =>
		simulator.incoming({ accountId: ACCOUNT.main, amount, title: 'thanks', externalId: 'INV-7' });
	beforeEach(() => {
		simulator.settings.showExternalId = true;
	});

	it.each(['3.00', '10.50', '900.00'])('does not hide that ours was rejected (%s)', async (sum) => {
		await pay();
		simulator.reject();
		sendBack(sum);
		muchLater();
		expect(await pay()).toMatchObject({ outcome: 'rejected', isError: true });
	});

	it('does not keep a rejected one from being sent again', async () => {
		await pay();
		simulator.reject();
		sendBack('3.00');
		muchLater();
		expect(await pay(SEND_REJECTED)).toMatchObject({ outcome: 'accepted' });
		expect(posts()).toBe(2);
	});

	it('does not keep one that never arrived from being sent again', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		expect(await pay()).toMatchObject({ outcome: 'unknown' });
		sendBack('3.00');
		expect(await pay(SEND_AGAIN)).toMatchObject({ outcome: 'accepted' });
		expect(posts()).toBe(2);
	});
});

describe('A payment that was rejected', () => {
	it('is not called sent because one of another workflow looks alike', async () => {
		await pay({ externalId: 'RENT-1', title: 'Rent' });
		simulator.reject();
		await pay({ externalId: 'RENT-2', title: 'Rent' }, { workflowId: 'another' });
		muchLater();
		const json = await pay({ externalId: 'RENT-1', title: 'Rent' });
		expect(json).toMatchObject({ outcome: 'unresolved', isError: true });
	});

	it('goes out again a moment later, when that is wanted', async () => {
		simulator.settings.showExternalId = true;
		await pay();
		simulator.reject();
		expect(await pay()).toMatchObject({ outcome: 'rejected' });
		expect(await pay(SEND_REJECTED)).toMatchObject({ outcome: 'accepted' });
		expect(await pay(SEND_REJECTED)).toMatchObject({ outcome: 'alreadySent' });
		expect(posts()).toBe(2);
	});
});

describe('Two titles whose numbers are divided in other places', () => {
	const [one, other] = [
		{ externalId: 'R-11-2', title: 'Rent 11/2' },
		{ externalId: 'R-1-12', title: 'Rent 1/12' },
	];

	it('are two payments, of which one is not taken for the other', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		expect(await pay(one)).toMatchObject({ outcome: 'unknown' });
		expect(await pay(other, { workflowId: 'another' })).toMatchObject({ outcome: 'accepted' });
		expect(await pay(one)).toMatchObject({ outcome: 'unresolved', isError: true });
	});

	it('are both paid, also where the memory was lost', async () => {
		await pay(one);
		engine = await zenEngine();
		expect(await pay(other)).toMatchObject({ outcome: 'accepted' });
	});
});

describe('A draft that was deleted', () => {
	it('is not said to be the payment of somebody else that looks alike', async () => {
		const rent = { title: 'Rent' };
		await pay({ ...rent, resource: 'draft', externalId: 'RENT-10' });
		await runZen(
			simulator,
			{ resource: 'draft', operation: 'delete', draftId: byId(simulator.drafts().at(-1)!.id) },
			{ engine },
		);
		await pay({ ...rent, externalId: 'RENT-11' }, { workflowId: 'another' });
		const json = await pay({ ...rent, resource: 'draft', externalId: 'RENT-10' });
		expect(json.message).toContain('may be what became of it');
		expect(json.message).not.toContain('was accepted');
		expect(posts()).toBe(2);
	});
});

describe('A list that shows a payment in another form, and no memory', () => {
	it.each([
		['an amount that cannot be read', { amount: { value: '10,50 EUR', currency: 'EUR' } }],
		['no amount', { amount: null }],
		['a reference that is none', { externalId: 'NOTPROVIDED' }],
		['a dash for a reference', { externalId: '-' }],
	])('keeps it from being paid again: %s', async (_name, change) => {
		const { paymentId } = await pay();
		engine = await zenEngine();
		const { json } = await runZen(
			simulator,
			{ resource: 'payment', operation: 'getAll', accountId: byId(ACCOUNT.main), output: 'raw' },
			{ engine },
		);
		const [entry = {}] = json.filter(({ id }) => id === paymentId);
		const body = {
			data: [{ ...entry, ...change }],
			meta: { lastEntryId: null, hasNext: false, sortedBy: 'createdAt', direction: 'DESC' },
		};
		simulator.faults.add({
			kind: 'status',
			status: 200,
			body,
			method: 'GET',
			path: '^/payments/v1\\.0$',
		});
		expect(await pay()).toMatchObject({ outcome: 'notSent', reason: 'possibleDuplicate' });
	});
});

describe('Not the Same As', () => {
	it.each([
		['the memory was lost', 'lost'],
		['its answer was lost', 'open'],
	])('pays nothing twice that ZEN tells our reference of, when %s', async (_name, what) => {
		simulator.settings.showExternalId = true;
		if (what === 'open') {
			simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS, times: 1 });
		}
		await pay();
		const { paymentId } = simulator.ledger()[0]!;
		if (what === 'lost') engine = await zenEngine();
		const options = { notSameAs: paymentId, sendAgain: true, sendAgainSeconds: 1 };
		expect(await pay({ options })).toMatchObject({ outcome: 'alreadySent', paymentId });
		expect(posts()).toBe(1);
	});
});

describe('A status that nobody knows', () => {
	it.each(['FAILED', 'RJCT', 'NOT_EXECUTED', 'BLOCKED', 'UNPAID', '17', '???'])(
		'that a payment ends with is not called accepted (%s)',
		async (status) => {
			simulator.faults.add({ kind: 'status', status: 200, body: { status }, ...LOOKS });
			const json = await pay({ options: { wait: true, waitSeconds: 1 } });
			expect(json).toMatchObject({ outcome: 'unknown', status, isError: true });
			expect(json.message).toContain(status);
		},
	);

	it('but reads like one under way is told as it is', async () => {
		const body = { id: 'p-1', status: 'WAITING_FOR_APPROVAL' };
		simulator.faults.add({ kind: 'status', status: 201, body, ...POSTS, times: 1 });
		expect(await pay()).toMatchObject({ outcome: 'accepted', status: 'WAITING_FOR_APPROVAL' });
	});
});
