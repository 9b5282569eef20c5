import countBy from 'lodash/countBy';
import { executionsOf, FINAL, finished } from '../../e2e/n8n/executions.mts';
import { savePayoutWorkflow } from '../../e2e/scaleOut/workflows.mts';
import { until } from '../../e2e/support/until.mts';
import { parametersFor, type Memory } from './memory.mts';
import type { Site } from './Site.mts';

const WITHIN_MS = 600_000;

/** A published workflow that pays what is posted to it, batch by batch. */
export class PayoutFlow {
	private batches = 0;

	private constructor(
		private readonly site: Site,
		private readonly path: string,
		readonly id: string,
	) {}

	static async publish(site: Site, memory: Memory, atOnce: number): Promise<PayoutFlow> {
		const path = `${memory}-${atOnce}`;
		const parameters = parametersFor(memory, atOnce);
		const { rest, credentialId, ledger } = site;
		const zenLedgerApi = { id: ledger.credentialId, name: 'ZEN Ledger' };
		const settings = {
			path,
			parameters,
			...(memory === 'postgres' && { credentials: { zenLedgerApi } }),
		};
		const id = await savePayoutWorkflow(rest, credentialId, settings);
		return new PayoutFlow(site, path, id);
	}

	/**
	 * Pays a batch of new payments.
	 *
	 * @returns ms a payment, by n8n's own measure of the node
	 * @throws when not every one of them was accepted and is booked once
	 */
	async pay(count: number): Promise<number> {
		const batch = (this.batches += 1);
		const references = Array.from({ length: count }, (_, n) => `${this.path}-${batch}-${n + 1}`);
		const { nodes, error } = await finished(this.site.rest, await this.execute(references));
		const pay = nodes.Pay;
		if (!pay) throw new Error(`${this.path}: nothing was paid: ${error?.message}`);
		this.check(references, pay.outputs[0] ?? []);
		return pay.executionTime / count;
	}

	/** @returns the id of the execution, which has ended */
	private async execute(references: string[]): Promise<string> {
		const { rest } = this.site;
		const before = new Set((await executionsOf(rest, this.id)).map(({ id }) => id));
		// A workflow that was published just now may not be known at once.
		const post = async () => (await this.post(references)) || undefined;
		await until(post, { what: `${this.path} takes a batch` });
		const ended = async () => {
			const all = await executionsOf(rest, this.id);
			return all.find(({ id, status }) => !before.has(id) && FINAL.includes(status))?.id;
		};
		// Seldom, since n8n answers that with the time that it is measured by.
		return await until(ended, { what: this.path, withinMs: WITHIN_MS, everyMs: 500 });
	}

	private async post(references: string[]): Promise<boolean> {
		const response = await fetch(`${this.site.url}/webhook/${this.path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ references }),
		});
		return response.ok;
	}

	private check(references: string[], items: Array<{ json: Record<string, unknown> }>): void {
		const outcomes = countBy(items, ({ json }) => String(json.outcome ?? 'failed'));
		if (outcomes.accepted !== references.length) {
			const ended = JSON.stringify(outcomes);
			throw new Error(`${this.path}: of ${references.length} payments ended: ${ended}`);
		}
		const booked = countBy(this.site.simulator.ledger(), 'externalId');
		const wrong = references.filter((reference) => booked[reference] !== 1);
		if (wrong.length > 0) throw new Error(`${this.path}: not booked once: ${wrong.join(', ')}`);
	}
}
