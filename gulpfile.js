const { execFile } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative, resolve } = require('node:path');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { dest, series, src } = require('gulp');

const clientEntry = resolve('nodes/zen-client/index.ts');

const clean = () => rm('dist', { recursive: true, force: true });

async function typeCheck() {
	const tsc = require.resolve('typescript/bin/tsc');
	await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.json']).catch((failure) => {
		throw new Error(failure.stdout || failure.message);
	});
}

/** What n8n loads, and the client that all of it shares. */
function entryPoints() {
	const find = (folder, ending) =>
		readdirSync(folder, { recursive: true })
			.filter((file) => file.endsWith(ending))
			.map((file) => resolve(folder, file));
	return [...find('nodes', '.node.ts'), ...find('credentials', '.credentials.ts'), clientEntry];
}

/**
 * Keeps the client out of the nodes' bundles: each of them requires dist/nodes/zen-client, so that
 * one process has one client and with it one connection pool.
 */
const sharedClient = (entry) => ({
	name: 'shared-client',
	setup(build) {
		build.onResolve(
			{ filter: /^\.{1,2}(\/|$)/ },
			async ({ path, resolveDir, kind, pluginData }) => {
				if (pluginData === sharedClient) return undefined;
				const found = await build.resolve(path, { resolveDir, kind, pluginData: sharedClient });
				if (found.path !== clientEntry) return found;
				const target = relative(dirname(entry), clientEntry).replaceAll('\\', '/');
				return { path: target.replace(/\.ts$/, '.js'), external: true };
			},
		);
	},
});

/** One build for each entry: the way to the shared client differs with the depth of its folder. */
async function bundle() {
	const builds = await Promise.all(
		entryPoints().map((entry) =>
			esbuild.build({
				entryPoints: [entry],
				outbase: '.',
				outdir: 'dist',
				bundle: true,
				platform: 'node',
				target: 'node20',
				format: 'cjs',
				external: ['n8n-workflow'],
				metafile: true,
				plugins: entry === clientEntry ? [] : [sharedClient(entry)],
			}),
		),
	);
	await writeLicences(builds.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
}

/** The licences of what is bundled ask to be passed on with it. */
async function writeLicences(inputs) {
	const inPackage = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
	const folders = new Set(inputs.flatMap((input) => input.match(inPackage)?.[0] ?? []));
	const texts = [...folders].sort().map(async (folder) => {
		const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json')));
		const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
		const text = file
			? await readFile(join(folder, file), 'utf8')
			: '(comes without a licence text)';
		return `${name} ${version} (${license})\n\n${text}`;
	});
	await writeFile('dist/THIRD-PARTY-LICENSES.txt', (await Promise.all(texts)).join('\n\n---\n\n'));
}

/** `encoding: false`, or gulp reads a PNG as text and spoils it. */
const copyIconsAndCodex = () =>
	src(['nodes/**/*.{svg,png,node.json}', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

exports.build = series(clean, typeCheck, bundle, copyIconsAndCodex);
exports.default = exports.build;
