import { config } from '@n8n/node-cli/eslint';

// Generated code, and the folders that other tools write.
const ignores = [
	'contract/zen-transfers.mts',
	'coverage/**',
	'.cache/**',
	'.simulator/**',
	'demo-output/**',
];

// nodes/, credentials/ and package.json are held to n8n's rules as they come. Its rules for community
// nodes say nothing about code that is never shipped, and that runs outside n8n.
const communityRules = config
	.flatMap(({ rules = {} }) => Object.keys(rules))
	.filter((rule) => rule.startsWith('@n8n/community-nodes/'));
const notShipped = {
	files: ['test/**/*.mts', 'contract/**/*.mts'],
	rules: {
		'no-console': 'off',
		// `const { left: _out, ...rest } = all` is how a field is left out.
		'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
		...Object.fromEntries(communityRules.map((rule) => [rule, 'off'])),
	},
};

export default [{ ignores }, ...config, notShipped];
