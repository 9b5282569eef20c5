import './harness/environment.mts';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import upperFirst from 'lodash/upperFirst.js';
import { loadOutputSchema, PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Build } from '../support/packing.mts';
import { packAndInstall, type Installed } from './support/installed.mts';

const BUILDS: Record<Build, { mostBytes: number; bundles: string[]; bundlesNot: string[] }> = {
	full: { mostBytes: 450_000, bundles: ['undici', 'pg'], bundlesNot: ['luxon', 'lodash'] },
	verified: {
		mostBytes: 230_000,
		bundles: ['lossless-json'],
		bundlesNot: ['undici', 'pg', 'luxon', 'lodash'],
	},
};

describe.each(Object.entries(BUILDS))('the %s package', (name, expected) => {
	const kind = name as Build;

	let installed: Installed;
	let loader: PackageDirectoryLoader;
	beforeAll(async () => {
		installed = await packAndInstall(kind);
		loader = new PackageDirectoryLoader(installed.directory);
		await loader.loadAll();
	});
	afterAll(() => {
		if (installed) rmSync(installed.root, { recursive: true });
	});

	const read = (file: string) => readFileSync(join(installed.directory, file), 'utf8');
	const scripts = () => installed.files.filter((file) => file.endsWith('.js'));
	const nodes = () => Object.values(loader.nodeTypes).map(({ type }) => type as INodeType);
	const credentials = () => Object.values(loader.credentialTypes).map(({ type }) => type);

	describe('the tarball', () => {
		it('holds the build, and of the rest only what npm always takes', () => {
			const rest = installed.files.filter((file) => !file.startsWith('dist/'));
			expect(rest.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
			const kinds = new Set(installed.files.map((file) => file.split('.').pop()));
			expect([...kinds].sort()).toEqual(['LICENSE', 'js', 'json', 'md', 'svg', 'txt']);
			expect(installed.unpackedSize).toBeLessThan(4_000_000);
		});

		it('has no runtime dependencies and nothing that runs at install', () => {
			const {
				dependencies,
				optionalDependencies,
				bundleDependencies,
				peerDependencies,
				overrides,
			} = installed.manifest;
			expect({ dependencies, optionalDependencies, bundleDependencies, overrides }).toEqual({});
			expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
			const atInstall = ['preinstall', 'install', 'postinstall', 'prepare'];
			const scripts = Object.keys(installed.manifest.scripts as object);
			expect(scripts.filter((name) => atInstall.includes(name))).toEqual([]);
		});

		it('names the Node that it needs', () => {
			const needed = { full: '>=20.19', verified: '>=22.16' };
			expect(installed.manifest.engines).toEqual({ node: needed[kind] });
		});

		it('has a preview of each output where n8n looks for it', () => {
			const missing = nodes().flatMap(({ description: { name, properties, version } }) => {
				const nodeDir = join(installed.directory, 'dist/nodes', upperFirst(name));
				const offered = properties.filter((property) => property.name === 'operation');
				const wanted = offered.flatMap(({ displayOptions, options = [] }) =>
					options.map((option) => ({
						resource: String(displayOptions?.show?.resource?.[0]),
						operation: String((option as INodePropertyOptions).value),
					})),
				);
				return (wanted.length > 0 ? wanted : [{}])
					.map((one) => ({ nodeDir, version: Number(version), ...one }))
					.filter((one) => loadOutputSchema(one)?.type !== 'object');
			});
			expect(missing).toEqual([]);
		});

		it('lists every node and credential that was built', () => {
			const ending = (end: string) => installed.files.filter((file) => file.endsWith(end)).sort();
			expect([...installed.manifest.n8n.nodes].sort()).toEqual(ending('.node.js'));
			expect([...installed.manifest.n8n.credentials].sort()).toEqual(ending('.credentials.js'));
		});

		it('requires nothing but what n8n has, Node itself and its own files', () => {
			const given = /^(node:|\.|n8n-workflow$|luxon$|lodash\/)/;
			const foreign = scripts().flatMap((file) =>
				[...read(file).matchAll(/\b_*require\(["'`]([^"'`]+)["'`]\)/g)]
					.map(([, required = '']) => required)
					.filter((required) => !given.test(required) && !builtinModules.includes(required))
					.map((required) => `${file}: ${required}`),
			);
			expect(foreign).toEqual([]);
		});

		it('is no larger than it may be', () => {
			expect(installed.size).toBeLessThan(expected.mostBytes);
		});

		it('has each source once, the client with its connections among them', () => {
			expect(Object.keys(installed.sources).sort()).toEqual(scripts().sort());
			const all = Object.values(installed.sources).flat();
			expect(all.filter((source, place) => all.indexOf(source) !== place)).toEqual([]);
			expect(all).toContain('nodes/zen-client/open.ts');
		});

		it("has PostgreSQL's library in a file of its own that nothing loads before it is used, or not at all", () => {
			const holding = scripts().filter((file) =>
				installed.sources[file]?.some((source) => source.startsWith('node_modules/pg/')),
			);
			const own = 'dist/nodes/zen-ledger/postgres/connections.js';
			expect(holding).toEqual(expected.bundles.includes('pg') ? [own] : []);
			const loads = scripts().flatMap(
				(file) =>
					read(file).match(/.*require\("[^"]*zen-ledger\/postgres\/connections\.js"\).*/g) ?? [],
			);
			expect(loads).toHaveLength(holding.length);
			for (const load of loads) expect(load).toMatch(/Promise\.resolve\(\)\.then\(/);
		});

		it('passes on the licences of what is bundled', () => {
			const bundled = Object.values(installed.sources)
				.flat()
				.flatMap(
					(source) =>
						source.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/)?.[1] ?? [],
				);
			const licences = read('dist/THIRD-PARTY-LICENSES.txt');
			expect(bundled).toEqual(expect.arrayContaining(expected.bundles));
			for (const one of new Set(bundled)) expect(licences).toContain(`${one} `);
			expect(bundled.filter((one) => expected.bundlesNot.includes(one))).toEqual([]);
		});
	});

	describe("n8n's package loader", () => {
		it('loads each node and credential', () => {
			expect(loader.packageName).toBe('n8n-nodes-zen');
			const files = installed.manifest.n8n.nodes.map((file) => basename(file, '.node.js'));
			expect(nodes().map((node) => node.constructor.name)).toEqual(files);
			expect(Object.keys(loader.credentialTypes)).toEqual(['zenApi', 'zenLedgerApi']);
		});

		it('finds a light and a dark icon for each, and they differ', () => {
			const withIcons = [...nodes().map(({ description }) => description), ...credentials()];
			for (const { iconUrl } of withIcons as ICredentialType[]) {
				const { light, dark } = iconUrl as { light: string; dark: string };
				const [lightFile = '', darkFile = ''] = [light, dark].map((url) =>
					url.replace('icons/n8n-nodes-zen/', ''),
				);
				expect(existsSync(join(installed.directory, lightFile)), lightFile).toBe(true);
				expect(existsSync(join(installed.directory, darkFile)), darkFile).toBe(true);
				expect(read(lightFile)).not.toBe(read(darkFile));
			}
		});

		it('finds where each node stands in the panel, and its documentation', () => {
			for (const { description } of nodes()) {
				expect(description.codex?.categories, description.name).toContain('Finance & Accounting');
				expect(description.codex?.resources?.primaryDocumentation?.[0]?.url).toMatch(/^https:/);
			}
		});
	});

	describe('a process with what n8n has and nothing else to require', () => {
		const run = (script: string) =>
			JSON.parse(
				execFileSync(process.execPath, ['-e', script], {
					cwd: installed.root,
					env: { PATH: process.env.PATH },
					encoding: 'utf8',
				}),
			);

		it('can make every node and credential', () => {
			const { nodes: nodeFiles, credentials: credentialFiles } = installed.manifest.n8n;
			const names = run(`
			const { basename } = require('node:path');
			const load = (file) => {
				const name = basename(file).split('.')[0];
				return new (require('n8n-nodes-zen/' + file)[name])();
			};
			const made = ${JSON.stringify([...nodeFiles, ...credentialFiles])}.map(load);
			console.log(JSON.stringify(made.map(({ description, name }) => description?.name ?? name)));
		`);
			const nodeNames = nodes().map(({ description }) => description.name);
			expect(names).toEqual([...nodeNames, 'zenApi', 'zenLedgerApi']);
		});

		it("does not load PostgreSQL's library with the nodes", () => {
			const loaded = run(`
			for (const file of ${JSON.stringify(installed.manifest.n8n.nodes)}) require('n8n-nodes-zen/' + file);
			console.log(JSON.stringify(Object.keys(require.cache).filter((file) => /postgres/.test(file))));
		`);
			expect(loaded).toEqual([]);
		});

		it('has no other package in reach', () => {
			const reached = run(`
			const reach = (name) => { try { return !!require.resolve(name); } catch { return false; } };
			console.log(JSON.stringify(['n8n-workflow', 'luxon', 'undici', 'n8n-core'].filter(reach)));
		`);
			expect(reached).toEqual(['n8n-workflow', 'luxon']);
		});
	});
});
