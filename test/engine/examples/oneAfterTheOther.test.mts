import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench } from './Bench.mts';
import { example } from './examples.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
afterAll(async () => await bench.close());

/** What was paid, as the receiver's accountant would tell one invoice from another. */
const invoices = () =>
	bench.simulator
		.ledger()
		.filter(({ direction }) => direction === 'OUTGOING')
		.map(({ payee, title }) => `${payee.name}: ${/\d{4,}/.exec(title ?? '')?.[0] ?? title}`);

// Whoever tries the package runs the demo, and then the list in a spreadsheet, at the same ZEN.
describe.each([true, false])('where ZEN tells External IDs: %s', (showExternalId) => {
	it('the demo, then the spreadsheet, then both once more pay each invoice once', async () => {
		bench.simulator.reset();
		bench.simulator.settings.showExternalId = showExternalId;
		const named = (name: string) => ({ ...example(name), id: `${name} ${showExternalId}` });
		const [demo, spreadsheet] = [named('payouts'), named('payouts-from-spreadsheet')];

		const first = await bench.run(demo);
		const paidByDemo = bench.paid();
		const second = await bench.run(spreadsheet);
		const paid = bench.paid();

		expect([first.status, second.status]).toEqual(['success', 'success']);
		expect(paidByDemo).toHaveLength(3);
		expect(paid.length).toBeGreaterThan(paidByDemo.length);
		expect(new Set(paid).size).toBe(paid.length);
		expect(new Set(invoices()).size).toBe(invoices().length);

		await bench.run(demo);
		await bench.run(spreadsheet);
		expect(bench.paid()).toEqual(paid);
	});
});
