import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { hurry } from '../support/hurry.mts';
import { CONTINUE, messageOf, payment, runZen, seen, zenEngine } from './support/zen.mts';

hurry();

let simulator: Simulator;
let engine: Engine;

beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 1 });
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	simulator.reset();
	engine = await zenEngine();
});

const POSTS = { method: 'POST', path: '/payments/v1.0/drafts', times: 1 } as const;

const save = async (options = {}) => {
	const parameters = payment({ resource: 'draft', options });
	const { json } = await runZen(simulator, parameters, { engine, ...CONTINUE });
	return json[0]!;
};

const outcomeOf = (json: IDataObject) => json.outcome ?? (json.error as IDataObject).outcome;
const posts = () => seen(simulator, 'POST').length;

describe('Draft → Create, run again with the same External ID', () => {
	it('does not save the draft twice, and shows it', async () => {
		const first = await save();
		const second = await save();
		expect([outcomeOf(first), outcomeOf(second)]).toEqual(['accepted', 'alreadySent']);
		expect(second.draftId).toBe(first.draftId);
		expect(posts()).toBe(1);
	});

	it('finds a draft whose answer was lost', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS });
		expect(outcomeOf(await save())).toBe('unknown');
		const second = await save();
		expect(outcomeOf(second)).toBe('alreadySent');
		expect(second.draftId).toBe(simulator.drafts().at(-1)!.id);
		expect(posts()).toBe(1);
	});

	it('finds it as the payment that it became when a person accepted it', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', ...POSTS });
		await save();
		simulator.accept(simulator.drafts().at(-1)!.id);
		const second = await save();
		expect(outcomeOf(second)).toBe('alreadySent');
		expect(posts()).toBe(1);
	});

	it.each([
		{ lastEntryId: 'x' },
		{ lastEntryId: 'x', hasNext: 'true' },
		{ lastEntryId: 'x', hasNext: 1 },
		{ hasNext: 'false' },
	])('does not save it twice, the memory lost, where ZEN lists a part with %j', async (meta) => {
		await save();
		engine = await zenEngine();
		const part = {
			method: 'GET',
			path: '/payments/v1.0/drafts',
			body: { data: [], meta },
		} as const;
		simulator.faults.add({ kind: 'status', status: 200, ...part });
		expect(await save()).toMatchObject({ outcome: 'notSent', reason: 'lookFailed' });
		expect(posts()).toBe(1);
	});

	it('does not save it when it cannot be found, unless told to', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS });
		await save();
		expect(outcomeOf(await save())).toBe('unresolved');
		expect(posts()).toBe(1);
		expect(outcomeOf(await save({ sendAgain: true, sendAgainSeconds: 1 }))).toBe('accepted');
		expect(posts()).toBe(2);
	});

	it('keeps one space of references for drafts and payments', async () => {
		await save();
		const { json } = await runZen(simulator, payment(), { engine, ...CONTINUE });
		expect(json).toMatchObject([{ error: { outcome: 'notSent', reason: 'otherPayment' } }]);
		expect(messageOf(json)).toMatch(/used before for another payment: draft \S+, 10\.50 EUR/);
		expect(simulator.ledger()).toEqual([]);
	});
});
