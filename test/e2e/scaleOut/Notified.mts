import { executionsOf, finished } from '../n8n/executions.mts';
import { until } from '../support/until.mts';
import type { Cluster } from './Cluster.mts';

/** The executions that notifications have started. */
export class Notified {
	constructor(
		private readonly cluster: Cluster,
		private readonly workflowId: string,
	) {}

	/** Waits until there are so many, and all of them have ended. */
	async atLeast(count: number): Promise<void> {
		const look = async () => {
			const all = await this.executions();
			const ended = all.filter(({ status }) => status === 'success');
			return (all.length >= count && ended.length === all.length) || undefined;
		};
		await until(look, { what: `${count} notified payments`, withinMs: 60_000 });
	}

	/** The `eventId` of each, the newest first. */
	async events(newest = Infinity): Promise<string[]> {
		const all = (await this.executions()).slice(0, newest);
		const runs = all.map(async ({ id }) => await finished(this.cluster.rest, id));
		const items = (await Promise.all(runs)).flatMap(({ nodes }) => nodes.Notified!.outputs[0]!);
		return items.map(({ json }) => String(json.eventId));
	}

	async count(): Promise<number> {
		return (await this.executions()).length;
	}

	private async executions() {
		return await executionsOf(this.cluster.rest, this.workflowId);
	}
}
