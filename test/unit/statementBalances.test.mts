import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../nodes/zen-client';
import { ASSUMPTION, balancesOf, type BalanceSources } from '../../nodes/Zen/statement/balances';
import { fee, id, incoming, raw, SEPTEMBER, sortOut } from '../support/statement.mts';

const eur = (value: string) => ({ value, currency: 'EUR' });

/** 100.00 at the end of August; in September +30.00 and -10.50; in October +5.00. */
const PAYMENTS = [
	incoming({ id: id(1), amount: eur('30.00') }),
	raw({ id: id(2), amount: eur('10.50') }),
	incoming({ id: id(3), amount: eur('5.00'), bookedAt: '2026-10-01T10:00:00Z' }),
];

const balances = (change: Partial<BalanceSources> = {}, payments: JsonObject[] = PAYMENTS) =>
	balancesOf({
		currency: 'EUR',
		before: '124.50',
		after: '124.50',
		open: false,
		derive: false,
		feeMode: 'shown',
		payments: sortOut(payments, SEPTEMBER),
		...change,
	});

describe('balances', () => {
	it('only the present one is known, as ZEN states it', () => {
		expect(balances()).toEqual({
			present: { ...eur('124.50'), how: 'stated' },
			opening: null,
			closing: null,
			notes: [expect.stringContaining('the present booked balance only')],
		});
	});

	it('the present one closes a period that is not over', () => {
		const { opening, closing } = balances({ open: true });
		expect({ opening, closing }).toEqual({
			opening: null,
			closing: { ...eur('124.50'), how: 'stated' },
		});
	});

	it('the others are derived on demand, and marked', () => {
		expect(balances({ derive: true })).toEqual({
			present: { ...eur('124.50'), how: 'stated' },
			opening: { ...eur('100.00'), how: 'derived' },
			closing: { ...eur('119.50'), how: 'derived' },
			notes: [ASSUMPTION],
		});
	});

	it('in a period that is not over only the opening one is derived', () => {
		const payments = PAYMENTS.slice(0, 2);
		const { opening, closing } = balances(
			{ derive: true, open: true, after: '119.50', before: '119.50' },
			payments,
		);
		expect({ opening, closing }).toEqual({
			opening: { ...eur('100.00'), how: 'derived' },
			closing: { ...eur('119.50'), how: 'stated' },
		});
	});

	it('count fees that are entries, also those since the period', () => {
		const withFees = PAYMENTS.map((payment) => ({
			...payment,
			senderFees: [fee('0.20')],
			receiverFees: [fee('0.10')],
		}));
		const { opening, closing } = balances({ derive: true, feeMode: 'entries' }, withFees);
		expect(closing?.value).toBe('119.60');
		expect(opening?.value).toBe('100.40');
	});

	it('may be below zero', () => {
		const { opening } = balances({ derive: true, before: '-0.40', after: '-0.40' });
		expect(opening?.value).toBe('-24.90');
	});

	it.each<[string, Partial<BalanceSources>, JsonObject[], string]>([
		[
			'an amount is in another currency',
			{},
			[incoming({ id: id(1), amount: { value: '30.00', currency: 'USD' } })],
			'not in EUR',
		],
		[
			'such an amount came since',
			{},
			[raw({ bookedAt: '2026-10-01T10:00:00Z', amount: { value: '30.00', currency: 'USD' } })],
			'not in EUR',
		],
		[
			'there are fees and it is not said how they are booked',
			{},
			[raw({ senderFees: [fee('0.20')] })],
			'Set Fees',
		],
		[
			'fees that count are in another currency',
			{ feeMode: 'entries' },
			[raw({ senderFees: [fee('0.20', 'USD')] })],
			'not in EUR',
		],
		['a status is not known', {}, [raw({ status: 'RETURNED' })], 'may or may not'],
	])('are not derived when %s', (_name, change, payments, words) => {
		const { opening, closing, notes } = balances({ derive: true, ...change }, payments);
		expect({ opening, closing }).toEqual({ opening: null, closing: null });
		expect(notes.join(' ')).toContain(words);
	});

	it.each([true, false])('are not known when one booked meanwhile (open: %s)', (open) => {
		const { present, opening, closing, notes } = balances({ derive: true, open, before: '1.00' });
		expect(present?.value).toBe('124.50');
		expect({ opening, closing }).toEqual({ opening: null, closing: null });
		expect(notes.join(' ')).toContain('changed while the payments were read');
	});

	it.each([null, undefined, 'much', '1.005', 5])('are not known when ZEN tells %j', (after) => {
		const told = balances({ derive: true, open: true, before: after, after });
		expect(told).toEqual({
			present: null,
			opening: null,
			closing: null,
			notes: [expect.stringContaining('no booked balance')],
		});
	});
});
