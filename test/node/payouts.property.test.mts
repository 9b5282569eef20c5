import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Simulator } from '../simulator/index.mts';
import type { Fault } from '../simulator/index.mts';
import { byId, CONTINUE, payment, runZen, zenEngine } from './support/zen.mts';

const ACCOUNTS = {
	EUR: { accountId: 'a0000000-0000-4000-8000-000000000001', decimals: 2 },
	JPY: { accountId: 'a0000000-0000-4000-8000-000000000002', decimals: 0 },
	KWD: { accountId: 'a0000000-0000-4000-8000-000000000003', decimals: 3 },
} as const;
type Currency = keyof typeof ACCOUNTS;

let simulator: Simulator;

beforeAll(async () => {
	const accounts = Object.entries(ACCOUNTS).map(([currencyCode, { accountId }], number) => ({
		accountId,
		currencyCode,
		// Far beyond what a floating-point number can hold to the last digit.
		balance: `999999999999999999${currencyCode === 'JPY' ? '' : '.00'}`,
		productName: 'Business account',
		holder: 'Sample Trading UAB',
		alias: null,
		iban: `LT${number}`,
		bic: 'EXMPLT20XXX',
		country: 'LT',
	}));
	simulator = await Simulator.start({ settleAfterMs: 1, seed: { accounts } });
});
afterAll(async () => await simulator.stop());

const POSTS = { method: 'POST', path: '/payments/v1.0', times: 1 } as const;

const fault: fc.Arbitrary<Fault> = fc
	.record({
		kind: fc.constantFrom(
			'resetBeforeCommit',
			'resetAfterCommit',
			'cutBody',
			'notJson',
			'emptyBody',
		),
		skip: fc.nat(3),
	})
	.map((one) => ({ ...one, ...POSTS }));

const status: fc.Arbitrary<Fault> = fc
	.record({
		status: fc.constantFrom(400, 403, 429, 500, 503),
		afterCommit: fc.boolean(),
		skip: fc.nat(3),
	})
	// A refusal after the payment was made is nothing that a bank does.
	.map((one) => ({
		...one,
		afterCommit: one.status >= 500 && one.afterCommit,
		kind: 'status',
		...POSTS,
	}));

const amount = fc
	.record({
		currency: fc.constantFrom<Currency>('EUR', 'JPY', 'KWD'),
		// Up to what the simulator's channels carry.
		units: fc.bigInt({ min: 1n, max: 99_999_999n }),
		zeros: fc.nat(2),
		short: fc.boolean(),
	})
	.map(({ currency, units, zeros, short }) => {
		const exact = decimal(
			units / (currency === 'JPY' ? 100n : 1n) + 1n,
			ACCOUNTS[currency].decimals,
		);
		const written = short && exact.includes('.') ? exact.replace(/\.?0+$/, '') : exact;
		return { currency, exact, written: '0'.repeat(zeros) + written };
	});

function decimal(units: bigint, decimals: number): string {
	const digits = units.toString().padStart(decimals + 1, '0');
	return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

describe('Payouts', () => {
	it('lose no digit and pay nothing twice, whatever is paid and whatever goes wrong', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(amount, { minLength: 1, maxLength: 5 }),
				fc.array(fc.oneof(fault, status), { maxLength: 4 }),
				fc.integer({ min: 1, max: 3 }),
				async (amounts, faults, atOnce) => {
					simulator.reset();
					for (const one of faults) simulator.faults.add(one);
					const engine = await zenEngine();
					const items = amounts.map((one, n) => ({ ...one, n, ...ACCOUNTS[one.currency] }));
					const ends: IDataObject[] = [];
					// One payment may meet every fault, one in each run.
					for (let run = 0; run <= Math.max(2, faults.length); run++) {
						const { json } = await runZen(
							simulator,
							payment({
								accountId: byId('={{ $json.accountId }}'),
								externalId: '=INV-{{ $json.n }}',
								title: '=Invoice {{ $json.n }}',
								amount: '={{ $json.written }}',
								currency: '={{ $json.currency }}',
								options: { atOnce },
							}),
							{ engine, items, ...CONTINUE },
						);
						expect(json).toHaveLength(items.length);
						ends.splice(0, Infinity, ...json);
					}
					check(items, ends);
				},
			),
			{ numRuns: 40 },
		);
	});
});

function check(items: Array<{ n: number; exact: string; currency: string }>, ends: IDataObject[]) {
	const booked = new Map<string, { value: string; currency: string }>();
	for (const { externalId, amount: paid } of simulator.ledger()) {
		expect(booked.has(externalId!), `${externalId} was paid twice`).toBe(false);
		booked.set(externalId!, paid);
	}
	items.forEach(({ n, exact, currency }, place) => {
		const paid = booked.get(`INV-${n}`);
		if (paid) expect(paid).toEqual({ value: exact, currency });
		const end = ends[place]!;
		const outcome = end.outcome ?? (end.error as IDataObject).outcome;
		// Each fault is spent by now: it is there and known to be, or it is named as unresolved.
		expect(
			paid ? ['accepted', 'alreadySent', 'unresolved'] : ['unresolved', 'refused', 'unknown'],
		).toContain(outcome);
		if (outcome === 'accepted' || outcome === 'alreadySent') expect(paid).toBeDefined();
	});
}
