import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';
import { PROJECT } from '../install/thisPackage.mts';

/** The credential that all examples are made with. */
export const ZEN_API = { id: 'zen-api', name: 'ZEN API' };

/** A workflow in `examples/`; its id in n8n is the file's name. */
export type Example = Pick<IWorkflowBase, 'id' | 'name' | 'nodes' | 'connections' | 'settings'>;

const folder = join(PROJECT, 'examples');

export const examples: Example[] = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => {
		const workflow = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example;
		return { ...workflow, id: basename(file, '.json') };
	});
