import { expect, it } from 'vitest';
import { Simulator } from '../simulator/index.mts';
import { payment, runZen } from './support/zen.mts';

it('connections that nobody uses close by themselves, those for writes after a second', async () => {
	const simulator = await Simulator.start();
	await runZen(simulator, { resource: 'account', operation: 'getAll' });
	await runZen(simulator, payment());
	expect(simulator.openConnections()).toBeGreaterThanOrEqual(2);

	await expect.poll(() => simulator.openConnections(), { timeout: 3_000 }).toBe(1);
	await expect.poll(() => simulator.openConnections(), { timeout: 13_000 }).toBe(0);
	await simulator.stop();
}, 30_000);
