import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench } from './Bench.mts';
import { example, exampleNames, type Example } from './examples.mts';

/** What needs a model or a database does nothing without it, and is run in test/e2e. */
const needsMore = ({ nodes }: Example) =>
	nodes.some(
		({ type, parameters }) => type.startsWith('@n8n/') || parameters.memory === 'postgres',
	);
/** Has a person's yes, where one is asked. */
const YES = { Approval: [{ json: { Decision: 'Pay them' } }] };
const SUPPLIER_AND_NUMBER = /^[A-Z][\w.]*( [\w.]+)*[ -](INV-)?\d{4}$/;

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

it('all examples, run one after the other, pay and draft each invoice once', async () => {
	const { simulator } = bench;
	const seeded = simulator.drafts().length;
	const failed: string[] = [];
	const startable = exampleNames
		.map(example)
		.filter((one) => !needsMore(one) && one.nodes.some((node) => node.name === 'Start'));
	for (const its of startable) {
		const name = its.id;
		const run = await bench.run(its, { pinData: YES });
		expect(run.status, name).toBe('success');
		const ends = Object.values(run.result.nodes).flatMap(({ outputs }) => outputs.flat());
		const text = JSON.stringify(ends.map(({ json }) => json));
		// What an earlier example had paid would come out so.
		if (/"(alreadySent|possibleDuplicate|otherPayment)"/.test(text)) failed.push(name);
	}
	expect(failed).toEqual([]);
	const drafts = simulator.drafts().slice(seeded);
	const ids = [...bench.paid(), ...drafts.map(({ body }) => String(body.externalId))];
	expect(ids.length).toBeGreaterThan(12);
	expect(new Set(ids).size).toBe(ids.length);
	expect(new Set(invoices()).size).toBe(invoices().length);
	for (const id of ids) expect(id).toMatch(SUPPLIER_AND_NUMBER);
});

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
