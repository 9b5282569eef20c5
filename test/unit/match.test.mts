import { describe, expect, it } from 'vitest';
import type { Entry, PaymentOrder } from '../../nodes/zen-client';
import { keyOf } from '../../nodes/zen-payout';
import { compare, judge } from '../../nodes/zen-payout/match';

const NOON = Date.parse('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;
const IBAN = 'LT601010012345678901';
const OURS = 'LT121000011101001000';
const TITLE = 'Invoice 2026/0042, żółta łódź for Q1 services';

const order: PaymentOrder = {
	accountId: 'a0000000-0000-4000-8000-000000000001',
	externalId: 'INV-42',
	amount: { value: '1250.00', currency: 'EUR' },
	title: TITLE,
	receiver: { name: 'Sample Supplier', accountNumber: IBAN },
};
const wanted = { kind: 'payment', key: keyOf(order.externalId), order } as const;
const period = { from: NOON - 24 * HOUR, to: NOON + 24 * HOUR };

/** The payment itself, as a bank lists it that tells no references, but for what is given. */
const listed = (more: Partial<Entry> = {}): Entry => ({
	kind: 'payment',
	id: 'p-1',
	state: 'settled',
	direction: 'out',
	amount: { value: '1250.00', currency: 'EUR' },
	title: TITLE,
	receiverAccountNumber: IBAN,
	senderAccountNumber: OURS,
	createdAt: NOON,
	...more,
});
const named = (more: Partial<Entry> = {}) => listed({ externalId: 'INV-42', ...more });
const eur = (value: string) => ({ amount: { value, currency: 'EUR' } });

describe('It is this payment', () => {
	it.each<[string, Partial<Entry>]>([
		['as it was sent', {}],
		['in upper case', { title: TITLE.toUpperCase() }],
		['without accents', { title: 'Invoice 2026/0042, zolta lodz for Q1 services' }],
		['with other blanks', { title: ` ${TITLE.replaceAll(' ', '  ')}` }],
		['with its account number in groups', { receiverAccountNumber: 'lt60 1010 0123 4567 8901' }],
		['with fewer decimals', eur('1250')],
		['rejected', { state: 'rejected' }],
		['in a state that nobody knows', { state: 'other', status: 'QUEUED' }],
		['without the account it was paid from', { senderAccountNumber: undefined }],
		['on the first moment of its time', { createdAt: period.from }],
		['on the last moment of its time', { createdAt: period.to }],
	])('%s', (_name, more) => {
		expect(judge(wanted, listed(more), period)).toBe('is');
		expect(judge(wanted, named(more), period)).toBe('is');
	});

	it.each<[string, Partial<Entry>]>([
		['the reference in another case', { externalId: 'inv-42' }],
		['the reference with another dash', { externalId: ' INV–42 ' }],
		['no title', { title: undefined }],
		['a title of its own', { title: 'Transfer' }],
		['a prefixed title', { title: `SEPA ${TITLE}` }],
		['no account number', { receiverAccountNumber: undefined }],
		['a masked account number', { receiverAccountNumber: 'LT60************8901' }],
		['no date', { createdAt: undefined }],
	])('by its reference, with %s', (_name, more) => {
		expect(judge(wanted, named(more), period)).toBe('is');
	});
});

describe('It could be this payment', () => {
	it.each<[string, Partial<Entry>]>([
		['title', { title: undefined }],
		['blank title', { title: ' \u200b' }],
		['cut title', { title: TITLE.slice(0, 35) }],
		['short cut title', { title: TITLE.slice(0, 10) }],
		['prefixed title', { title: `SEPA CREDIT ${TITLE}` }],
		['other title', { title: 'Transfer' }],
		['account number', { receiverAccountNumber: undefined }],
		['masked account number', { receiverAccountNumber: 'LT60 **** **** **** 8901' }],
		['account number masked with x', { receiverAccountNumber: 'LT60XXXXXXXXXXXX8901' }],
		['account number with dots', { receiverAccountNumber: 'LT60...8901' }],
		['account number with an ellipsis', { receiverAccountNumber: '…8901' }],
		['local account number', { receiverAccountNumber: '10100 12345678901' }],
		['amount', { amount: undefined }],
		['amount in another currency', { amount: { value: '1340.10', currency: 'USD' } }],
		['amount with a small fee', eur('1250.20')],
		['amount less a small fee', eur('1249.80')],
		['amount with a wire fee', eur('1300.00')],
		['amount with a fee in per cent', eur('1312.50')],
		['direction', { direction: undefined }],
		['swapped direction', { direction: 'in' }],
		['date', { createdAt: undefined }],
		['reference of the bank', { externalId: 'E2E-000123' }],
	])('without or with another %s', (_name, more) => {
		expect(judge(wanted, listed(more), period)).toBe('could');
	});

	it.each<[string, Partial<Entry>]>([
		['in its own direction but with another amount', eur('9.99')],
		['with its fee in the amount', eur('1250.35')],
		['without an amount', { amount: undefined }],
		['in another currency', { amount: { value: '1340.10', currency: 'USD' } }],
		['to another account', { receiverAccountNumber: 'DE89370400440532013000' }],
		['coming in', { direction: 'in' }],
		['going nobody says where', { direction: undefined }],
	])('when it tells the reference, %s', (_name, more) => {
		expect(judge(wanted, named(more), period)).toBe('could');
	});

	it.each(['XXXXXXXX8901', '***', '0000 1234 5678 901', '10100-1234567-8901'])(
		'to a local number that is shown as %s',
		(shown) => {
			const local = { ...order, receiver: { name: 'S', accountNumber: '12345678901' } };
			const entry = listed({ receiverAccountNumber: shown });
			expect(judge({ ...wanted, order: local }, entry, period)).not.toBe('cannot');
		},
	);

	it('when a local number is shown as the IBAN that nobody can tell it by', () => {
		const local = { ...order, receiver: { name: 'S', accountNumber: '98-76' } };
		expect(judge({ ...wanted, order: local }, listed(), period)).toBe('could');
	});
});

describe('It cannot be this payment', () => {
	it.each<[string, Partial<Entry>]>([
		['twice the amount', eur('2500.00')],
		['far less', eur('1100.00')],
		['the amount without its point', eur('125000')],
		['another IBAN', { receiverAccountNumber: 'LT601010012345678902' }],
		['a masked IBAN with another end', { receiverAccountNumber: 'LT60************8902' }],
		['a masked IBAN with another beginning', { receiverAccountNumber: 'DE60************8901' }],
	])('with %s', (_name, more) => {
		expect(judge(wanted, listed(more), period)).toBe('cannot');
		expect(judge(wanted, listed({ ...more, externalId: 'OTHER' }), period)).toBe('cannot');
	});

	it.each([period.from - 1, period.to + 1])('at another time (%i)', (createdAt) => {
		expect(judge(wanted, listed({ createdAt }), period)).toBe('cannot');
		expect(judge(wanted, named({ createdAt, direction: 'in' }), period)).toBe('cannot');
		// It was not made by that attempt, but it has our reference and goes out.
		expect(judge(wanted, named({ createdAt }), period)).toBe('could');
	});

	it('to another local number', () => {
		const local = { ...order, receiver: { name: 'S', accountNumber: '12-345-678' } };
		const entry = listed({ receiverAccountNumber: '12-345-679' });
		expect(judge({ ...wanted, order: local }, entry, period)).toBe('cannot');
	});

	it.each([
		['0.01', '61.00', 'EUR'],
		['100', '6101', 'JPY'],
		['0.001', '60.100', 'KWD'],
	])('where no fee makes %s of %s %s', (value, told, currency) => {
		const one = { ...wanted, order: { ...order, amount: { value, currency } } };
		const entry = listed({ amount: { value: told, currency } });
		expect(judge(one, entry, period)).toBe('cannot');
	});
});

describe('A comparison', () => {
	it.each<[string, Partial<Entry>, object]>([
		[
			'tells what is the same',
			{},
			{ reference: 'none', amount: 'same', account: 'same', title: 'same' },
		],
		['tells another reference', { externalId: 'X' }, { reference: 'other' }],
		[
			'takes a reference of nothing visible for none',
			{ externalId: '\u200b ' },
			{ reference: 'none' },
		],
		['takes 35 characters for a cut title', { title: TITLE.slice(0, 35) }, { title: 'cut' }],
		['takes a longer title for a cut one too', { title: `${TITLE} and more` }, { title: 'cut' }],
		[
			'takes a number that lost a sign for a cut title',
			{ title: TITLE.replace('2026/0042', '20260042') },
			{ title: 'cut' },
		],
		[
			'tells numbers by where they are divided',
			{ title: TITLE.replace('2026/0042', '202/60042') },
			{ title: 'differs' },
		],
		[
			'takes a title with other signs between words for one that a bank has bent',
			{ title: TITLE.replace(',', ' -') },
			{ title: 'cut' },
		],
		['takes fewer for a beginning only', { title: TITLE.slice(0, 20) }, { title: 'begun' }],
		[
			'takes a sender of that account only in what may come in',
			{ receiverAccountNumber: OURS, senderAccountNumber: IBAN },
			{ account: 'differs' },
		],
		[
			'of what comes in looks at both accounts',
			{ direction: 'in', receiverAccountNumber: OURS, senderAccountNumber: IBAN },
			{ direction: 'in', account: 'same' },
		],
		[
			'of what may come in looks at both accounts',
			{ direction: undefined, receiverAccountNumber: OURS, senderAccountNumber: IBAN },
			{ account: 'same' },
		],
		['knows that a draft goes out', { kind: 'draft', direction: undefined }, { direction: 'out' }],
	])('%s', (_name, more, expected) => {
		expect(compare(wanted, listed(more))).toMatchObject(expected);
	});

	it.each([
		['Invoice 5²', 'Invoice 52'],
		['Power ①2', 'Power 12'],
		['A 1½', 'A 11/2'],
		['Rent +1', 'Rent -1'],
		['C 7', 'C++ 7'],
		['Part 😀', 'Part 🚗'],
		['バス 7', 'ハス 7'],
		['कि 7', 'का 7'],
		['2026-1-11', '2026-11-1'],
	])('never takes %j for %j itself', (title, told) => {
		const sent = { ...wanted, order: { ...order, title } };
		expect(compare(sent, listed({ title: told })).title).not.toBe('same');
		expect(judge(sent, listed({ title: told }), period)).not.toBe('is');
	});

	it('takes two titles that begin with the same 34 characters for two', () => {
		const [one, other] = ['A'.repeat(34) + '1', 'A'.repeat(34) + '2'];
		const compared = compare(
			{ ...wanted, order: { ...order, title: one } },
			listed({ title: other }),
		);
		expect(compared.title).toBe('differs');
	});
});
