import { request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Published } from '../engine/harness/server/Published.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import type { NotifyOptions } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { TestN8n, TRIGGER, triggerWorkflow } from './support/triggers.mts';

const PAYMENT = '/payments/v1.0/';
const EVERYTHING = { events: ['settled', 'rejected', 'inProgress', 'other'] };

let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start();
	n8n = await TestN8n.start(simulator);
});
afterEach(async () => {
	simulator.reset();
	Object.assign(simulator.settings, { bookingLagMs: 0, showExternalId: false });
	await n8n.restart();
});
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

const arrived = (amount = '12.30', more: object = {}) =>
	simulator.incoming({ accountId: ACCOUNT.main, amount, title: 'Order 7', ...more }).paymentId;

/** The requests to ZEN below a path. */
const asked = (path: string) => simulator.requests().filter((one) => one.path.startsWith(path));

const statuses = async (published: Published, ids: string | string[], options?: NotifyOptions) =>
	(await simulator.notify(n8n.server.url(published, TRIGGER), ids, options)).map(
		({ status }) => status,
	);

describe('a notification', () => {
	it('starts an execution with the payment as ZEN tells it, and is answered with ok', async () => {
		const published = await n8n.publish(triggerWorkflow());
		const id = arrived();
		const url = n8n.server.url(published, TRIGGER);
		const [delivery] = await simulator.notify(url, id);
		expect(delivery).toMatchObject({ status: 200, body: '{"status":"ok"}' });
		expect(published.emitted()).toEqual([
			{
				eventId: `${id}:SETTLED`,
				accountId: ACCOUNT.main,
				confirmed: true,
				paymentId: id,
				status: 'SETTLED',
				direction: 'INCOMING',
				amount: '12.30',
				currency: 'EUR',
				title: 'Order 7',
				counterpartyName: 'Example Payer',
				externalId: null,
				lastModifiedAt: expect.stringMatching(/^20.*Z$/),
			},
		]);
		expect((await published.results()).map(({ status }) => status)).toEqual(['success']);
	});

	it('passes on everything that ZEN answered when Simplify is off', async () => {
		const published = await n8n.publish(triggerWorkflow({ simplify: false }));
		const id = arrived('0.10');
		await statuses(published, id);
		expect(published.emitted()[0]).toMatchObject({
			eventId: `${id}:SETTLED`,
			amount: { value: '0.10', currency: 'EUR' },
			senderFees: [{ amount: { value: '0.00', currency: 'EUR' } }],
			transactionType: 'PAYMENT',
		});
	});

	it('emits what ZEN says, not what was notified', async () => {
		const published = await n8n.publish(triggerWorkflow(EVERYTHING));
		const id = arrived('5.00', { status: 'IN_PROGRESS' });
		const fields = { transactionStatus: 'SETTLED', direction: 'OUT', externalId: 'FORGED-1' };
		await statuses(published, id, { fields });
		const [event] = published.emitted();
		expect(event).toMatchObject({ status: 'IN_PROGRESS', direction: 'INCOMING' });
		expect(JSON.stringify(event)).not.toContain('FORGED-1');
	});

	it('tells the account by the account number, whatever account was notified', async () => {
		const published = await n8n.publish(triggerWorkflow());
		await statuses(published, arrived(), { fields: { accountId: ACCOUNT.payroll } });
		expect(published.emitted()[0]?.accountId).toBe(ACCOUNT.main);
	});

	it('names no account where ZEN shows no number to tell it by, whatever was notified', async () => {
		const published = await n8n.publish(triggerWorkflow());
		await statuses(published, arrived('1.00', { accountId: ACCOUNT.dollar }));
		expect(published.emitted()).toMatchObject([{ accountId: null, confirmed: true }]);
	});

	it('passes it over then, if accounts were chosen', async () => {
		const filters = { accountIds: [ACCOUNT.dollar] };
		const published = await n8n.publish(triggerWorkflow({ filters }));
		const id = arrived('1.00', { accountId: ACCOUNT.dollar });
		expect(await statuses(published, id)).toEqual([200]);
		expect(published.emitted()).toEqual([]);
	});

	it('keeps amounts exact, also where ZEN writes numbers', async () => {
		const published = await n8n.publish(triggerWorkflow());
		simulator.faults.add({ kind: 'numbersForStrings' });
		await statuses(published, arrived('9007199254740993.10'));
		expect(published.emitted()[0]?.amount).toBe('9007199254740993.10');
	});
});

describe('Trigger On and Filters', () => {
	it('let through the chosen states only', async () => {
		const published = await n8n.publish(triggerWorkflow({ events: ['inProgress', 'rejected'] }));
		const settled = arrived();
		const waiting = arrived('2.00', { status: 'IN_PROGRESS' });
		expect(await statuses(published, [settled, waiting])).toEqual([200, 200]);
		simulator.reject(waiting);
		await statuses(published, waiting);
		expect(published.emitted().map(({ status }) => status)).toEqual(['IN_PROGRESS', 'REJECTED']);
	});

	it('know a status that does not exist yet as any other', async () => {
		const published = await n8n.publish(triggerWorkflow({ events: ['other'] }));
		const id = arrived();
		const body = { id, status: 'RETURNED', direction: 'INCOMING', lastModifiedAt: 't1' };
		simulator.faults.add({ kind: 'status', status: 200, body, path: PAYMENT });
		await statuses(published, id);
		expect(published.emitted()[0]).toMatchObject({ eventId: `${id}:RETURNED:t1` });
	});

	it.each([
		['direction', { direction: 'OUTGOING' }, 0],
		['direction', { direction: 'INCOMING' }, 2],
		['minimum amount', { minimumAmount: '12.30' }, 1],
		['minimum amount', { minimumAmount: '12.301' }, 0],
		['minimum amount', { minimumAmount: '9.9' }, 2],
		['account', { accountIds: [ACCOUNT.payroll] }, 0],
		['account', { accountIds: [ACCOUNT.payroll, ACCOUNT.main.toUpperCase()] }, 2],
	])('filter by %s: %o lets %i of two through', async (_name, filters, count) => {
		const published = await n8n.publish(triggerWorkflow({ filters }));
		const ids = [arrived('12.30'), arrived('9.90')];
		expect(await statuses(published, ids)).toEqual([200, 200]);
		expect(published.emitted()).toHaveLength(count);
	});
});

describe('duplicates', () => {
	it('sent twice, at once, late and out of order start one execution for each state', async () => {
		const published = await n8n.publish(triggerWorkflow(EVERYTHING));
		const id = arrived('7.00', { status: 'IN_PROGRESS' });
		expect(await statuses(published, id, { times: 5, atOnce: true })).toEqual(Array(5).fill(200));
		simulator.settle(id);
		await statuses(published, id, { times: 5, atOnce: true });
		await statuses(published, id, { delayMs: 20, fields: { transactionStatus: 'IN_PROGRESS' } });
		expect(published.emitted().map(({ status }) => status)).toEqual(['IN_PROGRESS', 'SETTLED']);
		expect(new Set(published.emitted().map(({ eventId }) => eventId)).size).toBe(2);
	});

	it('are still known after a restart', async () => {
		const before = await n8n.publish(triggerWorkflow());
		const id = arrived();
		await statuses(before, id);
		await n8n.restart();
		const after = await n8n.publishAgain(before, triggerWorkflow());
		expect(await statuses(after, id)).toEqual([200]);
		expect(before.emitted()).toHaveLength(1);
		expect(after.emitted()).toEqual([]);
	});

	// A trigger has nothing in n8n that processes share at the same moment.
	it('at two processes at the same moment start an execution each, of the same event', async () => {
		const other = await TestN8n.start(simulator);
		onTestFinished(async () => await other.stop());
		const id = arrived();
		const emitted = [n8n, other].map(async ({ server }) => {
			const data = { ZEN: credentialFor(simulator) };
			const published = await server.publish(triggerWorkflow(), { credentials: data });
			await simulator.notify(server.url(published, TRIGGER), id);
			return published.emitted().map(({ eventId }) => eventId);
		});
		expect(await Promise.all(emitted)).toEqual([[`${id}:SETTLED`], [`${id}:SETTLED`]]);
	});

	it('save nothing of their own, which could take the place of what the first one noted', async () => {
		const published = await n8n.publish(triggerWorkflow());
		const { text: empty } = published.column;
		const id = arrived();
		published.startMs = 500;
		const first = statuses(published, id);
		await new Promise((resolve) => setTimeout(resolve, 250));
		expect(await statuses(published, id)).toEqual([200]);
		expect(published.column.text).toBe(empty);
		expect(await first).toEqual([200]);
		expect(published.column.text).not.toBe(empty);
		expect(published.emitted()).toHaveLength(1);
	});

	it('are no duplicates when n8n could not start the execution: the next one does', async () => {
		const published = await n8n.publish(triggerWorkflow());
		published.failStarts = 1;
		const id = arrived();
		expect(await statuses(published, id, { times: 3 })).toEqual([500, 200, 200]);
		expect(published.emitted()).toHaveLength(1);
	});

	it('are no duplicates either when another execution saved the static data meanwhile', async () => {
		const published = await n8n.publish(triggerWorkflow());
		const [failing, fine] = [arrived('1.00'), arrived('2.00')];
		published.startMs = 100;
		published.failStarts = 1;
		const [first] = await Promise.all([
			statuses(published, failing),
			new Promise((resolve) => setTimeout(resolve, 30)).then(
				async () => await statuses(published, fine),
			),
		]);
		expect(first).toEqual([500]);
		expect(await statuses(published, failing)).toEqual([200]);
		expect(published.emitted().map(({ paymentId }) => paymentId)).toEqual([fine, failing]);
	});

	it('do not come from the booking, which follows a settled payment', async () => {
		simulator.settings.bookingLagMs = 60_000;
		const published = await n8n.publish(triggerWorkflow({ simplify: false }));
		const id = arrived();
		await statuses(published, id);
		simulator.advance(60_000);
		await statuses(published, id);
		expect(published.emitted()).toHaveLength(1);
		expect(published.emitted()[0]?.bookedAt).toBeNull();
	});

	it('of a burst are known after a restart, although every request saves the whole static data', async () => {
		const before = await n8n.publish(triggerWorkflow());
		const ids = Array.from({ length: 40 }, (_, index) => arrived(`${index + 1}.00`));
		await statuses(before, ids, { atOnce: true });
		await statuses(before, ids[0]!);
		await n8n.restart();
		const after = await n8n.publishAgain(before, triggerWorkflow());
		await statuses(after, ids, { shuffle: true });
		expect(before.emitted()).toHaveLength(40);
		expect(after.emitted()).toEqual([]);
	});

	it('do not make the static data grow without bound', async () => {
		const published = await n8n.publish(triggerWorkflow({ confirm: false }));
		published.column.text = JSON.stringify({
			[`node:${TRIGGER}`]: { seen: 'x'.repeat(12 * 9_000) },
		});
		await statuses(published, arrived());
		expect(published.column.text.length).toBeLessThan(12 * 5_001 + 100);
	});
});

describe('when ZEN cannot be asked', () => {
	it('the sender is told to try again, and the next try goes through', async () => {
		const published = await n8n.publish(triggerWorkflow());
		const id = arrived();
		simulator.faults.add({ kind: 'status', status: 500, path: PAYMENT, times: 1 });
		expect(await statuses(published, id, { times: 2 })).toEqual([503, 200]);
		expect(published.emitted()).toHaveLength(1);
		expect(asked(PAYMENT)).toHaveLength(2);
	});

	it.each([
		['refuse', 0],
		['resetBeforeCommit', 1],
		['notJson', 1],
		['cutBody', 1],
		['emptyBody', 1],
		['redirect', 1],
	] as const)('%s: 503, at most one request, no execution', async (kind, requests) => {
		const published = await n8n.publish(triggerWorkflow());
		const id = arrived();
		simulator.faults.add(kind === 'refuse' ? { kind } : { kind, path: PAYMENT });
		const { statusCode, headers } = await request(n8n.server.url(published, TRIGGER), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				paymentId: id,
				externalId: null,
				direction: 'IN',
				transactionStatus: 'SETTLED',
				accountId: ACCOUNT.main,
			}),
		});
		expect(statusCode).toBe(503);
		expect(headers['retry-after']).toBe('60');
		expect(published.executions).toEqual([]);
		expect(asked(PAYMENT).length).toBeLessThanOrEqual(requests);
	});

	it('an answer about another payment is no confirmation', async () => {
		const published = await n8n.publish(triggerWorkflow());
		const body = { id: arrived(), status: 'SETTLED' };
		simulator.faults.add({ kind: 'status', status: 200, body, path: PAYMENT });
		expect(await statuses(published, arrived())).toEqual([503]);
		expect(published.executions).toEqual([]);
	});

	it('what was notified goes through unconfirmed if the user chose so, and again once confirmed', async () => {
		const published = await n8n.publish(triggerWorkflow({ whenUnreachable: 'emit' }));
		const id = arrived();
		simulator.faults.add({ kind: 'resetBeforeCommit', path: PAYMENT, times: 1 });
		expect(await statuses(published, id, { times: 2 })).toEqual([200, 200]);
		expect(published.emitted()).toMatchObject([
			{ eventId: `${id}:SETTLED:unconfirmed`, confirmed: false, status: 'SETTLED', amount: null },
			{ eventId: `${id}:SETTLED`, confirmed: true, amount: '12.30' },
		]);
	});

	it('a credential that does not work answers 503 as well and starts nothing', async () => {
		const published = await n8n.publish(triggerWorkflow(), { privateKey: 'not a key' });
		expect(await statuses(published, arrived())).toEqual([503]);
		expect(published.executions).toEqual([]);
	});
});

describe('without Confirm With ZEN', () => {
	it('what was notified is emitted as unconfirmed, without asking ZEN', async () => {
		const published = await n8n.publish(triggerWorkflow({ confirm: false }));
		const id = arrived();
		expect(await statuses(published, id, { times: 3 })).toEqual([200, 200, 200]);
		expect(published.emitted()).toMatchObject([
			{ paymentId: id, confirmed: false, direction: 'INCOMING' },
		]);
		expect(asked('/')).toEqual([]);
	});
});

describe('the editor', () => {
	it('gets every notification to the Test URL, duplicates too, and nothing is kept of it', async () => {
		const published = await n8n.publish(triggerWorkflow());
		const before = published.column.text;
		const id = arrived();
		const url = n8n.server.testUrl(published, TRIGGER);
		const sent = await simulator.notify(url, id, { times: 2 });
		expect(sent.map(({ status }) => status)).toEqual([200, 200]);
		expect(published.executions.map(({ mode }) => mode)).toEqual(['manual', 'manual']);
		expect(published.column.text).toBe(before);
		await statuses(published, id);
		expect(published.emitted()).toHaveLength(3);
	});

	it.each([
		['Allowed Addresses', { options: { allowedAddresses: '10.0.0.0/33' } }],
		['Allowed Addresses', { options: { allowedAddresses: '={{ $vars.one }},{{ $vars.other }}' } }],
		['Minimum Amount', { filters: { minimumAmount: '1,50' } }],
		['Trigger On', { events: [] }],
		['Secret Header', { options: { headerName: 'no header' } }],
		['Account Names or IDs', { filters: { accountIds: ['main'] } }],
	])('is told of a wrong %s when the workflow is published', async (label, parameters) => {
		await expect(n8n.publish(triggerWorkflow(parameters))).rejects.toThrow(label);
	});

	it.each([
		'-',
		'={{ $vars.one }}-{{ $vars.other }}',
		'={{ String($vars.one) }}',
		'\u200b',
		'null',
	])('is told of a Notification Secret that holds no word: %j', async (notificationSecret) => {
		await expect(n8n.publish(triggerWorkflow(), { notificationSecret })).rejects.toThrow(
			'Notification Secret holds no word of its own',
		);
	});

	it('is told when n8n would keep nothing for the workflow', async () => {
		const long = 'x'.repeat(22);
		await expect(n8n.publish(triggerWorkflow({}, long))).rejects.toThrow('The ID of this workflow');
		await n8n.publish(triggerWorkflow({}, long.slice(1)));
	});

	it('publishes and unpublishes without asking ZEN anything', async () => {
		await n8n.server.unpublish(await n8n.publish(triggerWorkflow()));
		expect(simulator.requests()).toEqual([]);
	});
});
