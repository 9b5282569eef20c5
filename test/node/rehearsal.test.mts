import type {
	IExecuteFunctions,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { openZen, type Surroundings, type ZenCredential } from '../../nodes/zen-client';
import { Batch } from '../../nodes/Zen/Batch';
import type { Operation, Run } from '../../nodes/Zen/operation';
import { Zen } from '../../nodes/Zen/Zen.node';
import { createEngine, runAsAgentTool, type Engine } from '../engine/harness.mts';
import { ACCOUNT } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { typeName } from './support/executeNode.mts';
import {
	anOrder,
	byId,
	CONTINUE,
	messageOf,
	payment,
	runZen,
	seen,
	zenEngine,
} from './support/zen.mts';

const simulator = await sharedSimulator();
let engine: Engine;
beforeEach(async () => {
	engine = await zenEngine();
});

type Handed = Partial<IWorkflowExecuteAdditionalData>;
/** Hands something more to the execution, as n8n's server does. */
const handing = (more: Handed) => ({
	configureAdditionalData: (additionalData: IWorkflowExecuteAdditionalData) => {
		Object.assign(additionalData, more);
	},
});
const evalLlmMockHandler = async () => undefined;

const EVALUATED = { mode: 'evaluation' } as const;
const DRAFT = '5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f';
const WRITES = {
	'a payment': payment(),
	'a draft': payment({ resource: 'draft' }),
	'a deletion': { resource: 'draft', operation: 'delete', draftId: byId(DRAFT) },
};
const written = () => [...seen(simulator, 'POST'), ...seen(simulator, 'DELETE')];
const checked = (identity: object) => ({
	outcome: 'checked',
	reason: 'evaluation',
	...identity,
	message: 'n8n evaluates this workflow, so this was checked and nothing was sent to ZEN',
});
/** Everything that asks or changes n8n's store, from now on. */
function storeCalls(): string[] {
	const calls: string[] = [];
	const names = ['checkProcessedAndRecord', 'removeProcessed', 'clearAllProcessedItems'] as const;
	const { deduplication } = engine;
	for (const name of names) {
		const call = deduplication[name].bind(deduplication) as () => Promise<never>;
		deduplication[name] = async (...args: unknown[]) => {
			calls.push(name);
			return await call(...(args as []));
		};
	}
	return calls;
}

describe('when n8n evaluates a workflow', () => {
	it.each([
		['a payment', { externalId: 'INV-7' }],
		['a draft', { externalId: 'INV-7' }],
		['a deletion', { draftId: DRAFT }],
	] as const)('%s is checked, and neither sent nor noted', async (kind, identity) => {
		const calls = storeCalls();
		const { error, json, items } = await runZen(simulator, WRITES[kind], { engine, ...EVALUATED });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([checked(identity)]);
		expect(items[0]!.pairedItem).toEqual({ item: 0 });
		expect(written()).toEqual([]);
		expect(calls).toEqual([]);
		expect(seen(simulator, 'GET', '/accounts').length).toBeGreaterThan(0);
	});

	it('the same payment goes out afterwards, in an ordinary run', async () => {
		await runZen(simulator, payment(), { engine, ...EVALUATED });
		const { json } = await runZen(simulator, payment(), { engine });
		expect(json).toMatchObject([{ outcome: 'accepted', externalId: 'INV-7' }]);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('a wrong item is refused as ever: by its fields, its account, its balance, its twin', async () => {
		const items = [
			{ id: 'A', amount: '10.00' },
			{ id: 'B', amount: 'ten' },
			{ id: 'A', amount: '10.00' },
			{ id: 'C', amount: '900000000.00' },
		];
		const parameters = payment({ externalId: '={{ $json.id }}', amount: '={{ $json.amount }}' });
		const more = { engine, ...EVALUATED, ...CONTINUE, items };
		const { json } = await runZen(simulator, parameters, more);
		expect(json[0]).toMatchObject(checked({ externalId: 'A' }));
		expect(json.slice(1)).toMatchObject([
			{ error: { outcome: 'notSent', externalId: 'B' } },
			{ error: { outcome: 'notSent', externalId: 'A' } },
			{ error: { outcome: 'notSent', externalId: 'C' } },
		]);
		expect(written()).toEqual([]);
	});

	it('a credential that may not pay is refused as ever', async () => {
		const more = { engine, ...EVALUATED, ...CONTINUE, credential: { allowPayments: false } };
		const { json } = await runZen(simulator, payment(), more);
		expect(messageOf(json)).toContain('Allow Payments is off');
	});

	it('no final status is waited for', async () => {
		const options = { wait: true, waitSeconds: 60 };
		const { json } = await runZen(simulator, payment({ options }), { engine, ...EVALUATED });
		expect(json).toMatchObject([checked({ externalId: 'INV-7' })]);
	});

	it('reads go on as they are', async () => {
		const parameters = { resource: 'payment', operation: 'getAll', accountId: byId(ACCOUNT.main) };
		const { error, json } = await runZen(simulator, parameters, { engine, ...EVALUATED });
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	});
});

describe('in a rehearsal', () => {
	const context = { continueOnFail: () => true } as IExecuteFunctions;
	const run = { rehearsal: 'evaluation' } as Run;
	const entry = (writes: boolean) => {
		const send = vi.fn(async () => [{ json: { sent: true } }]);
		const followUp = vi.fn(async () => []);
		const operation = { writes, send, followUp } as Partial<Operation> as Operation;
		return { index: 0, operation, identity: { name: 'A' }, request: {} };
	};

	it.each([true, false])('an operation with writes: %s', async (writes) => {
		const one = entry(writes);
		const batch = new Batch(context, [one]);
		await batch.send({ ...run, surroundings: {} as Surroundings }, one);
		const sent = batch.output().map(({ json }) => json);
		expect(sent).toEqual([writes ? checked({ name: 'A' }) : { sent: true }]);
		await batch.followUp(run, one);
		expect(one.operation.send).toHaveBeenCalledTimes(writes ? 0 : 1);
		expect(one.operation.followUp).toHaveBeenCalledTimes(writes ? 0 : 1);
	});
});

describe('an evaluation is told', () => {
	it.each<[string, WorkflowExecuteMode, Handed]>([
		['by the handler that mocks calls, in a workflow tool', 'manual', { evalLlmMockHandler }],
		['by that handler, whatever the mode', 'webhook', { evalLlmMockHandler }],
		['in a sub-workflow, by the first mode', 'integrated', { rootExecutionMode: 'evaluation' }],
		['in a sub-workflow, by the test run', 'integrated', { evaluationRunId: 'run-1' }],
	])('%s', async (_how, mode, handed) => {
		const { json } = await runZen(simulator, payment(), { engine, mode, ...handing(handed) });
		expect(json).toMatchObject([checked({ externalId: 'INV-7' })]);
		expect(written()).toEqual([]);
	});

	it.each<WorkflowExecuteMode>(['manual', 'retry'])(
		'by the Evaluation Trigger that it began with, in mode %s',
		async (mode) => {
			const { nodes } = await engine.run(
				{
					id: 'saved',
					nodes: [
						{ name: 'Dataset', type: 'n8n-nodes-base.evaluationTrigger', typeVersion: 4.7 },
						{
							name: 'ZEN',
							type: typeName(new Zen()),
							parameters: payment(),
							credentials: { zenApi: { id: 'zenApi', name: 'zenApi' } },
						},
					],
					connections: { Dataset: { main: [[{ node: 'ZEN', type: 'main', index: 0 }]] } },
				},
				{
					mode,
					startNode: 'Dataset',
					pinData: { Dataset: [{ json: {} }] },
					credentials: { zenApi: credentialFor(simulator) },
				},
			);
			expect(nodes.ZEN?.outputs[0]?.map(({ json }) => json)).toMatchObject([
				checked({ externalId: 'INV-7' }),
			]);
			expect(written()).toEqual([]);
		},
	);

	it('when an agent that is evaluated has the node as its own tool', async () => {
		const zen = new Zen();
		const type = `${typeName(zen)}Tool`;
		const tools = { packageDirs: [], nodes: { [type]: zen }, credentialTypes: [new ZenApi()] };
		const items = await runAsAgentTool(
			await createEngine(tools),
			{ type, parameters: payment(), credentials: { zenApi: 'ZEN' } },
			{
				credentials: { ZEN: { ...credentialFor(simulator), aiTools: 'payments' } },
				...handing({ evalLlmMockHandler }),
			},
		);
		expect(items.map(({ json }) => json)).toMatchObject([checked({ externalId: 'INV-7' })]);
		expect(written()).toEqual([]);
	});
});

describe('every other run pays', () => {
	it.each<WorkflowExecuteMode>([
		'manual',
		'trigger',
		'webhook',
		'internal',
		'integrated',
		'retry',
		'chat',
		'agent',
	])('in mode %s', async (mode) => {
		const { json } = await runZen(simulator, payment(), { engine, mode });
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('in the sub-workflow of one that pays', async () => {
		const handed = handing({ rootExecutionMode: 'trigger', evaluationRunId: undefined });
		const { json } = await runZen(simulator, payment(), { engine, mode: 'integrated', ...handed });
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
	});
});

describe('a client that was opened for reading', () => {
	const zen = () =>
		openZen(
			credentialFor(simulator) as unknown as ZenCredential,
			{ sleep: async () => {}, now: () => Date.now(), random: () => 0, httpRequest },
			{ readOnly: true },
		);

	it('sends nothing that writes, whoever asks it to', async () => {
		const client = zen();
		for (const write of [
			client.createPayment(anOrder()),
			client.drafts.create(anOrder()),
			client.drafts.delete(DRAFT),
		]) {
			await expect(write).rejects.toThrow('is for reading only');
		}
		expect(simulator.requests()).toEqual([]);
	});

	it('reads', async () => {
		expect((await zen().accounts()).length).toBeGreaterThan(0);
	});
});
