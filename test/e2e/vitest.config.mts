import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// Each file has an n8n of its own, which takes the better part of two cores: one file at a time.
export default defineConfig({
	root: resolve(import.meta.dirname, '../..'),
	test: {
		include: ['test/e2e/**/*.test.ts'],
		environment: 'node',
		pool: 'forks',
		maxWorkers: 1,
		testTimeout: 120_000,
		hookTimeout: 1_500_000,
	},
});
