import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Document } from 'openapi-backend';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Dialect } from '../simulator/contracts/Dialect.mts';
import { operationsOf } from '../simulator/contracts/document.mts';
import { manual } from '../simulator/contracts/manual.mts';
import type { OperationId } from '../simulator/contracts/variant.mts';
import {
	ACCOUNT,
	type ContractName,
	CONTRACTS,
	defaultSeed,
	Simulator,
} from '../simulator/index.mts';
import { type Answered, Caller, paymentBody } from '../simulator/support/Caller.mts';

const YAML = resolve(import.meta.dirname, '../../contract/zen-transfers.openapi.yaml');
const ours = () => parse(readFileSync(YAML, 'utf8')) as Document;
const names = Object.keys(CONTRACTS) as ContractName[];

/** Where an answer of each contract has what is looked for. */
const PLACES = {
	flat: {
		entries: 'items',
		next: 'next_page',
		payment: 'transfer_id',
		draft: 'proposal_id',
		code: 'error_code',
		text: 'error_text',
	},
	nested: {
		entries: 'payload.movements',
		next: 'payload.cursor.after',
		payment: 'payload.order.reference',
		draft: 'payload.preparation.reference',
		code: 'failure.kind',
		text: 'failure.explanation',
	},
};

const at = (value: unknown, path: string): unknown =>
	path.split('.').reduce((inner, name) => (inner as Record<string, unknown>)[name], value);

describe.each(names)('the contract %s', (name) => {
	const { calls, query, success, words } = CONTRACTS[name];
	const dialect = new Dialect(ours(), CONTRACTS[name]);
	const places = PLACES[name];
	let simulator: Simulator;
	let caller: Caller;

	beforeAll(async () => {
		simulator = await Simulator.start({ contract: name });
		caller = new Caller(simulator);
	});

	beforeEach(() => simulator.reset());

	afterAll(async () => {
		await caller.close();
		await simulator.stop();
	});

	const main = () => simulator.contract.id(ACCOUNT.main);
	const body = (change = {}) => dialect.named('CreatePayment', paymentBody(change));

	/** A call by our names. */
	async function call(
		id: OperationId,
		{
			of = '',
			asked = {},
			sent,
		}: { of?: string; asked?: Record<string, string>; sent?: unknown } = {},
	): Promise<Answered> {
		const [method = '', path = ''] = calls[id].split(' ');
		const renamed = Object.entries(asked).map(([key, value]): [string, string] => [
			query[id]?.[key] ?? key,
			value,
		]);
		const search = new URLSearchParams(renamed).toString();
		const filled = path.replace(/\{\w+\}/, of) + (search && `?${search}`);
		return await caller.call(method as 'GET', filled, sent);
	}

	const pay = async (change = {}) => await call('createPayment', { sent: body(change) });
	const paid = async () => String(at((await pay()).json(), places.payment));
	const drafted = async () =>
		String(at((await call('createDraft', { sent: body() })).json(), places.draft));
	const refusal = (answer: Answered) => String(at(answer.json(), places.text));

	describe('answers by its own words', () => {
		const all: Record<OperationId, () => Promise<Answered>> = {
			listAccounts: async () => await call('listAccounts'),
			getAccount: async () => await call('getAccount', { of: main() }),
			precalculatePayment: async () =>
				await call('precalculatePayment', { asked: { accountId: main(), receiverCountry: 'US' } }),
			listPurposeCodes: async () => await call('listPurposeCodes', { asked: { currency: 'EUR' } }),
			createPayment: pay,
			getPayment: async () => await call('getPayment', { of: await paid() }),
			listPayments: async () => await call('listPayments', { asked: { accountId: main() } }),
			getPaymentConfirmation: async () =>
				await call('getPaymentConfirmation', { of: await paid() }),
			createDraft: async () => await call('createDraft', { sent: body() }),
			listDrafts: async () => await call('listDrafts', { asked: { accountId: main() } }),
			getDraft: async () => await call('getDraft', { of: await drafted() }),
			deleteDraft: async () => await call('deleteDraft', { of: await drafted() }),
		};

		it('and no operation is left out', () => {
			expect(simulator.contract.operationIds.sort()).toEqual(Object.keys(all).sort());
		});

		it.each(Object.keys(all) as OperationId[])('%s', async (id) => {
			const answer = await all[id]();
			expect(answer.status, answer.text).toBeLessThan(300);
			if (success[id]) expect(answer.status).toBe(success[id]);
			const isJson = String(answer.headers['content-type']).startsWith('application/json');
			if (isJson) {
				const told = simulator.contract.violations(id, answer.status, answer.json());
				expect(told).toEqual([]);
			}
			// A name of ours in quotes would have slipped through.
			expect(isJson ? answer.text : '').not.toMatch(
				/"(accountId|status|lastEntryId|hasNext|externalId|channel|SETTLED|OUTGOING|SEPA|SHA)"/,
			);
		});
	});

	it('tells the same as ours does', async () => {
		const seed = defaultSeed(new Date());
		simulator.seed(seed);
		const usual = await Simulator.start({ seed, showExternalId: true });
		const user = new Caller(usual);
		const there = await user.get(`/payments/v1.0?accountId=${ACCOUNT.zloty}`);
		const accountId = simulator.contract.id(ACCOUNT.zloty);
		const here = await call('listPayments', { asked: { accountId } });
		expect(here.json()).toEqual(dialect.named('PaymentPage', there.json()));
		await user.close();
		await usual.stop();
	});

	it('pages through a whole history by its cursor', async () => {
		const ids = new Set<unknown>();
		let cursor: Record<string, string> = {};
		for (let pages = 0; pages < 20; pages++) {
			const asked = { accountId: main(), limit: '40', ...cursor };
			const answer = (await call('listPayments', { asked })).json();
			const entries = at(answer, places.entries) as unknown[];
			for (const entry of entries) ids.add(at(entry, places.payment.replace('payload.', '')));
			if (entries.length < 40) break;
			cursor = { lastEntryId: String(at(answer, places.next)) };
		}
		expect(ids.size).toBe(250);
		expect(ids).not.toContain(undefined);
	});

	it('enters in the books what was meant, and keeps what came', async () => {
		const sent = body({ chargeType: 'SHA', channel: 'SEPA', externalId: 'INV-7' });
		expect((await call('createPayment', { sent })).status).toBeLessThan(300);
		expect(simulator.ledger()).toMatchObject([
			{
				accountId: ACCOUNT.main,
				externalId: 'INV-7',
				amount: { value: '10.00', currency: 'EUR' },
				channel: 'SEPA',
				chargeType: 'SHA',
				title: 'Invoice 1',
				body: sent,
			},
		]);
		await call('createDraft', { sent });
		expect(simulator.drafts().at(-1)).toMatchObject({ body: { externalId: 'INV-7' } });
		const draft = await drafted();
		await call('deleteDraft', { of: draft });
		expect((await call('getDraft', { of: draft })).status).toBe(404);
	});

	describe('is as strict as ours', () => {
		it('there is nothing at our paths', async () => {
			for (const path of ['/accounts/v1.0', `/payments/v1.0?accountId=${ACCOUNT.main}`]) {
				expect((await caller.get(path)).status).toBe(404);
			}
			expect((await caller.pay()).status).toBe(404);
			expect(simulator.ledger()).toEqual([]);
		});

		it('our names in a query are refused', async () => {
			const [, path] = calls.listPayments.split(' ');
			const answer = await caller.get(`${path}?accountId=${main()}`);
			expect(answer.status).toBe(400);
			expect(refusal(answer)).toContain(`${query.listPayments?.accountId} is required`);
		});

		const required = dialect.schemas
			.places(dialect.schemas.named('CreatePayment'))!
			.filter((place) => place.required && place.theirs !== place.ours);

		it.each(required)('our name $ours does not pass for $theirs', async ({ ours: key, theirs }) => {
			const sent = { ...body(), ...paymentBody() };
			const outer = theirs?.split('.')[0] ?? '';
			delete sent[outer];
			const answer = await call('createPayment', { sent });
			expect(answer.status, key).toBe(400);
			expect(refusal(answer)).toContain(`${outer}`);
			expect(simulator.ledger()).toEqual([]);
		});

		it('our words are refused', async () => {
			for (const [field, mapped] of Object.entries(words)) {
				const [schema, key = ''] = field.split('.');
				if (schema !== 'CreatePayment') continue;
				for (const [word, theirs] of Object.entries(mapped)) {
					const sent = JSON.parse(
						JSON.stringify(body({ [key]: word })).replace(`"${theirs}"`, `"${word}"`),
					) as object;
					expect((await call('createPayment', { sent })).status, word).toBe(400);
				}
			}
			expect(simulator.ledger()).toEqual([]);
		});

		it('amounts and ids of another form are refused', async () => {
			expect((await pay({ amount: { value: '10,00', currency: 'EUR' } })).status).toBe(400);
			expect((await pay({ amount: { value: '10.00', currency: 'eur' } })).status).toBe(400);
			expect((await call('getPayment', { of: '4711' })).status).toBe(500);
			const asked = { accountId: 'mine' };
			expect((await call('listPayments', { asked })).status).toBe(400);
		});
	});

	describe('refuses in its own words', () => {
		it('what the bank does not do', async () => {
			const answer = await pay({ amount: { value: '10.00', currency: 'USD' } });
			expect(answer.status).toBe(400);
			const currency = dialect.named('CreatePayment', { amount: { currency: 'x' } });
			const [outer = ''] = Object.keys(currency);
			expect(refusal(answer)).toContain(outer);
			expect(refusal(answer)).not.toContain('amount.currency');
			expect(at(answer.json(), places.code)).toBe(words['Error.error.code']?.VALIDATION_ERROR);
		});

		it('what it does not know', async () => {
			const id = simulator.contract.id(ACCOUNT.main);
			const answer = await call('getPayment', { of: id });
			expect(answer.status).toBe(404);
			expect(refusal(answer)).toBe(`Payment ${id} was not found`);
		});

		it('another key, and under a fault', async () => {
			const stranger = new Caller(simulator, { authorization: 'Bearer other' });
			const [, path = ''] = calls.listAccounts.split(' ');
			const refused = await stranger.get(path);
			await stranger.close();
			expect(refused.status).toBe(403);
			expect(at(refused.json(), places.code)).toBe(words['Error.error.code']?.FORBIDDEN);
			simulator.faults.add({ kind: 'status', status: 503, times: 1 });
			expect(refusal(await call('listAccounts'))).toContain('a fault of the simulator');
			simulator.faults.add({ kind: 'status', body: { error: 'as told' }, times: 1 });
			expect((await call('listAccounts')).json()).toEqual({ error: 'as told' });
			simulator.faults.add({ kind: 'numbersForStrings', times: 1 });
			expect((await call('listAccounts')).text).toMatch(/:125000\.00[,}]/);
			const id = await paid();
			const payment = (await call('getPayment', { of: id })).json();
			simulator.faults.add({ kind: 'wrapArray', times: 1 });
			expect((await call('getPayment', { of: id })).json()).toEqual([payment]);
		});
	});

	it('notifies in its own words', async () => {
		await pay();
		const [entry] = simulator.ledger();
		const [delivery] = await simulator.notify('http://127.0.0.1:9/', entry?.paymentId ?? '');
		const note = {
			paymentId: entry?.paymentId,
			externalId: 'INV-1',
			direction: 'OUT',
			transactionStatus: 'IN_PROGRESS',
			accountId: ACCOUNT.main,
		};
		expect(delivery?.notification).toEqual(dialect.named('Notification', note));
		expect(JSON.stringify(delivery?.notification)).not.toMatch(/paymentId|IN_PROGRESS|"OUT"/);
	});

	it('has a manual that is written from its table', async () => {
		const file = resolve(import.meta.dirname, `../simulator/contracts/${name}.md`);
		await expect(await manual(name, dialect)).toMatchFileSnapshot(file);
	});

	it('differs from ours wherever a name can', () => {
		const left = Object.keys(dialect.contract.components?.schemas ?? {});
		expect(left).toEqual(expect.arrayContaining(['Payment', 'CreatePayment', 'Notification']));
		const same = left.flatMap((schema) =>
			(dialect.schemas.places(dialect.schemas.named(schema)) ?? [])
				.filter((place) => place.ours === place.theirs)
				.map((place) => `${schema}.${place.ours}`),
		);
		expect(same).toEqual([]);
		const theirs = operationsOf(dialect.contract);
		for (const [id, { parameters }] of operationsOf(ours())) {
			const known = (theirs.get(id)?.parameters ?? []).map((one) => one.name);
			const asked = parameters.filter((one) => one.in === 'query').map((one) => one.name);
			expect(known.filter((one) => asked.includes(one))).toEqual([]);
		}
		const paths = Object.keys(ours().paths ?? {});
		expect(paths.filter((path) => dialect.contract.paths?.[path])).toEqual([]);
	});
});

describe('a slip in a table', () => {
	it.each([
		['a field', { fields: { Payment: { nothing: 'x' } } }, 'Payment has no field nothing'],
		['a parameter', { query: { listPayments: { nothing: 'x' } } }, 'no query parameter nothing'],
	])('is an error at start: %s', async (_name, change, message) => {
		const contract = { ...CONTRACTS.flat, ...change };
		await expect(Simulator.start({ contract })).rejects.toThrow(message);
	});
});
