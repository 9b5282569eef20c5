import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeConnections } from '../../nodes/zen-client';
import type { Engine } from '../engine/harness.mts';
import { defaultSeed, Simulator } from '../simulator/index.mts';
import type { Seed } from '../simulator/index.mts';
import { byId, payment, runZen, seen, zenEngine } from './support/zen.mts';

const MOST = 64;
const AT_FIRST = 16;

/** Many accounts, so that each item asks for another one. */
function manyAccounts(count: number): Seed {
	const [account] = defaultSeed(new Date()).accounts;
	const accounts = Array.from({ length: count }, (_, index) => ({
		...account!,
		accountId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
		alias: `Account ${index}`,
	}));
	return { accounts };
}

let simulator: Simulator;
let engine: Engine;
beforeAll(async () => {
	[simulator, engine] = await Promise.all([
		Simulator.start({ seed: manyAccounts(500) }),
		zenEngine(),
	]);
});
afterAll(async () => await simulator.stop());

describe('500 reads over one credential', () => {
	const items = manyAccounts(500).accounts.map(({ accountId }) => ({ accountId }));
	const read = async () =>
		await runZen(
			simulator,
			{ resource: 'account', operation: 'get', accountId: byId('={{ $json.accountId }}') },
			{ items, engine },
		);

	beforeEach(async () => {
		await closeConnections();
		simulator.reset();
	});

	it('cost as many handshakes as connections, in one execution and in the next', async () => {
		const before = simulator.handshakes();
		expect((await read()).json).toHaveLength(500);
		const first = simulator.handshakes() - before;
		expect((await read()).json).toHaveLength(500);

		expect(simulator.requests()).toHaveLength(1_000);
		expect(first).toBeGreaterThan(0);
		expect(first).toBeLessThanOrEqual(MOST);
		// The next one opens no other for what is open already, and a few more as it becomes quicker still.
		const both = simulator.handshakes() - before;
		expect(both).toBe(simulator.openConnections());
		expect(both).toBeLessThanOrEqual(MOST);
	});

	it('come out in the order of the items, each paired with its own', async () => {
		// Some answers overtake others.
		simulator.faults.add({ kind: 'delay', ms: 20, rate: 0.2 });
		const { items: output } = await read();
		expect(output.map(({ json }) => json.accountId)).toEqual(
			items.map(({ accountId }) => accountId),
		);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_item, item) => ({ item })),
		);
	});

	it('run side by side, as many as it begins with and no more until they are answered', async () => {
		simulator.faults.add({ kind: 'delay', ms: 1_000, times: AT_FIRST });
		await read();
		const times = simulator.requests().map(({ time }) => Date.parse(time));
		const after = (place: number) => times[place]! - times[0]!;
		expect(after(AT_FIRST - 1)).toBeLessThan(1_000);
		expect(after(AT_FIRST)).toBeGreaterThanOrEqual(1_000);
	});
});

describe('writes', () => {
	let bank: Simulator;
	beforeAll(async () => {
		bank = await Simulator.start();
	});
	afterAll(async () => await bank.stop());
	beforeEach(async () => {
		await closeConnections();
		bank.reset();
	});

	const pay = async (references: string[], more = {}) => {
		const items = references.map((reference) => ({ reference }));
		const parameters = payment({
			externalId: '={{ $json.reference }}',
			title: '=Invoice {{ $json.reference }}',
			...more,
		});
		expect((await runZen(bank, parameters, { items })).status).toBe('success');
	};
	const posts = () => seen(bank, 'POST').map(({ connectionId }) => connectionId);

	it.each(['n8n', 'off'])(
		'go out over the connection of the read before them, remembered or not: %s',
		async (memory) => {
			const before = bank.handshakes();
			await pay(['INV-1', 'INV-2', 'INV-3'], { memory });
			const [preflight] = seen(bank, 'GET');
			expect(posts()).toEqual(Array(3).fill(preflight!.connectionId));
			expect(bank.handshakes() - before).toBe(1);
		},
	);

	it('use a connection again that was used a moment ago, and none that has been idle for a second', async () => {
		await pay(['INV-1']);
		await pay(['INV-2']);
		expect(new Set(posts()).size).toBe(1);
		await pause(1_300);
		await pay(['INV-3']);
		const [first, , last] = posts();
		expect(last).not.toBe(first);
		expect(seen(bank, 'GET').at(-1)!.connectionId).toBe(last);
	});

	it('never use a connection that only reads have kept open', async () => {
		await runZen(bank, { resource: 'account', operation: 'getAll' });
		await pay(['INV-1']);
		const [read, preflight] = seen(bank, 'GET');
		expect(preflight!.connectionId).not.toBe(read!.connectionId);
		expect(posts()).not.toContain(read!.connectionId);
	});
});

describe('connections', () => {
	const accounts = { resource: 'account', operation: 'getAll' };
	let bank: Simulator;
	beforeEach(async () => {
		await closeConnections();
		bank = await Simulator.start();
		return async () => await bank.stop();
	});

	it('are never shared by two credentials', async () => {
		const { certificate: clientCertificate, privateKey } = bank.rsaClient;
		for (const credential of [{}, {}, { clientCertificate, privateKey }, {}]) {
			await runZen(bank, accounts, { credential });
			// undici gives a connection back only a moment after the answer.
			await pause(50);
		}
		const [first, again, other, last] = bank.requests().map(({ connectionId }) => connectionId);
		expect(again).toBe(first);
		expect(other).not.toBe(first);
		expect(last).toBe(first);
	});

	it('are let go once 32 other credentials were used after them', async () => {
		await runZen(bank, accounts);
		expect(bank.openConnections()).toBe(1);
		const { authority } = bank;
		for (let index = 0; index < 32; index++) {
			const { certificate, privateKey } = await authority.issue({ commonName: `client ${index}` });
			const credential = { clientCertificate: certificate, privateKey };
			await runZen(bank, accounts, { credential });
		}
		await expect.poll(() => bank.openConnections()).toBe(32);
		await runZen(bank, accounts);
		expect(bank.requests().at(-1)!.connectionId).toBe(34);
	});
});
