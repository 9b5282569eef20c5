import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CONTINUE, payment, seen } from '../node/support/zen.mts';
import { Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { projectRoot } from './harness.mts';
import { assertBuilt } from './harness/built.mts';
import { engineFor, executeNode } from '../node/support/executeNode.mts';

/** One workflow, whose n8n gets the other build of the package in place of the one that it had. */
type Build = 'dist' | 'dist-verified';
const NODE = 'nodes/Zen/Zen.node.js';
const CREDENTIALS = ['ZenApi', 'ZenLedgerApi'] as const;
const fileOf = (name: string) => `credentials/${name}.credentials.js`;
const load = createRequire(import.meta.url);

let simulator: Simulator;
let folder: string;
beforeAll(async () => {
	for (const build of ['dist', 'dist-verified']) {
		assertBuilt(
			projectRoot,
			[NODE, ...CREDENTIALS.map(fileOf)].map((file) => `${build}/${file}`),
		);
	}
	simulator = await Simulator.start();
	folder = await mkdtemp(join(tmpdir(), 'moved-'));
});
beforeEach(() => simulator.reset());
afterAll(async () => {
	await simulator.stop();
	await rm(folder, { recursive: true });
});

/** Runs the payment with a build. What was noted before is there; what a process keeps in mind is not. */
async function pay(build: Build, workflowId: string, more: Parameters<typeof payment>[0] = {}) {
	const file = (name: string) => join(projectRoot, build, name);
	const { Zen } = load(file(NODE)) as { Zen: new () => INodeType };
	const credentialTypes = CREDENTIALS.map((name) => {
		const { [name]: Type } = load(file(fileOf(name))) as Record<string, new () => ICredentialType>;
		return new Type!();
	});
	const deduplicationFile = join(folder, `${workflowId}.json`);
	const engine = await engineFor(new Zen(), { credentialTypes, deduplicationFile });
	const { json } = await executeNode(new Zen(), {
		parameters: payment(more),
		credentials: {
			zenApi: { ...credentialFor(simulator), allowPayments: true },
			zenLedgerApi: { host: 'localhost', database: 'ledger', user: 'ledger', tls: 'off' },
		},
		credentialTypes,
		engine,
		workflowId,
		...CONTINUE,
	});
	return json;
}

const MOVES: Array<[Build, Build]> = [
	['dist', 'dist-verified'],
	['dist-verified', 'dist'],
];

it.each(MOVES)(
	'what %s paid is not paid again by %s, nor after the way back',
	async (one, other) => {
		const id = `paid-${one}`;
		expect(await pay(one, id)).toMatchObject([{ outcome: 'accepted' }]);
		for (const build of [other, one]) {
			expect(await pay(build, id)).toMatchObject([{ outcome: 'alreadySent' }]);
		}
		expect(seen(simulator, 'POST')).toHaveLength(1);
	},
);

it.each(MOVES)('what %s left in doubt is found by %s', async (one, other) => {
	const id = `doubt-${one}`;
	simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST', times: 1 });
	expect(await pay(one, id)).toMatchObject([{ error: { outcome: 'unknown' } }]);
	expect(await pay(other, id)).toMatchObject([{ outcome: 'alreadySent' }]);
	expect(simulator.ledger()).toHaveLength(1);
	expect(seen(simulator, 'POST')).toHaveLength(1);
});

it.each(MOVES)(
	'what %s left in doubt, and ZEN does not show, is not sent by %s',
	async (one, other) => {
		const id = `open-${one}`;
		simulator.faults.add({ kind: 'resetBeforeCommit', method: 'POST', times: 1 });
		expect(await pay(one, id)).toMatchObject([{ error: { outcome: 'unknown' } }]);
		expect(await pay(other, id)).toMatchObject([{ error: { outcome: 'unresolved' } }]);
		expect(seen(simulator, 'POST')).toHaveLength(1);
	},
);

it('the verified build refuses PostgreSQL by name and pays nothing, and n8n’s store is still there', async () => {
	const id = 'postgres';
	expect(await pay('dist', id)).toMatchObject([{ outcome: 'accepted' }]);
	const refused = await pay('dist-verified', id, { memory: 'postgres', externalId: 'INV-8' });
	expect(refused).toMatchObject([{ error: { outcome: 'notSent' } }]);
	expect(JSON.stringify(refused)).toContain('verified build has no PostgreSQL');
	expect(await pay('dist-verified', id)).toMatchObject([{ outcome: 'alreadySent' }]);
	expect(seen(simulator, 'POST')).toHaveLength(1);
});
