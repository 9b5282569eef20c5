import type { IDataObject } from 'n8n-workflow';
import { request } from 'undici';
import { publish } from '../../e2e/scaleOut/workflows.mts';
import { until } from '../../e2e/support/until.mts';
import { ACCOUNT, defaultSeed, type Seed, Simulator } from '../../simulator/index.mts';
import { inventedHistory } from '../../simulator/seed/history.mts';
import { credentialFor } from '../../support/credential.mts';
import { median } from '../median.mts';
import { peakOf, resetPeak } from '../peakMemory.mts';
import { StartedN8n } from '../StartedN8n.mts';

export interface Size {
	/** How often each. */
	rounds: number;
	/** How many payments an account has. */
	counts: number[];
}

export const WHOLE: Size = { rounds: 3, counts: [1_000, 10_000, 100_000] };
export const SHORT: Size = { rounds: 1, counts: [1_000] };

const DAYS = 90;
const PAGE = 100;
const WITHIN_MS = 600_000;

/** What reading the whole history of an account took. */
export interface HistoryRead {
	operation: string;
	count: number;
	/** Median, the whole, ms. */
	ms: number;
	/** Median of what n8n's memory grew by at the most, in bytes. */
	bytes: number;
	/** A payment, as n8n passes it on: its JSON, in bytes. Absent where it passes on none. */
	itemBytes?: number;
	requests: number;
}

export interface Found {
	n8n: string;
	read: HistoryRead[];
}

/** What of each operation differs, and what it answers with when all is there. */
const OPERATIONS: Record<string, { parameters: IDataObject; isWhole: Whole; isListed: boolean }> = {
	'Payment: Get Many, Return All': {
		parameters: { resource: 'payment', operation: 'getAll', returnAll: true },
		isWhole: ({ paymentId }) => typeof paymentId === 'string',
		isListed: true,
	},
	'Statement: Export': {
		parameters: { resource: 'statement', operation: 'export', format: 'both' },
		isWhole: ({ payments }, booked) => payments === booked,
		isListed: false,
	},
};

type Whole = (answer: IDataObject, booked: number) => boolean;

/** Histories in the real n8n, each as one execution whose data n8n does not keep. */
export async function measureHistories({ rounds, counts }: Size): Promise<Found> {
	const started = await StartedN8n.open();
	try {
		const read: HistoryRead[] = [];
		for (const count of counts) {
			const seed = seedOf(count);
			const simulator = await Simulator.start({ seed });
			try {
				const id = await started.credential(`${count}`, 'zenApi', credentialFor(simulator));
				for (const operation of Object.keys(OPERATIONS)) {
					const flow = await HistoryFlow.publish(started, simulator, operation, id, count);
					read.push(await flow.measure(rounds, bookedIn(seed)));
				}
			} finally {
				await simulator.stop();
			}
		}
		return { n8n: started.n8n.version, read };
	} finally {
		await started.remove();
	}
}

/** An account with that many payments, and nothing else. */
function seedOf(count: number): Seed {
	const until = new Date();
	const kind = { accountId: ACCOUNT.main, currency: 'EUR', channel: 'SEPA', fee: '0.20' };
	const payments = inventedHistory({ ...kind, count, until, seed: 1, days: DAYS });
	return { accounts: defaultSeed(until).accounts, payments };
}

/** How many of its payments are booked. */
function bookedIn({ payments = [] }: Seed): number {
	return payments.filter(({ status }) => (status ?? 'SETTLED') === 'SETTLED').length;
}

class HistoryFlow {
	private constructor(
		private readonly started: StartedN8n,
		private readonly simulator: Simulator,
		private readonly operation: string,
		private readonly count: number,
		private readonly url: string,
	) {}

	static async publish(
		started: StartedN8n,
		simulator: Simulator,
		operation: string,
		credential: string,
		count: number,
	): Promise<HistoryFlow> {
		const { parameters, isListed } = OPERATIONS[operation]!;
		const path = `${isListed ? 'list' : 'statement'}-${count}`;
		const day = (daysAgo: number) =>
			new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
		const nodes = [
			{
				...{ id: 'webhook', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2 },
				...{ position: [0, 0], webhookId: path },
				parameters: { httpMethod: 'POST', path, responseMode: 'lastNode' },
			},
			{
				...{ id: 'zen', name: 'ZEN', type: 'n8n-nodes-zen.zen', typeVersion: 1 },
				...{ position: [200, 0], credentials: { zenApi: { id: credential, name: `${count}` } } },
				parameters: {
					accountId: { __rl: true, mode: 'id', value: ACCOUNT.main },
					...{ bookedAtFrom: day(DAYS + 1), bookedAtTo: day(0) },
					...parameters,
				},
			},
			{
				...{ id: 'first', name: 'First', type: 'n8n-nodes-base.limit', typeVersion: 1 },
				...{ position: [400, 0], parameters: { maxItems: 1 } },
			},
		];
		const to = (next: string) => ({ main: [[{ node: next, type: 'main', index: 0 }]] });
		const connections = { Webhook: to('ZEN'), ZEN: to('First') };
		// What n8n keeps of an execution would be most of what is measured.
		const settings = { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' };
		await publish(started.rest, { name: path, nodes, connections, settings });
		const url = `${started.n8n.url}/webhook/${path}`;
		await until(async () => (await fetch(url, { method: 'POST' })).ok || undefined, {
			...{ what: `${path} listens`, withinMs: WITHIN_MS },
		});
		return new HistoryFlow(started, simulator, operation, count, url);
	}

	/** @param booked how many of the payments are */
	async measure(rounds: number, booked: number): Promise<HistoryRead> {
		const { operation, count } = this;
		const reads: Array<Awaited<ReturnType<HistoryFlow['read']>>> = [];
		while (reads.length < rounds) reads.push(await this.read(booked));
		const [{ requests, answer }] = reads as [(typeof reads)[number]];
		return {
			...{ operation, count, requests },
			ms: median(reads.map(({ ms }) => ms)),
			bytes: median(reads.map(({ bytes }) => bytes)),
			...(OPERATIONS[operation]!.isListed && { itemBytes: JSON.stringify(answer).length }),
		};
	}

	/** @throws when not all of it came */
	private async read(booked: number) {
		const { pid } = this.started.n8n;
		const before = this.simulator.stats().requests;
		resetPeak(pid);
		const low = peakOf(pid);
		const began = performance.now();
		const timeouts = { headersTimeout: WITHIN_MS, bodyTimeout: WITHIN_MS };
		const { body } = await request(this.url, { method: 'POST', ...timeouts });
		const answer = (await body.json()) as IDataObject;
		const ms = performance.now() - began;
		if (!OPERATIONS[this.operation]!.isWhole(answer, booked)) {
			throw new Error(`${this.operation} of ${this.count}: ${JSON.stringify(answer)}`);
		}
		const requests = this.simulator.stats().requests - before;
		return { ms, bytes: peakOf(pid) - low, requests, answer };
	}
}

/** What was counted otherwise than it has to be, a sentence each. A statement asks for what is booked alone. */
export function wrongCounts({ read }: Found): string[] {
	const pages = (count: number) => count / PAGE;
	return read
		.filter(
			({ count, requests }) => requests < 0.95 * pages(count) || requests > 1.1 * pages(count) + 3,
		)
		.map(({ operation, count, requests }) => `${operation} of ${count}: ${requests} requests`);
}
