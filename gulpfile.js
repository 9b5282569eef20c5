const { execFile } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { mkdir, readdir, readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative, resolve } = require('node:path');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { dest, series, src } = require('gulp');

const clientEntry = resolve('nodes/zen-client/index.ts');
/** Loaded only by those who use PostgreSQL. */
const postgresEntry = resolve('nodes/zen-ledger/postgres/connections.ts');
/** What all of the nodes share: one process has one of each, and with it one pool of connections. */
const sharedEntries = [clientEntry, postgresEntry];

const clean = () => rm('dist', { recursive: true, force: true });

async function typeCheck() {
	const tsc = require.resolve('typescript/bin/tsc');
	await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.json']).catch((failure) => {
		throw new Error(failure.stdout || failure.message);
	});
}

/** What n8n loads, and what all of it shares. */
function entryPoints() {
	const find = (folder, ending) =>
		readdirSync(folder, { recursive: true })
			.filter((file) => file.endsWith(ending))
			.map((file) => resolve(folder, file));
	return [
		...find('nodes', '.node.ts'),
		...find('credentials', '.credentials.ts'),
		...sharedEntries,
	];
}

/**
 * Keeps what is shared out of the nodes' bundles: each of them requires dist/nodes/zen-client and the
 * like, so that one process has one client and with it one connection pool.
 */
const sharedParts = (entry) => ({
	name: 'shared-parts',
	setup(build) {
		build.onResolve(
			{ filter: /^\.{1,2}(\/|$)/ },
			async ({ path, resolveDir, kind, pluginData }) => {
				if (pluginData === sharedParts) return undefined;
				const found = await build.resolve(path, { resolveDir, kind, pluginData: sharedParts });
				if (found.path === entry || !sharedEntries.includes(found.path)) return found;
				const target = relative(dirname(entry), found.path).replaceAll('\\', '/');
				const isBelow = !target.startsWith('.');
				return { path: `${isBelow ? './' : ''}${target.replace(/\.ts$/, '.js')}`, external: true };
			},
		);
	},
});

/** What PostgreSQL's library can use where it is installed, and never is here. */
const withoutNative = {
	name: 'without-native',
	setup(build) {
		build.onResolve({ filter: /^pg-native$/ }, ({ path }) => ({ path, namespace: 'absent' }));
		build.onLoad({ filter: /.*/, namespace: 'absent' }, () => ({
			contents: "throw new Error('pg-native is not part of this package')",
		}));
	},
};

/** One build for each entry: the way to what is shared differs with the depth of its folder. */
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
				// A file that is loaded only when it is used is required then, as all others are.
				supported: { 'dynamic-import': false },
				// Or a variable of the environment would choose the library that is not there.
				define: { 'process.env.NODE_PG_FORCE_NATIVE': 'undefined' },
				plugins: entry === clientEntry ? [] : [sharedParts(entry), withoutNative],
			}),
		),
	);
	await writeLicences(builds.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
}

/** What has no package of its own in node_modules, by the package that brings it along compiled. */
const WITHIN = { undici: ['llhttp'] };

/**
 * The licences of what is bundled ask to be passed on with it. The list of it is for those who look
 * into the build: package.json does not tell, since everything bundled is a development dependency.
 */
async function writeLicences(inputs) {
	const inPackage = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
	const folders = new Set(inputs.flatMap((input) => input.match(inPackage)?.[0] ?? []));
	const packages = await Promise.all(
		[...folders].sort().map(async (folder) => {
			const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json')));
			return { name, version, license, folder };
		}),
	);
	const parts = packages.flatMap(({ name, version, license, folder }) => [
		{ heading: `${name} ${version} (${license})`, text: licenceOf(name, folder) },
		...(WITHIN[name] ?? []).map((part) => ({
			heading: `${part}, in ${name} ${version}`,
			text: ownLicence(part),
		})),
	]);
	const texts = parts.map(async ({ heading, text }) => `${heading}\n\n${await text}`);
	await writeFile('dist/THIRD-PARTY-LICENSES.txt', (await Promise.all(texts)).join('\n\n---\n\n'));
	await mkdir('.cache', { recursive: true });
	await writeFile('.cache/bundled.json', `${JSON.stringify(packages, null, '\t')}\n`);
}

/** What every licence text says that is passed on here, and a mere name of a licence does not. */
const GRANT = /Permission is hereby granted|Permission to use, copy, modify/;

/** The text in a package: a file of its own, or what its readme says under that heading. */
async function licenceOf(name, folder) {
	const files = (await readdir(folder)).sort();
	for (const file of files.filter((entry) => /^licen[cs]e/i.test(entry))) {
		const text = await readFile(join(folder, file), 'utf8');
		if (GRANT.test(text)) return text;
	}
	const readme = files.find((entry) => /^readme/i.test(entry));
	const [, section = ''] =
		(readme && (await readFile(join(folder, readme), 'utf8')).split(/^#+ *licen[cs]e.*$/im)) || [];
	return GRANT.test(section) ? section.trim() : await ownLicence(name);
}

async function ownLicence(name) {
	return await readFile(`licences/${name}.txt`, 'utf8').catch(() => {
		throw new Error(`${name} is bundled and has no licence text: add it as licences/${name}.txt`);
	});
}

/** `encoding: false`, or gulp reads a PNG as text and spoils it. */
const copyIconsAndCodex = () =>
	src(['nodes/**/*.{svg,png,node.json}', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

exports.build = series(clean, typeCheck, bundle, copyIconsAndCodex);
exports.default = exports.build;
