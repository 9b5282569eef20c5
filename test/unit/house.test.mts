import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { preProcessFile } from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const client = 'nodes/zen-client';

/** All that is in the repository or about to be: paths relative to the root. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
	cwd: root,
	encoding: 'utf8',
})
	.split('\n')
	.filter((file) => file !== '' && existsSync(join(root, file)));
const shipped = files.filter((file) => /^(nodes|credentials)\//.test(file));
const source = shipped.filter((file) => /\.m?ts$/.test(file));

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const isIn = (folder: string) => (path: string) => path === folder || path.startsWith(`${folder}/`);
const isInClient = isIn(client);

/** The rooms of the house, and which others each may enter. */
const MAY_ENTER: Record<string, string[]> = {
	'zen-client': [],
	'zen-payout': ['zen-client'],
	'zen-n8n': ['zen-client'],
	'zen-events': ['zen-client', 'zen-n8n'],
	'zen-ledger': ['zen-client', 'zen-payout', 'zen-n8n'],
	Zen: ['zen-client', 'zen-n8n', 'zen-payout', 'zen-ledger'],
	ZenTrigger: ['zen-client', 'zen-n8n', 'zen-events'],
	ZenPollTrigger: ['zen-client', 'zen-n8n', 'zen-events'],
};
/** The packages of those that need few. */
const MAY_USE: Record<string, string[]> = {
	'zen-payout': [],
	'zen-ledger': ['n8n-workflow', 'node:crypto', 'pg'],
};
const FRONT_DOORS = ['zen-client', 'zen-payout', 'zen-ledger'];

/** What a file imports: packages by name, own files by their path from the root. */
const importsOf = (file: string): string[] =>
	preProcessFile(read(file)).importedFiles.map(({ fileName }) =>
		fileName.startsWith('.')
			? relative(root, resolve(root, dirname(file), fileName)).replaceAll('\\', '/')
			: fileName,
	);

/** "file: found" for every finding, so that a failing test names the places. */
const findings = (among: string[], find: (file: string) => string[]): string[] =>
	among.flatMap((file) => find(file).map((found) => `${file}: ${found}`));

describe('the house rules', () => {
	it('see the source', () => {
		expect(source).toContain('credentials/ZenApi.credentials.ts');
		expect(source).toContain(`${client}/index.ts`);
		expect(importsOf(`${client}/index.ts`)).toContain(`${client}/errors`);
		// What is imported for its type only counts as well.
		expect(importsOf('nodes/zen-payout/Payout.ts')).toContain(client);
	});

	it('no file that ships has more than 250 lines', () => {
		const lines = (file: string) => read(file).trimEnd().split('\n').length;
		const long = shipped.filter((file) => lines(file) > 250);
		expect(long.map((file) => `${file}: ${lines(file)} lines`)).toEqual([]);
	});

	it('the client knows nothing of n8n nor of any node', () => {
		const isAllowed = (path: string) =>
			isInClient(path) ||
			path.startsWith('contract/') ||
			!/^(n8n-|nodes\/|credentials\/)/.test(path);
		const inClient = source.filter(isInClient);
		expect(
			findings(inClient, (file) => importsOf(file).filter((path) => !isAllowed(path))),
		).toEqual([]);
	});

	it.each(Object.entries(MAY_ENTER))('nodes/%s enters only: %j', (room, others) => {
		const mine = source.filter(isIn(`nodes/${room}`));
		expect(mine).not.toEqual([]);
		const isAllowed = (path: string) =>
			[room, ...others].some((one) => isIn(`nodes/${one}`)(path)) || !isIn('nodes')(path);
		expect(findings(mine, (file) => importsOf(file).filter((path) => !isAllowed(path)))).toEqual(
			[],
		);
	});

	it('every room has its rule', () => {
		const rooms = source.filter(isIn('nodes')).map((file) => file.split('/')[1]!);
		expect([...new Set(rooms)].sort()).toEqual(Object.keys(MAY_ENTER).sort());
	});

	it.each(Object.entries(MAY_USE))('nodes/%s uses no other packages than: %j', (room, packages) => {
		const isAllowed = (path: string) => isIn('nodes')(path) || packages.includes(path);
		const mine = source.filter(isIn(`nodes/${room}`));
		expect(findings(mine, (file) => importsOf(file).filter((path) => !isAllowed(path)))).toEqual(
			[],
		);
	});

	it.each(FRONT_DOORS)('all else enters nodes/%s by its front door', (name) => {
		const room = `nodes/${name}`;
		const isBackDoor = (path: string) =>
			isIn(room)(path) && path !== room && path !== `${room}/index`;
		const outside = source.filter((file) => !isIn(room)(file));
		expect(findings(outside, (file) => importsOf(file).filter(isBackDoor))).toEqual([]);
	});

	it('what ZEN calls things is known in the client only: beyond it stand our names', () => {
		const table = `${client}/contract`;
		// The types that are made from ZEN's description stand below the table of its words, and nowhere else.
		const isRaw = (path: string) => path.startsWith('contract/');
		const beyond = source.filter((file) => file !== `${table}.ts`);
		expect(findings(beyond, (file) => importsOf(file).filter(isRaw))).toEqual([]);
		// The table, and what ZEN calls things, is for the client, which hands neither out.
		const isTable = (path: string) => path === table || path === `${client}/vocabulary`;
		const outside = [`${client}/index.ts`, ...source.filter((file) => !isInClient(file))];
		expect(findings(outside, (file) => importsOf(file).filter(isTable))).toEqual([]);
		const inClient = source.filter(isInClient);
		expect(findings(inClient, (file) => importsOf(file).filter(isTable))).not.toEqual([]);
		const vocabulary = (path: string) => path === `${client}/vocabulary`;
		const readers = inClient.filter((file) => importsOf(file).some(vocabulary));
		const mayRead = (file: string) => /\/(corrections|comparison)\//.test(file);
		expect(readers.filter((file) => !mayRead(file))).toEqual([]);
	});

	it("a path of ZEN stands in the table of ZEN's words and nowhere else", () => {
		const paths = (file: string) => read(file).match(/\b(accounts|payments)\/v\d/g) ?? [];
		expect(source.filter((file) => paths(file).length > 0)).toEqual([`${client}/contract.ts`]);
	});

	it("what ships is .ts, all else is .mts, which n8n's lint leaves to the config of the tests", () => {
		const inWrongPlace = (file: string) => shipped.includes(file) === file.endsWith('.mts');
		expect(files.filter((file) => /\.m?ts$/.test(file)).filter(inWrongPlace)).toEqual([]);
	});

	it("n8n's lint rules are not turned off in what ships", () => {
		const disables = (file: string) => read(file).match(/eslint-disable\S*/g) ?? [];
		expect(findings(source, disables)).toEqual([]);
	});

	it('no private key is kept', () => {
		const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\s|\\[nr])*[A-Za-z0-9+/=]{32}/g;
		expect(`-----BEGIN PRIVATE KEY-----\\n${'MIGH'.repeat(8)}`).toMatch(key);
		expect(findings(files, (file) => read(file).match(key) ?? [])).toEqual([]);
	});

	it('nothing points outside the repository', () => {
		const outside = ['..', 'shared'].join('/');
		expect(files.filter((file) => read(file).includes(outside))).toEqual([]);
	});
});
