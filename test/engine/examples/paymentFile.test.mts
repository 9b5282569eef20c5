import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Bench } from './Bench.mts';
import { edited, example } from './examples.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
afterEach(() => bench.simulator.reset());
afterAll(async () => await bench.close());

// Each test has a workflow of its own to n8n, which remembers payments by workflow.
let workflows = 0;
const workflow = () => ({ ...example('payment-file'), id: `payment file ${++workflows}` });

/** The example with another sample file. */
function withFile(change: (xml: string) => string, from = workflow()) {
	const sample = from.nodes.find(({ name }) => name === 'Sample payments')!;
	const { assignments } = sample.parameters as {
		assignments: { assignments: Array<{ value: string }> };
	};
	const [first] = assignments.assignments;
	return edited(from, 'Sample payments', {
		assignments: { assignments: [{ ...first, value: change(first!.value) }] },
	});
}

const ALL = ['STATIONERY-5401', 'FREIGHT-5402', 'CLEANING-5403'];

it('pays what the file holds, once, also when it comes again under another message ID', async () => {
	const first = workflow();
	const run = await bench.run(first);
	expect(run.status).toBe('success');
	expect(bench.paid()).toEqual(ALL);
	expect(run.json('Paid')).toHaveLength(3);
	expect(bench.simulator.ledger().map(({ title }) => title)).toEqual([
		'Invoice 5401',
		'RF385402',
		'Invoice 5403',
	]);

	const again = await bench.run(withFile((xml) => xml.replaceAll('SAMPLE-1', 'SAMPLE-2'), first));
	expect(again.json('Paid').map(({ outcome }) => outcome)).toEqual(Array(3).fill('alreadySent'));
	expect(bench.paid()).toEqual(ALL);
});

it.each<[string, (xml: string) => string, RegExp]>([
	[
		'a wrong sum',
		(xml) => xml.replace('1736.20', '1736.21'),
		/^The payment file in line 8 \(GrpHdr\/CtrlSum\) says that the amounts come to 1736.21/,
	],
	['half a file', (xml) => xml.slice(0, 1500), /is no XML from there on/],
	[
		'a reference twice',
		(xml) => xml.replace('CLEANING-5403', 'FREIGHT-5402'),
		/has the EndToEndId "FREIGHT-5402", as the transfer in line \d+ has/,
	],
	[
		'a wrong IBAN',
		(xml) => xml.replace('00001005', '00001006'),
		/holds "LT\d+"\. Its check digits/,
	],
])('pays nothing of a file with %s, and says where it is', async (_name, change, message) => {
	const run = await bench.run(withFile(change));
	expect(run.status).toBe('error');
	expect(run.result.nodes['Read payment file']?.error?.message).toMatch(message);
	expect(bench.paid()).toEqual([]);
});

it('refuses a file of 50 MB by the size that n8n tells', async () => {
	const run = await bench.run(withFile((xml) => `${xml}{{ ' '.repeat(50 * 1024 * 1024) }}`));
	expect(run.result.nodes['Read payment file']?.error?.message).toMatch(
		/^Input Binary Field holds a file of 50\.\d MB, and at most 10 MB are read\./,
	);
	expect(bench.paid()).toEqual([]);
});
