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
function build(kind, target) {
	const bundled = Object.assign(async () => await bundle(kind, target), { displayName: 'bundle' });
	/** `encoding: false`, or gulp reads a PNG as text and spoils it. */
	const copyIconsAndCodex = () =>
		src(['nodes/**/*.{svg,png,node.json}', 'credentials/**/*.{svg,png}'], {
			base: '.',
			encoding: false,
		}).pipe(dest(target));
	return series(typeCheck, bundled, copyIconsAndCodex);
}

exports.build = build('full', 'dist');
exports['build:verified'] = build('verified', 'dist-verified');
exports.default = exports.build;
