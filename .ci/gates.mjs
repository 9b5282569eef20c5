// What n8n asks of a package before it lists it for everybody, and what whoever installs it may want to
// know: `npm run gates`. Judged by what the tools say, not only by how they end. Fails if one gate does.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { BUILDS, pack } from './packages.mjs';

/** Licences that ask for no more than to be passed on. */
const FREE = [
	'MIT',
	'ISC',
	'MIT or MPL-2.0',
	'MIT/X11',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'Apache-2.0',
];
/** Removed again. */
const FOLDER = mkdtempSync(join(tmpdir(), 'n8n-nodes-zen-gates-'));

const run = (command, args, cwd = '.') =>
	execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

let failed = 0;
async function gate(name, judge) {
	try {
		console.log(`ok      ${name}: ${await judge()}`);
	} catch (failure) {
		failed += 1;
		console.log(`FAILED  ${name}: ${failure.message}`);
		for (const output of [failure.stdout, failure.stderr]) if (output) console.log(output);
	}
}

function demand(condition, message) {
	if (!condition) throw new Error(message);
}

/** n8n's scanner, of the version that the lock file here names, outside of the packages of this project. */
async function scanner() {
	const target = resolve('.cache/scanner');
	const lock = 'package-lock.json';
	const isThere =
		existsSync(join(target, 'node_modules')) &&
		sha256(join(target, lock)) === sha256(join('.ci/scanner', lock));
	if (!isThere) {
		rmSync(target, { recursive: true, force: true });
		cpSync('.ci/scanner', target, { recursive: true });
		run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], target);
	}
	const file = join(target, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
	return await import(pathToFileURL(file).href);
}

/** What is in the repository or about to be, built and packed in another folder. */
function packElsewhere() {
	const folder = join(FOLDER, 'elsewhere');
	const files = run('git', ['ls-files', '--cached', '--others', '--exclude-standard']).split('\n');
	for (const file of files.filter((one) => one !== '' && existsSync(one))) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		cpSync(file, join(folder, file));
	}
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
	const gulp = resolve('node_modules/gulp/bin/gulp.js');
	run(process.execPath, [gulp, 'bundle', 'bundle:verified'], folder);
	const script = `import('./.ci/packages.mjs').then(({ pack }) => ['full', 'verified'].map((kind) => pack(kind)))`;
	run(process.execPath, ['-e', script], folder);
	return folder;
}

run('npm', ['run', '--silent', 'build']);
run('npm', ['run', '--silent', 'build:verified']);
const packages = Object.fromEntries(Object.keys(BUILDS).map((kind) => [kind, pack(kind, FOLDER)]));
const unpacked = join(FOLDER, 'verified');
mkdirSync(unpacked);
run('tar', ['-xzf', packages.verified.tarball, '-C', unpacked, '--strip-components=1']);

await gate("n8n's lint", () => {
	run('npx', ['n8n-node', 'lint']);
	return 'no errors';
});
await gate('n8n Cloud', () => {
	// It colours what it says where it believes itself watched, as CI systems make it believe.
	const said = stripVTControlCharacters(run('npx', ['n8n-node', 'cloud-support']));
	const [status] = said.match(/Status: .*/) ?? ['it says nothing of a status'];
	demand(/Status: eligible for n8n Cloud/.test(status), said);
	return status;
});
const { analyzePackage, SOURCE_FILE_PATTERNS } = await scanner();
const LEGS = [
	["n8n's scanner, source", resolve('.'), SOURCE_FILE_PATTERNS],
	["n8n's scanner, verified tarball", unpacked, ['**/*.js', 'package.json']],
];
for (const [name, folder, patterns] of LEGS) {
	await gate(name, async () => {
		const { passed, message, details } = await analyzePackage(folder, patterns);
		// It also passes what it finds no files in.
		demand(passed && message === undefined, `${message}\n${details ?? ''}`);
		return 'passed';
	});
}
for (const [kind, { most }] of Object.entries(BUILDS)) {
	await gate(`${kind}, size`, () => {
		const { size } = packages[kind];
		demand(size <= most, `${size} bytes, of at most ${most}`);
		return `${(size / 1000).toFixed(1)} KB of at most ${most / 1000} KB`;
	});
	await gate(`${kind}, what is bundled`, () => {
		const { components } = json(join('.cache', kind, 'sbom.json'));
		const bundled = json(join('.cache', kind, 'bundled.json'));
		demand(components.length === bundled.length, 'the bill of materials is not complete');
		const unsigned = components.filter(({ hashes }) => hashes.length === 0);
		demand(unsigned.length === 0, `not in the lock file: ${unsigned.map(({ name }) => name)}`);
		const other = bundled.filter(({ license }) => !FREE.includes(license));
		demand(other.length === 0, other.map((one) => `${one.name}: ${one.license}`).join(', '));
		return `${bundled.length} packages of free licences, listed in .cache/${kind}/sbom.json`;
	});
}
await gate('both, reproducible', () => {
	const elsewhere = packElsewhere();
	return Object.entries(packages)
		.map(([kind, { packed, tarball }]) => {
			const sums = [sha256(tarball), sha256(join(elsewhere, packed.filename))];
			demand(sums[0] === sums[1], `${kind} is ${sums[0]} here and ${sums[1]} in another folder`);
			return `${kind} ${sums[0].slice(0, 16)}…`;
		})
		.join(', ');
});

rmSync(FOLDER, { recursive: true });
console.log(failed === 0 ? 'All gates passed' : `${failed} gates failed`);
// The scanner leaves something that keeps the process alive.
process.exit(failed === 0 ? 0 : 1);
