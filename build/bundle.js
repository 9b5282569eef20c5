const { existsSync, readdirSync } = require('node:fs');
const { mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const { dirname, join, resolve } = require('node:path');
const esbuild = require('esbuild');
const ts = require('typescript');
const { sbomOf, writeLicences } = require('./licences.js');

const clientEntry = resolve('nodes/zen-client/index.ts');
/** Loaded only by those who use PostgreSQL. */
const postgresEntry = resolve('nodes/zen-ledger/postgres/connections.ts');

/** What n8n loads, and what stands in a file that can be named. */
function entryPoints(isVerified) {
	const find = (folder, ending) =>
		readdirSync(folder, { recursive: true })
			.filter((file) => file.endsWith(ending))
			.sort()
			.map((file) => resolve(folder, file));
	return [
		...find('nodes', '.node.ts'),
		...find('credentials', '.credentials.ts'),
		clientEntry,
		...(isVerified ? [] : [postgresEntry]),
	];
}

/** In the verified build `name.verified.ts` takes the place of `name.ts`. vitest.config.mts does the same. */
const standIns = {
	name: 'stand-ins',
	setup(build) {
		build.onResolve({ filter: /^\./ }, async ({ path, resolveDir, kind, pluginData }) => {
			if (pluginData === standIns) return undefined;
			const found = await build.resolve(path, { resolveDir, kind, pluginData: standIns });
			const standIn = found.path.replace(/\.ts$/, '.verified.ts');
			return standIn !== found.path && existsSync(standIn) ? { ...found, path: standIn } : found;
		});
	},
};

/** What our dependencies could use and never do here: bundled, it would make up half of the package. */
const ABSENT = [
	// Where it is installed, PostgreSQL's library may use it.
	/^pg-native$/,
	// undici: for bodies that are forms, and for HTTP/2, which our connections do not offer.
	/\/web\/fetch\/body\.js$/,
	/\/client-h2\.js$/,
];

const absent = {
	name: 'absent',
	setup(build) {
		for (const filter of ABSENT) {
			build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'absent' }));
		}
		build.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
			contents: `module.exports = () => { throw new Error(${JSON.stringify(`${path} is not part of this package`)}); };`,
		}));
	},
};

/** undici's front door brings along fetch, caches, mocks and much else. */
const undiciParts = {
	name: 'undici-parts',
	setup(build) {
		build.onResolve({ filter: /^undici$/ }, () => ({ path: 'parts', namespace: 'undici' }));
		build.onLoad({ filter: /.*/, namespace: 'undici' }, () => ({
			resolveDir: process.cwd(),
			contents: `
				exports.buildConnector = require('undici/lib/core/connect.js');
				exports.errors = require('undici/lib/core/errors.js');
				exports.EnvHttpProxyAgent = require('undici/lib/dispatcher/env-http-proxy-agent.js');
				exports.Pool = require('undici/lib/dispatcher/pool.js');
			`,
		}));
	},
};

/** Names and countries of currencies are asked for nowhere. */
const currencyParts = {
	name: 'currency-parts',
	setup(build) {
		build.onLoad({ filter: /\/fresh-currency-codes\/dist\/data\.json$/ }, async ({ path }) => {
			const { currencies, ...more } = JSON.parse(await readFile(path, 'utf8'));
			const parts = currencies.map(({ code, digits, active }) => ({
				...{ code, digits, active },
				countries: [],
			}));
			return { contents: JSON.stringify({ ...more, currencies: parts }), loader: 'json' };
		});
	},
};

const SHARED = {
	platform: 'node',
	target: 'node20',
	// n8n has these itself, and its scanner lets them be required.
	// Or the way to node_modules, where that is a link, would be in the names of the files.
	preserveSymlinks: true,
	external: ['n8n-workflow', 'luxon', 'lodash'],
};

/**
 * Bundles what n8n loads into a folder. What several of them use stands in a file of its own, so that no
 * source is there twice and one process has one client, and with it one pool of connections.
 *
 * @param kind `full` or `verified`
 * @param target the folder, which is made anew
 */
exports.bundle = async function bundle(kind, target) {
	const isVerified = kind === 'verified';
	await rm(target, { recursive: true, force: true });
	// Only its ES modules can share code. Nothing is written yet.
	const { outputFiles, metafile } = await esbuild.build({
		...SHARED,
		entryPoints: entryPoints(isVerified),
		outbase: '.',
		outdir: target,
		chunkNames: 'nodes/shared/[hash]',
		bundle: true,
		splitting: true,
		format: 'esm',
		metafile: true,
		write: false,
		// Or a variable of the environment would choose the library that is not there.
		define: { 'process.env.NODE_PG_FORCE_NATIVE': 'undefined' },
		plugins: [absent, currencyParts, undiciParts, ...(isVerified ? [standIns] : [])],
	});
	for (const { path, text } of outputFiles) {
		const { code } = await esbuild.transform(text, {
			platform: 'node',
			target: SHARED.target,
			format: 'cjs',
			// A file that is loaded only when it is used is required then, as all others are.
			supported: { 'dynamic-import': false },
		});
		await mkdir(dirname(path), { recursive: true });
		// What esbuild writes for `require` in an ES module; in this one it is there.
		await writeFile(path, withoutComments(code.replaceAll('__require(', 'require(')));
	}
	const packages = await writeLicences(Object.keys(metafile.inputs), target);
	await writeRecords(kind, { metafile, packages });
};

/** Comments of libraries would make up a twelfth of the package. Each line of code stays as it can be read. */
function withoutComments(code) {
	const compilerOptions = {
		target: ts.ScriptTarget.ESNext,
		module: ts.ModuleKind.ESNext,
		removeComments: true,
	};
	return ts.transpileModule(code, { compilerOptions }).outputText;
}

/** For tests and gates: what is in which file, and of which packages it is. */
async function writeRecords(kind, { metafile, packages }) {
	const folder = join('.cache', kind);
	const write = async (name, value) =>
		await writeFile(join(folder, name), `${JSON.stringify(value, null, '\t')}\n`);
	await mkdir(folder, { recursive: true });
	const files = Object.entries(metafile.outputs).map(([file, { inputs }]) => [
		file,
		// What leaves nothing behind, such as a file of types, is not in it.
		Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0),
	]);
	await write('files.json', Object.fromEntries(files));
	await write('bundled.json', packages);
	await write('sbom.json', await sbomOf(packages));
}
