import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Reads its calls from a file and makes all of them at once: what a node may call is told by n8n's
// own context of execution, and how calls overlap by n8n's own database.
const NODE = `
const { readFileSync } = require('node:fs');
const outcome = ({ status, value, reason }) =>
	status === 'fulfilled' ? { value } : { failed: String(reason.message ?? reason) };

class Probe {
	description = {
		displayName: 'Probe', name: 'probe', group: ['transform'], version: 1, description: 'Probe',
		defaults: { name: 'Probe' }, inputs: ['main'], outputs: ['main'], properties: [],
	};

	async execute() {
		const calls = JSON.parse(readFileSync(process.env.PROBE_CALLS, 'utf8'));
		const results = calls.map(async ({ method, args }) => await this.helpers[method](...args));
		return [(await Promise.allSettled(results)).map((result) => ({ json: outcome(result) }))];
	}
}
module.exports = { Probe };
`;

/** Adds a node to an n8n that makes what calls it is told to. */
export function installProbe(n8nFolder: string): void {
	const folder = join(n8nFolder, 'nodes/node_modules/n8n-nodes-probe');
	mkdirSync(folder, { recursive: true });
	const manifest = {
		name: 'n8n-nodes-probe',
		version: '1.0.0',
		n8n: { n8nNodesApiVersion: 1, nodes: ['Probe.node.js'] },
	};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	writeFileSync(join(folder, 'Probe.node.js'), NODE);
}
