import { median } from '../median.mts';
import type { Memory } from './memory.mts';
import { PayoutFlow } from './PayoutFlow.mts';
import type { Site } from './Site.mts';

const WARM_UP = 5;

/** What is measured, beside the same without a memory. */
export interface Row {
	memory: Exclude<Memory, 'off'>;
	/** How many payments it remembers. */
	remembered: number;
	/** Payments at Once. */
	atOnce: number;
	/** Whether ZEN lists payments with their External IDs. */
	tells: boolean;
	/** Makes it remember so many. */
	fill(flow: PayoutFlow): Promise<void>;
	/** How many entries its memory has. */
	entries(flow: PayoutFlow): Promise<number>;
}

export interface Size {
	/** Payments in a batch. */
	payments: number;
	/** Batches of each kind. */
	batches: number;
}

/** Medians, a payment. */
export interface Cost {
	ms: number;
	/** Of write-ahead log, where there is one. */
	walBytes?: number;
}

export interface Measured extends Pick<Row, 'memory' | 'remembered' | 'atOnce' | 'tells'> {
	cost: Cost;
	/** Of the batches without a memory in between. */
	off: Cost;
	/** How many entries a payment has added to the memory. */
	entries: number;
}

/** Measures row after row in one n8n. */
export class Measure {
	private readonly flows = new Map<string, Promise<PayoutFlow>>();

	constructor(
		private readonly site: Site,
		private readonly size: Size,
	) {}

	/** In turns with batches without a memory, so that both have their part of what else goes on. */
	async of({ memory, remembered, atOnce, tells, ...row }: Row): Promise<Measured> {
		// So that the lists at ZEN are equally long for each row.
		this.site.simulator.reset();
		this.site.simulator.settings.showExternalId = tells;
		const [without, flow] = [await this.flow('off', atOnce), await this.flow(memory, atOnce)];
		await row.fill(flow);
		const before = await row.entries(flow);
		const [off, on]: [Cost[], Cost[]] = [[], []];
		for (let batch = 0; batch < this.size.batches; batch++) {
			off.push(await this.batch(without));
			on.push(await this.batch(flow));
		}
		const paid = this.size.payments * this.size.batches;
		const entries = ((await row.entries(flow)) - before) / paid;
		return { memory, remembered, atOnce, tells, cost: medians(on), off: medians(off), entries };
	}

	private async batch(flow: PayoutFlow): Promise<Cost> {
		const { payments } = this.size;
		const before = await this.site.walBytes?.();
		const ms = await flow.pay(payments);
		const after = await this.site.walBytes?.();
		return { ms, ...(after && { walBytes: (after - before!) / payments }) };
	}

	/** Published and warm. */
	private async flow(memory: Memory, atOnce: number): Promise<PayoutFlow> {
		const name = `${memory} ${atOnce}`;
		const made = this.flows.get(name) ?? this.publish(memory, atOnce);
		this.flows.set(name, made);
		return await made;
	}

	private async publish(memory: Memory, atOnce: number): Promise<PayoutFlow> {
		const flow = await PayoutFlow.publish(this.site, memory, atOnce);
		await flow.pay(WARM_UP);
		return flow;
	}
}

function medians(costs: Cost[]): Cost {
	const ms = median(costs.map((cost) => cost.ms));
	const wal = costs.flatMap(({ walBytes }) => walBytes ?? []);
	return wal.length === 0 ? { ms } : { ms, walBytes: median(wal) };
}
