import { config } from '@n8n/node-cli/eslint';

// Generated code, and the folders that other tools write.
const ignored = [
	'contract/zen-transfers.ts',
	'coverage/**',
	'.cache/**',
	'.simulator/**',
	'demo-output/**',
];

// nodes/, credentials/ and package.json are held to n8n's rules as they come. What follows is only
// for code that is never shipped: it runs outside n8n, so it may use Node as it likes.
const notShipped = {
	files: ['test/**/*.ts', 'contract/**/*.ts'],
	rules: {
		'no-console': 'off',
		'@n8n/community-nodes/no-restricted-globals': 'off',
		'@n8n/community-nodes/no-restricted-imports': 'off',
		'@n8n/community-nodes/no-dead-files': 'off',
		'@n8n/community-nodes/no-hardcoded-secrets': 'off',
		'@n8n/community-nodes/require-node-api-error': 'off',
	},
};

export default [{ ignores: ignored }, ...config, notShipped];
