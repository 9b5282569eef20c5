import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Bench, type Outcome } from './Bench.mts';
import { edited, example } from './examples.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
afterEach(() => bench.simulator.reset());
afterAll(async () => await bench.close());

let workflows = 0;
const workflow = () => ({ ...example('approved-invoices-to-drafts'), id: `drafts ${++workflows}` });

const SEEDED = 1;
const made = () => bench.simulator.drafts().slice(SEEDED);
/** The drafts by the numbers of their invoices, each behind its supplier. */
const drafted = () =>
	made().map(({ body }) => /^\w.* (INV-\d+)$/.exec(String(body.externalId))?.[1]);
/** The message's three lists, each by the numbers of its invoices. */
const lists = (run: Outcome) =>
	String(run.json('Send to who accepts them')[0]?.text)
		.split('\n\n')
		.map((part) => part.match(/^(INV-\d+|none)/gm));

it('drafts what is approved and tells who accepts it; no money moves', async () => {
	const run = await bench.run(workflow());

	expect(run.status).toBe('success');
	expect(drafted()).toEqual(['INV-5501', 'INV-5502']);
	expect(made().map(({ received }) => received)).toMatchObject(
		Array(2).fill({ chargeType: 'SHA' }),
	);
	expect(bench.paid()).toEqual([]);
	expect(run.json('Left until approved').map(({ number }) => number)).toEqual(['INV-5503']);
	expect(lists(run)).toEqual([['INV-5501', 'INV-5502'], ['none'], ['INV-5504']]);
	const [{ subject, text } = {}] = run.json('Send to who accepts them');
	expect(subject).toBe('2 new drafts to accept in the ZEN portal, 1 not drafted');
	expect(text).toContain('INV-5501: 246.20 EUR to Example Stationery UAB, approved by A. Sample');
	expect(text).toMatch(/NOT drafted:\nINV-5504: Receiver Account Number .*check digits do not fit/);
});

it('makes no second draft the next day, and says what became of the first', async () => {
	const invoices = workflow();
	await bench.run(invoices);
	bench.simulator.accept(made()[0]!.id);
	const run = await bench.run(invoices);

	expect(drafted()).toEqual(['INV-5501', 'INV-5502']);
	expect(lists(run)).toEqual([['none'], ['INV-5501', 'INV-5502'], ['INV-5504']]);
	const text = String(run.json('Message')[0]?.text);
	expect(text).toMatch(/INV-5501: .*Now IN_PROGRESS/);
	expect(text).toMatch(/INV-5502: .*Now DRAFT/);
});

it('makes no second draft either where the memory was lost, and does not call it missing', async () => {
	await bench.run(workflow());
	// By then a payment, of which ZEN tells no External ID.
	bench.simulator.accept(made()[0]!.id);
	const run = await bench.run(workflow());

	expect(drafted()).toEqual(['INV-5501', 'INV-5502']);
	expect(lists(run)).toEqual([['none'], ['INV-5502'], ['INV-5501', 'INV-5504']]);
	expect(run.json('Message')[0]?.text).toContain(
		'INV-5501: IT MAY BE THERE, do not enter it by hand',
	);
});

it('works with a credential that may not pay', async () => {
	const run = await bench.run(workflow(), { credential: { allowPayments: false } });
	expect(lists(run)[0]).toEqual(['INV-5501', 'INV-5502']);
});

it('does not call an invoice undrafted whose draft may be there', async () => {
	bench.simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST', times: 1 });
	const run = await bench.run(workflow());

	expect(drafted()).toEqual(['INV-5501', 'INV-5502']);
	expect(lists(run)).toEqual([['INV-5502'], ['none'], ['INV-5501', 'INV-5504']]);
	expect(run.json('Message')[0]?.text).toContain(
		'INV-5501: IT MAY BE THERE, do not enter it by hand',
	);
});

it('writes a message also when all went well, and when nothing did', async () => {
	const invoice = (number: string, iban: string) => ({
		number,
		supplier: 'Example Stationery UAB',
		iban,
		amount: '1.00',
		currency: 'EUR',
		approved: true,
		approvedBy: 'A. Sample',
	});
	const of = (...invoices: object[]) =>
		edited(workflow(), 'Invoices', { jsonOutput: JSON.stringify({ invoices }) });
	const good = await bench.run(of(invoice('INV-1', 'LT19 9999 0000 0000 1001')));
	const bad = await bench.run(of(invoice('INV-2', 'LT91 9999 0000 0000 1001')));

	expect(lists(good)).toEqual([['INV-1'], ['none'], ['none']]);
	expect(good.json('Message')[0]?.subject).toBe('1 new drafts to accept in the ZEN portal');
	expect(lists(bad)).toEqual([['none'], ['none'], ['INV-2']]);
});

it('drafts nothing when an approval is no plain yes or no', async () => {
	const odd = edited(workflow(), 'Invoices', {
		jsonOutput: JSON.stringify({ invoices: [{ number: 'INV-1', approved: 'probably' }] }),
	});
	const run = await bench.run(odd);

	expect(run.status).toBe('error');
	expect(drafted()).toEqual([]);
});
