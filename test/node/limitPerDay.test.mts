import { setTimeout } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { surroundingsIn, zenFor } from '../../nodes/zen-n8n/connect';
import { runTotalsOf } from '../../nodes/zen-n8n/runTotals';
import { NO_RULES, noLedger, PayoutSession, toPayout } from '../../nodes/zen-payout';
import { credentialFor } from '../support/credential.mts';
import { hurry } from '../support/hurry.mts';
import type { Engine } from '../engine/harness.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { anOrder, byId, CONTINUE, payment, runZen, seen, zenEngine } from './support/zen.mts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LISTS = { method: 'GET', path: '/payments/v1.0' } as const;
const POSTS = { method: 'POST', path: '/payments/v1.0' } as const;
const ACCOUNTS = { method: 'GET', path: '^/accounts/v1\\.0$' } as const;
const NOTHING_YET = { data: [], meta: { lastEntryId: null, hasNext: false } };
const LIMIT = { limitPerDay: '100.00 EUR, 50 PLN' };

let simulator: Simulator;
let engine: Engine;
hurry();
beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 1 });
	const toMidnight = DAY_MS - (Date.now() % DAY_MS);
	simulator.advance(toMidnight + DAY_MS / 2);
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	simulator.reset();
	// To noon of a day on which nothing was paid yet.
	simulator.advance(DAY_MS);
	engine = await zenEngine();
});

let number = 0;
interface Wanted {
	credential?: IDataObject;
	items?: IDataObject[];
}
/** What the node says of payments, each of its own reference; in an execution of its own. */
const pay = async (amount: string, parameters = {}, { credential = LIMIT, items }: Wanted = {}) => {
	const externalId = `DAY-${++number}={{ $itemIndex }}`;
	const { json } = await runZen(
		simulator,
		payment({
			amount,
			externalId: `=${externalId.replace('=', '-')}`,
			title: `Day ${number}`,
			...parameters,
		}),
		{ engine, items, credential, ...CONTINUE },
	);
	return json.map((item) => (item.error ?? item) as IDataObject);
};
const outcomes = (all: IDataObject[]) => all.map(({ outcome }) => outcome);
const posts = () => seen(simulator, 'POST').length;
const sent = async (amount: string, parameters = {}, wanted: Wanted = {}) =>
	outcomes(await pay(amount, parameters, wanted))[0];

describe('Limit per Day', () => {
	it('lets that much leave on a day and not a cent more, whichever workflow sends it', async () => {
		expect(await sent('60.00')).toBe('accepted');
		engine = await zenEngine();
		const [over] = await pay('40.01');
		expect(over).toMatchObject({ outcome: 'notSent' });
		expect(over!.message).toContain(
			'Limit per Day of the ZEN API credential is 100.00 EUR, of which 60.00 EUR are taken today (UTC), and this one is 40.01 EUR, so it is not sent. Whoever owns the credential can change that.',
		);
		expect(await sent('40.00')).toBe('accepted');
		expect(await sent('0.01')).toBe('notSent');
		expect(posts()).toBe(2);
	});

	it('counts within a batch as well, and what does not pass takes nothing', async () => {
		const items = ['60.00', '50.00', '40.00', '0.01'].map((amount) => ({ amount }));
		const ends = await pay('={{ $json.amount }}', {}, { items });
		expect(outcomes(ends)).toEqual(['accepted', 'notSent', 'accepted', 'notSent']);
	});

	it.each([
		['n8n', {}],
		['off', { memory: 'off', options: { atOnce: 10 } }],
	])(
		'is kept by workflows that pay at the same time in one process (memory %s)',
		async (_name, parameters) => {
			simulator.faults.add({ kind: 'delay', ms: 20, ...POSTS });
			const items = Array.from({ length: 8 }, () => ({}));
			const both = await Promise.all([
				pay('10.00', parameters, { items }),
				pay('10.00', parameters, { items }),
				pay('10.00', parameters, { items }),
			]);
			const ends = both.flatMap(outcomes);
			expect(ends.filter((outcome) => outcome === 'accepted')).toHaveLength(10);
			expect(ends.filter((outcome) => outcome === 'notSent')).toHaveLength(14);
			expect(posts()).toBe(10);
		},
	);

	it('has room again for what ZEN refused', async () => {
		simulator.faults.add({ kind: 'status', status: 422, ...POSTS, times: 1 });
		expect(await sent('100.00')).toBe('refused');
		expect(await sent('100.00')).toBe('accepted');
	});

	it('counts what others have sent from any account of the currency, and what came in does not count', async () => {
		simulator.incoming({ accountId: ACCOUNT.main, amount: '90.00' });
		// As another program would, which has no such limit.
		const elsewhere = { accountId: byId(ACCOUNT.payroll), memory: 'off' };
		expect(await sent('70.00', elsewhere, { credential: {} })).toBe('accepted');
		expect(await sent('30.01')).toBe('notSent');
		expect(await sent('30.00')).toBe('accepted');
	});

	it('leaves out what ZEN rejected, and counts what is in progress', async () => {
		simulator.settings.settleAfterMs = 60_000;
		expect(await sent('70.00')).toBe('accepted');
		expect(await sent('30.01')).toBe('notSent');
		simulator.reject();
		expect(await sent('100.00')).toBe('accepted');
		simulator.settings.settleAfterMs = 1;
	});

	it('begins anew at midnight UTC', async () => {
		expect(await sent('100.00')).toBe('accepted');
		simulator.advance(11.9 * HOUR_MS);
		expect(await sent('0.01')).toBe('notSent');
		simulator.advance(0.2 * HOUR_MS);
		expect(await sent('100.00')).toBe('accepted');
		simulator.advance(11.9 * HOUR_MS);
	});

	it('counts what this process has sent and ZEN does not list yet, also where its answer was lost', async () => {
		expect(await sent('60.00')).toBe('accepted');
		simulator.faults.add({ kind: 'status', status: 200, body: NOTHING_YET, ...LISTS });
		expect(await sent('40.01')).toBe('notSent');
		simulator.faults.clear();
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		expect(await sent('30.00')).toBe('unknown');
		expect(await sent('10.01')).toBe('notSent');
		expect(await sent('10.00')).toBe('accepted');
	});

	it.each([
		['the list cannot be read', { kind: 'status', status: 503, ...LISTS }],
		[
			'an amount in it cannot be read',
			{
				kind: 'status',
				status: 200,
				body: {
					data: [{ id: 'P-1', direction: 'OUTGOING', status: 'SETTLED' }],
					meta: { hasNext: false },
				},
				...LISTS,
			},
		],
	] as const)('sends nothing where %s, and says so', async (_name, fault) => {
		simulator.faults.add(fault);
		const [end] = await pay('1.00', { options: { lookFirst: false } });
		expect(end).toMatchObject({ outcome: 'notSent' });
		expect(end!.message).toContain('Limit per Day');
		expect(posts()).toBe(0);
	});

	it('lets no currency leave that it does not name', async () => {
		const zloty = { accountId: byId(ACCOUNT.zloty), currency: 'PLN' };
		expect(await sent('50.00', zloty)).toBe('accepted');
		expect(await sent('0.01', zloty)).toBe('notSent');
		const [end] = await pay('1.00', zloty, { credential: { limitPerDay: '9 EUR' } });
		expect(end!.message).toContain('names no limit for PLN');
	});

	it('does not hold a draft back: a person decides about it', async () => {
		expect(await sent('100.01', { resource: 'draft' })).toBe('accepted');
	});

	it('counts one that was on its way over midnight', async () => {
		const elsewhere = { memory: 'off', options: { lookFirst: false } };
		expect(await sent('0.01', elsewhere)).toBe('accepted');
		const now = Date.parse(simulator.ledger().at(-1)!.createdAt);
		simulator.reset();
		simulator.advance(DAY_MS - (now % DAY_MS) - 1_500);
		simulator.faults.add({ kind: 'delay', ms: 4_000, afterCommit: false, ...POSTS, times: 1 });
		const first = sent('99.00', elsewhere);
		await setTimeout(3_000);
		engine = await zenEngine();
		expect(await sent('99.00', elsewhere)).toBe('notSent');
		expect(await first).toBe('unknown');
		simulator.advance(DAY_MS / 2);
	});

	it('counts what this process paid from an account that ZEN does not list any more', async () => {
		const payroll = { accountId: byId(ACCOUNT.payroll) };
		expect(await sent('95.00', payroll)).toBe('accepted');
		const rest = simulator.accounts.filter(({ accountId }) => accountId !== ACCOUNT.payroll);
		simulator.faults.add({ kind: 'status', status: 200, body: rest, ...ACCOUNTS });
		expect(await sent('5.01')).toBe('notSent');
		expect(await sent('5.00')).toBe('accepted');
	});

	it('sends nothing where ZEN lists a part of the accounts only', async () => {
		const body = { data: simulator.accounts, meta: { hasNext: true, lastEntryId: 'x' } };
		simulator.faults.add({ kind: 'status', status: 200, body, ...ACCOUNTS });
		const [end] = await pay('1.00');
		expect(end!.message).toContain('with a part of the list only');
		expect(posts()).toBe(0);
	});

	it('is not gone round by a conversion, of which nobody knows in which currency ZEN lists it', async () => {
		const [end] = await pay('1.00', {
			accountId: byId(ACCOUNT.zloty),
			options: { currencyMustMatch: false },
		});
		expect(end).toMatchObject({ outcome: 'notSent' });
		expect(end!.message).toContain('would be converted');
		expect(posts()).toBe(0);
	});

	it('is looked at again after the wait before something is sent once more', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		const one = { externalId: 'DAY-waits', title: 'Waits' };
		const wide = { credential: { limitPerDay: '160.00 EUR' } };
		expect(await sent('60.00', one, wide)).toBe('unknown');
		const again = { ...one, options: { sendAgain: true, sendAgainSeconds: 2 } };
		const before = seen(simulator, 'GET').length;
		const waiting = pay('60.00', again, wide);
		// It looks once before it waits.
		await vi.waitFor(() => expect(seen(simulator, 'GET').length).toBeGreaterThan(before));
		await setTimeout(500);
		const other = await zenEngine();
		const paid = payment({ amount: '90.00', externalId: 'DAY-between', title: 'Between' });
		await runZen(simulator, paid, { engine: other, ...CONTINUE });
		const [end] = await waiting;
		expect(end).toMatchObject({ outcome: 'unresolved' });
		expect(`${end!.message} ${end!.description}`).toContain('Limit per Day');
		expect(posts()).toBe(2);
	});

	it('holds back what would be sent once more', async () => {
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		const one = { externalId: 'DAY-again', title: 'Again' };
		expect(await sent('60.00', one)).toBe('unknown');
		expect(await sent('90.00', {}, { credential: {} })).toBe('accepted');
		const again = { ...one, options: { sendAgain: true, sendAgainSeconds: 1 } };
		const [end] = await pay('60.00', again);
		expect(end).toMatchObject({ outcome: 'unresolved' });
		expect(`${end!.message} ${end!.description}`).toContain(
			'Limit per Day of the ZEN API credential',
		);
		expect(posts()).toBe(2);
	});
});

describe('Limit per Run', () => {
	it('holds for calls of one node at the same time, as a language model makes them', async () => {
		const ofExecution: IDataObject = {};
		const totals = runTotalsOf({ getContext: () => ofExecution, getExecutionId: () => '1' });
		const surroundings = surroundingsIn({ helpers: { httpRequest } });
		const zen = zenFor(credentialFor(simulator), surroundings);
		const world = { zen, ledger: noLedger, surroundings, execution: '1', totals, rules: NO_RULES };
		const limits = { perRun: { value: '100.00', currency: 'EUR' } };
		const options = { remember: false, sendRejectedAgain: false, checkBalance: true, limits };
		const call = async (externalId: string) => {
			const amount = { value: '60.00', currency: 'EUR' };
			const one = toPayout('payment', { ...anOrder(), externalId, amount }, options);
			const session = new PayoutSession(world);
			const [wrong] = (await session.check([one])).values();
			return wrong?.message ?? (await session.send(one).catch((error: Error) => error)).message;
		};
		const ends = await Promise.all(['RUN-1', 'RUN-2', 'RUN-3'].map(call));
		expect(
			ends.filter((message) => message?.startsWith('Limit per Run is 100.00 EUR')),
		).toHaveLength(2);
		expect(posts()).toBe(1);
		expect(totals.of('EUR')).toBe(6_000n);
	});
});
