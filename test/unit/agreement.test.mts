import { describe, expect, it } from 'vitest';
import { correctedBy } from '../../nodes/zen-client';
import { Unreadable } from '../../nodes/zen-client/caller';
import type { PathName } from '../../nodes/zen-client/contract';

function told(corrections: unknown, call: PathName, answer: unknown): unknown {
	const { translate } = correctedBy(JSON.stringify(corrections));
	const body = Buffer.from(JSON.stringify(answer));
	return JSON.parse(translate!(call, { status: 200, headers: {}, body }).body.toString());
}
const PARTY = { name: 'Example', accountNumber: 'LT12 1000', iban: null };
const ENTRY = {
	id: 'p1',
	status: 'SETTLED',
	direction: 'OUTGOING',
	createdAt: '2026-09-04T10:59:55Z',
	amount: { value: '10.50', currency: 'EUR' },
	externalId: 'INV-7',
	receiver: PARTY,
	sender: PARTY,
};
const fields = (names: object) => ({
	payment: { fields: names },
	statuses: { settled: ['BOOKED'] },
	directions: { out: ['DEBIT'] },
});
const CALLS: PathName[] = ['payment', 'history', 'createPayment'];
const shown = (call: PathName, entry: object) => (call === 'history' ? { data: [entry] } : entry);

describe('an answer that tells a corrected field under our own name as well, and otherwise, is not read', () => {
	it.each<[string, object, object]>([
		['the ID', { id: 'uid' }, { uid: 'p2' }],
		['the status', { status: 'payee.state' }, { payee: { state: 'X' } }],
		['the direction', { direction: 'side' }, { side: 'CREDIT' }],
		['the time of making', { createdAt: 'made' }, { made: '2026-09-04T11:00:00Z' }],
		['the sum', { 'amount.value': 'sum' }, { sum: '1.00' }],
		['the object of the sum', { amount: 'sum' }, { sum: { value: '1.00', currency: 'EUR' } }],
		['the currency', { 'amount.currency': 'unit' }, { unit: 'PLN' }],
		['the External ID', { externalId: 'reference' }, { reference: 'a91c' }],
		['the receiver', { receiver: 'creditor' }, { creditor: { accountNumber: 'LT99' } }],
		["the receiver's number", { 'receiver.accountNumber': 'number' }, { number: 'LT99' }],
		["the sender's number", { 'sender.accountNumber': 'number' }, { number: 'LT99' }],
	])('%s', (_what, names, theirs) => {
		for (const call of CALLS) {
			const answer = shown(call, { ...ENTRY, ...theirs });
			expect(() => told(fields(names), call, answer)).toThrow(Unreadable);
			// Nor where it is told under our own name alone.
			expect(() => told(fields(names), call, shown(call, ENTRY))).toThrow(Unreadable);
		}
	});

	it('also where our own name is the other one of two', () => {
		const names = fields({ 'receiver.accountNumber': 'receiver.number' });
		const receiver = { number: 'LT99', iban: 'LT12' };
		expect(() => told(names, 'payment', { ...ENTRY, receiver })).toThrow(Unreadable);
		const draft = { draft: { fields: { id: 'uid' } } };
		expect(() => told(draft, 'draft', { uid: 'd1', draftId: 'd2' })).toThrow(Unreadable);
	});

	it('and is, where both say the same in other words', () => {
		const names = {
			...{ id: 'uid', status: 'state', direction: 'side', createdAt: 'made' },
			...{ 'amount.value': 'sum', 'amount.currency': 'unit', externalId: 'reference' },
			...{ 'receiver.accountNumber': 'number' },
		};
		const theirs = {
			...{ uid: 'P1', state: 'booked', side: 'debit', made: '2026-09-04T12:59:55.250+02:00' },
			...{ sum: '-10.5', unit: 'eur', reference: 'INV-7', number: 'LT121000' },
		};
		for (const call of CALLS) {
			expect(() => told(fields(names), call, shown(call, { ...ENTRY, ...theirs }))).not.toThrow();
		}
	});

	it('of the entry alone that does so the whole list is none', () => {
		const data = [
			{ ...ENTRY, uid: 'p1' },
			{ ...ENTRY, uid: 'p2' },
		];
		expect(() => told(fields({ id: 'uid' }), 'history', { data })).toThrow(Unreadable);
	});
});

describe('a list that is told under our own name as well is not read', () => {
	const list = { history: { list: 'included' } };

	it.each<[string, object]>([
		['where the corrected one is empty', { included: [], data: [ENTRY] }],
		['where it is not', { included: [{ id: 'x' }], data: [ENTRY] }],
		['under whatever name, where the corrected one is empty', { included: [], rows: [ENTRY] }],
		['within an object beside it', { included: [], page: { rows: [ENTRY] } }],
	])('%s', (_what, answer) => {
		expect(() => told(list, 'history', answer)).toThrow(Unreadable);
		expect(() => told(list, 'drafts', answer)).toThrow(Unreadable);
	});

	it('beside the corrected one in an inner object', () => {
		const inner = { history: { list: 'page.included' } };
		const page = { included: [], rows: [ENTRY] };
		expect(() => told(inner, 'history', { page })).toThrow(Unreadable);
	});

	it('and is, where the other holds nothing like a payment', () => {
		const links = [{ rel: 'self', href: '/x' }];
		expect(told(list, 'history', { included: [], data: [], links })).toMatchObject({ data: [] });
		expect(told(list, 'history', { included: [ENTRY], links })).toMatchObject({ data: [ENTRY] });
	});

	it('with another word on whether more follow, or another cursor', () => {
		const more = { history: { more: 'meta.more', next: 'meta.after' } };
		const page = (meta: object) => () => told(more, 'history', { data: [], meta });
		expect(page({ more: false, hasNext: true })).toThrow(Unreadable);
		expect(page({ hasNext: true })).toThrow(Unreadable);
		expect(page({ more: true, after: 'a', lastEntryId: 'b' })).toThrow(Unreadable);
		expect(page({ more: true, hasNext: true, after: 'a', lastEntryId: 'a' })).not.toThrow();
		expect(page({ more: false, after: null, lastEntryId: null })).not.toThrow();
	});
});
