import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { pdfText } from '../../simulator/support/pdfText.mts';
import { readBinary } from '../harness.mts';
import { Bench } from './Bench.mts';
import { example } from './examples.mts';

const payouts = example('payouts');

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
afterEach(() => bench.simulator.reset());
afterAll(async () => await bench.close());

it('pays the good invoices, names the bad one and fetches the confirmations', async () => {
	const run = await bench.run(payouts);

	expect(run.status).toBe('success');
	expect(bench.paid()).toEqual(['INV-5301', 'INV-5302', 'INV-5303']);
	expect(run.json('Not paid').map(({ number }) => number)).toEqual(['INV-5304']);
	const files = await Promise.all(run.items('Confirmation').map(async (one) => readBinary(one)));
	const texts = await Promise.all(files.map(async ({ buffer }) => pdfText(buffer)));
	expect(texts.map((text) => /INV-530\d/.exec(text)?.[0])).toEqual(bench.paid());
});

it('asks for no confirmation of a payment that was rejected', async () => {
	bench.simulator.settings.settleAfterMs = 0;
	const running = bench.run({ ...payouts, id: 'rejected payouts' });
	await vi.waitFor(() => expect(bench.paid()).toHaveLength(3), 10_000);
	bench.simulator.reject();
	const run = await running;
	bench.simulator.settings.settleAfterMs = 50;

	expect(run.json('Not settled').map(({ status }) => status)).toEqual(Array(3).fill('REJECTED'));
	expect(run.items('Confirmation')).toEqual([]);
});
