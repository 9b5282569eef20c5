import { afterAll, beforeEach } from 'vitest';
import { Simulator } from '../simulator/index.mts';
import type { SimulatorOptions } from '../simulator/index.mts';
import { Caller } from '../simulator/support/Caller.mts';

/** A simulator for all tests of a file, put back to its beginning before each of them. */
export async function sharedSimulator(options?: SimulatorOptions): Promise<Simulator> {
	const simulator = await Simulator.start(options);
	beforeEach(() => simulator.reset());
	afterAll(async () => await simulator.stop());
	return simulator;
}

/** A plain client of that simulator, for as long as it runs. */
export function sharedCaller(simulator: Simulator): Caller {
	const caller = new Caller(simulator);
	afterAll(async () => await caller.close());
	return caller;
}
