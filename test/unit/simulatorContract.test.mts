import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, overlays, renameField, renameQuery, Simulator } from '../simulator/index.mts';
import { type Answered, Caller, paymentBody } from '../simulator/support/Caller.mts';
import { sharedCaller, sharedSimulator } from '../support/simulator.mts';

const simulator = await sharedSimulator();
const caller = sharedCaller(simulator);

describe('every answer fits the contract', () => {
	const PAYMENTS = '/payments/v1.0';
	const newPayment = async () => (await caller.pay()).json<{ id: string }>().id;
	const draft = () => simulator.drafts()[0]?.id ?? '';

	const calls: Record<string, () => Promise<Answered>> = {
		listAccounts: async () => await caller.get('/accounts/v1.0'),
		getAccount: async () => await caller.get(`/accounts/v1.0/${ACCOUNT.zloty}`),
		precalculatePayment: async () =>
			await caller.get(`${PAYMENTS}/precalculation?accountId=${ACCOUNT.main}&receiverCountry=US`),
		listPurposeCodes: async () => await caller.get(`${PAYMENTS}/purpose-codes`),
		createPayment: async () => await caller.pay(),
		getPayment: async () => await caller.get(`${PAYMENTS}/${await newPayment()}`),
		createDraft: async () => await caller.post(`${PAYMENTS}/drafts`, paymentBody()),
		listDrafts: async () => await caller.get(`${PAYMENTS}/drafts`),
		getDraft: async () => await caller.get(`${PAYMENTS}/drafts/${draft()}`),
		deleteDraft: async () => await caller.delete(`${PAYMENTS}/drafts/${draft()}`),
		listPayments: async () => await caller.get(`${PAYMENTS}?accountId=${ACCOUNT.main}`),
		getPaymentConfirmation: async () => {
			simulator.settings.confirmationAs = 'base64';
			const answer = await caller.get(`${PAYMENTS}/${await newPayment()}/confirmation`);
			simulator.settings.confirmationAs = 'pdf';
			return answer;
		},
	};

	it('and no operation is left out', () => {
		expect(Object.keys(calls).sort()).toEqual(simulator.contract.operationIds.sort());
	});

	it.each(Object.keys(calls))('%s', async (operationId) => {
		const answer = await calls[operationId]?.();
		if (!answer) throw new Error('no answer');
		expect(answer.status, answer.text).toBeLessThan(300);
		const body = answer.text === '' ? null : answer.json();
		expect(simulator.contract.violations(operationId, answer.status, body)).toEqual([]);
	});

	it.each([
		['400', async () => await caller.pay({ amount: null }), 400],
		['500', async () => await caller.get(`${PAYMENTS}/4711`), 500],
		['404', async () => await caller.get(`${PAYMENTS}/${ACCOUNT.main}`), 404],
	])('%s', async (_name, call, status) => {
		const answer = await call();
		expect(answer.status).toBe(status);
		expect(simulator.contract.violations('getPayment', status, answer.json())).toEqual([]);
		expect(answer.json()).toEqual({
			error: { code: expect.any(String), message: expect.any(String) },
		});
	});

	it('and one that does not is noticed', () => {
		expect(simulator.contract.violations('getPayment', 200, { id: 'x' })).not.toEqual([]);
		expect(
			simulator.contract.violations('listPayments', 200, {
				data: [{ id: ACCOUNT.main, status: 'SETTLED', amount: { value: 1, currency: 'EUR' } }],
			}),
		).toEqual(['/data/0/amount/value must be string']);
	});
});

describe('what is not in the contract', () => {
	it('is not found, or not allowed', async () => {
		expect((await caller.get('/nothing')).json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
		expect((await caller.delete('/accounts/v1.0')).status).toBe(405);
	});

	it('is refused: another media type, a body too large', async () => {
		const typist = new Caller(simulator, { headers: { 'content-type': 'text/plain' } });
		expect((await typist.pay()).status).toBe(415);
		await typist.close();
		expect((await caller.pay({ title: 'x'.repeat(1024 * 1024) })).status).toBe(413);
		expect(simulator.ledger()).toEqual([]);
	});
});

describe('the contract can be changed in one place', () => {
	let other: Simulator;
	let user: Caller;

	afterEach(async () => {
		await user.close();
		await other.stop();
	});

	async function start(overlay: Parameters<typeof Simulator.start>[0]): Promise<void> {
		other = await Simulator.start(overlay);
		user = new Caller(other);
	}

	it('a field of a body under another name is demanded and understood', async () => {
		await start({ overlay: renameField('CreatePayment', 'externalId', 'reference') });
		const usual = await user.pay();
		expect(usual.status).toBe(400);
		expect(usual.text).toContain('reference is required');
		expect((await user.pay({ externalId: undefined, reference: 'R-1' })).status).toBe(201);
		expect(other.ledger()).toMatchObject([{ externalId: 'R-1', body: { reference: 'R-1' } }]);
		const draft = paymentBody({ externalId: undefined, reference: 'R-2' });
		expect((await user.post('/payments/v1.0/drafts', draft)).status).toBe(201);
		expect(other.drafts().at(-1)?.body.externalId).toBe('R-2');
	});

	it('and so is a query', async () => {
		await start({
			overlay: overlays(
				renameQuery('precalculatePayment', 'accountId', 'from'),
				renameQuery('precalculatePayment', 'receiverCountry', 'toCountry'),
			),
		});
		const path = '/payments/v1.0/precalculation';
		expect((await user.get(`${path}?accountId=${ACCOUNT.main}`)).text).toContain(
			'from is required',
		);
		const answer = await user.get(`${path}?from=${ACCOUNT.main}&toCountry=US`);
		expect(answer.json()).toMatchObject({ channels: [{ channel: 'SWIFT' }] });
	});

	it('a slip in such a change is an error at start', async () => {
		await start({});
		await expect(
			Simulator.start({ overlay: renameField('CreatePayment', 'nothing', 'x') }),
		).rejects.toThrow('CreatePayment has no field nothing');
		await expect(
			Simulator.start({ overlay: renameQuery('listPayments', 'nothing', 'x') }),
		).rejects.toThrow('listPayments has no query parameter nothing');
	});
});
