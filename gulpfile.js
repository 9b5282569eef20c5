const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { dest, series, src } = require('gulp');
const { bundle } = require('./build/bundle.js');

async function typeCheck() {
	const tsc = require.resolve('typescript/bin/tsc');
	await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.json']).catch((failure) => {
		throw new Error(failure.stdout || failure.message);
	});
}

/** Two packages are made from one source: `full`, and `verified`, which n8n's scanner accepts. */
function bundleInto(kind, target) {
	const bundled = Object.assign(async () => await bundle(kind, target), { displayName: 'bundle' });
	/** `encoding: false`, or gulp reads a PNG as text and spoils it. */
	const copied = [
		'nodes/**/*.{svg,png,node.json}',
		// What the editor shows of an output before there is one.
		'nodes/**/__schema__/**/*.json',
		'credentials/**/*.{svg,png}',
	];
	const copyOthers = () => src(copied, { base: '.', encoding: false }).pipe(dest(target));
	return series(bundled, copyOthers);
}

// Without the types, for who has checked them already.
exports.bundle = bundleInto('full', 'dist');
exports['bundle:verified'] = bundleInto('verified', 'dist-verified');
exports.build = series(typeCheck, exports.bundle);
exports['build:verified'] = series(typeCheck, exports['bundle:verified']);
exports.default = exports.build;
