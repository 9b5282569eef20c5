import { describe, expect, it } from 'vitest';
import { bodyOf, correctedBy, InputError } from '../../nodes/zen-client';

const by = (corrections: unknown) => () => correctedBy(JSON.stringify(corrections));
const fields = (names: object) => ({ payment: { fields: names } });
const query = (names: object) => ({ history: { query: names } });
const body = (names: object) => ({ createPayment: { body: names } });

describe('a name that says something else is not taken', () => {
	it.each([
		...[
			'empty',
			'meta.lastpage',
			'meta.isLastPage',
			'meta.finished',
			'meta.isComplete',
			'meta.eof',
		],
		...['meta.exhausted', 'meta.cached', 'meta.hasNewer', 'meta.hasBefore', 'meta.hasPrevious'],
		...['meta.first', 'EMPTY', 'meta.flag', 'meta.has', 'meta.nomore', 'meta.noMore'],
	])('%s for whether more follow', (more) => {
		expect(by({ history: { more } })).toThrow(InputError);
		expect(by({ drafts: { more } })).toThrow('drafts → more is');
	});

	it.each([
		...['has_more', 'hasNext', 'hasmore', 'meta.more', 'paging.next', 'page.further', 'older'],
		...['isMore', 'remaining', 'meta.moreFollow', 'has_next_page'],
	])('but %s is, for whether more follow', (more) => {
		expect(by({ history: { more } })).not.toThrow();
	});

	it.each([
		...['valueDate', 'expiresAt', 'expiry', 'onboardedAt', 'bookedAt2', 'settledOn', 'dueDate'],
		...['modified', 'updated_at', 'account.openedAt', 'executionDate', 'valuedate'],
	])('%s for the time of making', (createdAt) => {
		expect(by(fields({ createdAt }))).toThrow('which says another time');
	});

	it.each(['created', 'created_on', 'timeline.recorded', 'creationDate', 'madeAt'])(
		'but %s is, for the time of making',
		(createdAt) => {
			expect(by(fields({ createdAt }))).not.toThrow();
		},
	);

	it.each([
		...['before', 'endingBefore', 'ending_before', 'previous', 'externalId', 'id', 'ID', 'since'],
		...['clientReference', 'newerThan'],
	])('%s for the cursor of a query', (cursor) => {
		expect(by(query({ cursor }))).toThrow('history → query → cursor is');
		expect(by({ drafts: { query: { cursor } } })).toThrow('drafts → query → cursor is');
	});

	it.each(['after', 'page', 'starting_after', 'cursor', 'lastId', 'next'])(
		'but %s is, for the cursor of a query',
		(cursor) => {
			expect(by(query({ cursor }))).not.toThrow();
		},
	);

	it.each(['page', 'pageNumber', 'offset', 'minAmount', 'amount', 'amountLimit', 'skip'])(
		'%s for how many are asked for',
		(limit) => {
			expect(by(query({ limit }))).toThrow('history → query → limit is');
		},
	);

	it.each(['count', 'page_size', 'pageSize', 'page[size]', 'perPage', 'maxResults', 'size'])(
		'but %s is, for how many are asked for',
		(limit) => {
			expect(by(query({ limit }))).not.toThrow();
		},
	);

	it.each(['meta.newestId', 'meta.first', 'meta.previous', 'meta.beforeId'])(
		'%s for the next cursor',
		(next) => {
			expect(by({ history: { next } })).toThrow('history → next is');
		},
	);

	it.each(['traceId', 'trace_id', 'correlationId', 'requestId', 'traceid', 'bankReference'])(
		'%s for the External ID',
		(externalId) => {
			expect(by(fields({ externalId }))).toThrow("which says ZEN's own");
			expect(by(body({ externalId }))).toThrow("which says ZEN's own");
		},
	);

	it.each(['endToEndId', 'clientReference', 'client_ref', 'clientRequestId', 'reference'])(
		'but %s is, for the External ID',
		(externalId) => {
			expect(by(fields({ externalId }))).not.toThrow();
		},
	);

	it.each([
		...['receiver.settlementAccount', 'intermediary.account', 'correspondentIban'],
		...['receiver.senderAccount', 'creditor.debtorAccount', 'clearing.number'],
	])('%s for the receiver’s account number', (name) => {
		const names = { 'receiver.accountNumber': name };
		for (const corrections of [fields(names), body(names)]) {
			expect(by(corrections)).toThrow('receiver.accountNumber is');
		}
	});

	it.each(['amount.net', 'grossAmount', 'fee.value', 'netamount', 'totalWithFee', 'charges'])(
		'%s for the sum',
		(name) => {
			expect(by(fields({ 'amount.value': name }))).toThrow('which says another amount');
			expect(by(body({ 'amount.value': name }))).toThrow('which says another amount');
		},
	);

	it('but for the sum of a fee one that says so is', () => {
		expect(by({ payment: { fees: { 'amount.value': 'cost' } } })).not.toThrow();
		expect(by({ payment: { fees: { 'amount.value': 'fee.net' } } })).not.toThrow();
	});

	it.each(['payeeVerification.status', 'amlStatus', 'relatedTransaction.status', 'kycState'])(
		'%s for the status',
		(status) => {
			expect(by(fields({ status }))).toThrow('payment → fields → status is');
		},
	);
});

describe('a path of a list of some is not taken for that of all', () => {
	it.each([
		...['incoming', 'scheduled', 'rejected', 'pending', 'archived', 'standing-orders', 'recurring'],
		...['Pending', 'booked', 'received'],
	])('%s', (word) => {
		expect(by({ history: { path: `/payments/v1.0/${word}` } })).toThrow('only some are listed');
		expect(by({ drafts: { path: `/payments/v1.0/drafts/${word}` } })).toThrow(
			'only some are listed',
		);
	});

	it('a template is no payment', () => {
		expect(by({ history: { path: '/payments/v1.0/templates' } })).toThrow('history → path is');
		expect(by({ drafts: { path: '/payments/v1.0/templates' } })).not.toThrow();
	});

	it.each(['/v2/transfers/search', '/banking/3/movements', '/v2/spending', '/v2/transactions'])(
		'but %s is',
		(path) => {
			expect(by({ history: { path } })).not.toThrow();
		},
	);
});

describe('a further name by which ours is read stays with it', () => {
	it.each([
		['title', 'receiver.iban'],
		['externalId', 'receiver.IBAN'],
		['title', 'receiver.iban.text'],
		['title', 'sender.iban'],
		['externalId', 'draftId'],
		['accountId', 'draft_id'],
	])('%s is not sent as %s', (part, name) => {
		expect(by(body({ [part]: name }))).toThrow('which is known as the name of');
		expect(by({ createDraft: { body: { [part]: name } } })).toThrow('known as the name of');
	});

	it('nor read by it', () => {
		expect(by(fields({ externalId: 'receiver.iban' }))).toThrow('name of receiver.accountNumber');
		expect(by({ account: { fields: { balance: 'avaliableBalance' } } })).toThrow();
		expect(by({ account: { fields: { alias: 'avaliableBalance' } } })).toThrow('availableBalance');
	});

	it('but for the very part that it is', () => {
		expect(by(body({ 'receiver.accountNumber': 'receiver.iban' }))).not.toThrow();
		expect(by(fields({ 'receiver.accountNumber': 'receiver.iban' }))).not.toThrow();
		expect(by({ draft: { fields: { id: 'draftId' } } })).not.toThrow();
		expect(by({ account: { fields: { availableBalance: 'avaliableBalance' } } })).not.toThrow();
	});
});

it.each(['cp.ref', 'CP.other', 'cp[ref]', 'cp．ref', 'receiver.accountNumber', 'amount.value'])(
	'Body Fields have no name that leads into what is filled in from other fields: %s',
	(name) => {
		const { contract } = by(body({ 'receiver.accountNumber': 'cp.ref' }))();
		const order = {
			accountId: 'a',
			externalId: 'e',
			title: 't',
			amount: { value: '1.00', currency: 'EUR' },
			receiver: { name: 'n', accountNumber: 'LT12' },
			extra: { [name]: 'other' },
		};
		expect(() => bodyOf(order, contract)).toThrow(`Body Fields (JSON) holds "${name}"`);
		expect(() => bodyOf({ ...order, extra: { 'note.text': 'x' } }, contract)).not.toThrow();
	},
);
