import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vitest/config';

// Empty, so that what the tests say does not depend on how this machine reaches the network.
const noProxies = Object.fromEntries(
	['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
		[name, ''],
		[name.toUpperCase(), ''],
	]),
);

const isVerified = process.env.ZEN_BUILD === 'verified';

// Not for the verified build: two are about connections that are kept, and one plays a whole year.
const ONCE = ['handshakes', 'idle', 'pollYear'].map((name) => `test/node/${name}.test.mts`);

const cjs = (path: string) => resolve(import.meta.dirname, 'node_modules', path);

/** As `standIns` in gulpfile.js: `ZEN_BUILD=verified` tests the source of the verified build. */
const standIns: Plugin = {
	name: 'stand-ins',
	enforce: 'pre',
	async resolveId(source, importer, options) {
		if (!isVerified || !source.startsWith('.')) return null;
		const found = await this.resolve(source, importer, { ...options, skipSelf: true });
		const standIn = found?.id.replace(/\.ts$/, '.verified.ts') ?? '';
		return standIn !== found?.id && existsSync(standIn) ? standIn : found;
	},
};

export default defineConfig({
	plugins: [standIns],
	resolve: {
		// The ESM builds of these do not load in plain Node, and n8n-core requires the CommonJS one:
		// an import has to reach that same copy, or `instanceof NodeApiError` fails.
		alias: [
			{ find: /^n8n-workflow$/, replacement: cjs('n8n-workflow/dist/cjs/index.js') },
			{ find: /^n8n-core$/, replacement: cjs('n8n-core/dist/index.js') },
		],
	},
	test: {
		// What goes out over the network is tested over both transports, all else once.
		include: isVerified ? ['test/{node,attack}/**/*.test.mts'] : ['test/**/*.test.mts'],
		setupFiles: isVerified ? ['test/verified/setup.mts'] : [],
		exclude: ['test/e2e/**', 'test/bench/**', ...(isVerified ? ONCE : [])],
		environment: 'node',
		env: noProxies,
		pool: 'forks',
		maxWorkers: 2,
		// For a machine that has more to do than this.
		testTimeout: 120_000,
		hookTimeout: 60_000,
	},
});
