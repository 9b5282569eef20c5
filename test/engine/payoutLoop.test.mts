import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { ACCOUNT, COMPANIES, Simulator } from '../simulator/index.mts';
import { defaultSeed } from '../simulator/seed/defaultSeed.mts';
import { inventedHistory } from '../simulator/seed/history.mts';
import { credentialFor } from '../support/credential.mts';
import { createEngine } from './harness.mts';
import type { Engine } from './harness.mts';
import { chain } from './support/workflows.mts';

// More than a page, so that the overlap of two looks is, too. With 300 it takes 25 s and 512 pages.
const ITEMS = Number(process.env.LOOP_ITEMS ?? 120);
const IN_SEVEN_DAYS = 1_250;
const PAGE = 100;

let simulator: Simulator;
let engine: Engine;

beforeAll(async () => {
	const until = new Date();
	const seed = defaultSeed(until);
	const busy = { accountId: ACCOUNT.main, currency: 'EUR', channel: 'SEPA', fee: '0.20', seed: 7 };
	seed.payments = inventedHistory({ ...busy, count: 2 * IN_SEVEN_DAYS, days: 14, until });
	simulator = await Simulator.start({ settleAfterMs: 1, seed });
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	simulator.reset();
	engine = await createEngine({
		packageDirs: [],
		nodes: { 'n8n-nodes-zen.zen': new Zen() },
		credentialTypes: [new ZenApi()],
	});
});

const to = (node: string) => [{ node, type: 'main', index: 0 }];
const loop = {
	name: 'Loop',
	type: 'n8n-nodes-base.splitInBatches',
	typeVersion: 3,
	parameters: { batchSize: 1, options: {} },
};
const pay = {
	name: 'Pay',
	type: 'n8n-nodes-zen.zen',
	onError: 'continueRegularOutput',
	credentials: { zenApi: { id: 'zenApi', name: 'zenApi' } },
	parameters: {
		resource: 'payment',
		operation: 'create',
		accountId: { __rl: true, mode: 'id', value: ACCOUNT.main },
		externalId: '=LOOP-{{ $json.number }}',
		amount: '1.50',
		currency: 'EUR',
		title: '=Loop {{ $json.number }}',
		receiverName: COMPANIES[0]!.name,
		receiverAccountNumber: COMPANIES[0]!.accountNumber!,
	},
};
const workflow = {
	nodes: [...chain(loop).nodes, pay],
	connections: {
		Start: { main: [to('Loop')] },
		Loop: { main: [[], to('Pay')] },
		Pay: { main: [to('Loop')] },
	},
};

const run = async (numbers: number[]): Promise<IDataObject[]> => {
	const { nodes } = await engine.run(workflow, {
		pinData: { Start: numbers.map((number) => ({ json: { number } })) },
		credentials: { zenApi: credentialFor(simulator) },
	});
	return nodes.Loop!.outputs[0]!.map(({ json }) => json);
};
const pagesRead = () =>
	simulator
		.requests()
		.filter(({ method, path }) => method === 'GET' && path.split('?')[0] === '/payments/v1.0')
		.length;

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('A loop that pays one item a round', () => {
	it('reads the history of the account once, and then what is new', async () => {
		const ends = await run(numbers(ITEMS));
		expect(ends.map(({ outcome }) => outcome)).toEqual(Array(ITEMS).fill('accepted'));
		expect(simulator.ledger()).toHaveLength(ITEMS);
		const whole = Math.ceil(IN_SEVEN_DAYS / PAGE) + 1;
		expect(pagesRead()).toBeGreaterThanOrEqual(whole - 1);
		expect(pagesRead()).toBeLessThanOrEqual(whole + 2 * ITEMS);
	});

	it('reads no more when each item is an execution of its own, within some minutes', async () => {
		for (const number of numbers(10)) await run([number]);
		expect(simulator.ledger()).toHaveLength(10);
		const whole = Math.ceil(IN_SEVEN_DAYS / PAGE) + 1;
		expect(pagesRead()).toBeLessThanOrEqual(whole + 20);
	});
});
