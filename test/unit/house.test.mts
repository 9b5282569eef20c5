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
const isInClient = (path: string) => path === client || path.startsWith(`${client}/`);

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

	it('all else enters the client by its front door', () => {
		const isBackDoor = (path: string) =>
			isInClient(path) && path !== client && path !== `${client}/index`;
		const outside = source.filter((file) => !isInClient(file));
		expect(findings(outside, (file) => importsOf(file).filter(isBackDoor))).toEqual([]);
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
