import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Bundled {
	name: string;
	version: string;
	license: string;
	folder: string;
}

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

// What the build leaves: `npm test` begins with it.
const bundled: Bundled[] = JSON.parse(read('.cache/full/bundled.json'));
const inputs: Record<string, string[]> = JSON.parse(read('.cache/full/files.json'));
const parts = read('dist/THIRD-PARTY-LICENSES.txt').split('\n\n---\n\n');
const partOf = (heading: string) => parts.filter((part) => part.startsWith(`${heading}\n\n`));
const named = bundled.map((one) => [one.name, one] as const);

const GRANT = /Permission is hereby granted, free of charge|Permission to use, copy, modify/;
const DISCLAIMER = /AS IS["”]?,? (WITHOUT WARRANTY|AND THE AUTHOR DISCLAIMS)/;

describe('the licences that ship', () => {
	it('are of what the bundler took, which is what stands in the scripts', () => {
		const found = Object.values(inputs)
			.flat()
			.flatMap(
				(input) => input.match(/^node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+/)?.[0],
			);
		const folders = bundled.map(({ folder }) => folder);
		expect(folders).toContain('node_modules/undici');
		const expected = new Set(found.filter((folder) => folder !== undefined));
		expect([...expected].filter((folder) => !folders.includes(folder))).toEqual([]);
	});

	it.each(named)('%s: name, version and the whole text', (_name, { name, version, license }) => {
		const [text, ...more] = partOf(`${name} ${version} (${license})`);
		expect(more).toEqual([]);
		expect(text).toMatch(GRANT);
		expect(text!.replace(/\s+/g, ' ')).toMatch(DISCLAIMER);
		expect(text).toMatch(/copyright|names as its author/i);
	});

	it('are all that is there, but for llhttp', () => {
		expect(parts).toHaveLength(bundled.length + 1);
	});

	it('hold that of llhttp, which undici brings along as WebAssembly', () => {
		const undici = bundled.find(({ name }) => name === 'undici')!;
		expect(read(join(undici.folder, 'lib/llhttp/llhttp-wasm.js'))).toContain('wasmBase64');
		const [text] = partOf(`llhttp, in undici ${undici.version}`);
		expect(text).toContain('Copyright Fedor Indutny, 2018.');
		expect(text).toMatch(GRANT);
		expect(text!.replace(/\s+/g, ' ')).toMatch(DISCLAIMER);
	});
});

describe('the audit of what is bundled', async () => {
	const { holesIn } = await import(join(root, '.ci/holes.mjs'));
	const advisory = { severity: 'high', title: 'It leaks', url: 'https://advisory.example/1' };
	const undici = { name: 'undici', version: '7.0.0', folder: 'node_modules/undici' };
	const holes = (vulnerabilities: object) => holesIn([undici], { vulnerabilities });

	it('names a hole in a package that is bundled', () => {
		const report = { undici: { nodes: ['node_modules/undici'], via: [advisory] } };
		expect(holes(report)).toEqual([{ name: 'undici', version: '7.0.0', ...advisory }]);
	});

	it.each([
		['nothing', {}],
		['a package that is not', { gulp: { nodes: ['node_modules/gulp'], via: [advisory] } }],
		[
			'another copy of it, which is not bundled',
			{ undici: { nodes: ['node_modules/a/node_modules/undici'], via: [advisory] } },
		],
		[
			'what it depends on, which stands there by itself',
			{ undici: { nodes: ['node_modules/undici'], via: ['other'] } },
		],
	])('passes over %s', (_name, report) => expect(holes(report)).toEqual([]));
});

describe('the workflows', () => {
	const workflows = readdirSync(join(root, '.github/workflows')).map((file) =>
		read(join('.github/workflows', file)),
	);
	const publish = read('.github/workflows/publish.yml');

	it('use actions of one commit each, and say which version that is', () => {
		const used = workflows.flatMap((text) => text.match(/uses: .*/g) ?? []);
		expect(used.length).toBeGreaterThan(4);
		for (const use of used)
			expect(use).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('give the right to publish to one job, which waits for a person and runs no tests', () => {
		expect(workflows.join().match(/id-token: write/g)).toHaveLength(1);
		const [before = '', job = ''] = publish.split(/^ {2}publish:$/m);
		expect(before).not.toContain('id-token');
		expect(before).toMatch(/^permissions: \{\}$/m);
		expect(job).toMatch(/environment: npm/);
		expect(job).toMatch(/"\$PACKED" = "\$TESTED"/);
		expect(job).not.toContain('.ci/run');
		expect(job).toMatch(/outputs\.full \}\}\n +run: npm publish "\.\/\$TARBALL" --tag full /);
		expect(job).toMatch(/outputs\.verified \}\}\n +run: npm publish "\.\/\$TARBALL" --tag latest /);
	});
});
