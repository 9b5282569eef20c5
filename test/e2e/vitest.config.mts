import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	root: resolve(import.meta.dirname, '../..'),
	// The ESM build of it does not load in plain Node.
	resolve: {
		alias: {
			'n8n-workflow': resolve(
				import.meta.dirname,
				'../../node_modules/n8n-workflow/dist/cjs/index.js',
			),
		},
	},
	test: {
		include: ['test/e2e/**/*.test.mts'],
		environment: 'node',
		globalSetup: 'test/e2e/install/globalSetup.mts',
		pool: 'forks',
		// Each file has an n8n of its own, which takes a core while it starts and waits much afterwards.
		maxWorkers: 2,
		testTimeout: 120_000,
		hookTimeout: 1_500_000,
	},
});
