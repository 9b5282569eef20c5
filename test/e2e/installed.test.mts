import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { installN8n } from './install/n8n.mts';
import { NEWEST, OLDEST, OLDEST_FOR_VERIFIED } from './install/releases.mts';
import { installThisPackage, readManifest } from './install/thisPackage.mts';
import { testCredential, WORKS, WRONG } from './n8n/credentialTests.mts';
import { exampleRuns } from './n8n/exampleRuns.mts';
import { examples, ZEN_API } from './n8n/examples.mts';
import { execute } from './n8n/execute.mts';
import { importInto } from './n8n/import.mts';
import { N8n } from './n8n/N8n.mts';
import type { Rest } from './n8n/Rest.mts';
import { filesIn } from './support/files.mts';
import { secretsIn, secretsOf } from './support/secrets.mts';
import { dumpSqlite } from './support/sqlite.mts';

/** Further ones, which have to be fetched first. */
const LEAST = [{ ...OLDEST_FOR_VERIFIED, build: 'verified' }] as const;

const INSTALLED = [
	{ ...NEWEST, build: 'full' },
	{ ...OLDEST, build: 'full' },
	{ ...NEWEST, build: 'verified' },
	...(process.env.LEAST_RELEASES ? LEAST : []),
] as const;

describe.each(INSTALLED)(
	'the $build package in n8n $n8n on Node $node',
	({ build, ...release }) => {
		let simulator: Simulator;
		let n8n: N8n;
		let rest: Rest;

		beforeAll(async () => {
			simulator = await Simulator.start({ settleAfterMs: 300 });
			n8n = await N8n.prepare(await installN8n(release), { build });
			const credential = { ...ZEN_API, type: 'zenApi', data: credentialFor(simulator) };
			await importInto(n8n, 'credentials', [credential]);
			await importInto(n8n, 'workflow', examples);
		});
		afterAll(async () => {
			await n8n?.remove();
			await simulator?.stop();
		});

		it('runs a workflow by command', async () => {
			const { status, error } = await execute(n8n, 'payouts');
			expect({ status, error }).toEqual({ status: 'success', error: undefined });
			expect(simulator.ledger().map(({ status }) => status)).toEqual(Array(3).fill('SETTLED'));
		});

		describe('as a server', () => {
			beforeAll(async () => {
				await n8n.start();
				rest = await n8n.signUp();
			});

			it('shows every node of the package, with its icons', async () => {
				const { name, nodes } = await readManifest();
				const types = await rest.nodeTypes();
				const shown = new Map(types.map((type) => [type.name, type]));
				for (const node of nodes) {
					const type = shown.get(`${name}.${node}`);
					const { light, dark } = type?.iconUrl as { light: string; dark: string };
					const icons = await Promise.all([light, dark].map((icon) => rest.file(icon)));
					expect(icons.map(({ type }) => type)).toEqual(Array(2).fill('image/svg+xml'));
					expect(icons[0]?.text).not.toBe(icons[1]?.text);
				}
			});

			it('tests a credential that works', async () => {
				const { status, message } = await testCredential(rest, simulator);
				expect(status).toBe('OK');
				expect(message).toMatch(WORKS[build]);
			});

			it.each(WRONG)('says what is wrong with a credential: $name', async (tried) => {
				if (tried.answer) simulator.faults.add({ kind: 'status', ...tried.answer });
				try {
					const said = await testCredential(rest, simulator, await tried.with(simulator));
					const older = release.n8n === OLDEST_FOR_VERIFIED.n8n ? tried.older : undefined;
					const message = older ?? tried.both ?? tried[build];
					expect(said).toEqual({ status: 'Error', message });
				} finally {
					simulator.faults.clear();
				}
			});

			it.each(examples)('runs the example "$name"', async (example) => {
				const before = simulator.ledger().length;
				await exampleRuns(example, { n8n, rest, simulator });
				// It ran before, by command: what was paid then is not paid again.
				if (example.id === 'payouts') expect(simulator.ledger()).toHaveLength(before);
			});
		});

		it('keeps no secret but in the encrypted credentials', async () => {
			await n8n.stop();
			const secrets = secretsOf(simulator);
			const database = await dumpSqlite(join(n8n.folder, 'database.sqlite'));
			const rows = JSON.stringify(database);
			// Shows that the dump holds what was run, so that it would hold a secret as well.
			expect(rows).toContain('INV-5301');
			expect(database.credentials_entity).toHaveLength(1);
			expect(secretsIn(rows, secrets)).toEqual([]);
			expect(secretsIn(n8n.log, secrets)).toEqual([]);
			for (const [file, text] of filesIn(n8n.folder, 'node_modules')) {
				expect(secretsIn(text, secrets), file).toEqual([]);
			}
		});
	},
);

it('a workflow that has paid moves from the full package to the verified one, and pays nothing twice', async () => {
	const simulator = await Simulator.start({ settleAfterMs: 300 });
	const n8n = await N8n.prepare(await installN8n(NEWEST), { build: 'full' });
	try {
		const credential = { ...ZEN_API, type: 'zenApi', data: credentialFor(simulator) };
		await importInto(n8n, 'credentials', [credential]);
		await importInto(n8n, 'workflow', examples);
		expect((await execute(n8n, 'payouts')).status).toBe('success');
		const paid = simulator.ledger();
		expect(paid).toHaveLength(3);

		await installThisPackage(n8n.folder, 'verified');
		const { status, nodes } = await execute(n8n, 'payouts');
		expect(status).toBe('success');
		expect(JSON.stringify(nodes)).toContain('alreadySent');
		expect(simulator.ledger()).toHaveLength(paid.length);
	} finally {
		await n8n.remove();
		await simulator.stop();
	}
});
