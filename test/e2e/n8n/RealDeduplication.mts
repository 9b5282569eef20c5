import { writeFileSync } from 'node:fs';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';
import { runFrom } from './executions.mts';
import type { Rest } from './Rest.mts';

interface Call {
	method: keyof IDataDeduplicator;
	args: unknown[];
	resolve(value: unknown): void;
	reject(error: Error): void;
}

type Items = DeduplicationItemTypes[];

/** n8n's own deduplication store, called by a node within n8n. Each one has workflows of its own. */
export class RealDeduplication implements IDataDeduplicator {
	private readonly workflows = new Map<string, Promise<string>>();
	private waiting?: Call[];

	/** @param callsFile where the probing node reads its calls from */
	constructor(
		private readonly rest: Rest,
		private readonly callsFile: string,
	) {}

	async checkProcessedAndRecord(
		items: Items,
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	) {
		const args = [items, scope, options];
		return (await this.call(context, 'checkProcessedAndRecord', args)) as IDeduplicationOutput;
	}

	async removeProcessed(
		items: Items,
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	) {
		await this.call(context, 'removeProcessed', [items, scope, options]);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	) {
		await this.call(context, 'clearAllProcessedItems', [scope, options]);
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	) {
		return (await this.call(context, 'getProcessedDataCount', [scope, options])) as number;
	}

	/** Calls that are made together are made in one execution, where they overlap as well. */
	private async call(
		context: ICheckProcessedContextData,
		method: Call['method'],
		args: unknown[],
	): Promise<unknown> {
		return await new Promise((resolve, reject) => {
			const call = { method, args, resolve, reject };
			if (this.waiting) return void this.waiting.push(call);
			const calls = (this.waiting = [call]);
			setImmediate(() => {
				this.waiting = undefined;
				this.run(context, calls).catch((error: Error) =>
					calls.forEach((each) => each.reject(error)),
				);
			});
		});
	}

	private async run({ workflow, node }: ICheckProcessedContextData, calls: Call[]): Promise<void> {
		writeFileSync(
			this.callsFile,
			JSON.stringify(calls.map(({ method, args }) => ({ method, args }))),
		);
		const { id } = workflow;
		if (!this.workflows.has(id)) this.workflows.set(id, this.save());
		const nodeId = node?.id ?? 'n';
		const { nodes, error } = await runFrom(
			this.rest,
			await this.workflows.get(id)!,
			`to ${nodeId}`,
		);
		const outcomes = nodes[nodeId]?.outputs[0];
		if (!outcomes) throw new Error(`the probe did not run: ${error?.message}`);
		calls.forEach(({ resolve, reject }, place) => {
			const { value, failed } = outcomes[place]!.json;
			if (failed === undefined) resolve(value);
			else reject(new Error(String(failed)));
		});
	}

	/** A workflow with the two nodes that the checks know of. */
	private async save(): Promise<string> {
		const ids = ['n', 'other'];
		const nodes = ids.flatMap((id, index) => [
			{
				id: `to ${id}`,
				name: `to ${id}`,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, index * 200],
				parameters: {},
			},
			{
				id,
				name: id,
				type: 'n8n-nodes-probe.probe',
				typeVersion: 1,
				position: [200, index * 200],
				parameters: {},
			},
		]);
		const connections = Object.fromEntries(
			ids.map((id) => [`to ${id}`, { main: [[{ node: id, type: 'main', index: 0 }]] }]),
		);
		const workflow = { name: 'Probe', nodes, connections, settings: {} };
		return (await this.rest.post<{ id: string }>('/workflows', workflow)).id;
	}
}
