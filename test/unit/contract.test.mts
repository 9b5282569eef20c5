import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contractTool } from '../../contract/tool/contractTool.mts';
import { readContract, type Mapping } from '../../contract/tool/document.mts';
import { unmarked } from '../../contract/tool/evidence.mts';
import { end, evidenceTable, start, withEvidenceTable } from '../../contract/tool/evidencePage.mts';
import { siteMap } from '../../contract/tool/siteMap.mts';

const root = resolve(import.meta.dirname, '../..');
const yaml = 'contract/zen-transfers.openapi.yaml';
let contract: Mapping;

beforeAll(async () => {
	contract = await readContract(join(root, yaml));
});

describe('the contract', () => {
	it.each([
		[1, 'https://api-services.zen-test.com', 'documented'],
		[1, 'https://api-services.zen.com', 'observed'],
		[2, 'client certificate on every call', 'documented'],
		[3, 'Authorization: <key>', 'documented'],
		[3, 'Authorization: Bearer <key>', 'observed'],
		[4, "POST to the client's URL", 'observed'],
		[5, 'GET /accounts/v1.0', 'documented'],
		[6, 'GET /accounts/v1.0/{accountId}', 'assumed'],
		[7, 'GET /payments/v1.0/precalculation', 'documented'],
		[8, 'GET /payments/v1.0/purpose-codes', 'assumed'],
		[9, 'POST /payments/v1.0', 'assumed'],
		[10, 'GET /payments/v1.0/{paymentId}', 'observed'],
		[11, 'POST /payments/v1.0/drafts', 'documented'],
		[12, 'GET /payments/v1.0/drafts', 'assumed'],
		[13, 'GET /payments/v1.0/drafts/{draftId}', 'assumed'],
		[14, 'DELETE /payments/v1.0/drafts/{draftId}', 'assumed'],
		[15, 'GET /payments/v1.0', 'observed'],
		[16, 'GET /payments/v1.0/{paymentId}/confirmation', 'assumed'],
	])("has page %i of ZEN's manual: %s is %s", (row, call, path) => {
		expect(siteMap(contract)).toContainEqual(expect.objectContaining({ row, call, path }));
	});

	it('says of every operation, parameter and field how well it is known', () => {
		expect(unmarked(contract)).toEqual([]);
	});

	it('never rejects an answer for a value that nobody has seen yet', () => {
		expect(JSON.stringify(contract)).not.toContain('"enum":');
		expect(JSON.stringify(contract)).not.toContain('"additionalProperties":false');
	});

	it('calls a field no better known than the answer that carries it', () => {
		const answers = Object.fromEntries(siteMap(contract).map((entry) => [entry.row, entry]));
		expect(answers[10]?.answer).toBe(
			'observed; `sender.iban`, `receiver.iban` claimed; `externalId` assumed',
		);
		expect(answers[9]?.answer).toBe('assumed');
		expect(answers[11]?.request).toBe('assumed; `chargeType` documented');
	});
});

describe('the check for evidence', () => {
	const marked = { 'x-evidence': 'observed' };
	const small = (): Mapping => ({
		servers: [{ url: 'https://example.test', ...marked }],
		paths: {
			'/things': {
				get: {
					...marked,
					parameters: [{ name: 'id', in: 'query', ...marked }],
					responses: { '200': { ...marked, content: { 'application/json': { schema: {} } } } },
				},
			},
		},
		components: {
			schemas: { Thing: { allOf: [{ items: { properties: { 'a/b': { ...marked } } } }] } },
		},
	});
	const at = (document: Mapping, path: string[]) =>
		path.reduce<Mapping>((node, key) => node[key] as Mapping, document);

	it('accepts a contract in which everything is marked', () => {
		expect(unmarked(small())).toEqual([]);
	});

	it.each([
		['#/servers/0', ['servers', '0']],
		['#/paths/~1things/get', ['paths', '/things', 'get']],
		['#/paths/~1things/get/parameters/0', ['paths', '/things', 'get', 'parameters', '0']],
		['#/paths/~1things/get/responses/200', ['paths', '/things', 'get', 'responses', '200']],
		[
			'#/components/schemas/Thing/allOf/0/items/properties/a~1b',
			['components', 'schemas', 'Thing', 'allOf', '0', 'items', 'properties', 'a/b'],
		],
	])('names %s when its mark is missing or is no mark', (pointer, path) => {
		const document = small();
		delete at(document, path)['x-evidence'];
		expect(unmarked(document)).toEqual([expect.stringContaining(`${pointer} has no x-evidence`)]);
		at(document, path)['x-evidence'] = 'certain';
		expect(unmarked(document)).toEqual([expect.stringContaining(`${pointer} has x-evidence "ce`)]);
	});

	it('looks into a schema that stands inside an answer', () => {
		const document = small();
		const schema = { properties: { name: { type: 'string' } } };
		const answer = at(document, ['paths', '/things', 'get', 'responses', '200']);
		answer.content = { 'application/json': { schema } };
		expect(unmarked(document)).toEqual([expect.stringContaining('schema/properties/name has no')]);
	});

	it('refuses known values under a word that is no mark', () => {
		const document = small();
		at(document, ['servers', '0'])['x-known-values'] = { rumoured: ['X'] };
		expect(unmarked(document)).toEqual([expect.stringContaining('"rumoured"')]);
	});
});

describe('the table of the pages', () => {
	it('keeps what stands around the markers', async () => {
		const page = await withEvidenceTable(`before\n${start}\nold\n${end}\nafter\n`, contract);
		expect(page).toMatch(/^before\n<!-- evidence:start -->\n\n\| +# \|/);
		expect(page).toMatch(/\|\n\n<!-- evidence:end -->\nafter\n$/);
		expect(page).not.toContain('old');
	});

	it('has one line for each page', () => {
		expect(evidenceTable(contract).match(/^\| \d+ \|/gm)).toHaveLength(16);
	});

	it.each([['# Title'], [start], [`${end}\n${start}`]])('needs both markers: %j', async (text) => {
		await expect(withEvidenceTable(text, contract)).rejects.toThrow('lacks the markers');
	});
});

describe('npm run contract:check', () => {
	let copy: string;

	beforeEach(async () => {
		copy = await mkdtemp(join(tmpdir(), 'zen-contract-'));
		for (const path of [
			'contract',
			'docs/contract.md',
			'package.json',
			'tsconfig.json',
			'.prettierrc.js',
		])
			await cp(join(root, path), join(copy, path), { recursive: true });
		await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
		return async () => await rm(copy, { recursive: true });
	});

	const edit = async (path: string, from: string, to: string) => {
		const before = await readFile(join(copy, path), 'utf8');
		expect(before).toContain(from);
		await writeFile(join(copy, path), before.replace(from, to));
		return await readFile(join(copy, path), 'utf8');
	};

	it('finds the repository current', async () => {
		expect(await contractTool(root, true)).toEqual([
			'contract/zen-transfers.mts: current',
			'the evidence table in docs/contract.md: current',
		]);
	});

	it('reports a stale table and leaves it as it is; npm run contract mends it', async () => {
		const stale = await edit('docs/contract.md', 'Get the draft list', 'Something else');
		await expect(contractTool(copy, true)).rejects.toThrow(
			'Stale: the evidence table in docs/contract.md.',
		);
		expect(await readFile(join(copy, 'docs/contract.md'), 'utf8')).toBe(stale);
		await contractTool(copy, false);
		expect(await readFile(join(copy, 'docs/contract.md'), 'utf8')).toBe(
			await readFile(join(root, 'docs/contract.md'), 'utf8'),
		);
	});

	it('reports stale types', async () => {
		await edit(yaml, 'The kind of account', 'The sort of account');
		await expect(contractTool(copy, true)).rejects.toThrow('Stale: contract/zen-transfers.mts.');
	});

	it.each([true, false])(
		'refuses an unmarked field and writes nothing (check: %s)',
		async (check) => {
			await edit(yaml, 'description: The kind of account\n          x-evidence: documented', '');
			const types = await edit(
				'contract/zen-transfers.mts',
				'export interface paths',
				'// mine\n$&',
			);
			await expect(contractTool(copy, check)).rejects.toThrow(
				'#/components/schemas/Account/properties/productName has no x-evidence',
			);
			expect(await readFile(join(copy, 'contract/zen-transfers.mts'), 'utf8')).toBe(types);
		},
	);

	it.each([true, false])('says that docs/contract.md is missing (check: %s)', async (check) => {
		await rm(join(copy, 'docs/contract.md'));
		await expect(contractTool(copy, check)).rejects.toThrow('docs/contract.md lacks the markers');
	});

	it('ends with 1 and says what is stale on the command line', async () => {
		await edit('docs/contract.md', 'Get the draft list', 'Something else');
		const tool = spawn(join(root, 'node_modules/.bin/tsx'), ['contract/generate.mts', '--check'], {
			cwd: copy,
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		let said = '';
		tool.stderr.on('data', (chunk) => (said += String(chunk)));
		expect(await new Promise((done) => tool.on('close', done))).toBe(1);
		expect(said).toContain('Stale: the evidence table in docs/contract.md.');
	});
});
