import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../engine/harness.mts';
import { DeduplicationStore } from '../engine/harness/deduplication.mts';
import { COMPANIES, Simulator } from '../simulator/index.mts';
import { hurry } from '../support/hurry.mts';
import { OtherZen } from './support/OtherZen.mts';
import { byId, CONTINUE, payment, runZen, seen, zenEngine } from './support/zen.mts';

// What Check Only tells, and what the run right after it comes to: they are to be the same.

const HOUR_MS = 3_600_000;

type Fields = Record<string, unknown>;

const PAYMENTS = '/payments/v1.0';
const DRAFTS = `${PAYMENTS}/drafts`;
const CALLS = [
	...['accounts/v1.0', 'accounts/v1.0/:id', 'payments/v1.0/precalculation'].map((p) => `GET /${p}`),
	...[`GET ${DRAFTS}`, `GET ${DRAFTS}/:id`, `GET ${PAYMENTS}`, `GET ${PAYMENTS}/:id`],
	...[`POST ${PAYMENTS}`, `POST ${DRAFTS}`, `DELETE ${DRAFTS}/:id`],
];
const QUERY = [
	...['accountId', 'bookedAtFrom', 'bookedAtTo', 'limit', 'lastEntryId', 'amount', 'currency'],
	...['receiverAccountNumber', 'receiverBic', 'receiverCountry'],
];
const SEPA = { channel: 'SEPA', chargeType: 'SHA' };

let simulator: Simulator;
let zen: OtherZen;
let engine: Engine;
let answer: (told: unknown) => unknown;
hurry();
beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 1 });
	zen = await OtherZen.start(simulator, {
		calls: CALLS.map((call) => [call, call]),
		query: Object.fromEntries(QUERY.map((name) => [name, name])),
		body: (sent) => sent,
		answer: (told) => answer(told),
	});
});
afterAll(async () => {
	await zen.stop();
	await simulator.stop();
});
beforeEach(async () => {
	vi.restoreAllMocks();
	simulator.reset();
	simulator.settings.settleAfterMs = 1;
	zen.reset();
	answer = (told) => told;
	engine = await zenEngine();
});

const run = async (more: IDataObject = {}, items: IDataObject[] = [{}]) =>
	(
		await runZen(simulator, payment({ ...SEPA, ...more } as never), {
			...{ engine, items, ...CONTINUE },
			credential: { baseUrl: zen.url },
		})
	).json;
const check = async (more: IDataObject = {}, items?: IDataObject[]) =>
	await run({ ...more, options: { ...(more.options as object), checkOnly: true } }, items);
/** So much later, by all clocks. */
const later = (ms: number) => {
	const now = Date.now;
	vi.spyOn(Date, 'now').mockImplementation(() => now() + ms);
};
const posts = () => seen(simulator, 'POST').length;

/** Where a run that goes well comes to after what is told of a check that goes well. */
const AFTERWARDS: Record<string, string> = {
	toSend: 'accepted',
	sentBefore: 'alreadySent',
	triedBefore: 'accepted',
	notOffered: 'refused',
};

/** Checks, runs, and expects that both came to the same. @returns the two */
async function both(more: IDataObject = {}): Promise<[IDataObject, IDataObject]> {
	const before = posts();
	const [checked] = (await check(more)) as [IDataObject];
	expect(posts()).toBe(before);
	const [real] = (await run(more)) as [IDataObject];
	const told = checked.outcome === 'checked' ? AFTERWARDS[String(checked.reason)] : checked.outcome;
	const reason = checked.outcome === 'checked' ? undefined : checked.reason;
	expect([told, reason]).toEqual([real.outcome, real.reason]);
	return [checked, real];
}

const lose = (kind: 'resetBeforeCommit' | 'resetAfterCommit', path = PAYMENTS) =>
	simulator.faults.add({ kind, method: 'POST', path, times: 1 });

/** Changes all payments and drafts in ZEN's answers. */
const eachMade = (change: (made: Fields) => Fields) => {
	const changed = (told: unknown): unknown => {
		if (Array.isArray(told)) return told.map(changed);
		if (typeof told !== 'object' || told === null) return told;
		const fields = told as Fields;
		if (fields.createdAt !== undefined) return change(fields);
		return 'data' in fields ? { ...fields, data: changed(fields.data) } : fields;
	};
	answer = changed;
};
const namedAnd = (more: Fields) =>
	eachMade((made) =>
		made.title === 'Invoice 7' ? { ...made, externalId: 'INV-7', ...more } : made,
	);

const REJECTED_AGAIN = { options: { sendRejectedAgain: true } };
const AGAIN = { options: { sendAgain: true, sendAgainSeconds: 1 } };

describe('Check Only comes to what the run comes to:', () => {
	it('of a first payment', async () => {
		const [checked] = await both();
		expect(checked).toMatchObject({ reason: 'toSend' });
	});

	it.each<[string, IDataObject]>([
		['as it is', {}],
		['also with Send Rejected Again', REJECTED_AGAIN],
		['also with Send Again When Not Found', AGAIN],
	])('of one that was sent before, %s', async (_how, more) => {
		await run();
		const [checked] = await both(more);
		expect(checked).toMatchObject({ reason: 'sentBefore', fee: null, balanceAfter: null });
	});

	const OTHERS: Array<[string, IDataObject]> = [
		['sum', { amount: '11.00' }],
		['receiver', { receiverAccountNumber: COMPANIES[1]!.accountNumber! }],
		['kind', { resource: 'draft' }],
	];
	describe.each(OTHERS)('of one under the reference with another %s', (_what, other) => {
		it.each([false, true])('after one that was sent; Send Rejected Again is %s', async (isOn) => {
			await run();
			const [checked] = await both({ ...other, options: isOn ? REJECTED_AGAIN.options : {} });
			expect(checked).toMatchObject({ outcome: 'notSent', reason: expect.any(String) });
		});

		it.each([false, true])('after one in doubt; Send Rejected Again is %s', async (isOn) => {
			lose('resetBeforeCommit');
			await run();
			const [checked] = await both({ ...other, options: isOn ? REJECTED_AGAIN.options : {} });
			expect(checked).toMatchObject({ outcome: 'notSent', reason: 'otherPayment' });
		});
	});

	describe.each(['REJECTED', 'FAILED', 'CANCELLED', 'WHATEVER_IT_IS'])(
		'of one that ZEN lists as %s,',
		(status) => {
			const outcome = status === 'REJECTED' ? 'rejected' : 'unresolved';

			it('by the memory', async () => {
				await run();
				namedAnd({ status });
				expect((await both())[0]).toMatchObject({ outcome, status });
			});

			it('by the look at ZEN alone', async () => {
				await run();
				namedAnd({ status });
				engine = await zenEngine();
				expect((await both())[0]).toMatchObject({ outcome, status });
			});

			it('without references', async () => {
				await run();
				eachMade((made) => (made.title === 'Invoice 7' ? { ...made, status } : made));
				await both();
			});
		},
	);

	describe('of one that was rejected, with Send Rejected Again,', () => {
		beforeEach(async () => {
			simulator.settings.showExternalId = true;
			simulator.settings.settleAfterMs = 600_000;
			await run();
			simulator.reject();
			later(24 * HOUR_MS);
		});

		it('as it is', async () => {
			const [checked] = await both(REJECTED_AGAIN);
			expect(checked).toMatchObject({ outcome: 'checked', reason: 'triedBefore' });
			expect(checked.message).toMatch(/once more after a wait, and sent again/);
		});

		it.each([true, false])('corrected; Look at ZEN First is %s', async (lookFirst) => {
			await both({ amount: '3.00', options: { ...REJECTED_AGAIN.options, lookFirst } });
		});
	});

	describe.each([1, 5, 10, 40])('of one that was sent %i days ago,', (days) => {
		it.each<[string, IDataObject]>([
			['the same', {}],
			['another sum', { amount: '9.00' }],
			['another sum, with Send Rejected Again', { amount: '9.00', ...REJECTED_AGAIN }],
			['looking back for 60 days', { options: { lookBackDays: 60 } }],
			['without a look', { options: { lookFirst: false } }],
		])('%s', async (_what, more) => {
			await run();
			later(days * 24 * HOUR_MS);
			await both(more);
			expect(posts()).toBe(1);
		});
	});

	it('of a draft that was deleted', async () => {
		const [saved] = await run({ resource: 'draft' });
		await runZen(
			simulator,
			{ resource: 'draft', operation: 'delete', draftId: byId(String(saved!.draftId)) },
			{ engine, credential: { baseUrl: zen.url } },
		);
		const [checked] = await both({ resource: 'draft' });
		expect(checked).toMatchObject({ outcome: 'unresolved', reason: 'missing' });
	});

	it.each<[string, IDataObject, object]>([
		['is not there', {}, { outcome: 'unresolved' }],
		['is not there and may go again', AGAIN, { outcome: 'checked', reason: 'triedBefore' }],
	])('of one in doubt that %s', async (_what, more, told) => {
		lose('resetBeforeCommit');
		await run();
		expect((await both(more))[0]).toMatchObject(told);
	});

	it('of one in doubt that a limit forbids by now', async () => {
		lose('resetBeforeCommit');
		await run();
		const options = { ...AGAIN.options, limitPerPayment: '5.00' };
		expect((await both({ options }))[0]).toMatchObject({ outcome: 'unresolved' });
	});

	it('of one in doubt that arrived', async () => {
		lose('resetAfterCommit');
		await run();
		expect((await both())[0]).toMatchObject({ outcome: 'checked', reason: 'sentBefore' });
	});

	it('of one of which the memory is unsure, which is never sent again', async () => {
		const { checkProcessedAndRecord } = DeduplicationStore.prototype;
		lose('resetBeforeCommit');
		// n8n is killed right after it had sent it.
		DeduplicationStore.prototype.checkProcessedAndRecord = async function (...args) {
			if (posts() > 0) throw new Error('killed');
			return await checkProcessedAndRecord.apply(this, args);
		};
		await run();
		DeduplicationStore.prototype.checkProcessedAndRecord = checkProcessedAndRecord;
		const [checked] = await both(AGAIN);
		expect(checked).toMatchObject({ outcome: 'unresolved' });
		expect(JSON.stringify(checked)).not.toContain('and sent again');
	});

	it('notes nothing: another check says the same', async () => {
		lose('resetBeforeCommit');
		await run();
		const first = await check(AGAIN);
		expect(await check(AGAIN)).toEqual(first);
		expect(await check()).toMatchObject([{ outcome: 'unresolved' }]);
	});
});
