import { PollContext } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Poller } from '../engine/harness/server/Poller.mts';
import type { Published } from '../engine/harness/server/Published.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import {
	bothWorkflow,
	POLLER,
	pollWorkflow,
	TestN8n,
	TRIGGER,
	triggerWorkflow,
} from './support/triggers.mts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HISTORY = '/payments/v1.0';
const BOTH = { filters: { accountIds: [ACCOUNT.main, ACCOUNT.payroll] } };

const start = new Date();
let passed = 0;
let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start({ clock: () => start });
});
beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: start.getTime() + passed });
	n8n = await TestN8n.start(simulator);
});
afterEach(async () => {
	await n8n.stop();
	vi.useRealTimers();
	simulator.settings.bookingLagMs = 0;
	simulator.reset();
});
afterAll(async () => await simulator.stop());

/** Lets time pass, for ZEN and for n8n. */
const pass = (ms: number) => {
	passed += ms;
	simulator.advance(ms);
	vi.setSystemTime(start.getTime() + passed);
};

const arrived = (amount = '12.30', accountId: string = ACCOUNT.main, more: object = {}) =>
	simulator.incoming({ accountId, amount, ...more }).paymentId;
const ids = (items: IDataObject[]) => items.map(({ paymentId }) => paymentId);

const activate = async (parameters: IDataObject = BOTH) => {
	const published = await n8n.publish(pollWorkflow(parameters));
	return { published, poller: await Poller.activate(published, POLLER) };
};

/** Stops n8n and starts it again with the same workflow. */
const restart = async (before: Published, parameters: IDataObject = BOTH) => {
	await n8n.restart();
	const published = await n8n.publishAgain(before, pollWorkflow(parameters));
	return { published, poller: await Poller.activate(published, POLLER, 'init') };
};

describe('the polling trigger', () => {
	it('only takes stock at first, then emits each newly booked payment once, the oldest first', async () => {
		const { published, poller } = await activate();
		expect(published.executions).toEqual([]);
		expect(await poller.tick()).toEqual([]);
		const first = arrived('1.10');
		pass(2_000);
		const second = arrived('2.20', ACCOUNT.payroll);
		expect(ids(await poller.tick())).toEqual([first, second]);
		expect(await poller.tick()).toEqual([]);
		expect(published.emitted().map(({ amount, accountId }) => [amount, accountId])).toEqual([
			['1.10', ACCOUNT.main],
			['2.20', ACCOUNT.payroll],
		]);
		expect(poller.errors).toEqual([]);
	});

	it('emits the very item that the webhook trigger emits', async () => {
		const webhook = await n8n.publish(triggerWorkflow());
		const { published, poller } = await activate();
		const id = arrived();
		await simulator.notify(n8n.server.url(webhook, TRIGGER), id);
		await poller.tick();
		expect(published.emitted()).toEqual(webhook.emitted());
		expect(published.emitted()).toHaveLength(1);
	});

	it('calls a payment by the same event id when it was notified before it was booked', async () => {
		simulator.settings.bookingLagMs = HOUR;
		const webhook = await n8n.publish(triggerWorkflow());
		const { published, poller } = await activate();
		const id = arrived();
		await simulator.notify(n8n.server.url(webhook, TRIGGER), id);
		expect(await poller.tick()).toEqual([]);
		pass(HOUR);
		await poller.tick();
		expect(published.emitted()[0]?.eventId).toBe(webhook.emitted()[0]?.eventId);
	});

	it('reads every page', async () => {
		const { published, poller } = await activate();
		const made = Array.from({ length: 350 }, (_, index) => arrived(`${index}.01`));
		await poller.tick();
		expect(new Set(ids(published.emitted()))).toEqual(new Set(made));
		expect(published.emitted()).toHaveLength(350);
		expect(published.executions).toHaveLength(1);
	});

	it('emits what is booked late, after payments that are younger', async () => {
		const { poller } = await activate();
		simulator.settings.bookingLagMs = 2 * DAY;
		const late = arrived();
		simulator.settings.bookingLagMs = 0;
		pass(DAY);
		const young = arrived();
		expect(ids(await poller.tick())).toEqual([young]);
		pass(DAY);
		expect(ids(await poller.tick())).toEqual([late]);
		expect(await poller.tick()).toEqual([]);
	});

	it('watches all active accounts when none is chosen', async () => {
		const { poller } = await activate({});
		const made = [arrived('1.00', ACCOUNT.dollar), arrived('2.00', ACCOUNT.zloty)];
		expect(new Set(ids(await poller.tick()))).toEqual(new Set(made));
	});

	it('applies the filters, and what they exclude does not come later', async () => {
		const filters = { ...BOTH.filters, direction: 'INCOMING', minimumAmount: '10' };
		const { poller } = await activate({ filters });
		arrived('9.99');
		const enough = arrived('10.00');
		expect(ids(await poller.tick())).toEqual([enough]);
		expect(await poller.tick()).toEqual([]);
	});

	it('takes stock of an account that is chosen later', async () => {
		const one = { filters: { accountIds: [ACCOUNT.main] } };
		const { published } = await activate(one);
		arrived('1.00', ACCOUNT.payroll);
		const { poller } = await restart(published, BOTH);
		const id = arrived('2.00', ACCOUNT.payroll);
		expect(ids(await poller.tick())).toEqual([id]);
	});
});

describe('across restarts', () => {
	it('nothing comes twice and nothing is lost', async () => {
		const { published, poller } = await activate();
		const before = arrived();
		await poller.tick();
		const meanwhile = arrived();
		pass(HOUR);
		const again = await restart(published);
		expect(ids(again.published.emitted())).toEqual([meanwhile]);
		pass(9 * DAY);
		const later = arrived();
		const third = await restart(again.published);
		expect(ids(third.published.emitted())).toEqual([later]);
		expect(ids(published.emitted())).toEqual([before]);
	});

	it('what n8n could not save comes again under the same event id, rather than getting lost', async () => {
		const { published, poller } = await activate();
		published.column.broken = true;
		arrived();
		await poller.tick();
		expect(await poller.tick()).toEqual([]);
		const again = await restart(published);
		expect(again.published.emitted()).toEqual(published.emitted());
	});
});

describe('in one workflow with the webhook trigger', () => {
	it('a notification saved over what was noted at publication costs no payment', async () => {
		const published = await n8n.publish(bothWorkflow());
		arrived('1.00');
		pass(2_000);
		simulator.faults.add({ kind: 'delay', ms: 100, path: HISTORY, times: 1 });
		published.startMs = 600;
		const [, [delivery]] = await Promise.all([
			Poller.activate(published, POLLER),
			simulator.notify(n8n.server.url(published, TRIGGER), arrived('2.00')),
		]);
		expect(delivery?.status).toBe(200);
		expect(published.column.text).not.toContain(POLLER);
		expect(published.column.text).toContain(TRIGGER);
		await n8n.restart();
		const missed = arrived('3.00');
		const again = await n8n.publishAgain(published, bothWorkflow());
		await Poller.activate(again, POLLER, 'init');
		expect(ids(again.emitted())).toContain(missed);
	});

	it('the first poll only takes stock, even if it is a start of n8n that publishes it', async () => {
		arrived();
		const published = await n8n.publish(bothWorkflow(), {}, '{}');
		await Poller.activate(published, POLLER, 'init');
		expect(published.emitted()).toEqual([]);
	});
});

describe('when ZEN cannot be asked', () => {
	it('for days, everything that was booked meanwhile comes afterwards, once', async () => {
		const { published, poller } = await activate();
		simulator.faults.add({ kind: 'status', status: 400 });
		const made: string[] = [];
		for (let hour = 0; hour < 10 * 24; hour += 6) {
			made.push(arrived(`${hour}.50`, hour % 12 ? ACCOUNT.main : ACCOUNT.payroll));
			pass(6 * HOUR);
			expect(await poller.tick()).toEqual([]);
		}
		expect(poller.errors).toHaveLength(40);
		expect(poller.errors[0]?.message).toMatch(/^ZEN refused/);
		simulator.faults.clear();
		expect(ids(await poller.tick())).toEqual(made);
		expect(await poller.tick()).toEqual([]);
		expect(published.executions).toHaveLength(1);
	});

	it('for every account, nothing advances for any of them', async () => {
		const { poller } = await activate();
		const made = [arrived('1.00'), arrived('2.00', ACCOUNT.payroll)];
		// The account that is asked second.
		simulator.faults.add({ kind: 'status', status: 400, path: HISTORY, skip: 1, times: 1 });
		expect(await poller.tick()).toEqual([]);
		expect(poller.errors).toHaveLength(1);
		expect(ids(await poller.tick())).toEqual(made);
	});

	it('on a later page, nothing of the earlier ones counts as seen', async () => {
		const { poller } = await activate({ filters: { accountIds: [ACCOUNT.main] } });
		const made = Array.from({ length: 150 }, () => arrived());
		simulator.faults.add({ kind: 'status', status: 400, path: HISTORY, skip: 1, times: 1 });
		expect(await poller.tick()).toEqual([]);
		expect(await poller.tick()).toHaveLength(made.length);
	});

	it('the workflow is not published, and says why', async () => {
		simulator.faults.add({ kind: 'status', status: 403 });
		await expect(activate()).rejects.toThrow('ZEN refused access');
	});
});

describe('n8n', () => {
	it('gets nothing from a poll whose state cannot be kept, and all of it from the next one', async () => {
		const { published } = await activate();
		const workflow = published.load();
		const node = workflow.getNode(POLLER)!;
		const kept = workflow.getStaticData('node', node);
		const readOnly = new Proxy(kept, {
			set: () => {
				throw new Error('read-only');
			},
		});
		const pollWith = async (data: IDataObject) => {
			const context = new PollContext(
				workflow,
				node,
				published.additionalData('trigger'),
				'trigger',
				'activate',
				...[undefined, undefined, undefined, undefined],
				() => data,
			);
			const { poll } = workflow.nodeTypes.getByNameAndVersion(node.type);
			return ids((await poll!.call(context))?.[0]?.map(({ json }) => json) ?? []);
		};
		const id = arrived();
		await expect(pollWith(readOnly)).rejects.toThrow('read-only');
		expect(await pollWith(kept)).toEqual([id]);
	});

	it('may start a poll while another is under way: it finds nothing twice', async () => {
		const { published, poller } = await activate();
		const id = arrived();
		simulator.faults.add({ kind: 'delay', ms: 100, path: HISTORY });
		await Promise.all([poller.tick(), poller.tick(), poller.tick()]);
		expect(ids(published.emitted())).toEqual([id]);
		expect(ids(await poller.tick())).toEqual([]);
	});

	it('shows the latest payment in a trial run, again and again, and keeps nothing', async () => {
		const published = await n8n.publish(pollWorkflow(BOTH));
		arrived('1.00');
		pass(1_000);
		const latest = arrived('2.00', ACCOUNT.payroll);
		pass(1_000);
		simulator.incoming({ accountId: ACCOUNT.main, amount: '3.00', status: 'IN_PROGRESS' });
		expect(ids(await Poller.tryOut(published, POLLER))).toEqual([latest]);
		expect(ids(await Poller.tryOut(published, POLLER))).toEqual([latest]);
		expect(published.column.text).toBe('{}');
	});

	it('says so when there is nothing to try with', async () => {
		const filters = { ...BOTH.filters, minimumAmount: '99999999' };
		const published = await n8n.publish(pollWorkflow({ filters }));
		await expect(Poller.tryOut(published, POLLER)).rejects.toThrow('No payment was booked lately');
	});

	it('does not let a workflow be published for which it would keep nothing', async () => {
		const published = await n8n.publish(pollWorkflow(BOTH, 'x'.repeat(22)));
		await expect(Poller.activate(published, POLLER)).rejects.toThrow('The ID of this workflow');
	});

	it.each([0, 61, 1.5])('refuses %s overlap days', async (overlapDays) => {
		await expect(activate({ ...BOTH, options: { overlapDays } })).rejects.toThrow(
			/^Overlap Days (is|holds)/,
		);
	});
});
