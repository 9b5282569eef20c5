import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8n } from '../../e2e/n8n/N8n.mts';

/** The type of a trigger that passes on what it is sent. */
export const NOTHING = 'n8n-nodes-nothing.nothing';

const TRIGGER = `
exports.Nothing = class Nothing {
	description = {
		...{ displayName: 'Nothing', name: 'nothing', group: ['trigger'], version: 1, description: 'Nothing' },
		...{ defaults: { name: 'Nothing' }, inputs: [], outputs: ['main'], properties: [] },
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'nothing' }],
	};
	async webhook() {
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
};
`;

/** Puts a community package with that trigger beside this one, before n8n starts. */
export async function installNothing(n8n: N8n): Promise<void> {
	const folder = join(n8n.folder, 'nodes/node_modules/n8n-nodes-nothing');
	await mkdir(folder, { recursive: true });
	const manifest = {
		...{ name: 'n8n-nodes-nothing', version: '1.0.0' },
		n8n: { n8nNodesApiVersion: 1, nodes: ['Nothing.node.js'], credentials: [] },
	};
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	await writeFile(join(folder, 'Nothing.node.js'), TRIGGER);
}
