import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { testCredential } from '../engine/harness.mts';
import { Poller } from '../engine/harness/server/Poller.mts';
import { ACCOUNT, COMPANIES, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { engineFor, typeName } from './support/executeNode.mts';
import { OtherZen } from './support/OtherZen.mts';
import { POLLER, pollWorkflow, TestN8n, TRIGGER, triggerWorkflow } from './support/triggers.mts';
import { byId, CONTINUE, messageOf, payment, runZen, zenEngine } from './support/zen.mts';

/** Our names and the other ZEN's, wherever they stand. */
const NAMES: Record<string, string> = {
	...{ accountId: 'walletId', productName: 'kind', currencyCode: 'unit', alias: 'label' },
	...{ balance: 'booked', availableBalance: 'spendable', accountNumbers: 'numbers' },
	...{ id: 'uid', draftId: 'uid', status: 'state', direction: 'side', title: 'details' },
	...{ amount: 'sum', value: 'number', currency: 'unit', sender: 'debtor', receiver: 'creditor' },
	...{ name: 'fullName', country: 'land', accountNumber: 'iban', bic: 'bank' },
	...{ externalId: 'clientReference', createdAt: 'created', lastModifiedAt: 'touched' },
	...{ bookedAt: 'posted', transactionType: 'sort', channel: 'rail', chargeType: 'plan' },
	...{ senderFees: 'debtorCosts', receiverFees: 'creditorCosts', type: 'group' },
	...{ data: 'items', meta: 'paging', lastEntryId: 'after', hasNext: 'further' },
	...{ sortedBy: 'by', error: 'fault', code: 'key', message: 'text', description: 'meaning' },
	...{ channels: 'rails', chargeTypes: 'plans', fees: 'costs', limits: 'range' },
	...{ min: 'least', max: 'most' },
};
const WORDS: Record<string, string> = {
	...{ SETTLED: 'BOOKED', IN_PROGRESS: 'PENDING', REJECTED: 'DECLINED' },
	...{ INCOMING: 'CREDIT', OUTGOING: 'DEBIT', createdAt: 'created', DESC: 'newest' },
};
const PARTY = (ours: string, theirs: string) => ({
	[ours]: theirs,
	[`${ours}.name`]: `${theirs}.fullName`,
	[`${ours}.country`]: `${theirs}.land`,
	[`${ours}.accountNumber`]: `${theirs}.iban`,
	[`${ours}.bic`]: `${theirs}.bank`,
});
const MONEY = { amount: 'sum', 'amount.value': 'sum.number', 'amount.currency': 'sum.unit' };
const { amount: _amount, ...BODY_MONEY } = MONEY;
const { receiver: _receiver, ...BODY_PARTY } = PARTY('receiver', 'creditor');
const PAGING = {
	list: 'items',
	next: 'paging.after',
	more: 'paging.further',
	sortedBy: 'paging.by',
};

/** What a user types who holds that ZEN's manual. */
const CORRECTIONS = {
	accounts: { path: '/v2/wallets', list: 'items' },
	account: {
		path: '/v2/wallets/{id}',
		fields: {
			...{ accountId: 'walletId', productName: 'kind', currencyCode: 'unit', alias: 'label' },
			...{ balance: 'booked', availableBalance: 'spendable', accountNumbers: 'numbers' },
		},
		numbers: { accountNumber: 'iban', bic: 'bank' },
	},
	precalculation: {
		path: '/v2/quotes',
		query: { accountId: 'walletId', amount: 'number', currency: 'unit' },
		fields: {
			...{ channels: 'rails', channel: 'rail', chargeTypes: 'plans', chargeType: 'plan' },
			...{ fees: 'costs', 'limits.max.value': 'range.most.number' },
			'limits.max.currency': 'range.most.unit',
		},
	},
	purposeCodes: { path: '/v2/purposes', fields: { code: 'key', description: 'meaning' } },
	createPayment: {
		path: '/v2/transfers',
		body: {
			...{ accountId: 'walletId', externalId: 'clientReference', title: 'details' },
			...BODY_MONEY,
			...BODY_PARTY,
			...{ channel: 'rail', chargeType: 'plan' },
		},
	},
	payment: {
		path: '/v2/transfers/{id}',
		fields: {
			...{ id: 'uid', status: 'state', direction: 'side', title: 'details' },
			...{ externalId: 'clientReference', createdAt: 'created', lastModifiedAt: 'touched' },
			...{ bookedAt: 'posted', transactionType: 'sort', channel: 'rail', chargeType: 'plan' },
			...{ senderFees: 'debtorCosts', receiverFees: 'creditorCosts' },
			...MONEY,
			...PARTY('sender', 'debtor'),
			...PARTY('receiver', 'creditor'),
		},
		fees: { ...MONEY, name: 'fullName', type: 'group' },
	},
	history: {
		path: '/v2/movements',
		query: {
			...{ accountId: 'walletId', bookedAtFrom: 'since', bookedAtTo: 'until' },
			...{ limit: 'count', cursor: 'after' },
		},
		...PAGING,
		sortDirection: 'paging.side',
	},
	confirmation: { path: '/v2/transfers/{id}/receipt' },
	createDraft: { path: '/v2/proposals' },
	drafts: { path: '/v2/proposals' },
	draft: { path: '/v2/proposals/{id}', fields: { id: 'uid' } },
	deleteDraft: { path: '/v2/proposals/{id}' },
	statuses: { settled: ['BOOKED'], inProgress: ['PENDING'], rejected: ['DECLINED'] },
	directions: { in: ['CREDIT'], out: ['DEBIT'] },
	notification: {
		...{ paymentId: 'event.uid', accountId: 'event.walletId', transactionStatus: 'event.state' },
		...{ direction: 'event.side', externalId: 'event.clientReference' },
	},
	error: { code: 'fault.key', message: 'fault.text' },
};

const otherNames = (told: unknown): unknown => {
	if (Array.isArray(told)) return told.map(otherNames);
	if (typeof told === 'string') return WORDS[told] ?? told;
	// Numbers that keep their digits are objects of their own.
	if (typeof told !== 'object' || told === null || 'isLosslessNumber' in told) return told;
	return Object.fromEntries(
		Object.entries(told).map(([name, inner]) => [NAMES[name] ?? name, otherNames(inner)]),
	);
};
const OURS: Record<string, string> = {
	...{ walletId: 'accountId', clientReference: 'externalId', details: 'title', sum: 'amount' },
	...{ number: 'value', unit: 'currency', creditor: 'receiver', fullName: 'name', land: 'country' },
	...{ iban: 'accountNumber', bank: 'bic', rail: 'channel', plan: 'chargeType' },
};
const ourNames = (sent: unknown): unknown =>
	typeof sent === 'object' && sent !== null
		? Object.fromEntries(
				Object.entries(sent).map(([name, inner]) => [
					OURS[name] ?? `unknown_${name}`,
					ourNames(inner),
				]),
			)
		: sent;

let simulator: Simulator;
let zen: OtherZen;
beforeAll(async () => {
	simulator = await Simulator.start({ showExternalId: true });
	zen = await OtherZen.start(simulator, {
		calls: [
			['GET /v2/wallets', 'GET /accounts/v1.0'],
			['GET /v2/wallets/:id', 'GET /accounts/v1.0/:id'],
			['GET /v2/quotes', 'GET /payments/v1.0/precalculation'],
			['GET /v2/purposes', 'GET /payments/v1.0/purpose-codes'],
			['POST /v2/transfers', 'POST /payments/v1.0'],
			['GET /v2/movements', 'GET /payments/v1.0'],
			['GET /v2/transfers/:id', 'GET /payments/v1.0/:id'],
			['GET /v2/transfers/:id/receipt', 'GET /payments/v1.0/:id/confirmation'],
			['POST /v2/proposals', 'POST /payments/v1.0/drafts'],
			['GET /v2/proposals', 'GET /payments/v1.0/drafts'],
			['GET /v2/proposals/:id', 'GET /payments/v1.0/drafts/:id'],
			['POST /v2/proposals/:id/discard', 'DELETE /payments/v1.0/drafts/:id'],
			['DELETE /v2/proposals/:id', 'DELETE /payments/v1.0/drafts/:id'],
		],
		query: {
			...{ walletId: 'accountId', since: 'bookedAtFrom', until: 'bookedAtTo', count: 'limit' },
			...{ after: 'lastEntryId', number: 'amount', unit: 'currency' },
			...{ receiverAccountNumber: 'receiverAccountNumber', receiverBic: 'receiverBic' },
			...{ receiverCountry: 'receiverCountry', currency: 'currency', country: 'country' },
		},
		body: (sent) => ourNames(sent) as Record<string, unknown>,
		answer: otherNames,
	});
});
afterAll(async () => {
	await zen.stop();
	await simulator.stop();
});
beforeEach(() => {
	simulator.reset();
	zen.reset();
});

const corrected = (corrections: object = CORRECTIONS) => ({
	baseUrl: zen.url,
	contractCorrections: JSON.stringify(corrections),
});
const run = async (parameters: object, more: Parameters<typeof runZen>[2] = {}) =>
	await runZen(simulator, parameters as Parameters<typeof runZen>[1], {
		...CONTINUE,
		...more,
		credential: { ...corrected(), ...more.credential },
	});

describe('at a ZEN with another contract', () => {
	it('nothing works without corrections, and nothing is taken for paid', async () => {
		const { json } = await run(payment(), { credential: { contractCorrections: '' } });
		expect(json[0]!.error).toBeDefined();
		expect(simulator.ledger()).toEqual([]);
	});

	it('the credential is tested, and says what is wrong with corrections', async () => {
		const engine = await engineFor(new Zen(), { credentialTypes: [new ZenApi()] });
		const test = async (more: IDataObject) =>
			await testCredential(engine, typeName(new Zen()), 'zenApi', {
				...credentialFor(simulator),
				...corrected(),
				...more,
			});
		expect(await test({})).toMatchObject({ status: 'OK' });
		zen.reset();
		expect(await test({ contractCorrections: '{"histori": {}}' })).toEqual({
			status: 'Error',
			message:
				'Contract Corrections (JSON) of the ZEN API credential cannot be used, so nothing was sent: histori is not known there. Did you mean history?',
		});
		expect(zen.asked).toEqual([]);
	});

	it('accounts are read', async () => {
		const { json } = await run({ resource: 'account', operation: 'getAll' });
		expect(json).toHaveLength(4);
		expect(json[0]).toMatchObject({
			accountId: ACCOUNT.main,
			currency: 'EUR',
			availableBalance: expect.stringMatching(/^\d+\.\d\d$/),
			accountNumber: expect.any(String),
		});
		const one = await run({
			resource: 'account',
			operation: 'get',
			accountId: byId(ACCOUNT.payroll),
		});
		expect(one.json[0]).toMatchObject({ accountId: ACCOUNT.payroll });
	});

	it('a payment is made once, with everything where that ZEN expects it', async () => {
		const engine = await zenEngine();
		const first = await run(payment({ output: 'raw' }), { engine });
		expect(first.json).toMatchObject([
			{
				outcome: 'accepted',
				externalId: 'INV-7',
				status: 'IN_PROGRESS',
				payment: {
					status: 'IN_PROGRESS',
					direction: 'OUTGOING',
					amount: { value: '10.50', currency: 'EUR' },
					receiver: { accountNumber: COMPANIES[0]!.accountNumber },
					senderFees: expect.any(Array),
				},
			},
		]);
		expect(zen.bodies).toEqual([
			{
				walletId: ACCOUNT.main,
				clientReference: 'INV-7',
				details: 'Invoice 7',
				sum: { number: '10.50', unit: 'EUR' },
				creditor: {
					fullName: COMPANIES[0]!.name,
					land: 'LT',
					iban: COMPANIES[0]!.accountNumber,
				},
			},
		]);
		// By the memory, and without one by the list.
		for (const how of [{ engine }, {}]) {
			const again = await run(payment(), how);
			expect(again.json).toMatchObject([{ outcome: 'alreadySent', externalId: 'INV-7' }]);
		}
		const other = await run(payment({ amount: '90.00' }));
		expect(other.json[0]!.error).toMatchObject({ outcome: 'notSent', reason: 'otherPayment' });
		expect(simulator.ledger()).toHaveLength(1);
		expect(zen.asked.filter((call) => call.startsWith('POST'))).toEqual(['POST /v2/transfers']);
	});

	it('a payment is waited for until it is settled', async () => {
		const { settleAfterMs } = simulator.settings;
		simulator.settings.settleAfterMs = 1;
		const paid = await run(payment({ options: { wait: true } as never }));
		simulator.settings.settleAfterMs = settleAfterMs;
		expect(paid.json).toMatchObject([{ outcome: 'accepted', status: 'SETTLED' }]);
	});

	it('limits and rules go by our names', async () => {
		for (const [rule, field] of [
			[{ limitPerPayment: '10.00 EUR' }, 'Limit per Payment'],
			[{ limitPerDay: '10.00 EUR' }, 'Limit per Day'],
			[{ allowedReceivers: 'PL' }, 'Allowed Receivers'],
		] as const) {
			const { json } = await run(payment(), { credential: rule });
			expect(messageOf(json)).toContain(field);
		}
		expect(simulator.ledger()).toEqual([]);
		// Of what ZEN lists as outgoing: an amount that is read under the wrong name would count for nothing.
		const { json } = await run(payment(), { credential: { limitPerDay: '10.00 EUR' } });
		expect(messageOf(json)).toMatch(/of which [1-9]\d+\.\d\d EUR are taken today/);
	});

	it('a refusal is told in its own words', async () => {
		simulator.faults.add({
			kind: 'status',
			status: 400,
			body: { error: { code: 'E7', message: 'Not enough funds' } },
			method: 'POST',
		} as never);
		const { json } = await run(payment());
		expect(json[0]!.error).toMatchObject({ outcome: 'refused' });
		expect(messageOf(json)).toContain('Not enough funds');
	});

	it('the history is read page by page, and stated', async () => {
		const query = { resource: 'payment', accountId: byId(ACCOUNT.main) };
		const { json } = await run({ ...query, operation: 'getAll', returnAll: true });
		expect(json.length).toBeGreaterThan(100);
		expect(zen.asked.length).toBeGreaterThan(1);
		expect(json[0]).toMatchObject({
			paymentId: expect.any(String),
			status: expect.stringMatching(/^(SETTLED|IN_PROGRESS|REJECTED)$/),
			direction: expect.stringMatching(/^(INCOMING|OUTGOING)$/),
			createdAt: expect.stringMatching(/Z$/),
			amount: expect.any(String),
		});
		const { paymentId: id } = json.find(({ status }) => status === 'SETTLED')!;
		const get = { resource: 'payment', operation: 'get', paymentId: byId(String(id)) };
		expect((await run(get)).json[0]).toMatchObject({ paymentId: id, status: 'SETTLED' });
		const receipt = {
			resource: 'payment',
			operation: 'getConfirmation',
			paymentId: byId(String(id)),
		};
		expect((await run(receipt)).items[0]!.binary).toBeDefined();
		const stated = await run({ ...query, resource: 'statement', operation: 'export' });
		expect(stated.error).toBeUndefined();
	});

	it('drafts are saved, found, read and deleted', async () => {
		const draft = payment({ resource: 'draft', externalId: 'D-1' });
		const { json } = await run(draft);
		expect(json).toMatchObject([{ outcome: 'accepted', draftId: expect.any(String) }]);
		const draftId = byId(String(json[0]!.draftId));
		expect((await run(draft)).json).toMatchObject([{ outcome: 'alreadySent' }]);
		const all = await run({ resource: 'draft', operation: 'getAll' });
		expect(all.json[0]).toMatchObject({ draftId: draftId.value, amount: '10.50' });
		const one = await run({ resource: 'draft', operation: 'get', draftId });
		expect(one.json[0]).toMatchObject({ draftId: draftId.value, receiverName: COMPANIES[0]!.name });
		const gone = await run({ resource: 'draft', operation: 'delete', draftId });
		expect(gone.json).toEqual([{ deleted: true, draftId: draftId.value }]);
	});

	it('channels, fees and purpose codes are read', async () => {
		const ask = payment({ operation: 'precalculate' });
		const { json } = await run(ask);
		expect(json[0]).toMatchObject({
			channel: expect.any(String),
			chargeType: expect.any(String),
			fee: expect.stringMatching(/^\d+\.\d\d$/),
			feeCurrency: 'EUR',
			maximum: expect.any(String),
		});
		const codes = await run({ resource: 'payment', operation: 'getAllPurposeCodes' });
		expect(codes.json[0]).toMatchObject({
			code: expect.any(String),
			description: expect.any(String),
		});
	});
});

describe('with Allow Payments off', () => {
	const off = { credential: { allowPayments: false } };

	it('only the corrected path of drafts can be written to', async () => {
		const { json } = await run(payment(), off);
		expect(messageOf(json)).toContain('Allow Payments is off');
		expect((await run(payment({ resource: 'draft' }), off)).json).toMatchObject([
			{ outcome: 'accepted' },
		]);
		expect(zen.asked.filter((call) => call.startsWith('POST'))).toEqual(['POST /v2/proposals']);
	});

	it('a draft can be deleted, also where that ZEN wants a POST for it', async () => {
		const deleteDraft = { method: 'POST', path: '/v2/proposals/{id}/discard' };
		const credential = { ...corrected({ ...CORRECTIONS, deleteDraft }), ...off.credential };
		const { json } = await run(payment({ resource: 'draft' }), { credential });
		const draftId = String(json[0]!.draftId);
		const deletion = { resource: 'draft', operation: 'delete', draftId: byId(draftId) };
		expect((await run(deletion, { credential })).json).toEqual([{ deleted: true, draftId }]);
		expect(zen.asked.at(-1)).toBe(`POST /v2/proposals/${draftId}/discard`);
	});

	it('corrections that would let a draft pay let nothing out', async () => {
		for (const path of ['/v2/transfers', '/payments/v1.0']) {
			const credential = corrected({ createDraft: { path } });
			const { json } = await run(payment({ resource: 'draft' }), {
				credential: { ...credential, ...off.credential },
			});
			expect(messageOf(json)).toContain('createDraft → path');
		}
		expect(zen.asked).toEqual([]);
	});
});

describe('corrections that cannot be used', () => {
	it.each([
		['a word of one that is settled as rejected', { statuses: { rejected: ['SETTLED'] } }],
		['a key that is not known', { payment: { field: {} } }],
		['a path that leads elsewhere', { history: { path: '//elsewhere.example/x' } }],
	])('let nothing out: %s', async (_what, wrong) => {
		for (const parameters of [
			{ resource: 'account', operation: 'getAll' },
			payment(),
			payment({ resource: 'draft' }),
		]) {
			const { json, error } = await run(parameters, { credential: corrected(wrong) });
			const message = error?.message ?? messageOf(json);
			expect(message).toContain('Contract Corrections (JSON) of the ZEN API credential');
		}
		expect(zen.asked).toEqual([]);
	});
});

describe('the triggers', () => {
	let n8n: TestN8n;
	beforeEach(async () => {
		n8n = await TestN8n.start(simulator);
		return async () => await n8n.stop();
	});
	const arrived = () =>
		simulator.incoming({ accountId: ACCOUNT.main, amount: '12.30', title: 'Order 7' }).paymentId;

	it('read a notification of another form, and ask that ZEN about it', async () => {
		const published = await n8n.publish(triggerWorkflow(), corrected());
		const uid = arrived();
		const event = { uid, walletId: ACCOUNT.main, state: 'BOOKED', side: 'CREDIT' };
		const notify = async (body: object) =>
			(
				await request(n8n.server.url(published, TRIGGER), {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				})
			).statusCode;
		// As our contract has it: not that ZEN's.
		expect(await notify({ paymentId: uid, accountId: ACCOUNT.main, transactionStatus: 'X' })).toBe(
			400,
		);
		expect(await notify({ event })).toBe(200);
		expect(published.emitted()).toMatchObject([
			{
				eventId: `${uid}:SETTLED`,
				confirmed: true,
				accountId: ACCOUNT.main,
				paymentId: uid,
				status: 'SETTLED',
				direction: 'INCOMING',
				amount: '12.30',
			},
		]);
	});

	it('tell unconfirmed ones in our words as well', async () => {
		const published = await n8n.publish(triggerWorkflow({ confirm: false }), corrected());
		const uid = arrived();
		const event = { uid, walletId: ACCOUNT.main, state: 'BOOKED', side: 'CREDIT' };
		await request(n8n.server.url(published, TRIGGER), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ event }),
		});
		expect(published.emitted()).toMatchObject([
			{ confirmed: false, paymentId: uid, status: 'SETTLED', direction: 'INCOMING' },
		]);
	});

	it('poll that ZEN', async () => {
		const published = await n8n.publish(
			pollWorkflow({ filters: { accountIds: [ACCOUNT.main] } }),
			corrected(),
		);
		const poller = await Poller.activate(published, POLLER);
		const id = arrived();
		expect(await poller.tick()).toMatchObject([
			{ paymentId: id, status: 'SETTLED', amount: '12.30', accountId: ACCOUNT.main },
		]);
		expect(poller.errors).toEqual([]);
	});
});
