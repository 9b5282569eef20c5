import type { INode } from 'n8n-workflow';
import { Simulator, type SimulatorOptions } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import { installN8n } from '../install/n8n.mts';
import { NEWEST, type Release } from '../install/releases.mts';
import { examples, ZEN_API, type Example } from './examples.mts';
import { N8n } from './N8n.mts';
import type { Rest } from './Rest.mts';

interface StageOptions extends SimulatorOptions {
	release?: Release;
	/** Of n8n, if it is free. */
	editorPort?: number;
}

/** A simulated ZEN, an n8n beside it, the credential that leads from one to the other, the examples. */
export class Stage {
	private constructor(
		readonly simulator: Simulator,
		readonly n8n: N8n,
		readonly rest: Rest,
		readonly credentialId: string,
	) {}

	static async open({ release = NEWEST, editorPort, ...options }: StageOptions): Promise<Stage> {
		const installed = await installN8n(release);
		const simulator = await Simulator.start(options);
		const n8n = await N8n.prepare(installed, { port: editorPort });
		try {
			await n8n.start();
			const rest = await n8n.signUp();
			const data = credentialFor(simulator);
			const credential = { name: ZEN_API.name, type: 'zenApi', data };
			const { id } = await rest.post<{ id: string }>('/credentials', credential);
			for (const example of examples) await rest.post('/workflows', withCredential(example, id));
			return new Stage(simulator, n8n, rest, id);
		} catch (error) {
			await Promise.all([n8n.remove(), simulator.stop()]);
			throw error;
		}
	}

	async close(): Promise<void> {
		await Promise.all([this.n8n.remove(), this.simulator.stop()]);
	}
}

/** The workflow with its nodes led to a credential, whose id n8n made up itself. */
export function withCredential(example: Example, id: string): Example {
	const lead = (node: INode): INode =>
		node.credentials?.zenApi
			? { ...node, credentials: { zenApi: { id, name: ZEN_API.name } } }
			: node;
	return { ...example, nodes: example.nodes.map(lead) };
}
