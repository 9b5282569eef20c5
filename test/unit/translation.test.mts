import { describe, expect, it } from 'vitest';
import { correctedBy } from '../../nodes/zen-client';
import type { Json } from '../../nodes/zen-client';
import { Unreadable } from '../../nodes/zen-client/caller';
import type { PathName } from '../../nodes/zen-client/contract';

/** An answer as it is read once it was corrected. */
function told(corrections: unknown, call: PathName, answer: unknown, status = 200): Json {
	const { translate } = correctedBy(JSON.stringify(corrections));
	const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
	const { body } = translate!(call, { status, headers: {}, body: Buffer.from(text) });
	return JSON.parse(body.toString()) as Json;
}

const PAYMENT = {
	fields: {
		id: 'paymentId',
		status: 'state',
		'amount.value': 'sum.number',
		'amount.currency': 'sum.code',
		receiver: 'creditor',
		'receiver.name': 'creditor.fullName',
		'receiver.accountNumber': 'creditor.account.iban',
		externalId: 'clientReference',
		createdAt: 'created',
		bookedAt: 'bookedOn',
		senderFees: 'charges.debtor',
	},
	fees: { 'amount.value': 'cost', 'amount.currency': 'unit', name: 'label' },
};
const THEIRS = {
	paymentId: 'p1',
	state: 'BOOKED',
	sum: { number: '10.50', code: 'EUR' },
	creditor: { fullName: 'Example', bic: 'EXAMGB2L', account: { iban: 'LT12' } },
	clientReference: 'INV-7',
	created: '2026-09-04T10:59:55Z',
	bookedOn: null,
	direction: 'DEBIT',
	charges: { debtor: [{ cost: '0.20', unit: 'EUR', label: 'Fee', type: 'STANDARD' }] },
	further: 'thing',
};
const OURS = {
	id: 'p1',
	status: 'SETTLED',
	amount: { value: '10.50', currency: 'EUR' },
	receiver: { name: 'Example', bic: 'EXAMGB2L', accountNumber: 'LT12' },
	externalId: 'INV-7',
	createdAt: '2026-09-04T10:59:55Z',
	bookedAt: null,
	direction: 'OUTGOING',
	senderFees: [{ amount: { value: '0.20', currency: 'EUR' }, name: 'Fee', type: 'STANDARD' }],
	further: 'thing',
};
const WORDS = { statuses: { settled: ['BOOKED'] }, directions: { out: ['DEBIT'], in: ['CREDIT'] } };
const CORRECTIONS = { payment: PAYMENT, ...WORDS };

describe('what ZEN tells stands under our names', () => {
	it.each<PathName>(['payment', 'createPayment'])('in the answer of %s', (call) => {
		expect(told(CORRECTIONS, call, THEIRS)).toEqual(OURS);
		expect(told(CORRECTIONS, call, [THEIRS])).toEqual(OURS);
	});

	it('in a list, bare or held by an object, with what is said of further pages', () => {
		const corrections = {
			...CORRECTIONS,
			history: {
				list: 'page.items',
				next: 'page.after',
				more: 'page.more',
				sortedBy: 'page.sort',
				sortDirection: 'page.order',
			},
		};
		const page = { items: [THEIRS], after: 'c1', more: true, sort: 'created', order: 'DESC' };
		expect(told(corrections, 'history', { page })).toEqual({
			data: [OURS],
			meta: { lastEntryId: 'c1', hasNext: true, sortedBy: 'createdAt', direction: 'DESC' },
		});
		expect(told(corrections, 'history', [THEIRS, THEIRS])).toEqual([OURS, OURS]);
	});

	it('in drafts as in payments, but for the ID, which is known no better', () => {
		const { paymentId, ...rest } = THEIRS;
		expect(told(CORRECTIONS, 'draft', { ...rest, draftId: paymentId })).toEqual({
			...OURS,
			id: undefined,
			draftId: 'p1',
		});
	});

	it('in drafts by what is said of drafts', () => {
		const corrections = { ...CORRECTIONS, draft: { fields: { id: 'uid', status: 'status' } } };
		expect(told(corrections, 'drafts', [{ uid: 'd1', status: 'OPEN', state: 'x' }])).toEqual([
			{ id: 'd1', status: 'OPEN', state: 'x' },
		]);
	});

	it('in accounts, and in their numbers', () => {
		const corrections = {
			accounts: { list: 'items' },
			account: {
				fields: { accountId: 'uid', availableBalance: 'spendable', accountNumbers: 'ids' },
				numbers: { accountNumber: 'number', bic: 'bank' },
			},
		};
		const items = [
			{ uid: 'a1', availableBalance: 7, spendable: 12.5, ids: [{ number: 'LT12', bank: 'X' }] },
		];
		const ours = {
			accountId: 'a1',
			availableBalance: '12.5',
			accountNumbers: [{ accountNumber: 'LT12', bic: 'X' }],
		};
		expect(told(corrections, 'accounts', { items })).toEqual({ data: [ours] });
		expect(told(corrections, 'account', items[0])).toEqual(ours);
	});

	it('in a precalculation, where one name may stand in each level', () => {
		const corrections = {
			precalculation: {
				fields: {
					channels: 'offer.ways',
					channel: 'code',
					chargeTypes: 'options',
					chargeType: 'code',
					fees: 'costs',
					'limits.max.value': 'most',
				},
			},
			payment: { fees: { 'amount.value': 'cost' } },
		};
		const answer = {
			offer: {
				ways: [{ code: 'SEPA', most: '9', options: [{ code: 'SHA', costs: [{ cost: 1 }] }] }],
			},
		};
		expect(told(corrections, 'precalculation', answer)).toEqual({
			channels: [
				{
					channel: 'SEPA',
					limits: { max: { value: '9' } },
					chargeTypes: [{ chargeType: 'SHA', fees: [{ amount: { value: 1 } }] }],
				},
			],
		});
	});

	it('in purpose codes and notifications', () => {
		const codes = {
			purposeCodes: { list: 'codes', fields: { code: 'value', description: 'text' } },
		};
		expect(told(codes, 'purposeCodes', { codes: [{ value: 'RENT', text: 'Rent' }] })).toEqual({
			data: [{ code: 'RENT', description: 'Rent' }],
		});
		const { notification } = correctedBy(
			JSON.stringify({
				...WORDS,
				notification: {
					paymentId: 'event.id',
					accountId: 'event.account',
					transactionStatus: 'is',
				},
			}),
		);
		expect(
			notification({ event: { id: 'p1', account: 'a1' }, is: 'booked', direction: 'CREDIT' }),
		).toEqual({
			paymentId: 'p1',
			accountId: 'a1',
			transactionStatus: 'SETTLED',
			direction: 'INCOMING',
		});
	});

	it('from within an object that holds the one that was asked for', () => {
		const corrections = { payment: { inside: 'result.payment', fields: { status: 'state' } } };
		const answer = { result: { payment: { id: 'p1', state: 'SETTLED' } } };
		// "result" alone would say whether it went well.
		expect(() => told(corrections, 'payment', answer)).toThrow('an error or a failure');
		const other = { payment: { inside: 'data.payment', fields: { status: 'state' } } };
		expect(told(other, 'payment', { data: answer.result })).toEqual({
			id: 'p1',
			status: 'SETTLED',
		});
		expect(() => told(other, 'payment', { id: 'p1', state: 'SETTLED' })).toThrow(Unreadable);
	});
});

describe('what was corrected', () => {
	it('is not read under the old name any more', () => {
		expect(told(CORRECTIONS, 'payment', { id: null, status: '', bookedAt: 'x' })).toEqual({});
		const lists = { history: { list: 'items', more: 'paging.more' } };
		expect(() => told(lists, 'history', { data: [], meta: { hasNext: false } })).toThrow(
			Unreadable,
		);
		expect(told(lists, 'history', { items: [], meta: { hasNext: null } })).toEqual({ data: [] });
	});

	it('takes nothing of what is inherited, and no prototype with it', () => {
		const corrections = { payment: { fields: { title: 'text' } } };
		const answer = '{"id": "p1", "__proto__": {"text": "inherited"}}';
		expect(told(corrections, 'payment', answer)).not.toHaveProperty('title');
		expect(({} as Record<string, unknown>).text).toBeUndefined();
	});

	it('keeps amounts as the very text that they were', () => {
		const corrections = { payment: { fields: { 'amount.value': 'sum' } } };
		const answer = '{"sum": 9007199254740993.10, "amount": {"currency": "EUR"}}';
		expect(told(corrections, 'payment', answer)).toEqual({
			amount: { value: '9007199254740993.10', currency: 'EUR' },
		});
	});

	it('leaves a status that nobody knows as it is, in any case what it was', () => {
		expect(told(CORRECTIONS, 'payment', { state: 'ON_HOLD' })).toEqual({ status: 'ON_HOLD' });
		expect(told(CORRECTIONS, 'payment', { state: 'booked ' })).toEqual({ status: 'SETTLED' });
		expect(told(CORRECTIONS, 'payment', { state: 7 })).toEqual({ status: 7 });
	});

	it('leaves an answer that is no JSON as it came', () => {
		const { translate } = correctedBy(JSON.stringify(CORRECTIONS));
		const body = Buffer.from('%PDF-1.7');
		const response = { status: 200, headers: {}, body };
		expect(translate!('payment', response)).toBe(response);
		expect(
			translate!('confirmation', { ...response, body: Buffer.from('{"id": 1}') }),
		).toMatchObject({ body: Buffer.from('{"id": 1}') });
	});
});

describe('an error is seen whatever was corrected', () => {
	it.each<PathName>(['createPayment', 'createDraft', 'deleteDraft'])(
		'in the answer of %s',
		(call) => {
			for (const answer of [
				{ paymentId: 'p1', error: { code: 'X' } },
				{ paymentId: 'p1', status: 422 },
				{ paymentId: 'p1', success: false },
				[{ paymentId: 'p1', errors: ['no'] }],
			]) {
				expect(() => told(CORRECTIONS, call, answer)).toThrow(Unreadable);
			}
			expect(() => told(CORRECTIONS, call, { paymentId: 'p1', status: null })).not.toThrow();
		},
	);

	it('in an object that corrections lead into', () => {
		const fields = { payment: { fields: { id: 'data.uid', status: 'data.order.state' } } };
		const data = { uid: 'p1', order: { state: 'NEW' } };
		const inside = { createPayment: { inside: 'payload.made' } };
		const made = { id: 'p1', status: 'NEW' };
		const error = { code: 'X' };
		expect(told(fields, 'createPayment', { data })).toEqual({ id: 'p1', status: 'NEW' });
		expect(told(inside, 'createPayment', { payload: { made } })).toEqual(made);
		for (const [corrections, answer] of [
			[fields, { data: { ...data, error } }],
			[fields, { data: { ...data, order: { ...data.order, error } } }],
			[fields, { data: [{ ...data, error }] }],
			[inside, { payload: { made, error } }],
			[inside, { payload: { made: { ...made, error } } }],
		]) {
			expect(() => told(corrections, 'createPayment', answer)).toThrow(Unreadable);
			expect(() => told(corrections, 'payment', answer)).not.toThrow();
		}
	});

	it('beside a list that is empty', () => {
		const corrections = { error: { code: 'issue.code' }, history: { list: 'items' } };
		const answer = { items: [], issue: { code: 'X' } };
		expect(() => told(corrections, 'history', answer)).toThrow(Unreadable);
		expect(told(corrections, 'history', { items: [], issue: null })).toMatchObject({ data: [] });
	});

	it('under the name that it was said to have', () => {
		const corrections = { error: { code: 'fault.code', message: 'fault.text' } };
		const answer = { fault: { code: 'E7', text: 'Not enough funds' } };
		expect(told(corrections, 'createPayment', answer, 400)).toEqual({
			...answer,
			error: { code: 'E7', message: 'Not enough funds' },
		});
		expect(() => told(corrections, 'createPayment', answer)).toThrow(Unreadable);
		const other = { error: { message: 'problem' } };
		expect(() => told(other, 'createPayment', { id: 'p1', problem: 'no' })).toThrow(Unreadable);
	});
});
