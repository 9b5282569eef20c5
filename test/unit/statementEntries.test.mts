import { describe, expect, it } from 'vitest';
import { ZenError } from '../../nodes/zen-client';
import type { JsonObject } from '../../nodes/zen-client';
import { entriesOf, sumsOf } from '../../nodes/Zen/statement/entries';
import { entries, fee, id, incoming, raw, SEPTEMBER, sortOut } from '../support/statement.mts';

const bookedAt = (number: number, time: string, more: JsonObject = {}) =>
	raw({ id: id(number), bookedAt: time, ...more });
const ids = (payments: Array<{ id: string }>) =>
	payments.map((payment) => Number(payment.id.slice(-12)));

describe('which payments a statement holds', () => {
	it('those booked on a day of the period, by UTC, both ends included', () => {
		const { within, after, leftOut } = sortOut(
			[
				bookedAt(1, '2026-08-31T23:59:59Z'),
				bookedAt(2, '2026-09-01T00:00:00Z'),
				bookedAt(3, '2026-09-30T23:59:59Z'),
				bookedAt(4, '2026-10-01T00:00:00Z'),
				bookedAt(5, '2026-10-01T01:30:00+03:00'),
			],
			SEPTEMBER,
		);
		expect(ids(within)).toEqual([2, 5, 3]);
		expect(ids(after)).toEqual([4]);
		expect(leftOut).toEqual([]);
	});

	it('each once, the oldest first, whatever order they came in', () => {
		const payments = [
			bookedAt(3, '2026-09-10T10:00:00Z', { createdAt: '2026-09-10T09:00:01Z' }),
			bookedAt(1, '2026-09-10T10:00:00Z', { createdAt: '2026-09-10T09:00:02Z' }),
			bookedAt(2, '2026-09-10T10:00:00Z', { createdAt: '2026-09-10T09:00:01Z' }),
			bookedAt(4, '2026-09-09T10:00:00Z'),
		];
		const expected = [4, 2, 3, 1];
		expect(ids(sortOut([...payments, payments[0]!], SEPTEMBER).within)).toEqual(expected);
		expect(ids(sortOut(payments.reverse(), SEPTEMBER).within)).toEqual(expected);
	});

	it('not those that are not booked, rejected or of an unknown status; they are told', () => {
		const { within, leftOut, unclear } = sortOut(
			[
				raw({ id: id(1), status: 'REJECTED', bookedAt: null }),
				raw({ id: id(2), status: 'IN_PROGRESS', bookedAt: null }),
				raw({ id: id(3), status: 'SETTLED', bookedAt: null }),
				raw({ id: id(5), status: 'RETURNED' }),
				raw({ id: id(4), status: 'RETURNED' }),
				raw({ id: id(6), status: null }),
				raw({ id: id(7), status: 'constructor' }),
			],
			SEPTEMBER,
		);
		expect(within).toEqual([]);
		expect(leftOut).toEqual([
			expect.objectContaining({ status: '(none)', count: 1, paymentIds: [id(6)] }),
			{ status: 'IN_PROGRESS', count: 1, reason: 'Not settled yet', paymentIds: [id(2)] },
			{ status: 'REJECTED', count: 1, reason: 'Rejected, so no money moved', paymentIds: [id(1)] },
			expect.objectContaining({ status: 'RETURNED', count: 2, paymentIds: [id(4), id(5)] }),
			expect.objectContaining({ status: 'SETTLED', reason: expect.stringContaining('no booking') }),
			expect.objectContaining({ status: 'constructor', reason: expect.stringContaining('status') }),
		]);
		expect(unclear).toBe(5);
	});

	it('and tells nothing of what belongs to other days, but knows when it is unclear', () => {
		const { leftOut, unclear } = sortOut(
			[
				raw({ id: id(1), status: 'RETURNED', bookedAt: '2026-08-31T10:00:00Z' }),
				raw({ id: id(2), status: 'RETURNED', bookedAt: '2026-10-01T10:00:00Z' }),
			],
			SEPTEMBER,
		);
		expect({ leftOut, unclear }).toEqual({ leftOut: [], unclear: 1 });
	});

	it.each<[string, JsonObject, string]>([
		['no amount', { amount: null }, 'its amount'],
		['an amount that is a number', { amount: { value: 1.5, currency: 'EUR' } }, 'its amount'],
		['an amount with a sign', { amount: { value: '-1.50', currency: 'EUR' } }, 'its amount'],
		['too many decimals', { amount: { value: '1.505', currency: 'EUR' } }, 'EUR has 2 decimals'],
		['no such currency', { amount: { value: '1.50', currency: 'XQZ' } }, 'XQZ'],
		['another direction', { direction: 'SIDEWAYS' }, 'its direction, "SIDEWAYS"'],
		['a fee without an amount', { senderFees: [{ name: 'X' }] }, 'its fees'],
		['fees that are no list', { senderFees: {} }, 'its fees'],
		['a time that is none', { bookedAt: 'yesterday' }, 'its time, "yesterday"'],
		...[
			'2026',
			'2026-09',
			'2026-W37',
			'20260910T',
			'0026-09-10',
			'12026-09-10',
			'10:00',
			'2026-09-31',
			'2026-09-10T25:00:00Z',
			1_757_500_000,
			1_757_500_000_000,
			20260910,
			true,
			' ',
			{ date: '2026-09-10' },
			['2026-09-10T10:00:00Z'],
		].map((bookedAt): [string, JsonObject, string] => [
			`the time ${JSON.stringify(bookedAt)}`,
			{ bookedAt },
			`its time, ${JSON.stringify(bookedAt)}, cannot be read`,
		]),
		[
			'a time that is none, and a status that nobody knows',
			{ status: 'PAID_OUT', bookedAt: '2026' },
			'its time',
		],
		['no ID', { id: null }, 'its ID'],
	])('and there is none when a booked payment has %s', (_name, change, words) => {
		const sorting = () => sortOut([raw(change)], SEPTEMBER);
		expect(sorting).toThrow(ZenError);
		expect(sorting).toThrow(words);
	});

	it.each(['IN_PROGRESS', 'REJECTED'])(
		'and it is made where a payment that is %s has what a program writes for no date',
		(status) => {
			const empty = raw({ status, bookedAt: '0000-00-00T00:00:00Z' });
			expect(sortOut([empty], SEPTEMBER).leftOut).toMatchObject([{ status, count: 1 }]);
		},
	);
});

it.each([
	['2026-09-10', '2026-09-10T00:00:00Z'],
	['2026-09-10T10:00:00.250Z', '2026-09-10T10:00:00.250Z'],
	['20260910T100000Z', '2026-09-10T10:00:00Z'],
	['2026-09-10T01:00:00+02:00', '2026-09-09T23:00:00Z'],
])('a payment booked at %s is one of that time', (bookedAt, expected) => {
	expect(entries([raw({ bookedAt })])[0]!.payment.bookedAt).toBe(expected);
});

describe('entries', () => {
	it('have the direction, the amount as ZEN sent it, and the other side', () => {
		const [out, into] = entries([
			raw({ id: id(1), amount: { value: '5.5', currency: 'EUR' } }),
			incoming({ id: id(2), amount: { value: '7.00', currency: 'EUR' } }),
		]);
		expect(out).toMatchObject({ credit: false, amount: { value: '5.5', currency: 'EUR' } });
		expect(into).toMatchObject({ credit: true, amount: { value: '7.00', currency: 'EUR' } });
		for (const entry of [out, into]) {
			expect(entry?.payment.counterparty.name).toBe('Sample Freight GmbH');
		}
	});

	it("carry the fees of the account's own side above zero", () => {
		const sides = { senderFees: [fee('0.20'), fee('0.00')], receiverFees: [fee('1.00')] };
		const names = (payment: JsonObject) =>
			entries([payment]).map(({ fees }) => fees.map(({ amount }) => amount.value));
		expect(names(raw(sides))).toEqual([['0.20']]);
		expect(names(incoming(sides))).toEqual([['1.00']]);
		expect(names(raw({ senderFees: null, receiverFees: [] }))).toEqual([[]]);
	});

	it('of fees stand right behind their payment, with a reference of their own', () => {
		const payments = [raw({ senderFees: [fee('0.20'), fee('0.05', 'EUR', 'NIGHT_FEE')] })];
		const [payment, first, second] = entries(payments, 'entries');
		const reference = id(1).replaceAll('-', '');
		expect(payment).toMatchObject({ kind: 'payment', reference, fees: [] });
		expect(first).toMatchObject({ kind: 'fee', credit: false, reference: `${reference}F1` });
		expect(second).toMatchObject({ title: 'NIGHT_FEE', reference: `${reference}F2` });
	});

	it('have references of at most 35 characters, different for different payments', () => {
		const long = (end: string) => raw({ id: 'x'.repeat(60) + end, senderFees: [fee('0.20')] });
		const references = entriesOf(sortOut([long('a'), long('b')], SEPTEMBER).within, 'entries').map(
			({ reference }) => reference,
		);
		expect(new Set(references).size).toBe(4);
		expect(references.every(({ length }) => length <= 35)).toBe(true);
	});
});

describe('totals', () => {
	const sums = (payments: JsonObject[]) => sumsOf(sortOut(payments, SEPTEMBER).within, 'EUR');

	it('are exact, and keep currencies and fees apart', () => {
		expect(
			sums([
				raw({ id: id(1), amount: { value: '0.1', currency: 'EUR' }, senderFees: [fee('0.20')] }),
				raw({ id: id(2), amount: { value: '0.2', currency: 'EUR' } }),
				incoming({ id: id(3), amount: { value: '9007199254740.93', currency: 'EUR' } }),
				incoming({ id: id(4), amount: { value: '50', currency: 'JPY' } }),
			]),
		).toEqual([
			{ currency: 'EUR', in: '9007199254740.93', out: '0.30', fees: '0.20' },
			{ currency: 'JPY', in: '50', out: '0', fees: '0' },
		]);
	});

	it('of nothing are zero', () => {
		expect(sums([])).toEqual([{ currency: 'EUR', in: '0.00', out: '0.00', fees: '0.00' }]);
	});
});
