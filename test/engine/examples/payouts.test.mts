import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { pdfText } from '../../simulator/support/pdfText.mts';
import { readBinary } from '../harness.mts';
import { Bench, type Outcome } from './Bench.mts';
import { example } from './examples.mts';

const payouts = example('payouts');

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
afterEach(() => bench.simulator.reset());
afterAll(async () => await bench.close());

/** What left on the error output, by the number of its invoice. */
const ends = (run: Outcome) =>
	run
		.json('Not paid or not known')
		.map(({ number, error }) => [number, (error as IDataObject).outcome]);

it('pays the good invoices, names the bad one and fetches the confirmations', async () => {
	const run = await bench.run(payouts);

	expect(run.status).toBe('success');
	expect(bench.paid()).toEqual([
		'Example Stationery UAB INV-5301',
		'Sample Freight GmbH INV-5302',
		'Demo Catering B.V. INV-5303',
	]);
	expect(ends(run)).toEqual([['INV-5304', 'notSent']]);
	const files = await Promise.all(run.items('Confirmation').map(async (one) => readBinary(one)));
	const texts = await Promise.all(files.map(async ({ buffer }) => pdfText(buffer)));
	expect(texts.map((text) => bench.paid().find((id) => text.includes(id)))).toEqual(bench.paid());
});

it('asks for no confirmation of a payment that was rejected', async () => {
	bench.simulator.settings.settleAfterMs = 0;
	const running = bench.run({ ...payouts, id: 'rejected payouts' });
	await vi.waitFor(() => expect(bench.paid()).toHaveLength(3), 10_000);
	bench.simulator.reject();
	const run = await running;
	bench.simulator.settings.settleAfterMs = 50;

	expect(ends(run)).toEqual([
		['INV-5301', 'rejected'],
		['INV-5302', 'rejected'],
		['INV-5303', 'rejected'],
		['INV-5304', 'notSent'],
	]);
	expect(run.items('Confirmation')).toEqual([]);
});
