import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ComparisonReport } from '../../nodes/zen-client';
import { type Engine, readBinary } from '../engine/harness.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { OtherZen } from './support/OtherZen.mts';
import { byId, CONTINUE, payment, runZen, zenEngine } from './support/zen.mts';

interface Told {
	[name: string]: unknown;
	data: Told[];
	meta: { lastEntryId?: string };
	id: string;
	amount: { value: string };
	accountId: string;
}
type Change = (told: Told, asked: string) => unknown;

const HISTORY = 'GET /payments/v1.0';
const CALLS = [
	...['accounts/v1.0', 'accounts/v1.0/:id', 'payments/v1.0/precalculation'],
	...['payments/v1.0/purpose-codes', 'payments/v1.0/drafts', 'payments/v1.0/drafts/:id'],
	...['payments/v1.0', 'payments/v1.0/:id/confirmation', 'payments/v1.0/:id'],
].map((path) => `GET /${path}`);
const QUERY = [
	...['accountId', 'bookedAtFrom', 'bookedAtTo', 'limit', 'lastEntryId', 'amount', 'currency'],
	...['receiverAccountNumber', 'receiverBic', 'receiverCountry', 'country'],
];

let simulator: Simulator;
let zen: OtherZen;
let engine: Engine;
let change: Change;

beforeAll(async () => {
	simulator = await Simulator.start();
	zen = await OtherZen.start(simulator, {
		calls: [...CALLS, 'POST /payments/v1.0'].map((call) => [call, call]),
		query: Object.fromEntries(QUERY.map((name) => [name, name])),
		body: (sent) => sent,
		answer: (told) => change(told as Told, zen.asked.at(-1)!),
	});
});
afterAll(async () => {
	await zen.stop();
	await simulator.stop();
});
beforeEach(async () => {
	simulator.reset();
	simulator.settings.settleAfterMs = 1;
	zen.reset();
	change = (told) => told;
	engine = await zenEngine();
});

const credential = (contractCorrections = {}) => ({
	...{ ...credentialFor(simulator), baseUrl: zen.url },
	contractCorrections: JSON.stringify(contractCorrections),
});

async function pay(externalId: string, more: IDataObject = {}, corrections = {}) {
	const fields = { ...{ channel: 'SEPA', chargeType: 'SHA' }, externalId, title: externalId };
	const parameters = payment({ ...fields, ...more } as never);
	const given = { engine, ...CONTINUE, credential: credential(corrections) };
	return (await runZen(simulator, parameters, given)).json[0]!;
}

async function probe(corrections = {}) {
	const asked = { resource: 'connection', operation: 'probe' };
	const { items } = await runZen(simulator, asked, { credential: credential(corrections) });
	const report = JSON.parse((await readBinary(items[0]!)).buffer.toString()) as ComparisonReport;
	return {
		report,
		rows: Object.fromEntries(report.rows.map((row) => [row.name, row])),
	};
}

/** Each payment or draft that is told, one by one or in a list. */
const entries =
	(of: (entry: Told) => Told): Change =>
	(told) => {
		if (Array.isArray(told)) return told.map((one) => entries(of)(one as Told, ''));
		if (told?.createdAt !== undefined) return of(told);
		return told?.data ? { ...told, data: entries(of)(told.data as unknown as Told, '') } : told;
	};

describe('a status or direction in no word is none that is known, and not absent', () => {
	it.each([99, 0, true, false, { code: 'FAILED' }, ['FAILED'], ['SETTLED']])(
		'a status of %j is no yes, and is not confirmed',
		async (status) => {
			change = entries((told) => ({ ...told, status }));
			const { rows } = await probe();
			expect([rows.history!.verdict, rows.payment!.verdict]).toEqual(['different', 'different']);
			expect(await pay('INV-1')).toMatchObject({ outcome: 'unknown' });
		},
	);

	it.each([1, true, { way: 'OUT' }])('nor is a direction of %j', async (direction) => {
		change = entries((told) => ({ ...told, direction }));
		expect((await probe()).rows.history!.verdict).toBe('different');
		expect(await pay('INV-1')).toMatchObject({ outcome: 'unknown' });
	});
});

describe('more is said to follow', () => {
	/** Pages of two, and nothing behind the cursor. */
	const cut: Change = (told, asked) => {
		if (asked !== HISTORY || !told.data) return told;
		cutPages += 1;
		if (cutPages % 2 === 0) {
			return { data: [], meta: { ...told.meta, hasNext: false, lastEntryId: null } };
		}
		const data = told.data.slice(0, 2);
		return { data, meta: { ...told.meta, hasNext: true, lastEntryId: data[1]!.id } };
	};
	let cutPages = 0;

	it('and nothing is there: that is not confirmed, and proves no absence', async () => {
		await pay('INV-1');
		for (const id of ['A', 'B', 'C']) await pay(id, { amount: '3.00' });
		// The memory is lost, and only the look at ZEN is left.
		engine = await zenEngine();
		const before = simulator.ledger().length;
		change = cut;
		cutPages = 0;
		expect((await probe()).rows.history).toMatchObject({
			verdict: 'different',
			others: expect.arrayContaining([expect.stringContaining('nothing stands behind the cursor')]),
		});
		expect(await pay('INV-1')).toMatchObject({ outcome: 'notSent', reason: 'lookFailed' });
		expect(simulator.ledger()).toHaveLength(before);
	});

	it.each<[string, (told: Told) => object]>([
		[
			'no cursor leads there',
			({ data, meta }) => ({ data, meta: { ...meta, hasNext: true, lastEntryId: null } }),
		],
		[
			'Only 5 came where 20 were asked for',
			({ data, meta }) => ({
				data: data.slice(0, 5),
				meta: { ...meta, hasNext: true, lastEntryId: data[4]!.id },
			}),
		],
	])('and the probe says that %s', async (words, of) => {
		change = (told, asked) => (asked === HISTORY && told.data ? of(told) : told);
		const { verdict, others } = (await probe()).rows.history!;
		expect(verdict).toBe('different');
		expect(others.join()).toContain(words);
	});
});

describe('the probe', () => {
	it.each([
		['with more places than its currency has', (value: string) => ({ value: `${value}5` })],
		['in no currency', () => ({ currency: 'ZZZ' })],
		['in gold', () => ({ currency: 'XAU' })],
	])('confirms no amount %s', async (_name, of) => {
		change = entries((told) => ({ ...told, amount: { ...told.amount, ...of(told.amount.value) } }));
		expect((await probe()).rows.history!.verdict).toBe('different');
	});

	it('confirms no details of another account, and no other node puts them out', async () => {
		let other = '';
		change = (told, asked) => {
			if (asked === 'GET /accounts/v1.0')
				other = (told.data ?? (told as unknown as Told[]))[1]!.accountId;
			return asked.startsWith('GET /accounts/v1.0/') ? { ...told, accountId: other } : told;
		};
		expect((await probe()).rows.account!.verdict).toBe('different');
		const get = { resource: 'account', operation: 'get', accountId: byId(ACCOUNT.main) };
		const { json } = await runZen(simulator, get, { ...CONTINUE, credential: credential() });
		expect(json[0]!.accountId).not.toBe(other);
	});

	it('takes no other text for the cursor of a list that is over', async () => {
		change = (told, asked) => {
			if (asked !== HISTORY || !told.data) return told;
			const { lastEntryId: _, ...meta } = told.meta;
			return { requestId: 'req-1', data: told.data, meta: { ...meta, hasNext: false } };
		};
		const { report } = await probe();
		expect(report.contractCorrections).toEqual({});
		expect(await pay('INV-1')).toMatchObject({ outcome: 'accepted' });
	});

	it.each([
		['currencyCode', { riskClass: 'LOW' }],
		['currencyCode', { tier: 'EUR' }],
	])('suggests nothing for a missing %s', async (missing, instead) => {
		const of = (told: Told): unknown => {
			if (Array.isArray(told)) return told.map(of);
			if (told?.data) return { ...told, data: of(told.data as unknown as Told) };
			const { [missing]: _, ...rest } = told;
			return { ...rest, ...instead };
		};
		change = (told, asked) => (asked.startsWith('GET /accounts') ? of(told) : told);
		const { report, rows } = await probe();
		expect(report.contractCorrections).toEqual({});
		expect(rows.accounts!.verdict).toBe('different');
	});

	it('nor for the time of creation', async () => {
		change = entries(({ createdAt, ...told }) => ({ ...told, slaDeadline: createdAt }));
		expect((await probe()).report.contractCorrections).toEqual({});
	});
});
