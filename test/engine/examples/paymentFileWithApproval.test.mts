import { createRequire } from 'node:module';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Bench } from './Bench.mts';
import { edited, example } from './examples.mts';

/** What n8n's form makes of its description. */
const { sanitizeHtml, handleNewlines } = createRequire(import.meta.url)(
	'n8n-nodes-base/dist/nodes/Form/utils/utils.js',
) as Record<'sanitizeHtml' | 'handleNewlines', (text: string) => string>;

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open({ settleAfterMs: 50 });
});
afterEach(() => bench.simulator.reset());
afterAll(async () => await bench.close());

// Each test has a workflow of its own to n8n, which remembers payments by workflow.
let workflows = 0;
const workflow = () => ({
	...example('payment-file-with-approval'),
	id: `approval ${++workflows}`,
});

/** What the form in the real n8n puts out, which installed.test.mts fills in. */
const answered = (json: IDataObject) => ({ pinData: { Approval: [{ json }] } });

it('pays nothing while nobody has answered', async () => {
	const run = await bench.run(workflow());
	expect(run.status).toBe('waiting');
	expect(bench.paid()).toEqual([]);
});

it('shows number, sum by currency, each payment, and what was refused by line', async () => {
	const run = await bench.run(workflow());
	const [shown] = run.json('Send the link');
	expect(shown).toMatchObject({
		number: 3,
		sums: '1426.20 EUR, 200.50 PLN',
		subject: '3 payments to approve: 1426.20 EUR, 200.50 PLN, 1 refused',
		link: expect.stringMatching(/^http/),
	});
	const [payments, refused] = String(shown!.text).split('\n\n');
	expect(payments!.split('\n')).toEqual([
		'3 payments, 1426.20 EUR, 200.50 PLN:',
		'246.20 EUR to Example Stationery UAB LT199999000000001001, Invoice 5801',
		'1180.00 EUR to Sample Freight GmbH DE32999999990000001002, Invoice 5802',
		'200.50 PLN to Placeholder Print Sp. z o.o. PL23999999990000000000001003, Invoice 5803',
	]);
	expect(refused).toMatch(/^Refused, and not among them:\n.*line \d+ .*check digits/);
});

/** What of the file's first title n8n's form shows to whoever approves, line by line. */
async function shownWith(title: string): Promise<string[]> {
	const its = workflow();
	const [{ value, ...first }] = (
		its.nodes.find(({ name }) => name === 'Sample payments')!.parameters as unknown as Sample
	).assignments.assignments;
	const changed = String(value).replace('Invoice 5801', () => title);
	const run = await bench.run(
		edited(its, 'Sample payments', {
			assignments: { assignments: [{ ...first, value: changed }] },
		}),
	);
	const html = handleNewlines(sanitizeHtml(String(run.json('Send the link')[0]!.text)));
	// As a browser does: what is left of HTML is no text, and <br> a line of its own.
	return html.replace(/<br ?\/?>/g, '\n').split('\n');
}

interface Sample {
	assignments: { assignments: [{ value: unknown }] };
}

it.each([
	'&lt;!--',
	'&lt;script&gt;',
	'&lt;style&gt;',
	'&lt;textarea&gt;',
	'&lt;b',
	'&lt;b&gt;bold&lt;/b&gt;',
	'&lt;br&gt;1180.00 EUR to Known Supplier',
	'<![CDATA[<iframe src="https://example.com">]]>',
	'<![CDATA[&lt;br&gt;]]>',
	'&amp;#10;1.00 EUR to Nobody',
	'\\\\n1180.00 EUR to Known Supplier',
	'\\\\\\\\n1180.00 EUR to Known Supplier',
	'&#x202e;R-1',
])(
	'shows each payment on its line, and what was refused, whatever a title holds: %s',
	async (more) => {
		const plain = await shownWith('Invoice 5801');
		const lines = await shownWith(`Invoice 5801 ${more}`);
		expect(lines).toHaveLength(plain.length);
		const withoutFirst = (all: string[]) => all.filter((line) => !line.includes('5801'));
		expect(withoutFirst(lines)).toEqual(withoutFirst(plain));
		expect(lines.join('')).not.toMatch(/<|\u202e/);
		expect(plain.at(-1)).toContain('check digits');
	},
);

const ALL = ['STATIONERY-5801', 'FREIGHT-5802', 'PRINT-5803'];

it('pays what was shown once it is approved, and once only', async () => {
	const its = workflow();
	const run = await bench.run(its, answered({ Decision: 'Pay them' }));
	expect(run.status).toBe('success');
	expect(bench.paid()).toEqual(ALL);
	expect(run.json('Paid')).toHaveLength(3);

	const again = await bench.run(its, answered({ Decision: 'Pay them' }));
	expect(again.json('Paid').map(({ outcome }) => outcome)).toEqual(Array(3).fill('alreadySent'));
	expect(bench.paid()).toEqual(ALL);
});

it.each<[string, IDataObject]>([
	['declined', { Decision: 'Pay nothing' }],
	['answered otherwise', { Decision: 'pay them' }],
	// n8n goes on with what went in.
	['not answered in time', { subject: '3 payments to approve', payments: [{}] }],
])('pays nothing when it is %s', async (_what, json) => {
	const run = await bench.run(workflow(), answered(json));
	expect(run.status).toBe('success');
	expect(run.items('Nothing is paid')).toHaveLength(1);
	expect(bench.paid()).toEqual([]);
});
