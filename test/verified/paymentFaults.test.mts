import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { only, ZenError } from '../../nodes/zen-client';
import { Caller } from '../../nodes/zen-client/caller';
import { readIdentity } from '../../nodes/zen-client/tls';
import { closeConnections } from '../../nodes/zen-client/transport/dispatchers';
import { helperTransport } from '../../nodes/zen-client/transport/n8nHelper';
import type { OpenTransport } from '../../nodes/zen-client/transport/port';
import { undiciTransport } from '../../nodes/zen-client/transport/undici';
import { Zen } from '../../nodes/zen-client/zen';
import { SEED } from '../node/support/faultTable.mts';
import { anOrder } from '../node/support/zen.mts';
import { Simulator } from '../simulator/index.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { PAYMENT_DIFFERENCES } from './differences.mts';
import { PAYMENT_FAULTS } from './paymentFaults.mts';
import type { PaymentFault, Staged } from './paymentFaults.mts';

interface Ended {
	outcome: string;
	/** That the server saw. */
	posts: number;
	/** Payments in the simulator's books. */
	paid: number;
}

const BUILDS = { full: undiciTransport, verified: helperTransport };
type Build = keyof typeof BUILDS;

let simulator: Simulator;
const undo: Array<() => unknown> = [];
const table: string[][] = [['What a payment meets', 'full', 'POSTs', 'verified', 'POSTs']];

beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
});
afterEach(cleanUp);
afterAll(async () => {
	await simulator.stop();
	console.log(printed(table));
});

async function cleanUp(): Promise<void> {
	vi.unstubAllEnvs();
	await closeConnections();
	for (const one of undo.splice(0)) await one();
	simulator.reset();
}

/** Sends one payment over a transport, and nothing else: no look at ZEN stands before it here. */
async function pay(open: OpenTransport, staged: Staged): Promise<string> {
	const { certificate: clientCertificate, privateKey } = simulator.client;
	const { baseUrl = simulator.url, limits, deadlines, signal } = staged;
	const pem = { clientCertificate, privateKey, ca: simulator.ca, ...staged.tls };
	const transport = open(readIdentity(pem, new Date()), new URL(baseUrl).origin, {
		...{ limits, httpRequest },
	});
	const caller = new Caller(transport, baseUrl, `Bearer ${simulator.apiKey}`, {
		sleep: async () => {},
		now: () => Date.now(),
		random: () => 0,
		...{ signal, deadlines },
	});
	return await new Zen(caller, {} as never).createPayment(anOrder()).then(
		() => 'accepted',
		(error) => only(ZenError, error).outcome,
	);
}

async function meet(build: Build, { stage }: PaymentFault): Promise<Ended> {
	const staged = await stage(simulator, (one) => undo.push(one));
	const outcome = await pay(BUILDS[build], staged);
	const seen = simulator.requests().filter(({ method }) => method === 'POST').length;
	const ended = { outcome, posts: staged.posts?.() ?? seen, paid: simulator.ledger().length };
	await cleanUp();
	return ended;
}

describe('a payment that meets', () => {
	it.each(PAYMENT_FAULTS.map((one) => [one.name, one] as const))('%s', async (name, fault) => {
		const ended = { full: await meet('full', fault), verified: await meet('verified', fault) };
		const { full, verified } = ended;
		const row = [name, full.outcome, `${full.posts}`, verified.outcome, `${verified.posts}`];
		const meant = PAYMENT_DIFFERENCES.find(({ faults }) => faults.includes(name));
		table.push([...row, ...(meant || full.outcome !== verified.outcome ? ['differs'] : [])]);

		for (const { outcome, posts, paid } of Object.values(ended)) {
			expect(posts).toBeLessThanOrEqual(1);
			expect(paid).toBeLessThanOrEqual(1);
			// Whoever reads that may pay it again.
			if (outcome === 'notSent' || outcome === 'refused') expect(paid).toBe(0);
			if (outcome === 'notSent') expect(posts).toBe(0);
		}
		const outcomes = { full: full.outcome, verified: verified.outcome };
		const expected = meant && { full: meant.full, verified: meant.verified };
		expect(outcomes).toEqual(expected ?? { full: full.outcome, verified: full.outcome });
	});
});

describe('what may differ', () => {
	const listed = PAYMENT_DIFFERENCES.flatMap(({ faults }) => faults);

	it('is tried, and listed once', () => {
		const names = PAYMENT_FAULTS.map(({ name }) => name);
		expect(listed.filter((name) => !names.includes(name))).toEqual([]);
		expect(new Set(listed).size).toBe(listed.length);
		expect(new Set(names).size).toBe(names.length);
	});

	it('never says sooner that nothing was paid', () => {
		for (const { full, verified } of PAYMENT_DIFFERENCES) {
			expect(verified).not.toBe(full);
			expect(['unknown', 'accepted']).toContain(verified);
		}
	});
});

function printed(rows: string[][]): string {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}
