import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Simulator } from '../simulator/index.mts';
import { CONTINUE, payment, runZen, seen } from './support/zen.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start();
});
afterAll(async () => await simulator.stop());
beforeEach(() => {
	simulator.reset();
	simulator.settings.settleAfterMs = 0;
	vi.spyOn(Math, 'random').mockReturnValue(0);
	return () => vi.restoreAllMocks();
});

const LOOKS = { method: 'GET', path: /^\/payments\/v1\.0\/[0-9a-f]{8}-/ } as const;

describe('Wait for Final Status', () => {
	const wait = (more = {}) => payment({ options: { wait: true, waitSeconds: 5, ...more } });

	it('goes on once the payment is settled', async () => {
		simulator.settings.settleAfterMs = 400;
		const { json } = await runZen(simulator, wait());
		const status = 'SETTLED';
		expect(json).toMatchObject([{ outcome: 'accepted', status }]);
		expect(json[0]).not.toHaveProperty('message');
		expect(json[0]).not.toHaveProperty('error');
	});

	it('puts a payment that ZEN rejects on the error output', async () => {
		simulator.settings.settleAfterMs = 400;
		const { json } = await runZen(simulator, { ...wait(), title: 'Invoice to reject' }, CONTINUE);
		const { paymentId } = simulator.ledger()[0]!;
		expect(json).toMatchObject([
			{
				error: {
					outcome: 'rejected',
					message: expect.stringMatching(/^ZEN rejected payment "INV-7"/),
					externalId: 'INV-7',
					paymentId,
					status: 'REJECTED',
				},
			},
		]);
	});

	it('begins when all items are sent, and looks at them side by side', async () => {
		simulator.settings.settleAfterMs = 300;
		const items = Array.from({ length: 4 }, (_, index) => ({ id: `INV-${index}` }));
		const { json } = await runZen(
			simulator,
			{ ...wait(), externalId: '={{ $json.id }}' },
			{ items },
		);
		expect(json.map(({ status }) => status)).toEqual(Array(4).fill('SETTLED'));
		const posts = seen(simulator, 'POST').map(({ number }) => number);
		const looks = seen(simulator, 'GET', '/payments/v1.0/')
			.filter(({ path }) => LOOKS.path.test(path))
			.map(({ number }) => number);
		expect(Math.max(...posts)).toBeLessThan(Math.min(...looks));
	});

	it('goes on with the last status seen when the time is over, and says so', async () => {
		const { json, status } = await runZen(simulator, wait({ waitSeconds: 1 }));
		expect(status).toBe('success');
		expect(json).toMatchObject([
			{
				outcome: 'accepted',
				status: 'IN_PROGRESS',
				message: expect.stringMatching(/accepted, but is not final after 1 s .*IN_PROGRESS/),
			},
		]);
	});

	it('does not make a payment fail when looking at it does', async () => {
		simulator.faults.add({ kind: 'status', status: 403, ...LOOKS });
		const { json, status } = await runZen(simulator, wait({ waitSeconds: 1 }));
		expect(status).toBe('success');
		expect(json).toMatchObject([
			{
				outcome: 'accepted',
				paymentId: simulator.ledger()[0]!.paymentId,
				message: expect.stringMatching(/The last look did not work: ZEN refused access/),
			},
		]);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('gets over a look that did not work', async () => {
		simulator.settings.settleAfterMs = 500;
		simulator.faults.add({ kind: 'status', status: 403, times: 1, ...LOOKS });
		const { json } = await runZen(simulator, wait());
		expect(json).toMatchObject([{ outcome: 'accepted', status: 'SETTLED' }]);
		expect(json[0]).not.toHaveProperty('message');
	});

	it('does not take a status that nobody knows for a final one', async () => {
		const body = { id: 'x', status: 'ON_HOLD' };
		simulator.faults.add({ kind: 'status', status: 200, body, times: 1, ...LOOKS });
		simulator.settings.settleAfterMs = 400;
		const { json } = await runZen(simulator, wait());
		expect(json).toMatchObject([{ status: 'SETTLED' }]);
		expect(seen(simulator, 'GET', '/payments/v1.0/').length).toBeGreaterThan(1);
	});

	it('has nothing to follow when ZEN gave no ID, which is no yes', async () => {
		simulator.faults.add({ kind: 'status', status: 201, body: { status: 'NEW' }, method: 'POST' });
		const { json } = await runZen(simulator, wait(), CONTINUE);
		expect(json).toMatchObject([
			{ error: { outcome: 'unknown', message: expect.stringContaining('201 without an ID') } },
		]);
		expect(seen(simulator, 'GET').filter(({ path }) => LOOKS.path.test(path))).toEqual([]);
	});

	it('ends when the execution is cancelled; what was sent stays sent', async () => {
		const cancellation = new AbortController();
		void vi
			.waitUntil(() => simulator.ledger().length > 0, { timeout: 10_000, interval: 5 })
			.then(() => cancellation.abort());
		const started = Date.now();
		await runZen(simulator, wait({ waitSeconds: 15 }), { signal: cancellation.signal });
		expect(Date.now() - started).toBeLessThan(10_000);
		expect(simulator.ledger()).toHaveLength(1);
	});
});
