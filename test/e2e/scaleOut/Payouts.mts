import type { IDataObject } from 'n8n-workflow';
import type { Simulator } from '../../simulator/index.mts';
import { executionsOf, FINAL, finished } from '../n8n/executions.mts';
import { until } from '../support/until.mts';
import type { Cluster } from './Cluster.mts';

/** Batches of payments that are posted to a workflow, and what became of them. */
export class Payouts {
	constructor(
		private readonly cluster: Cluster,
		private readonly simulator: Simulator,
		private readonly workflowId: string,
		private readonly url: string,
	) {}

	/** Hands a batch over. It is worked on later, by one of the workers. */
	async post(references: string[]): Promise<void> {
		const response = await fetch(this.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ references }),
		});
		if (!response.ok) throw new Error(`n8n answered ${response.status} to a batch`);
	}

	/** Posts batches all at once and waits until all are done. @returns the outcomes, by reference */
	async run(batches: string[][]): Promise<Map<string, string[]>> {
		const { rest } = this.cluster;
		const before = new Set((await executionsOf(rest, this.workflowId)).map(({ id }) => id));
		await Promise.all(batches.map(async (batch) => await this.post(batch)));
		const mine = await until(
			async () => {
				const all = await executionsOf(rest, this.workflowId);
				const fresh = all.filter(({ id }) => !before.has(id));
				return fresh.length === batches.length ? fresh : undefined;
			},
			{ what: `${batches.length} executions` },
		);
		const outcomes = new Map<string, string[]>();
		for (const { id } of mine) {
			const { nodes, error } = await finished(rest, id, 90_000);
			const items = nodes.Pay?.outputs[0];
			if (!items) throw new Error(`execution ${id} paid nothing: ${error?.message}`);
			for (const { json } of items) {
				const end = (json.error ?? json) as IDataObject;
				const reference = String(end.externalId);
				outcomes.set(reference, [...(outcomes.get(reference) ?? []), String(end.outcome)]);
			}
		}
		return outcomes;
	}

	/** Waits until no execution is under way any more, those of killed workers included. */
	async ended(): Promise<void> {
		const look = async () => {
			const all = await executionsOf(this.cluster.rest, this.workflowId);
			return all.every(({ status }) => FINAL.includes(status)) || undefined;
		};
		await until(look, { what: 'all executions have ended', withinMs: 90_000 });
	}

	/** How many times each reference is in the ledger of ZEN. */
	booked(references: string[]): number[] {
		const all = this.simulator.ledger().map(({ externalId }) => externalId);
		return references.map((reference) => all.filter((each) => each === reference).length);
	}
}
