import { join } from 'node:path';
import { installN8n } from '../e2e/install/n8n.mts';
import { NEWEST } from '../e2e/install/releases.mts';
import { N8n } from '../e2e/n8n/N8n.mts';
import type { Rest } from '../e2e/n8n/Rest.mts';

/** The newest n8n with this package, started, and its owner signed in. */
export class StartedN8n {
	private constructor(
		readonly n8n: N8n,
		readonly rest: Rest,
		/** The Node that it runs on. */
		readonly node: string,
	) {}

	/** @param prepare what is to be done before it starts */
	static async open(prepare?: (n8n: N8n) => Promise<void>): Promise<StartedN8n> {
		const installed = await installN8n(NEWEST);
		const n8n = await N8n.prepare(installed);
		try {
			await prepare?.(n8n);
			await n8n.start();
			return new StartedN8n(n8n, await n8n.signUp(), join(installed.node, 'bin/node'));
		} catch (error) {
			await n8n.remove();
			throw error;
		}
	}

	/** @returns the id of a credential of that type */
	async credential(name: string, type: string, data: object): Promise<string> {
		return (await this.rest.post<{ id: string }>('/credentials', { name, type, data })).id;
	}

	async remove(): Promise<void> {
		await this.n8n.remove();
	}
}
