import { HookContext } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Published } from '../engine/harness/server/Published.mts';
import { TestN8n, TRIGGER, triggerWorkflow } from '../node/support/triggers.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { notification, send } from './support.mts';
import type { Forged } from './support.mts';

/** Somebody who has found the address, and fills the log or writes lines of his own into it. */
const SECRET = 'a secret of mine';
const PAYMENT = '/payments/v1.0/';
const BREAK = '\n2026-01-01 | info | all is well';

/** What all of n8n's contexts have in common. */
const anyContext = Object.getPrototypeOf(HookContext.prototype) as HookContext;

let simulator: Simulator;
let n8n: TestN8n;
let lines: string[];
beforeAll(async () => {
	simulator = await Simulator.start();
	n8n = await TestN8n.start(simulator);
});
beforeEach(() => {
	lines = [];
	const log = (line: string) => void lines.push(line);
	const logger = { error: log, warn: log, info: log, debug: () => {} };
	vi.spyOn(anyContext, 'logger', 'get').mockReturnValue(logger as never);
});
afterEach(() => {
	vi.restoreAllMocks();
	simulator.reset();
});
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

let workflows = 0;
async function publish(options: IDataObject = {}, credential: IDataObject = {}) {
	const workflow = triggerWorkflow({ options }, `log${(workflows += 1)}`);
	const all = { notificationSecret: SECRET, ...credential };
	return await n8n.publish(workflow, all);
}
const right = { 'x-notification-secret': SECRET };

/** Sends each of these some times, and sees what was answered and written. */
async function flood(published: Published, forged: Forged[]) {
	const statuses = new Set<number>();
	for (let times = 0; times < 5; times += 1) {
		for (const one of forged) statuses.add((await send(n8n, published, one)).status);
	}
	for (const line of lines) {
		expect(line).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}/u);
		expect(line).not.toContain(SECRET);
		expect(line).not.toContain(simulator.apiKey);
		expect(line.length).toBeLessThan(1_100);
	}
	return [...statuses];
}

const body = (fields: Record<string, unknown>) => JSON.stringify(notification(fields));
const REFUSALS: Array<[number, Forged[]]> = [
	[401, [{}, { headers: { 'x-notification-secret': 'wrong' } }, { query: '?secret=x%0Ay' }]],
	[415, [{ headers: { ...right, 'content-type': 'text/plain' } }]],
	[413, [{ headers: right, body: JSON.stringify({ a: 'x'.repeat(20_000) }) }]],
	[
		400,
		[
			{ headers: right, body: '[]' },
			{ headers: right, body: body({ paymentId: BREAK }) },
			{ headers: right, body: body({ accountId: SECRET }) },
			{ headers: right, body: body({ transactionStatus: BREAK.repeat(10) }) },
			{ headers: right, body: body({ externalId: 7 }) },
		],
	],
];

it.each(REFUSALS)('%s is one line, whatever it is for', async (status, forged) => {
	expect(await flood(await publish(), forged)).toEqual([status]);
	expect(lines).toHaveLength(1);
	expect(lines[0]).toContain(`refused a notification (${status})`);
});

it('403 is one line', async () => {
	const published = await publish({ allowedAddresses: '192.0.2.1' });
	expect(await flood(published, [{ headers: right }, {}])).toEqual([403]);
	expect(lines).toEqual(['ZEN Trigger refused a notification (403): address not allowed']);
});

it('503 is one line, for all that ZEN answers, line breaks included', async () => {
	const error = { code: 'X', message: `no${BREAK}` };
	simulator.faults.add({ kind: 'status', status: 500, path: PAYMENT, body: { error } } as never);
	const published = await publish();
	const forged = ['a', 'b', 'c'].map((letter) => ({
		headers: right,
		body: body({ paymentId: `${letter.repeat(8)}-9999-4999-8999-999999999999` }),
	}));
	expect(await flood(published, forged)).toEqual([503]);
	expect(lines).toHaveLength(1);
	expect(lines[0]).toContain('answered "try again"');
}, 60_000);

it('503 is one line where the trigger cannot work', async () => {
	const ZEN: IDataObject = { ...credentialFor(simulator) };
	const published = await n8n.server.publish(triggerWorkflow({}, 'logBroken'), {
		credentials: { ZEN: ZEN as never },
	});
	// Set by somebody else, after the workflow was published.
	ZEN.baseUrl = `http://${BREAK}`;
	expect(await flood(published, [{ headers: right }, {}])).toEqual([503]);
	expect(lines).toHaveLength(1);
	expect(lines[0]).toContain('ZEN Trigger cannot work: Base URL');
	expect(published.executions).toEqual([]);
});

it('what is passed over is one line for each payment', async () => {
	const published = await publish();
	const id = simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' }).paymentId;
	const workflow = triggerWorkflow({ events: ['rejected'] }, 'logPassed');
	const choosy = await n8n.publish(workflow, { notificationSecret: SECRET });
	expect(await flood(choosy, [{ headers: right, body: body({ paymentId: id }) }])).toEqual([200]);
	expect(lines).toEqual([
		'ZEN Trigger passed over a notification: Trigger On leaves out its status, SETTLED',
	]);
	expect(n8n.server.url(published, TRIGGER)).not.toBe(n8n.server.url(choosy, TRIGGER));
});

it('what is passed over is 30 lines a minute, however many payments are made up', async () => {
	const workflow = triggerWorkflow({ confirm: false, events: ['rejected'] }, 'logMadeUp');
	const open = await n8n.publish(workflow, { notificationSecret: SECRET });
	const madeUp = Array.from({ length: 100 }, (_, number) => ({
		headers: right,
		body: body({ paymentId: `abcdef00-0000-4000-8000-${String(number).padStart(12, '0')}` }),
	}));
	expect(await flood(open, madeUp)).toEqual([200]);
	expect(lines).toHaveLength(30);
});
