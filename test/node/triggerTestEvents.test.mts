import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { triggerPanel } from '../../nodes/ZenTrigger/panel';
import { triggerLines } from '../e2e/demo/triggerLines.mts';
import { examples } from '../e2e/n8n/examples.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { page } from '../simulator/page.mts';
import { TestN8n, TRIGGER, triggerWorkflow } from './support/triggers.mts';

const shell = async (line: string) => (await promisify(execFile)('sh', ['-c', line])).stdout;

let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start();
	n8n = await TestN8n.start(simulator);
});
beforeEach(() => simulator.reset());
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

const arrived = () => simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' }).paymentId;
const { inactive, active } = (triggerPanel as { executionsHelp: Record<string, string> })
	.executionsHelp as { inactive: string; active: string };
const [, sample = ''] = /<code>(curl .*?)<\/code>/.exec(inactive) ?? [];

describe('a test event that is dropped says so', () => {
	let count = 0;
	const answers = async (parameters: object, at: 'testUrl' | 'url' = 'testUrl') => {
		const workflow = triggerWorkflow(parameters as never, `dropped${(count += 1)}`);
		const published = await n8n.publish(workflow);
		const [sent] = await simulator.notify(n8n.server[at](published, TRIGGER), arrived());
		expect(published.executions).toEqual([]);
		return JSON.parse(sent!.body) as object;
	};

	it.each([
		['Trigger On', { events: ['rejected'] }, 'Trigger On leaves out its status, SETTLED'],
		['Direction', { filters: { direction: 'OUTGOING' } }, 'the filter Direction excludes it'],
		[
			'Minimum Amount',
			{ filters: { minimumAmount: '1.01' } },
			'the filter Minimum Amount excludes it',
		],
		[
			'Account Names or IDs',
			{ filters: { accountIds: [ACCOUNT.payroll] } },
			'the filter Account Names or IDs excludes it',
		],
		[
			'Direction, without asking ZEN',
			{ confirm: false, filters: { direction: 'OUTGOING' } },
			'the filter Direction excludes it',
		],
	])('by %s', async (_field, parameters, passedOver) => {
		expect(await answers(parameters)).toEqual({ status: 'ok', passedOver });
	});

	it('but not at the Production URL, where anybody may ask', async () => {
		const parameters = { filters: { minimumAmount: '1.01' } };
		expect(await answers(parameters, 'url')).toEqual({ status: 'ok' });
	});
});

describe('the curl line that the editor shows', () => {
	it('stands there whether the workflow is published or not', () => {
		expect(sample).toContain('TEST_URL');
		expect(active).toContain(sample);
	});

	it("starts the workflow once it holds a payment of one's own", async () => {
		const published = await n8n.publish(triggerWorkflow({}, 'curled'));
		const paymentId = arrived();
		const line = sample
			.replace('TEST_URL', n8n.server.testUrl(published, TRIGGER))
			.replace('123e4567-e89b-12d3-a456-426614174000', paymentId);
		expect(JSON.parse(await shell(line))).toEqual({ status: 'ok' });
		expect(published.emitted()).toMatchObject([{ paymentId, confirmed: true }]);
	});

	it('says what is missing as long as it holds none', async () => {
		const published = await n8n.publish(triggerWorkflow({}, 'curledAsItIs'));
		const line = sample.replace('TEST_URL', n8n.server.testUrl(published, TRIGGER));
		expect(JSON.parse(await shell(line))).toEqual({
			status: 'ok',
			passedOver: 'ZEN knows no payment 123e4567-e89b-12d3-a456-426614174000',
		});
	});
});

describe('the lines that are printed for a trigger', () => {
	it('of the demo start the example that waits for ZEN', async () => {
		// A form that waits for a person has a webhook too, and is none of ZEN's.
		const isTrigger = ({ type }: { type: string }) => type === 'n8n-nodes-zen.zenTrigger';
		const waiting = examples.filter(({ nodes }) => nodes.some(isTrigger));
		expect(waiting.length).toBeGreaterThan(0);
		const published = await n8n.publish(triggerWorkflow({}, 'demo'));
		const testUrl = new URL(n8n.server.testUrl(published, TRIGGER));
		for (const example of waiting) {
			const { controlUrl } = simulator;
			const paymentId = arrived();
			const around = { n8nUrl: testUrl.origin, controlUrl, accountId: ACCOUNT.main, paymentId };
			const [, notify = '', , incoming = ''] = triggerLines(example, around);
			const { webhookId } = example.nodes.find(isTrigger)!;
			const address = `${testUrl.origin}/webhook-test/${webhookId}/zen`;
			expect(notify).toContain(address);
			await shell(notify.replace(address, testUrl.href));
			expect(published.emitted().at(-1)).toMatchObject({ paymentId });
			expect(JSON.parse(await shell(incoming))).toMatchObject({ paymentId: expect.any(String) });
		}
		expect(published.emitted()).toHaveLength(waiting.length);
	});

	it('of the simulator name the address that it notifies, or what n8n calls it', () => {
		const files = { clientCertificate: 'c', privateKey: 'k', ca: 'a' } as never;
		expect(page(simulator, files)).toContain('http://localhost:5678/webhook-test/<webhook ID>/zen');
		Object.assign(simulator.settings, { notifyUrl: 'http://localhost:5678/webhook/mine/zen' });
		const [, lines = ''] = page(simulator, files).split('# notify twice\n');
		expect(lines).toContain('"url":"http://localhost:5678/webhook/mine/zen"');
		Object.assign(simulator.settings, { notifyUrl: null });
	});
});
