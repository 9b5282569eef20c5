import type { IDataObject } from 'n8n-workflow';
import { executionsOf, FINAL, finished } from '../../e2e/n8n/executions.mts';
import { publish } from '../../e2e/scaleOut/workflows.mts';
import { until } from '../../e2e/support/until.mts';
import type { N8n } from '../../e2e/n8n/N8n.mts';
import type { Rest } from '../../e2e/n8n/Rest.mts';
import type { Simulator } from '../../simulator/index.mts';
import { peakOf, resetPeak } from '../peakMemory.mts';

/** What a node's reads of one execution took. */
export interface Reads {
	/** By n8n's own measure of the node. */
	ms: number;
	handshakes: number;
	requests: number;
	/** What n8n's memory grew by at the most, in bytes, what n8n does besides included. */
	bytes: number;
}

const WITHIN_MS = 600_000;
const LAST = 'Read';

/** A published workflow whose last node reads once for each number posted to it. */
export class ReadFlow {
	private constructor(
		private readonly n8n: N8n,
		private readonly rest: Rest,
		private readonly simulator: Simulator,
		private readonly path: string,
		private readonly id: string,
	) {}

	static async publish(
		n8n: N8n,
		rest: Rest,
		simulator: Simulator,
		path: string,
		node: IDataObject,
	): Promise<ReadFlow> {
		const nodes = [
			{
				...{ id: 'webhook', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2 },
				...{ position: [0, 0], webhookId: path },
				parameters: { httpMethod: 'POST', path, responseMode: 'onReceived' },
			},
			{
				...{ id: 'split', name: 'One item each', type: 'n8n-nodes-base.splitOut', typeVersion: 1 },
				...{ position: [200, 0], parameters: { fieldToSplitOut: 'body.reads' } },
			},
			{ id: 'read', name: LAST, position: [400, 0], ...node },
		];
		const to = (next: string) => ({ main: [[{ node: next, type: 'main', index: 0 }]] });
		const connections = { Webhook: to('One item each'), 'One item each': to(LAST) };
		const id = await publish(rest, { name: path, nodes, connections, settings: {} });
		return new ReadFlow(n8n, rest, simulator, path, id);
	}

	/** @throws when not every read was answered */
	async read(count: number): Promise<Reads> {
		const { simulator } = this;
		const before = simulator.stats();
		resetPeak(this.n8n.pid);
		const low = peakOf(this.n8n.pid);
		const id = await this.execute(count);
		const bytes = peakOf(this.n8n.pid) - low;
		const { nodes, error } = await finished(this.rest, id, WITHIN_MS);
		const items = nodes[LAST]?.outputs[0] ?? [];
		const answered = items.filter(({ json }) => json.accountId !== undefined).length;
		if (answered !== count) {
			const said = (nodes[LAST]?.error ?? error)?.message ?? JSON.stringify(items[0]?.json);
			throw new Error(`${this.path}: ${answered} of ${count} were read: ${said}`);
		}
		const after = simulator.stats();
		return {
			ms: nodes[LAST]!.executionTime,
			handshakes: after.handshakes - before.handshakes,
			requests: after.requests - before.requests,
			bytes,
		};
	}

	/** @returns the id of the execution, which has ended */
	private async execute(count: number): Promise<string> {
		const { rest, path } = this;
		const before = new Set((await executionsOf(rest, this.id)).map(({ id }) => id));
		// A workflow that was published just now may not be known at once.
		await until(async () => (await this.post(count)) || undefined, { what: `${path} begins` });
		const ended = async () => {
			const all = await executionsOf(rest, this.id);
			return all.find(({ id, status }) => !before.has(id) && FINAL.includes(status))?.id;
		};
		// Seldom, since n8n answers that with the time that it is measured by.
		return await until(ended, { what: path, withinMs: WITHIN_MS, everyMs: 250 });
	}

	private async post(count: number): Promise<boolean> {
		const response = await fetch(`${this.n8n.url}/webhook/${this.path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ reads: Array.from({ length: count }, (_, read) => read) }),
		});
		return response.ok;
	}
}
