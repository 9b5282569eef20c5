import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeConnections } from '../../nodes/zen-client';
import { FIRST_HOLD, forgetPaces } from '../../nodes/zen-client/Pace';
import { Simulator } from '../simulator/index.mts';
import { FAULTS, READS, SEED, WRITES } from './support/faultTable.mts';
import type { FaultCase } from './support/faultTable.mts';
import { CONTINUE, payment, runZen, seen } from './support/zen.mts';

let simulator: Simulator;
/** Where redirects point to. */
let elsewhere: Simulator;

beforeAll(async () => {
	[simulator, elsewhere] = await Promise.all([
		Simulator.start({ seed: SEED }),
		Simulator.start({ seed: SEED }),
	]);
});
afterAll(async () => {
	await Promise.all([simulator.stop(), elsewhere.stop()]);
});
// No jitter is no waiting: a back-off is a share of some time, and this makes it none of it.
beforeEach(() => {
	vi.spyOn(Math, 'random').mockReturnValue(0);
	FIRST_HOLD.ms = 0;
	forgetPaces();
});
afterEach(() => {
	vi.restoreAllMocks();
	simulator.reset();
});

const readCases = FAULTS.map(
	(row) => [row.name, row.read.outcome, row.read.requests, row] as const,
);
const FINE = { outcome: 'accepted', effects: 1 } as const;

describe.each(READS.map((read) => [read.name, read] as const))('%s meets', (_name, read) => {
	it.each(readCases)('%s: %s, seen %s times', async (_case, _outcome, _requests, row) => {
		simulator.faults.add({ method: 'GET', path: read.path, ...row.fault, ...toElsewhere(row) });
		const { json, status } = await runZen(simulator, read.parameters(simulator), CONTINUE);

		expect(status).toBe('success');
		expect(json.length).toBeGreaterThan(0);
		expect(json.some(({ error }) => error)).toBe(row.read.outcome !== 'accepted');
		expect(simulator.requests()).toHaveLength(row.read.requests);
		expect(elsewhere.connections()).toBe(0);
	});
});

describe.each(WRITES.map((write) => [write.name, write] as const))('%s meets', (_name, write) => {
	const { method, path, subject, unspoiltBy = [] } = write;
	const cases = FAULTS.map((row) => {
		const { outcome, effects } = unspoiltBy.includes(row.name) ? FINE : row.write;
		return [row.name, outcome, effects, row] as const;
	});

	it.each(cases)('%s: %s, seen once', async (_case, outcome, effects, row) => {
		simulator.faults.add({ method, path, ...row.fault, ...toElsewhere(row) });
		const { json, status } = await runZen(simulator, write.parameters(simulator), CONTINUE);

		expect(status).toBe('success');
		if (outcome === 'accepted') expect(json[0]).not.toHaveProperty('error');
		else expect(json).toMatchObject([{ error: { outcome } }]);
		expect(seen(simulator, method)).toHaveLength(1);
		expect(write.effects(simulator)).toBe(effects);
		expect(elsewhere.connections()).toBe(0);
	});

	it.each(cases)(
		'%s: %s, and a stopped workflow says so',
		async (_case, outcome, _effects, row) => {
			simulator.faults.add({ method, path, ...row.fault, ...toElsewhere(row) });
			const { status, error } = await runZen(simulator, write.parameters(simulator));

			expect(status).toBe(outcome === 'accepted' ? 'success' : 'error');
			expect(seen(simulator, method)).toHaveLength(1);
			if (outcome === 'accepted') return;
			expect(error?.message).toMatch(subject);
			const isUnknown = outcome === 'unknown';
			expect(/^It is not known what became of /.test(error!.message)).toBe(isUnknown);
			if (isUnknown)
				expect(error?.description).toMatch(
					/^(Wait .* first\. )?(Run it again under the same|Look with)/,
				);
		},
	);
});

describe('before a connection is there', () => {
	beforeEach(closeConnections);

	it.each([...READS, ...WRITES].map(({ name, parameters }) => [name, parameters] as const))(
		'%s is tried again, and works',
		async (_name, parameters) => {
			simulator.faults.add({ kind: 'refuse', times: 3 });
			const before = simulator.connections();
			const { json } = await runZen(simulator, parameters(simulator), CONTINUE);

			expect(json.some(({ error }) => error)).toBe(false);
			expect(simulator.connections() - before).toBeGreaterThanOrEqual(4);
			expect(simulator.requests().filter(({ method }) => method !== 'GET').length).toBeLessThan(2);
		},
	);

	it.each(READS.map(({ name, parameters }) => [name, parameters] as const))(
		'%s gives up after four attempts',
		async (_name, parameters) => {
			simulator.faults.add({ kind: 'refuse' });
			const before = simulator.connections();
			const { json } = await runZen(simulator, parameters(simulator), CONTINUE);

			const message = expect.stringMatching(/^ZEN could not be reached: /);
			expect(json).toMatchObject([{ error: { message } }]);
			expect(simulator.connections() - before).toBe(4);
			expect(simulator.requests()).toEqual([]);
		},
	);

	it('a connection that closes behind the pre-flight read does not leave a payment in doubt', async () => {
		simulator.faults.add({ kind: 'closeAfterAnswer', method: 'GET' });
		for (let run = 0; run < 10; run++) {
			const { json } = await runZen(
				simulator,
				payment({ externalId: `INV-${run}`, title: `Invoice ${run}` }),
				CONTINUE,
			);
			expect(json).toMatchObject([{ outcome: 'accepted' }]);
		}
		expect(simulator.ledger()).toHaveLength(10);
	});

	it('a payment that could not be sent is notSent, and its item may be run again', async () => {
		simulator.faults.add({ kind: 'refuse', times: 4 });
		const first = await runZen(simulator, payment(), CONTINUE);
		expect(first.json).toMatchObject([{ error: { outcome: 'notSent', externalId: 'INV-7' } }]);
		expect(simulator.requests()).toEqual([]);

		const second = await runZen(simulator, payment(), CONTINUE);
		expect(second.json).toMatchObject([{ outcome: 'accepted', externalId: 'INV-7' }]);
		expect(simulator.ledger()).toHaveLength(1);
	});
});

/** A redirect is only proved not to be followed when it leads somewhere. */
function toElsewhere({ fault }: FaultCase) {
	return fault.kind === 'redirect' ? { location: `${elsewhere.url}/payments/v1.0` } : {};
}
