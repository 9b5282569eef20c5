import { describe, expect, it } from 'vitest';
import { readEntry } from '../../nodes/zen-client';
import { CONTRACT } from '../../nodes/zen-client/contract';
import { readPayingAccount } from '../../nodes/zen-client/entries';
import { parseJson } from '../../nodes/zen-client/json';
import type { JsonObject } from '../../nodes/zen-client';

const raw = {
	id: '01934a3c-7b2e-7000-8000-5d1b2c3a4f5e',
	title: 'Rent, November',
	createdAt: '2026-11-02T08:30:00Z',
	status: 'SETTLED',
	direction: 'OUTGOING',
	amount: { value: '1234.50', currency: 'PLN' },
	sender: { name: 'Us', accountNumber: 'LT100' },
	receiver: { name: 'Landlord', accountNumber: null, iban: 'PL61 1090 **** 2874' },
	externalId: 'R-0815',
};

describe('a payment', () => {
	it('is read in our own names', () => {
		expect(readEntry('payment', raw)).toEqual({
			kind: 'payment',
			id: raw.id,
			direction: 'out',
			state: 'settled',
			status: 'SETTLED',
			externalId: 'R-0815',
			amount: { value: '1234.50', currency: 'PLN' },
			title: 'Rent, November',
			receiverAccountNumber: 'PL61 1090 **** 2874',
			senderAccountNumber: 'LT100',
			createdAt: Date.UTC(2026, 10, 2, 8, 30),
		});
	});

	it.each([
		['nothing at all', {}],
		['nulls', Object.fromEntries(Object.keys(raw).map((name) => [name, null]))],
		['blank texts', Object.fromEntries(Object.keys(raw).map((name) => [name, ' ']))],
		['lists', Object.fromEntries(Object.keys(raw).map((name) => [name, ['SETTLED']]))],
		['flags', Object.fromEntries(Object.keys(raw).map((name) => [name, true]))],
	])('of which ZEN tells %s proves nothing', (_name, told) => {
		expect(readEntry('payment', told)).toMatchObject({ kind: 'payment', state: 'other' });
		expect(Object.keys(readEntry('payment', told))).not.toContain('id');
		expect(readEntry('payment', told)).not.toHaveProperty('amount');
		expect(readEntry('payment', told)).not.toHaveProperty('externalId');
		expect(readEntry('payment', told)).not.toHaveProperty('createdAt');
		expect(readEntry('payment', told)).not.toHaveProperty('direction');
	});

	it('tells only what it holds itself', () => {
		const inherited = Object.create(raw) as JsonObject;
		expect(readEntry('payment', inherited)).toEqual({ kind: 'payment', state: 'other' });
		const json = '{"__proto__":{"id":"a","status":"SETTLED"},"amount":{"__proto__":{"value":"1"}}}';
		expect(readEntry('payment', parseJson(json) as JsonObject)).toEqual({
			kind: 'payment',
			state: 'other',
		});
		const hidden = Object.defineProperty({}, 'id', { value: 'a' }) as JsonObject;
		expect(readEntry('payment', hidden)).not.toHaveProperty('id');
	});

	it.each([
		['SETTLED', 'settled'],
		['REJECTED', 'rejected'],
		['IN_PROGRESS', 'inProgress'],
		['settled', 'settled'],
		['Rejected ', 'rejected'],
		['in progress', 'inProgress'],
		['CANCELLED', 'other'],
		['constructor', 'other'],
	])('with the status %j is %s', (status, state) => {
		expect(readEntry('payment', { ...raw, status })).toMatchObject({ state, status });
	});

	it.each([
		['INCOMING', 'in'],
		['OUTGOING', 'out'],
		['outgoing ', 'out'],
		['Incoming', 'in'],
		['OUT', undefined],
		['DEBIT', undefined],
	])('with the direction %j goes %s', (direction, ours) => {
		expect(readEntry('payment', { ...raw, direction }).direction).toBe(ours);
	});

	it.each([
		[
			{ value: '-10.50', currency: 'EUR' },
			{ value: '10.50', currency: 'EUR' },
		],
		[
			{ value: '+10.5', currency: 'eur ' },
			{ value: '10.5', currency: 'EUR' },
		],
		[
			{ value: 700, currency: 'JPY' },
			{ value: '700', currency: 'JPY' },
		],
		[
			{ value: '10.5000', currency: 'EUR' },
			{ value: '10.5000', currency: 'EUR' },
		],
		[{ value: '10.505', currency: 'EUR' }, undefined],
		[{ value: '10,50', currency: 'EUR' }, undefined],
		[{ value: '1.05e1', currency: 'EUR' }, undefined],
		[{ value: '--1', currency: 'EUR' }, undefined],
		[{ value: '10.50' }, undefined],
		[{ value: '10.50', currency: 'EURO' }, undefined],
		[{ value: '10.50', currency: 'XQX' }, undefined],
		[{ value: { value: '10.50' }, currency: 'EUR' }, undefined],
	])('with the amount %j is of %j', (amount, ours) => {
		expect(readEntry('payment', { ...raw, amount } as JsonObject).amount).toEqual(ours);
	});

	it('may tell a flat amount', () => {
		const flat = { ...raw, amount: '-3', currency: 'EUR' };
		expect(readEntry('payment', flat).amount).toEqual({ value: '3', currency: 'EUR' });
	});

	it.each([
		['2026-11-02T08:30:00Z', Date.UTC(2026, 10, 2, 8, 30)],
		['2026-11-02T10:30:00.250+02:00', Date.UTC(2026, 10, 2, 8, 30, 0, 250)],
		['2026-11-02T06:30:00-0200', Date.UTC(2026, 10, 2, 8, 30)],
		['2026-11-02T08:30:00', undefined],
		['2026-11-02T08:30Z', undefined],
		['2026-11-02', undefined],
		['2026-02-30T08:30:00Z', undefined],
		['2026-13-01T08:30:00Z', undefined],
		['2026-11-02T24:30:00Z', undefined],
		['2026-11-02 08:30:00Z', undefined],
		['02.11.2026 08:30:00', undefined],
		['1793608200000', undefined],
		['Mon, 02 Nov 2026 08:30:00 GMT', undefined],
	])('made at %j was made at %s', (createdAt, ms) => {
		expect(readEntry('payment', { ...raw, createdAt }).createdAt).toBe(ms);
	});

	it('may have a number for its reference, and not for its ID', () => {
		const told = { ...raw, id: 7, externalId: 20260101 };
		expect(readEntry('payment', told)).toMatchObject({ externalId: '20260101' });
		expect(readEntry('payment', told)).not.toHaveProperty('id');
	});

	it('is read by the names of the table', () => {
		const payment = { ...CONTRACT.payment, externalId: ['references.client'] };
		const told = { ...raw, references: { client: 'X' } };
		expect(readEntry('payment', told, { ...CONTRACT, payment }).externalId).toBe('X');
	});
});

describe('a draft', () => {
	it.each([
		['under a name of its own', { draftId: 'd', id: 'p' }, 'd'],
		['under the usual name', { id: 'p' }, 'p'],
		['under the usual name, the other being empty', { draftId: '', id: 'p' }, 'p'],
		['nowhere', { draftId: 7 }, undefined],
	])('has its ID %s', (_name, told, id) => {
		expect(readEntry('draft', told as JsonObject).id).toBe(id);
	});

	it('is of no state that only payments are known to have, unless ZEN says so', () => {
		expect(readEntry('draft', { id: 'd', status: 'DRAFT' })).toEqual({
			kind: 'draft',
			id: 'd',
			state: 'other',
			status: 'DRAFT',
		});
	});
});

describe('an account to pay from', () => {
	it.each<[JsonObject, unknown]>([
		[
			{ accountId: 'A-1', currencyCode: 'eur', avaliableBalance: 12 },
			{ accountId: 'a-1', currency: 'EUR', available: '12' },
		],
		[
			{ accountId: 'a', currencyCode: 'EUR', availableBalance: '-0.50' },
			{ accountId: 'a', currency: 'EUR', available: '-0.50' },
		],
		[{ accountId: 'a', currencyCode: 978, availableBalance: '1 000,00' }, { accountId: 'a' }],
		[{ accountId: 'a', availableBalance: null }, { accountId: 'a' }],
		[{ currencyCode: 'EUR' }, undefined],
		[{ accountId: 7 }, undefined],
	])('%j is read as %j', (told, account) => {
		expect(readPayingAccount(told)).toEqual(account);
	});
});
