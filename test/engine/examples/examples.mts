import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { projectRoot, type WorkflowJson } from '../harness.mts';

/** A workflow in `examples/`, as n8n exports it; its id is the file's name. */
export interface Example extends WorkflowJson {
	id: string;
	nodes: Array<INode & Record<string, unknown>>;
	connections: Record<string, { main?: Array<Array<{ node: string; index: number }>> }>;
}

const folder = join(projectRoot, 'examples');

export const exampleNames = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => basename(file, '.json'));

export const exampleText = (name: string) => readFileSync(join(folder, `${name}.json`), 'utf8');

export const example = (name: string): Example => ({
	id: name,
	...(JSON.parse(exampleText(name)) as Omit<Example, 'id'>),
});

/** The example after a user has changed fields of one node. */
export function edited(workflow: Example, node: string, parameters: INode['parameters']): Example {
	if (!workflow.nodes.some(({ name }) => name === node)) {
		throw new Error(`${workflow.name} has no node "${node}"`);
	}
	const nodes = workflow.nodes.map((one) =>
		one.name === node ? { ...one, parameters: { ...one.parameters, ...parameters } } : one,
	);
	return { ...workflow, nodes };
}
