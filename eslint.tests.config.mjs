import { config } from '@n8n/node-cli/eslint';
import { globalIgnores } from 'eslint/config';

// eslint.config.mjs is n8n's own, as it comes: for what ships, which is `.ts`. Tests and the contract's
// tooling are `.mts`, and held to the same rules but for those about community nodes, which say nothing
// about code that is never shipped, and that runs outside n8n.
const isCommunityRule = (name) => name.startsWith('@n8n/community-nodes/');
const withoutCommunityRules = (rules) =>
	Object.fromEntries(Object.entries(rules).filter(([name]) => !isCommunityRule(name)));

const rulesOfTypeScript = config
	.filter(({ files }) => !files || files.includes('**/*.ts'))
	.map(({ files, rules, ...rest }) => ({
		...rest,
		...(files && { files: ['**/*.mts'] }),
		...(rules && { rules: withoutCommunityRules(rules) }),
	}));

export default [
	// Generated code, and the folders that other tools write.
	globalIgnores([
		'contract/zen-transfers.mts',
		'coverage/',
		'dist-verified/',
		'.cache/',
		'.simulator/',
		'demo-output/',
	]),
	...rulesOfTypeScript,
	{
		files: ['**/*.mts'],
		rules: {
			'no-console': 'off',
			// `const { left: _out, ...rest } = all` is how a field is left out.
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
		},
	},
];
