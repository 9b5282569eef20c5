import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeConnections } from '../../nodes/zen-client';
import { Simulator } from '../simulator';
import { FAULTS, READS, SEED, WRITES } from './support/faultTable';
import { CONTINUE, payment, runZen, seen } from './support/zen';

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
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => {
	vi.restoreAllMocks();
	simulator.reset();
});

const readCases = FAULTS.map(
	(row) => [row.name, row.read.outcome, row.read.requests, row] as const,
);
const writeCases = FAULTS.map((row) => [row.name, row.write.outcome, row] as const);

describe.each(READS.map((read) => [read.name, read] as const))('%s meets', (_name, read) => {
	const { parameters, path } = read;

	it.each(readCases)('%s: %s, seen %s times', async (_case, _outcome, _requests, row) => {
		simulator.faults.add({ method: 'GET', path, ...row.fault, ...redirected(row.fault.kind) });
		const { json, status } = await runZen(simulator, parameters, CONTINUE);

		expect(status).toBe('success');
		expect(json.length).toBeGreaterThan(0);
		expect(json.some(({ error }) => error)).toBe(row.read.outcome !== 'accepted');
		expect(simulator.requests()).toHaveLength(row.read.requests);
		expect(elsewhere.connections()).toBe(0);
	});
});

describe.each(WRITES.map((write) => [write.name, write] as const))('%s meets', (_name, write) => {
	const { method, parameters, path } = write;

	it.each(writeCases)('%s: %s, seen once', async (_case, _outcome, row) => {
		simulator.faults.add({ method, path, ...row.fault, ...redirected(row.fault.kind) });
		const { json, status } = await runZen(simulator, parameters, CONTINUE);

		expect(status).toBe('success');
		const { outcome } = row.write;
		expect(json).toMatchObject([outcome === 'accepted' ? { outcome } : { error: { outcome } }]);
		expect('error' in json[0]!).toBe(outcome !== 'accepted');
		expect(seen(simulator, method)).toHaveLength(1);
		expect(simulator.ledger()).toHaveLength(row.write.payments);
		expect(elsewhere.connections()).toBe(0);
	});

	it.each(FAULTS)(
		'$name stops the workflow unless it worked, and says what is known',
		async (row) => {
			simulator.faults.add({ method, path, ...row.fault, ...redirected(row.fault.kind) });
			const { status, error } = await runZen(simulator, parameters);

			const { outcome } = row.write;
			expect(status).toBe(outcome === 'accepted' ? 'success' : 'error');
			expect(seen(simulator, method)).toHaveLength(1);
			if (outcome === 'unknown') {
				expect(error?.message).toMatch(/^It is not known what became of payment "INV-7"/);
				expect(error?.description).toMatch(/^Do not send it again before you have looked/);
			}
			if (outcome === 'refused') expect(error?.message).toMatch(/^ZEN .*payment "INV-7"/);
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
			const { json } = await runZen(simulator, parameters, CONTINUE);

			expect(json.some(({ error }) => error)).toBe(false);
			expect(simulator.connections() - before).toBeGreaterThanOrEqual(4);
			expect(seen(simulator, 'POST').length).toBeLessThanOrEqual(1);
		},
	);

	it.each(READS.map(({ name, parameters }) => [name, parameters] as const))(
		'%s gives up after four attempts',
		async (_name, parameters) => {
			simulator.faults.add({ kind: 'refuse' });
			const before = simulator.connections();
			const { json } = await runZen(simulator, parameters, CONTINUE);

			const message = expect.stringMatching(/^ZEN could not be reached: /);
			expect(json).toMatchObject([{ error: { message } }]);
			expect(simulator.connections() - before).toBe(4);
			expect(simulator.requests()).toEqual([]);
		},
	);

	it('a connection that closes behind the pre-flight read does not leave a payment in doubt', async () => {
		simulator.faults.add({ kind: 'closeAfterAnswer', method: 'GET' });
		for (let run = 0; run < 10; run++) {
			const { json } = await runZen(simulator, payment({ externalId: `INV-${run}` }), CONTINUE);
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
function redirected(kind: string) {
	return kind === 'redirect' ? { location: `${elsewhere.url}/payments/v1.0` } : {};
}
