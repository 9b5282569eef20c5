import { describe, expect, it } from 'vitest';
import { NO_RULES, toPayout } from '../../nodes/zen-payout';
import type { PayoutOptions, RunTotals } from '../../nodes/zen-payout';
import type { EntryKind, PayingAccount } from '../../nodes/zen-client';
import { Policy } from '../../nodes/zen-payout/policy';

const MAIN = 'a0000000-0000-4000-8000-00000000000a';
const OTHER = 'a0000000-0000-4000-8000-00000000000b';
const YEN = 'a0000000-0000-4000-8000-00000000000c';

const ACCOUNTS: PayingAccount[] = [
	{ accountId: MAIN, currency: 'EUR', available: '100.00' },
	{ accountId: OTHER, currency: 'EUR', available: '50' },
	{ accountId: YEN, currency: 'JPY', available: '1000' },
];

class Totals implements RunTotals {
	private readonly sums = new Map<string, bigint>();
	of = (currency: string) => this.sums.get(currency) ?? 0n;
	add = (currency: string, units: bigint) => this.sums.set(currency, this.of(currency) + units);
}

let number = 0;
interface Wanted extends Partial<PayoutOptions> {
	kind?: EntryKind;
	accountId?: string;
	currency?: string;
}
const pay = (value: string, wanted: Wanted = {}) => {
	const { kind = 'payment', accountId = MAIN, currency = 'EUR', ...options } = wanted;
	const order = {
		accountId,
		externalId: `INV-${++number}`,
		amount: { value, currency },
		title: 'Invoice',
		receiver: { name: 'Sample Supplier', accountNumber: 'LT601010012345678901' },
	};
	const off = { remember: true, sendRejectedAgain: false, checkBalance: false, limits: {} };
	return toPayout(kind, order, { ...off, ...options });
};
const eur = (value: string) => ({ value, currency: 'EUR' });
const policy = (totals: RunTotals = new Totals(), accounts = ACCOUNTS, rules = NO_RULES) =>
	new Policy(accounts, { totals, rules });
const says = (error: Error | undefined) => error?.message;

describe('The account', () => {
	it('has to be one of those that ZEN lists, in either case of its id', () => {
		expect(policy().check(pay('1.00'))).toBeUndefined();
		const upper = [{ ...ACCOUNTS[0]!, accountId: MAIN.toUpperCase() }];
		expect(policy(undefined, upper).check(pay('1.00'))).toBeUndefined();
		const unknown = pay('1.00', { accountId: MAIN.replace('a0', 'b0') });
		expect(says(policy().check(unknown))).toContain('not among the active accounts');
		expect(says(policy(undefined, []).check(pay('1.00')))).toContain('not among');
	});

	it('has to be of the currency, for a draft as well', () => {
		for (const kind of ['payment', 'draft'] as const) {
			const error = policy().check(pay('1', { kind, accountId: YEN }));
			expect(says(error)).toBe(
				'Currency is EUR, but the account holds JPY. Pick the account of that currency, or switch off Account Currency Must Match if ZEN is to convert.',
			);
		}
		const silent = [{ accountId: MAIN, available: '9' }];
		expect(says(policy(undefined, silent).check(pay('1.00')))).toContain('does not tell');
	});
});

describe('An account of another currency', () => {
	const mayConvert = true;
	const usd = { currency: 'USD', mayConvert };

	it('pays, and saves drafts, once it may', () => {
		for (const kind of ['payment', 'draft'] as const) {
			expect(policy().check(pay('1.00', { kind, accountId: YEN, mayConvert }))).toBeUndefined();
		}
		const silent = [{ accountId: MAIN, available: '9' }];
		expect(policy(undefined, silent).check(pay('1.00', { mayConvert }))).toBeUndefined();
		const unknown = pay('1.00', { accountId: MAIN.replace('a0', 'b0'), mayConvert });
		expect(says(policy().check(unknown))).toContain('not among the active accounts');
	});

	it('has a balance that cannot be compared', () => {
		const error = policy().check(pay('1.00', { ...usd, checkBalance: true }));
		expect(says(error)).toBe(
			`From Account ${MAIN} holds EUR, so that its balance cannot be compared with 1.00 USD. Switch off Check Available Balance to send without it.`,
		);
		const silent = [{ accountId: MAIN, available: '9' }];
		const wanted = pay('1.00', { mayConvert, checkBalance: true });
		expect(says(policy(undefined, silent).check(wanted))).toContain('cannot be compared');
	});

	it("takes nothing that is known of the account's own currency", () => {
		const one = policy();
		expect(one.check(pay('500.00', usd))).toBeUndefined();
		expect(one.check(pay('100.00', { checkBalance: true }))).toBeUndefined();
		expect(says(one.check(pay('0.01', { checkBalance: true })))).toContain('take 100.00 EUR');
	});

	it("counts in the payment's currency for every limit", () => {
		const limit = (value: string) => ({ value, currency: 'USD' });
		const perPayment = { ...usd, limits: { perPayment: limit('10.00') } };
		expect(policy().check(pay('10.00', perPayment))).toBeUndefined();
		expect(says(policy().check(pay('10.01', perPayment)))).toContain('Limit per Payment');

		const totals = new Totals();
		totals.add('USD', 1000n);
		const perRun = { ...usd, limits: { perRun: limit('25.00') } };
		const one = policy(totals);
		expect(one.check(pay('10.00', perRun))).toBeUndefined();
		// What is sent meanwhile is counted already.
		totals.add('USD', 1000n);
		expect(one.check(pay('5.00', perRun))).toBeUndefined();
		expect(says(one.check(pay('0.01', perRun)))).toContain('Limit per Run is 25.00 USD');

		const rules = { ...NO_RULES, perPayment: new Map([['EUR', eur('100.00')]]) };
		expect(policy(undefined, undefined, rules).check(pay('1.00', usd))).toBeInstanceOf(Error);
	});
});

describe('The limit per payment', () => {
	const limits = { perPayment: eur('10.00') };

	it('lets that much pass and not a cent more', () => {
		expect(policy().check(pay('10.00', { limits }))).toBeUndefined();
		expect(says(policy().check(pay('10.01', { limits })))).toBe(
			'Limit per Payment is 10.00 EUR, and this payment would take it to 10.01. Raise the limit if that is right.',
		);
	});

	it('of nothing lets nothing pass', () => {
		const none = { perPayment: eur('0.00') };
		expect(policy().check(pay('0.01', { limits: none }))).toBeInstanceOf(Error);
	});

	it('is exact beyond what a floating-point number holds', () => {
		const huge = { perPayment: eur('90071992547409.92') };
		expect(policy().check(pay('90071992547409.92', { limits: huge }))).toBeUndefined();
		expect(policy().check(pay('90071992547409.93', { limits: huge }))).toBeInstanceOf(Error);
	});
});

describe('The limit per run', () => {
	const limits = { perRun: eur('10.00') };

	it('counts what was sent before and what passed before, and nothing that did not pass', () => {
		const totals = new Totals();
		totals.add('EUR', 400n);
		const one = policy(totals);
		expect(one.check(pay('3.00', { limits }))).toBeUndefined();
		expect(says(one.check(pay('3.01', { limits })))).toContain('would take it to 10.01');
		expect(one.check(pay('3.00', { limits }))).toBeUndefined();
		expect(one.check(pay('0.01', { limits }))).toBeInstanceOf(Error);
	});

	it('counts over all accounts of a currency, and each currency by itself', () => {
		const one = policy();
		expect(one.check(pay('6.00', { limits }))).toBeUndefined();
		expect(one.check(pay('6.00', { limits, accountId: OTHER }))).toBeInstanceOf(Error);
		const yen = { perRun: { value: '10', currency: 'JPY' } };
		const inYen = { limits: yen, accountId: YEN, currency: 'JPY' };
		expect(one.check(pay('10', inYen))).toBeUndefined();
		expect(one.check(pay('1', inYen))).toBeInstanceOf(Error);
	});

	it('counts those that have none themselves', () => {
		const one = policy();
		expect(one.check(pay('9.00'))).toBeUndefined();
		expect(one.check(pay('1.01', { limits }))).toBeInstanceOf(Error);
	});

	it('takes nothing for a look at what is wrong', () => {
		const one = policy();
		for (let look = 0; look < 3; look++) {
			expect(one.wrongWith(pay('10.00', { limits }))).toBeUndefined();
		}
		expect(one.check(pay('10.00', { limits }))).toBeUndefined();
	});
});

describe('The balance', () => {
	const checkBalance = true;

	it('covers what it covers, to the cent, and all payments of a batch together', () => {
		const one = policy();
		expect(one.check(pay('60.00', { checkBalance }))).toBeUndefined();
		expect(says(one.check(pay('40.01', { checkBalance })))).toBe(
			'Amount is 40.01 EUR, but the account has 100.00 EUR available and the items before it take 60.00 EUR. Add funds, or pay less at once.',
		);
		expect(one.check(pay('40.00', { checkBalance }))).toBeUndefined();
	});

	it('is that of each account', () => {
		const one = policy();
		expect(one.check(pay('100.00', { checkBalance }))).toBeUndefined();
		expect(one.check(pay('50.00', { checkBalance, accountId: OTHER }))).toBeUndefined();
		expect(one.check(pay('0.01', { checkBalance, accountId: OTHER }))).toBeInstanceOf(Error);
	});

	it('is lowered by payments that do not ask for it', () => {
		const one = policy();
		expect(one.check(pay('99.99'))).toBeUndefined();
		expect(one.check(pay('0.02', { checkBalance }))).toBeInstanceOf(Error);
	});

	it.each([undefined, 'much', '1.005'])('covers nothing when it reads %s', (available) => {
		const accounts = [{ accountId: MAIN, currency: 'EUR', available }];
		expect(says(policy(undefined, accounts).check(pay('0.01', { checkBalance })))).toContain(
			'no available balance that can be read',
		);
		expect(policy(undefined, accounts).check(pay('0.01'))).toBeUndefined();
	});

	it('covers nothing when it is overdrawn', () => {
		const accounts = [{ accountId: MAIN, currency: 'EUR', available: '-5.00' }];
		expect(policy(undefined, accounts).check(pay('0.01', { checkBalance }))).toBeInstanceOf(Error);
	});
});

it('A draft takes no funds and counts in no limit', () => {
	const limits = { perPayment: eur('1.00'), perRun: eur('1.00') };
	const one = policy();
	expect(one.check(pay('500.00', { kind: 'draft', limits, checkBalance: true }))).toBeUndefined();
	expect(one.check(pay('1.00', { limits, checkBalance: true }))).toBeUndefined();
});
