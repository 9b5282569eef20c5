import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { ZenLedgerApi } from '../../credentials/ZenLedgerApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import type { Origin } from '../../nodes/zen-ledger';
import { LedgerError } from '../../nodes/zen-payout';
import { createEngine, runAsAgentTool, type Engine } from '../engine/harness.mts';
import { credentialFor } from '../support/credential.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { TableInMemory } from '../support/TableInMemory.mts';
import { engineFor, typeName } from './support/executeNode.mts';
import { byId, messageOf, payment, runZen, seen } from './support/zen.mts';

const simulator = await sharedSimulator({ settleAfterMs: 1 });
const [types, LEDGER] = [[new ZenApi(), new ZenLedgerApi()], { host: 'db.example' }];

let table: TableInMemory;
let engine: Engine;
let opened: Origin[];
let onlyRead: number;
let trouble: Error | undefined;
// n8n's memory is one of the workflow, for as long as the process runs.
let workflowId = 'workflow';

vi.mock('../../nodes/zen-ledger', async (original) => ({
	...(await original<object>()),
	openPostgresLedger: async (
		credential: IDataObject,
		origin: Origin,
		{ isRead }: { isRead: boolean },
	) => {
		expect(credential.host).toBe('db.example');
		opened.push(origin);
		if (isRead) onlyRead += 1;
		if (trouble) throw trouble;
		return table;
	},
}));

beforeEach(async () => {
	[table, opened, trouble, onlyRead] = [new TableInMemory(), [], undefined, 0];
	workflowId += '+';
	engine = await engineFor(new Zen(), { credentialTypes: types });
});

/** What the node says of one item, in one form for both outputs. */
const run = async (parameters: object, more: object = {}): Promise<IDataObject[]> => {
	const { json, error } = await runZen(simulator, parameters as never, {
		engine,
		workflowId,
		credentials: { zenApi: credentialFor(simulator), zenLedgerApi: LEDGER },
		settings: { onError: 'continueRegularOutput' },
		...more,
	});
	expect(error).toBeUndefined();
	return json.map((one) => (one.error as IDataObject | undefined) ?? one);
};
const POSTGRES = { memory: 'postgres' };
const pay = async (parameters = {}, more = {}) =>
	(await run(payment({ ...POSTGRES, options: { lookFirst: false }, ...parameters }), more))[0]!;
const posts = () => seen(simulator, 'POST').length;
const lose = () =>
	simulator.faults.add({
		kind: 'resetBeforeCommit',
		method: 'POST',
		path: /^\/payments\/v1\.0/,
		times: 1,
	});
const later = () => {
	for (const row of table.rows.values()) row.lastAt -= 900_000;
};

/** A credential with which language models may pay. */
const FOR_AGENTS = () => ({ ...credentialFor(simulator), aiTools: 'payments' });

describe('With PostgreSQL as its memory', () => {
	it('a payment is remembered there, across workflows, and not in n8n', async () => {
		expect(await pay()).toMatchObject({ outcome: 'accepted' });
		expect(await pay({}, { workflowId: 'another' })).toMatchObject({ outcome: 'alreadySent' });
		expect(posts()).toBe(1);
		expect(opened[0]).toEqual({
			ledger: simulator.url,
			workflowId,
			workflowName: expect.any(String),
			executionId: expect.any(String),
			nodeName: 'Tested',
		});
		expect(await pay({ memory: 'n8n' })).toMatchObject({ outcome: 'accepted' });
	});

	it.each(['payment', 'draft'])('a check of a %s only reads it', async (resource) => {
		const options = { checkOnly: true };
		expect(await pay({ resource, options })).toMatchObject({ reason: 'toSend' });
		expect(onlyRead).toBe(1);
		expect(table.rows.size).toBe(0);
		await pay({ resource });
		expect(onlyRead).toBe(1);
		expect(await pay({ resource, options })).toMatchObject({ reason: 'sentBefore' });
	});

	it('a check asks it that also of one that may be sent again', async () => {
		const credentials = {
			zenApi: { ...credentialFor(simulator), limitPerDay: '50000.00 EUR' },
			zenLedgerApi: LEDGER,
		};
		lose();
		expect(await pay()).toMatchObject({ outcome: 'unknown' });
		later();
		const check = { options: { checkOnly: true, sendAgain: true } };
		expect(await pay(check, { credentials })).toMatchObject({ reason: 'triedBefore' });
		Object.assign(table, { uncounted: async () => [], countedOn: async () => 49_990_00n });
		const told = await pay(check, { credentials });
		expect(told).toMatchObject({ outcome: 'unresolved' });
		expect(JSON.stringify(told)).toContain('leaves 50000.00 EUR today');
	});

	it('a check asks it what it counts on the day, the payments before it included', async () => {
		const asked: string[] = [];
		Object.assign(table, {
			uncounted: async () => [],
			countedOn: async (currency: string) => (asked.push(currency), 49_960_00n),
		});
		const credentials = {
			zenApi: { ...credentialFor(simulator), limitPerDay: '50000.00 EUR' },
			zenLedgerApi: LEDGER,
		};
		const json = await run(
			payment({
				...{ ...POSTGRES, externalId: '={{ $json.id }}', title: '={{ $json.id }}' },
				...{ amount: '={{ $json.amount }}', options: { checkOnly: true } },
			}),
			{
				credentials,
				items: ['39.99', '0.02', '0.01', '0.01'].map((amount, place) => ({
					id: `D${place}`,
					amount,
				})),
			},
		);
		expect(json.map(({ reason, outcome }) => reason ?? outcome)).toEqual([
			...['toSend', 'notSent', 'toSend', 'notSent'],
		]);
		expect(json[1]!.message).toMatch(/^Limit per Day .* leaves 50000\.00 EUR today/);
		expect(new Set(asked)).toEqual(new Set(['EUR']));
	});

	it.each(['payment', 'draft'])('what n8n remembers of a %s is not forgotten', async (resource) => {
		await pay({ memory: 'n8n', resource });
		expect(await pay({ resource })).toMatchObject({ outcome: 'alreadySent' });
		expect(await pay({ resource, externalId: 'INV-8' })).toMatchObject({ outcome: 'accepted' });
		expect(posts()).toBe(2);
		expect([...table.rows.keys()]).toEqual(['inv-8']);
	});

	it.each([
		['is not reached', {}],
		['is not reached, in a workflow that was never saved', { workflowId: '' }],
	])('nothing is sent when it %s', async (_what, more) => {
		trouble = new LedgerError('the server is away', 'Start it.');
		const mayPay = { zenApi: FOR_AGENTS(), zenLedgerApi: LEDGER };
		const end = await pay({ options: {} }, { credentials: mayPay, ...more });
		expect(end).toMatchObject({ outcome: 'notSent', reason: 'memory', externalId: 'INV-7' });
		expect(end.message).toBe(
			'PostgreSQL cannot remember payments here, so nothing was sent: the server is away. Start it.',
		);
		expect(posts()).toBe(0);
	});

	it('nothing is sent when it fails at the first question, and n8n is not blamed', async () => {
		table.lookUp = async () => {
			throw new LedgerError('gone', 'Wait.');
		};
		expect((await pay()).message).toMatch(/^PostgreSQL cannot remember .*: gone\. Wait\.$/);
		expect(posts()).toBe(0);
	});

	it('nothing is sent when what n8n remembers cannot be read', async () => {
		engine.deduplication.getProcessedDataCount = async () => {
			throw new Error('disk full');
		};
		const end = await pay();
		expect(end).toMatchObject({ outcome: 'notSent', reason: 'memory' });
		expect(end.message).toMatch(/^n8n cannot remember payments here, .*disk full/);
	});

	it('the own tool of an agent of n8n pays, once', async () => {
		const type = `${typeName(new Zen())}Tool`;
		const nodes = { [type]: new Zen() };
		const agents = await createEngine({ packageDirs: [], nodes, credentialTypes: types });
		const call = async () =>
			await runAsAgentTool(
				agents,
				{
					type,
					parameters: payment(POSTGRES) as never,
					credentials: { zenApi: 'Z', zenLedgerApi: 'L' },
				},
				{ credentials: { Z: FOR_AGENTS(), L: LEDGER } },
			);
		expect((await call())[0]!.json).toMatchObject({ outcome: 'accepted' });
		expect((await call())[0]!.json).toMatchObject({ outcome: 'alreadySent' });
	});

	it('an evaluation notes nothing, and does not open it', async () => {
		expect(await pay({}, { mode: 'evaluation' })).toMatchObject({ outcome: 'checked' });
		expect(opened).toEqual([]);
	});
});

describe('A credential that requires shared memory', () => {
	const credentials = () => ({
		zenApi: { ...credentialFor(simulator), requireSharedMemory: true, ledgerName: 'Example Ltd' },
		zenLedgerApi: LEDGER,
	});

	it.each(['n8n', 'off'])('sends nothing that only %s remembers', async (memory) => {
		for (const resource of ['payment', 'draft']) {
			const end = await pay({ memory, resource }, { credentials: credentials() });
			expect(end).toMatchObject({ outcome: 'notSent' });
			expect(end.message).toMatch(
				/^Memory is .* Require Shared Memory on\. Set it to PostgreSQL\./,
			);
		}
		expect(posts()).toBe(0);
	});

	it('pays with PostgreSQL, under its name for the ledger', async () => {
		expect(await pay({}, { credentials: credentials() })).toMatchObject({ outcome: 'accepted' });
		expect(opened[0]).toMatchObject({ ledger: 'Example Ltd' });
	});
});

describe('The choice of a memory', () => {
	it.each(['', 'none', 'OFF', '={{ undefined }}', '={{ false }}'])(
		'of %j is refused, never read as off',
		async (memory) => {
			const end = await pay({ memory });
			expect(end.outcome).toBe('notSent');
			expect(end.message).toMatch(/^Memory (is|yields)/);
			expect(posts()).toBe(0);
		},
	);

	it('is no expression, which might yield another one for each item', async () => {
		const end = await pay({ memory: '={{ "n8n" }}' });
		expect(end.message).toMatch(/^Memory is "\{\{ "n8n" \}\}"\. Use n8n or postgres or off\./);
		expect(posts()).toBe(0);
	});
});

describe('Ledger → Get Many', () => {
	const list = async (more: object = {}, other = {}) =>
		await run({ resource: 'ledger', operation: 'getAll', ...POSTGRES, ...more }, other);

	beforeEach(async () => {
		await pay();
		lose();
		await pay({ externalId: 'INV-8', amount: '20.00' });
	});

	it('lists what is open first, in flat rows', async () => {
		const rows = await list();
		expect(rows.map(({ externalId, state }) => [externalId, state])).toEqual([
			['INV-8', 'open'],
			['INV-7', 'settled'],
		]);
		expect(rows[1]).toMatchObject({
			amount: '10.50',
			currency: 'EUR',
			attempts: 1,
			paymentId: expect.any(String),
			kind: 'payment',
		});
		expect((await list({ output: 'raw' }))[1]).toMatchObject({ ...rows[1], workflowId: 'saved' });
		expect(Object.keys(rows[0]!).slice(0, 5)).toEqual([
			'externalId',
			'state',
			'amount',
			'currency',
			'receiverAccountNumber',
		]);
	});

	it.each<[object, string[]]>([
		[{ limit: 1 }, ['INV-8']],
		[{ filters: { states: ['settled'] } }, ['INV-7']],
		[{ returnAll: true }, ['INV-8', 'INV-7']],
		[{ filters: { reference: 'INV-7' } }, ['INV-7']],
		[{ filters: { accountId: byId('11111111-1111-4111-8111-111111111111') } }, []],
	])('lists by %j', async (parameters, ids) => {
		expect((await list(parameters)).map(({ externalId }) => externalId)).toEqual(ids);
	});

	it('hands over whole UTC days', async () => {
		const asked = vi.spyOn(table, 'getMany');
		await list({ filters: { since: '2026-09-01', until: '2026-09-30' } });
		expect(asked).toHaveBeenCalledWith(
			expect.objectContaining({ since: '2026-09-01', until: '2026-10-01T00:00:00.000Z' }),
		);
	});

	it.each<[object, RegExp]>([
		[{ memory: 'n8n' }, /^Memory is "n8n"\. Use postgres\./],
		[{ filters: { states: [] } }, /^State was added but yields nothing/],
		[{ filters: { states: ['lost'] } }, /^State holds "lost"/],
		[{ filters: { since: '2026-09-02', until: '2026-09-01' } }, /^Tried From is 2026-09-02/],
	])('refuses %j', async (parameters, pattern) => {
		expect((await list(parameters))[0]!.message).toMatch(pattern);
	});

	it('says why it cannot be read', async () => {
		trouble = new LedgerError('the server is away', 'Start it.');
		expect(await list()).toMatchObject([
			{ message: 'the server is away', description: 'Start it.' },
		]);
	});

	it('goes on in an evaluation', async () => {
		expect(await list({}, { mode: 'evaluation' })).toHaveLength(2);
	});
});

const resolveIn = async (memory: string, more: object = {}, other = {}) => {
	const parameters = { resource: 'ledger', operation: 'resolve', memory, externalId: 'INV-7' };
	return (await run({ ...parameters, ...more }, other))[0]!;
};
/** n8n's memory does not know what was paid, so a person has to tell it from all that ZEN lists. */
const resolveAmongOthers = async (memory: string) => {
	const ids: unknown[] = [];
	for (;;) {
		const options = ids.length > 0 ? { notSameAs: ids.join(', ') } : {};
		const end = await resolveIn(memory, { options });
		if (!/could be it/.test(String(end.message))) return end;
		expect(end).toMatchObject({ outcome: 'unresolved' });
		ids.push(end.paymentId ?? end.draftId);
	}
};

describe.each(['n8n', 'postgres'])('Ledger → Resolve, in %s', (memory) => {
	const resolve = async (more: object = {}, other = {}) => await resolveIn(memory, more, other);
	const wait = () => {
		later();
		simulator.advance(900_000);
	};
	const doubtful = async () => {
		lose();
		expect(await pay({ memory })).toMatchObject({ outcome: 'unknown' });
	};

	it('lets a payment that never arrived be sent as if for the first time', async () => {
		await doubtful();
		expect(await resolve()).toMatchObject({ outcome: 'unresolved', externalId: 'INV-7' });
		wait();
		expect(await pay({ memory })).toMatchObject({ outcome: 'unresolved' });
		expect(await resolveAmongOthers(memory)).toEqual({
			outcome: 'resolved',
			externalId: 'INV-7',
			attempts: 1,
			firstDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
			lastDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
			message: '"INV-7" may be sent again as if for the first time',
		});
		expect(await pay({ memory })).toMatchObject({ outcome: 'accepted' });
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('refuses what arrived after all', async () => {
		simulator.faults.add({
			kind: 'resetAfterCommit',
			method: 'POST',
			path: '/payments/v1.0',
			times: 1,
		});
		expect(await pay({ memory })).toMatchObject({ outcome: 'unknown' });
		wait();
		const end = await resolve();
		expect(end).toMatchObject({
			outcome: 'unresolved',
			paymentId: simulator.ledger()[0]!.paymentId,
		});
		expect(await pay({ memory })).toMatchObject({ outcome: 'alreadySent' });
	});

	it('refuses a model, an evaluation, and a credential that may not pay', async () => {
		await doubtful();
		wait();
		const no = { ...credentialFor(simulator), allowPayments: false };
		const barred = await resolve({}, { credentials: { zenApi: no, zenLedgerApi: LEDGER } });
		expect(barred.message).toContain('Allow Payments is off');
		expect(await resolve({}, { mode: 'evaluation' })).toMatchObject({
			outcome: 'checked',
			externalId: 'INV-7',
		});
		const type = `${typeName(new Zen())}Tool`;
		const nodes = { [type]: new Zen() };
		const agents = await createEngine({ packageDirs: [], nodes, credentialTypes: types });
		const parameters = { resource: 'ledger', operation: 'resolve', memory, externalId: 'INV-7' };
		const call = runAsAgentTool(
			agents,
			{ type, parameters, credentials: { zenApi: 'Z', zenLedgerApi: 'L' } },
			{ credentials: { Z: credentialFor(simulator), L: LEDGER } },
		);
		await expect(call).rejects.toThrow(/^Resolve is not for a language model/);
		expect(await pay({ memory })).toMatchObject({ outcome: 'unresolved' });
	});

	it.each(['off', 'other'])('knows no memory %s', async (other) => {
		expect((await resolve({ memory: other })).message).toMatch(/^Memory is /);
	});

	it('does not know what was never sent', async () => {
		const end = await resolve();
		expect(end.outcome).toBe('notSent');
		expect(messageOf([{ error: end }])).toContain('does not know it');
	});
});

it('What n8n remembers as open is put right there, also after the move', async () => {
	lose();
	await pay({ memory: 'n8n' });
	simulator.advance(900_000);
	expect(await resolveAmongOthers('postgres')).toMatchObject({ outcome: 'resolved' });
	expect(await pay()).toMatchObject({ outcome: 'accepted' });
	expect([...table.rows.keys()]).toEqual(['inv-7']);
});
