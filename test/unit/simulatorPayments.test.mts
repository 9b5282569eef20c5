import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES, inventedIban, Simulator } from '../simulator/index.mts';
import { Caller, paymentBody } from '../simulator/support/Caller.mts';

interface Payment {
	id: string;
	status: string;
	bookedAt: string | null;
	createdAt: string;
	lastModifiedAt: string;
	senderFees: Array<{ amount: { value: string } }>;
}

interface Account {
	accountId: string;
	balance: string | number;
	availableBalance: string | number;
}

let simulator: Simulator;
let caller: Caller;

beforeAll(async () => {
	simulator = await Simulator.start();
	caller = new Caller(simulator);
});

beforeEach(() => {
	simulator.reset();
	Object.assign(simulator.settings, { settleAfterMs: 0, bookingLagMs: 0, showExternalId: false });
});

afterAll(async () => {
	await caller.close();
	await simulator.stop();
});

async function balances(accountId: string = ACCOUNT.main) {
	const { balance, availableBalance } = (
		await caller.get(`/accounts/v1.0/${accountId}`)
	).json<Account>();
	return [balance, availableBalance];
}

async function pay(change?: Record<string, unknown>): Promise<Payment> {
	const answer = await caller.pay(change);
	expect(answer.status, answer.text).toBe(201);
	return answer.json<Payment>();
}

const read = async (id: string) => (await caller.get(`/payments/v1.0/${id}`)).json<Payment>();

describe('a payment', () => {
	it('blocks its funds and fees, and books them when it is settled', async () => {
		expect(await balances()).toEqual(['125000.00', '125000.00']);
		const payment = await pay({ amount: { value: '246.2', currency: 'EUR' } });
		expect(payment).toMatchObject({
			status: 'IN_PROGRESS',
			bookedAt: null,
			direction: 'OUTGOING',
			transactionType: 'PAYMENT',
			relatedTransaction: null,
			channel: 'SEPA',
			amount: { value: '246.20', currency: 'EUR' },
			senderFees: [{ amount: { value: '0.20', currency: 'EUR' } }],
			receiverFees: [{ amount: { value: '0.00', currency: 'EUR' } }],
		});
		expect(payment).not.toHaveProperty('externalId');
		expect(payment).not.toHaveProperty('accountId');
		expect(await balances()).toEqual(['125000.00', '124753.60']);

		simulator.settle(payment.id);
		const settled = await read(payment.id);
		expect(settled.status).toBe('SETTLED');
		expect(settled.bookedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		expect(await balances()).toEqual(['124753.60', '124753.60']);
	});

	it('gives its funds back when it is rejected', async () => {
		const payment = await pay();
		expect(await balances()).toEqual(['125000.00', '124989.80']);
		simulator.reject(payment.id, 'No such account');
		expect(await read(payment.id)).toMatchObject({ status: 'REJECTED', bookedAt: null });
		expect(await balances()).toEqual(['125000.00', '125000.00']);
		expect(simulator.ledger()[0]).toMatchObject({ status: 'REJECTED', reason: 'No such account' });
	});

	it('is settled after a time, or rejected when a rule says so', async () => {
		simulator.settings.settleAfterMs = 60_000;
		const good = await pay();
		const bad = await pay({ title: 'Please REJECT this' });
		simulator.advance(59_000);
		expect((await read(good.id)).status).toBe('IN_PROGRESS');
		simulator.advance(2_000);
		expect((await read(good.id)).status).toBe('SETTLED');
		expect((await read(bad.id)).status).toBe('REJECTED');
		expect(await balances()).toEqual(['124989.80', '124989.80']);
	});

	it('is settled by the clock on the wall too', async () => {
		simulator.settings.settleAfterMs = 30;
		const { id } = await pay();
		await expect.poll(async () => (await read(id)).status).toBe('SETTLED');
	});

	it('can be booked later than it is settled', async () => {
		simulator.settings.bookingLagMs = 5_000;
		const { id } = await pay();
		simulator.settle();
		expect(await read(id)).toMatchObject({ status: 'SETTLED', bookedAt: null });
		expect(await balances()).toEqual(['125000.00', '124989.80']);
		simulator.advance(5_000);
		expect((await read(id)).bookedAt).not.toBeNull();
		expect(await balances()).toEqual(['124989.80', '124989.80']);
	});

	it('ends once', async () => {
		const { id } = await pay();
		simulator.settle(id);
		expect(() => simulator.settle(id)).toThrow(/is SETTLED already/);
		expect(() => simulator.reject(id)).toThrow(/is SETTLED already/);
		expect(await balances()).toEqual(['124989.80', '124989.80']);
	});

	it('sent twice is paid twice: nobody looks at the reference', async () => {
		await pay();
		await pay();
		const entries = simulator.ledger();
		expect(entries.map(({ externalId }) => externalId)).toEqual(['INV-1', 'INV-1']);
		expect(entries.map(({ amount, fees }) => [amount.value, fees.value])).toEqual([
			['10.00', '0.20'],
			['10.00', '0.20'],
		]);
		expect(await balances()).toEqual(['125000.00', '124979.60']);
	});

	it('keeps fields that nobody knows in the ledger', async () => {
		await pay({ batch: { number: 7 } });
		expect(simulator.ledger()[0]?.body).toEqual({ ...paymentBody(), batch: { number: 7 } });
	});

	it('shows its reference only on demand', async () => {
		const { id } = await pay();
		simulator.settings.showExternalId = true;
		expect(await read(id)).toMatchObject({ externalId: 'INV-1' });
	});

	it('between own accounts costs nothing and arrives', async () => {
		const [, payroll] = simulator.accounts;
		const payment = await pay({ receiver: { name: 'Payroll', accountNumber: payroll?.iban } });
		expect(payment).toMatchObject({ channel: 'INTERNAL' });
		simulator.settle();
		expect(await balances()).toEqual(['124990.00', '124990.00']);
		expect(await balances(ACCOUNT.payroll)).toEqual(['48210.50', '48210.50']);
		expect(simulator.ledger().map(({ direction }) => direction)).toEqual(['OUTGOING', 'INCOMING']);
	});

	it('counts without floats: 200 payments of 0.10 and a fee of 0.20', async () => {
		for (let count = 0; count < 200; count++) {
			await pay({ amount: { value: '0.10', currency: 'EUR' } });
		}
		simulator.settle();
		expect(await balances()).toEqual(['124940.00', '124940.00']);
	});
});

describe('the balance', () => {
	it('is a string on one account and a number with all its digits on another', async () => {
		const { text } = await caller.get('/accounts/v1.0');
		expect(text).toContain('"balance":"125000.00"');
		expect(text).toContain('"balance":310450.10,"availableBalance":310450.10');
	});

	it('can be used up to the last cent and no further', async () => {
		const dollars = (value: string) =>
			caller.pay({
				accountId: ACCOUNT.dollar,
				amount: { value, currency: 'USD' },
				receiver: { name: 'Demo Catering B.V.', country: 'US', accountNumber: '123456789' },
			});
		const tooMuch = await dollars('9865.01');
		expect(tooMuch.status).toBe(400);
		expect(tooMuch.text).toMatch(/VALIDATION_ERROR.*Insufficient funds.*9870\.01.*9870\.00/);
		expect(simulator.ledger()).toEqual([]);
		expect((await dollars('9865.00')).status).toBe(201);
		expect(await balances(ACCOUNT.dollar)).toEqual(['9870.00', '0.00']);
	});

	it('grows by incoming payments', async () => {
		const entry = simulator.incoming({ accountId: ACCOUNT.main, amount: '12.3', title: 'Order' });
		expect(await balances()).toEqual(['125012.30', '125012.30']);
		expect(await read(entry.paymentId)).toMatchObject({
			status: 'SETTLED',
			direction: 'INCOMING',
			amount: { value: '12.30', currency: 'EUR' },
			receiver: { accountNumber: simulator.accounts[0]?.iban },
		});
		const waiting = simulator.incoming({
			accountId: ACCOUNT.main,
			amount: '1.00',
			status: 'IN_PROGRESS',
		});
		expect(await balances()).toEqual(['125012.30', '125012.30']);
		simulator.settle(waiting.paymentId);
		expect(await balances()).toEqual(['125013.30', '125013.30']);
	});
});

describe('a payment that breaks a rule', () => {
	const iban = COMPANIES[0]?.accountNumber ?? '';
	const badIban = iban.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
	const receiver = { name: 'Demo', accountNumber: iban };
	it.each([
		[
			'an amount that is a number',
			{ amount: { value: 10, currency: 'EUR' } },
			'amount.value must be string',
		],
		['no amount', { amount: undefined }, 'amount is required'],
		['no receiver name', { receiver: { accountNumber: iban } }, 'receiver.name is required'],
		['a negative amount', { amount: { value: '-1', currency: 'EUR' } }, 'amount.value must match'],
		[
			'nothing to pay',
			{ amount: { value: '0.00', currency: 'EUR' } },
			'amount.value must be above zero',
		],
		[
			'a tenth of a cent',
			{ amount: { value: '1.001', currency: 'EUR' } },
			'at most 2 decimals in EUR',
		],
		[
			'another currency',
			{ amount: { value: '1', currency: 'USD' } },
			'amount.currency must be EUR',
		],
		['an account id that is no UUID', { accountId: 'main' }, 'accountId must match format'],
		[
			'an account of nobody',
			{ accountId: '00000000-0000-4000-8000-000000000000' },
			'accountId is not one',
		],
		[
			'a mistyped IBAN',
			{ receiver: { ...receiver, accountNumber: badIban } },
			'receiver.accountNumber',
		],
		['a bad BIC', { receiver: { ...receiver, bic: 'X' } }, 'receiver.bic'],
		[
			'no country for a local number',
			{ receiver: { ...receiver, accountNumber: '1' } },
			'receiver.country',
		],
		['a channel that does not go there', { channel: 'SWIFT' }, 'channel SWIFT is not possible'],
		[
			'a charge type that it does not have',
			{ chargeType: 'OUR' },
			'chargeType OUR is not possible',
		],
		[
			'too much for the channel',
			{ channel: 'SEPA_INSTANT', amount: { value: '100000.01', currency: 'EUR' } },
			'at most 100000.00 EUR over SEPA_INSTANT',
		],
		['an unknown purpose', { purposeCode: 'NOPE' }, 'purposeCode NOPE is not known'],
	])('%s: 400 that names the field, and nothing booked', async (_what, change, message) => {
		const answer = await caller.pay(change);
		expect(answer.status).toBe(400);
		const { error } = answer.json<{ error: { code: string; message: string } }>();
		expect(error.code).toBe('VALIDATION_ERROR');
		expect(error.message).toContain(message);
		expect(simulator.ledger()).toEqual([]);
	});

	it.each([
		['no JSON', '{"accountId":', /not valid JSON/],
		['a list', '[]', /the body must be object/],
		['nothing', '', /body is required/],
	])('a body that is %s', async (_what, body, message) => {
		const answer = await caller.post('/payments/v1.0', body);
		expect(answer.status).toBe(400);
		expect(answer.text).toMatch(message);
	});
});

describe('the precalculation', () => {
	const channels = async (query: string) => {
		const answer = await caller.get(
			`/payments/v1.0/precalculation?accountId=${ACCOUNT.main}&${query}`,
		);
		expect(answer.status, answer.text).toBe(200);
		return answer.json<{ channels: Array<{ channel: string; chargeTypes: unknown[] }> }>().channels;
	};

	it('offers SEPA for euros within SEPA', async () => {
		const offered = await channels('currency=EUR&receiverCountry=DE');
		expect(offered.map(({ channel }) => channel)).toEqual(['SEPA', 'SEPA_INSTANT']);
		const number = inventedIban('NL', 5);
		expect(await channels(`receiverAccountNumber=${number}`)).toEqual(offered);
	});

	it('offers SWIFT with both charge types elsewhere', async () => {
		expect(await channels('currency=EUR&receiverCountry=US')).toMatchObject([
			{
				channel: 'SWIFT',
				chargeTypes: [
					{ chargeType: 'SHA', fees: [{ amount: { value: '5.00', currency: 'EUR' } }] },
					{ chargeType: 'OUR', fees: [{ amount: { value: '15.00', currency: 'EUR' } }] },
				],
				limits: { min: { value: '0.01' }, max: { value: '1000000.00' } },
			},
		]);
	});

	it('is what a payment then costs', async () => {
		const receiver = { name: 'Demo', country: 'US', accountNumber: '123456789' };
		const payment = await pay({ receiver, chargeType: 'OUR' });
		expect(payment.senderFees[0]?.amount.value).toBe('15.00');
		expect(await balances()).toEqual(['125000.00', '124975.00']);
	});
});

describe('purpose codes', () => {
	const codes = async (query: string) =>
		(await caller.get(`/payments/v1.0/purpose-codes${query}`))
			.json<Array<{ code: string }>>()
			.map(({ code }) => code);

	it('are filtered by currency and country', async () => {
		expect(await codes('')).toEqual(['SUPP', 'SALA', 'TAXS', 'GDDS', 'SCVE', 'INTC']);
		expect(await codes('?country=LT')).toEqual(['SUPP', 'SALA', 'TAXS', 'INTC']);
		expect(await codes('?country=IN&currency=USD')).toEqual([
			'SUPP',
			'SALA',
			'GDDS',
			'SCVE',
			'INTC',
		]);
	});

	it('are accepted in a payment', async () => {
		await pay({ purposeCode: 'SUPP' });
	});
});
