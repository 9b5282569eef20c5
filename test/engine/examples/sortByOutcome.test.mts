import { afterAll, beforeEach, beforeAll, expect, it } from 'vitest';
import { Bench, type Outcome } from './Bench.mts';
import { edited, example } from './examples.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
beforeEach(() => bench.simulator.reset());
afterAll(async () => await bench.close());

let workflows = 0;
const workflow = () => ({ ...example('sort-by-outcome'), id: `sorted ${++workflows}` });

const ENDS = [
	'Paid',
	'Correct it, run again',
	'Find out why in ZEN',
	'Run it again',
	'It was only checked',
	'Look in the ZEN portal',
];
const WAYS = ['error output', 'continue'];

/** Where each item came out, by its outcome. */
const ends = (run: Outcome) =>
	Object.fromEntries(
		ENDS.map((end) => [
			end,
			run
				.json(end)
				.map(({ outcome, error }) => (error as { outcome?: string })?.outcome ?? outcome),
		]).filter(([, outcomes]) => outcomes!.length > 0),
	);

/** One invoice each way. */
const oneEach = (more: object = {}, from = workflow()) =>
	edited(from, 'Invoices to pay', {
		jsonOutput: JSON.stringify({
			invoices: WAYS.map((way, index) => ({
				number: `INV-611${index}`,
				supplier: 'Sample Freight GmbH',
				iban: 'DE32 9999 9999 0000 0010 02',
				due: `10.0${index + 1}`,
				way,
				...more,
			})),
		}),
	});
const both = (outcome: string) => [outcome, outcome];

it('sorts the sample: one paid and one not sent, each way', async () => {
	const run = await bench.run(workflow());
	expect(run.status).toBe('success');
	expect(ends(run)).toEqual({
		Paid: both('accepted'),
		'Correct it, run again': both('notSent'),
	});
	expect(bench.paid()).toEqual(['Example Stationery UAB INV-6101', 'Sample Freight GmbH INV-6103']);
});

it('has the same end for both kinds: refused, rejected, already sent', async () => {
	bench.simulator.faults.add({ kind: 'status', method: 'POST', status: 422, times: 2 });
	expect(ends(await bench.run(oneEach()))).toEqual({ 'Correct it, run again': both('refused') });

	const its = oneEach();
	expect(ends(await bench.run(its))).toEqual({ Paid: both('accepted') });
	expect(ends(await bench.run(its))).toEqual({ Paid: both('alreadySent') });

	bench.simulator.settings.settleAfterMs = 0;
	const running = bench.run(oneEach({ supplier: 'Another Sample GmbH', due: '20.00' }));
	for (const count of [3, 4]) {
		await expect.poll(() => bench.paid().length, { timeout: 20_000 }).toBe(count);
		bench.simulator.reject();
	}
	expect(ends(await running)).toEqual({ 'Find out why in ZEN': both('rejected') });
	bench.simulator.settings.settleAfterMs = 50;
});

it('never takes what is in doubt for paid, also where a column of the input says so', async () => {
	const its = oneEach({ outcome: 'accepted' });
	bench.simulator.faults.add({ kind: 'resetBeforeCommit', method: 'POST', times: 2 });
	expect(ends(await bench.run(its))).toEqual({ 'Run it again': both('unknown') });
	bench.simulator.faults.clear();
	expect(ends(await bench.run(its))).toEqual({ 'Look in the ZEN portal': both('unresolved') });
	expect(bench.paid()).toEqual([]);
});
