import type { IDataObject } from 'n8n-workflow';
import { request } from 'undici';
import { executionsOf } from '../../e2e/n8n/executions.mts';
import { publish } from '../../e2e/scaleOut/workflows.mts';
import { until } from '../../e2e/support/until.mts';
import { ACCOUNT, type Simulator } from '../../simulator/index.mts';
import type { StartedN8n } from '../StartedN8n.mts';

const WITHIN_MS = 120_000;

/** How one notification was answered. */
export interface Answer {
	status: number;
	ms: number;
}

/** A published workflow that is nothing but a trigger, and is sent notifications. */
export class Target {
	private constructor(
		private readonly started: StartedN8n,
		private readonly simulator: Simulator,
		private readonly id: string,
		private readonly url: string,
	) {}

	/** @param path where the trigger listens, below what n8n makes of it */
	static async publish(
		started: StartedN8n,
		simulator: Simulator,
		path: string,
		node: IDataObject,
	): Promise<Target> {
		const trigger = { id: 'trigger', name: 'Trigger', position: [0, 0], parameters: {}, ...node };
		const workflow = { name: path, nodes: [trigger], connections: {}, settings: {} };
		const id = await publish(started.rest, workflow);
		const target = new Target(started, simulator, id, `${started.n8n.url}/webhook/${path}`);
		await until(async () => (await target.notify()).status === 200 || undefined, {
			what: `${path} listens`,
		});
		return target;
	}

	/** So many notifications of payments, all together. @returns once nothing of them runs any more */
	async burst(count: number): Promise<Answer[]> {
		const answers = await Promise.all(
			Array.from({ length: count }, async () => await this.notify()),
		);
		await this.quiet();
		return answers;
	}

	/** One after the other. @returns once nothing of them runs any more */
	async inTurn(count: number): Promise<Answer[]> {
		const answers: Answer[] = [];
		while (answers.length < count) answers.push(await this.notify());
		await this.quiet();
		return answers;
	}

	private async notify(): Promise<Answer> {
		const { paymentId } = this.simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' });
		const body = JSON.stringify({
			...{ paymentId, externalId: null, direction: 'IN', transactionStatus: 'SETTLED' },
			accountId: ACCOUNT.main,
		});
		const headers = { 'content-type': 'application/json' };
		const began = performance.now();
		const timeouts = { headersTimeout: WITHIN_MS, bodyTimeout: WITHIN_MS };
		const answer = await request(this.url, { method: 'POST', headers, body, ...timeouts });
		await answer.body.text();
		return { status: answer.statusCode, ms: performance.now() - began };
	}

	private async quiet(): Promise<void> {
		const look = async () => {
			const all = await executionsOf(this.started.rest, this.id);
			return all.every(({ status }) => status === 'success') || undefined;
		};
		await until(look, { what: 'all executions have ended', withinMs: WITHIN_MS, everyMs: 500 });
	}
}
