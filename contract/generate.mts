import { resolve } from 'node:path';
import { contractTool } from './tool/contractTool.mts';

contractTool(resolve(import.meta.dirname, '..'), process.argv.includes('--check')).then(
	(lines) => console.log(lines.join('\n')),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	},
);
