import { describe, expect, it } from 'vitest';
import { correctedBy, InputError } from '../../nodes/zen-client';

/** Holds that corrections are refused by the place that is wrong, and with these words. */
function expectRefusal(corrections: unknown, place: string, ...says: Array<string | RegExp>): void {
	const make = () => correctedBy(JSON.stringify(corrections));
	expect(make).toThrow(InputError);
	expect(make).toThrow(`so nothing was sent: ${place} `);
	for (const words of says) expect(make).toThrow(words);
}
const body = (names: Record<string, string>) => ({ createPayment: { body: names } });
const fields = (names: Record<string, string>) => ({ payment: { fields: names } });
const path = (call: string, value: string) => ({ [call]: { path: value } });
const expectTaken = (corrections: unknown) =>
	expect(() => correctedBy(JSON.stringify(corrections))).not.toThrow();

describe('the body of a payment cannot be bent by a correction', () => {
	it('two parts to one name', () => {
		expectRefusal(
			body({ externalId: 'reference', title: 'reference' }),
			'createPayment → body → externalId',
			'is "reference", and title stands there as well ("reference")',
		);
	});

	it('two parts to one name in two spellings', () => {
		expectRefusal(
			body({ externalId: 'client_reference', title: 'ClientReference' }),
			'createPayment → body → externalId',
			'Each needs a place of its own',
		);
	});

	it('a part to what another part is already', () => {
		for (const name of ['accountId', 'amount.currency', 'receiver.accountNumber', 'title']) {
			expectRefusal(
				body({ externalId: name }),
				'createPayment → body → externalId',
				/which (is known as the name of|says an amount or a currency)/,
			);
		}
	});

	it('two parts that change places', () => {
		expectRefusal(
			body({ externalId: 'title', title: 'externalId' }),
			'createPayment → body → externalId',
			'Two cannot change places',
		);
		expectRefusal(
			body({ accountId: 'receiver.accountNumber', 'receiver.accountNumber': 'accountId' }),
			'createPayment → body → accountId',
		);
	});

	it('a name within another, in either order', () => {
		expectRefusal(
			body({ externalId: 'reference', title: 'reference.text' }),
			'createPayment → body → externalId',
		);
		expectRefusal(
			body({ externalId: 'reference.client', title: 'reference' }),
			'createPayment → body → externalId',
		);
		expectRefusal(body({ title: 'receiver' }), 'createPayment → body → title', 'receiver');
		expectRefusal(body({ title: 'amount' }), 'createPayment → body → title', 'amount');
		expectRefusal(
			body({ 'amount.value': 'amount' }),
			'createPayment → body → amount.value',
			'amount.currency stands there as well',
		);
	});

	it('a part that is dropped', () => {
		for (const part of ['accountId', 'amount.value', 'amount.currency', 'externalId']) {
			expectRefusal(body({ [part]: '' }), `createPayment → body → ${part}`, 'which is no name');
		}
		expectRefusal(
			{ createPayment: { body: { 'receiver.accountNumber': null } } },
			'createPayment → body → receiver.accountNumber',
			'is null',
		);
	});

	it('an amount doubled under two names', () => {
		expectRefusal(
			{ createPayment: { body: { 'amount.value': ['amount.value', 'total'] } } },
			'createPayment → body → amount.value',
			'is a list, and one text has to stand there',
		);
		expectRefusal(
			body({ 'amount.value2': 'total' }),
			'createPayment → body → amount.value2',
			'is not known there',
		);
	});

	it('a constant', () => {
		expectRefusal(
			{ createPayment: { body: { externalId: { const: 'INV-1' } } } },
			'createPayment → body → externalId',
			'Corrections only rename',
		);
		expectRefusal(
			{ createPayment: { body: { 'amount.value': 10.5 } } },
			'createPayment → body → amount.value',
		);
	});

	it.each([
		['receiver.accountNumber', 'debtorIban'],
		['receiver.accountNumber', 'sender.iban'],
		['receiver.name', 'payer.name'],
		['receiver.bic', 'from.bic'],
		['accountId', 'creditorAccount'],
		['accountId', 'beneficiary.id'],
		['amount.value', 'currency'],
		['amount.currency', 'amount'],
	])('%s under a name that says the opposite: %s', (part, name) => {
		expectRefusal(body({ [part]: name }), `createPayment → body → ${part}`);
		expectRefusal({ createDraft: { body: { [part]: name } } }, `createDraft → body → ${part}`);
	});

	it('a draft is held to the same', () => {
		expectRefusal(
			{ createDraft: { body: { externalId: 'title' } } },
			'createDraft → body → externalId',
		);
	});

	it('a draft that becomes wrong by what is said of payments', () => {
		expectRefusal(
			{
				createPayment: { body: { externalId: 'reference' } },
				createDraft: { body: { title: 'reference' } },
			},
			'createDraft → body → externalId',
		);
	});
});

describe('a path cannot be bent by a correction', () => {
	it.each([
		'https://elsewhere.example/payments',
		'//elsewhere.example/payments',
		'payments/v2',
		'/payments/../accounts',
		'/payments/./v2',
		'/payments/v2/',
		'/payments//v2',
		'/payments/v2?dryRun=true',
		'/payments/v2#x',
		'/payments%2Fv2',
		'/payments\\v2',
		'/payments/v2\r\nX-Other: 1',
		'/payments/v2 ',
		'/payments/{name}',
		'/payments/v2;x=1',
		'/payments/x@y',
		'',
		'/',
		`/${'x'.repeat(200)}`,
	])('is plain, below the base URL: not %j', (value) => {
		expectRefusal(path('createPayment', value), 'createPayment → path', 'which is no plain path');
	});

	it.each([
		['payment', '/payments/v2'],
		['payment', '/payments/v2/0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c'],
		['payment', '/payments/{id}/{id}'],
		['account', '/accounts/v2'],
		['deleteDraft', '/payments/v2/drafts'],
	])('of %s holds the ID once, and no constant for it: not %s', (call, value) => {
		expectRefusal(path(call, value), `${call} → path`, 'has to hold {id} once');
	});

	it('of a call without an ID holds none', () => {
		expectRefusal(path('createPayment', '/payments/{id}'), 'createPayment → path', 'has no ID');
		expectRefusal(path('history', '/accounts/{id}/payments'), 'history → path', 'has no ID');
	});

	it('of drafts does not lead onto payments', () => {
		expectRefusal(
			path('createDraft', '/payments/v1.0'),
			'createDraft → path',
			'which is known as the path of createPayment',
		);
		expectRefusal(
			path('createDraft', '/payments/v1.1/transfers'),
			'createDraft → path',
			'so that it might pay',
		);
		expectRefusal(path('deleteDraft', '/payments/v1.0/{id}'), 'deleteDraft → path');
		expectRefusal(path('deleteDraft', '/payments/v2/{id}'), 'deleteDraft → path', 'might pay');
	});

	it('of payments does not lead onto drafts', () => {
		expectRefusal(path('createPayment', '/payments/v1.0/drafts'), 'createPayment → path');
		expectRefusal(
			path('createPayment', '/v2/drafts'),
			'createPayment → path',
			'says that it is about drafts',
		);
	});

	it('is not swapped with another', () => {
		expectRefusal(
			{
				...path('createPayment', '/payments/v1.0/drafts'),
				...path('createDraft', '/payments/v1.0'),
			},
			'createPayment → path',
		);
		expectRefusal(
			{
				...path('payment', '/payments/v1.0/drafts/{id}'),
				...path('draft', '/payments/v1.0/{id}'),
			},
			'payment → path',
		);
	});

	it('is not the same as another that was corrected', () => {
		expectRefusal(
			{ ...path('createPayment', '/v2/orders'), ...path('accounts', '/v2/orders') },
			'createPayment → path',
			'which can be the same as the path of accounts',
		);
		expectRefusal(
			{
				...path('draft', '/v2/drafts/{id}'),
				...path('deleteDraft', '/v3/drafts/{id}'),
				...path('createDraft', '/v2/drafts/add'),
			},
			'draft → path',
			'createDraft',
		);
	});

	it('with an ID is none that can equal another with some ID filled in', () => {
		expectRefusal(
			{
				...path('payment', '/v2/{id}'),
				...path('history', '/v2/feed'),
				...path('accounts', '/v2/face'),
			},
			'payment → path',
			'accounts',
		);
		expectRefusal(
			{ ...path('payment', '/v2/{id}'), ...path('account', '/v2/{id}') },
			'payment → path',
			'account',
		);
		expectTaken({ ...path('payment', '/v2/{id}'), ...path('accounts', '/v2/accounts') });
	});

	it('may be shared by a call that writes and one that lists what was written, as it is by ours', () => {
		expectTaken({
			...path('createPayment', '/v2/orders'),
			...path('history', '/v2/orders'),
			...path('createDraft', '/v2/drafts'),
			...path('drafts', '/v2/drafts'),
			...path('draft', '/v2/drafts/{id}'),
			...path('deleteDraft', '/v2/drafts/{id}'),
		});
	});

	it('of a read is none of a write', () => {
		expectRefusal(path('history', '/payments/v1.0/drafts'), 'history → path');
		expectRefusal(path('accounts', '/payments/v1.0'), 'accounts → path');
		expectRefusal(path('purposeCodes', '/payments/v1.0/drafts'), 'purposeCodes → path');
	});

	it('of drafts is none under which one is accepted', () => {
		for (const word of ['accept', 'confirm', 'execution', 'submit']) {
			expectRefusal(
				path('deleteDraft', `/v2/drafts/{id}/${word}`),
				'deleteDraft → path',
				'for a person to do in the ZEN portal',
			);
			expectRefusal(path('createDraft', `/v2/drafts/${word}`), 'createDraft → path');
		}
	});

	it('to delete a draft by POST says that it deletes', () => {
		const post = (value: string) => ({ deleteDraft: { method: 'POST', path: value } });
		expectRefusal(
			post('/v2/drafts/{id}'),
			'deleteDraft → method',
			'A POST to a draft might pay it',
		);
		expectRefusal(post('/v2/drafts/{id}/close'), 'deleteDraft → path');
		expectRefusal({ deleteDraft: { method: 'POST' } }, 'deleteDraft → method');
		for (const method of ['GET', 'PUT', 'PATCH', 'post', '']) {
			expectRefusal({ deleteDraft: { method } }, 'deleteDraft → method', 'DELETE and POST');
		}
		expectTaken(post('/v2/drafts/{id}/discard'));
		expectTaken({ deleteDraft: { method: 'DELETE' } });
	});

	it('goes with a method that stays', () => {
		for (const call of ['history', 'createPayment', 'createDraft', 'draft']) {
			expectRefusal(
				{ [call]: { method: 'POST' } },
				`${call} → method`,
				'cannot be corrected: no call that reads may become one that writes',
			);
		}
	});
});

describe('a status keeps its meaning', () => {
	it.each([
		['SETTLED', 'settled'],
		['IN_PROGRESS', 'inProgress'],
		['in progress', 'inProgress'],
		['Settled', 'settled'],
	])('%s does not become rejected', (word, meaning) => {
		expectRefusal(
			{ statuses: { rejected: [word] } },
			'statuses → rejected',
			`holds "${word}", which means ${meaning} already`,
		);
	});

	it.each([
		...['BOOKED', 'PENDING', 'ACCEPTED', 'NEW', 'ON_HOLD', 'RETURNED', 'FAILED', 'CANCELLED'],
		...['EXPIRED', 'UNKNOWN', 'NOT_REJECTED', 'REJECTION_PENDING', 'REJECTED_OR_NOT', 'X'],
	])('%s does not become rejected either: what it means is open', (word) => {
		expectRefusal(
			{ statuses: { rejected: [word] } },
			'statuses → rejected',
			'which does not say by itself that ZEN refused the payment',
			'A rejected one may be sent again',
		);
	});

	it.each(['DECLINED', 'Refused', 'RJCT', 'PAYMENT_REJECTED', 'transaction-denied', 'REJECTED'])(
		'%s may be rejected: it says so itself',
		(word) => {
			expectTaken({ statuses: { rejected: [word] } });
		},
	);

	it('a word with two meanings', () => {
		expectRefusal(
			{ statuses: { settled: ['BOOKED'], inProgress: ['booked'] } },
			'statuses → inProgress',
			'which means settled already. Each word has one meaning',
		);
	});

	it('settled for rejected, and the other way round', () => {
		expectRefusal(
			{ statuses: { settled: ['REJECTED'], rejected: ['SETTLED'] } },
			'statuses → settled',
			'which means rejected already',
		);
	});

	it.each(['FAILED', 'DECLINED', 'RETURNED', 'CANCELLED', 'NOT_BOOKED'])(
		'%s, which says no, does not become settled or in progress',
		(word) => {
			for (const meaning of ['settled', 'inProgress']) {
				expectRefusal({ statuses: { [meaning]: [word] } }, `statuses → ${meaning}`);
			}
		},
	);

	it.each(['BOOKED', 'TRANSFERRED', 'Completed', 'ACSC'])('%s may be settled', (word) => {
		expectTaken({ statuses: { settled: [word] } });
	});

	it.each(['', ' ', 'A,B', 'ä', 'x'.repeat(65)])('%j is no word', (word) => {
		expectRefusal({ statuses: { settled: [word] } }, 'statuses → settled', 'which is no word');
	});
});

describe('a direction keeps its meaning', () => {
	it.each([
		['in', 'OUTGOING', 'means out already'],
		['in', 'OUT', 'means out already'],
		['out', 'INCOMING', 'means in already'],
		['out', 'IN', 'means in already'],
		['in', 'DEBIT', 'does not say by itself that money came in'],
		['in', 'PAYMENT', 'does not say by itself that money came in'],
		['out', 'CREDIT', 'which says that money came in'],
	])('%s is not %s', (meaning, word, says) => {
		expectRefusal({ directions: { [meaning]: [word] } }, `directions → ${meaning}`, says);
	});

	it('one word for both', () => {
		expectRefusal(
			{ directions: { in: ['CREDIT'], out: ['CREDIT'] } },
			'directions → out',
			'means in already',
		);
	});

	it('other words that say the same are taken', () => {
		expectTaken({ directions: { in: ['CREDIT', 'Inbound'], out: ['DEBIT', 'OUTBOUND'] } });
	});
});

describe('an answer cannot be bent by a correction', () => {
	it('sender and receiver swapped', () => {
		expectRefusal(fields({ sender: 'receiver', receiver: 'sender' }), 'payment → fields → sender');
		expectRefusal(
			fields({ 'receiver.accountNumber': 'debtor.iban' }),
			'payment → fields → receiver.accountNumber',
			'which says the sender',
		);
		expectRefusal(
			fields({ sender: 'creditor', receiver: 'debtor' }),
			'payment → fields → sender',
			'which says the receiver',
		);
	});

	it('the External ID under a reference of the bank', () => {
		expectRefusal(fields({ externalId: 'bankReference' }), 'payment → fields → externalId');
		expectTaken(fields({ externalId: 'clientReference' }));
	});

	it('one party for both', () => {
		expectRefusal(
			fields({ sender: 'party', receiver: 'party' }),
			'payment → fields → sender',
			'receiver stands there as well',
		);
	});

	it.each(['status', 'direction', 'accountId', 'externalId', 'amount', 'amount.value', 'title'])(
		'the ID under what is known as %s',
		(name) => {
			expectRefusal(fields({ id: name }), 'payment → fields → id');
		},
	);

	it('the status under what is something else', () => {
		for (const name of ['direction', 'channel', 'transactionType']) {
			expectRefusal(fields({ status: name }), 'payment → fields → status', `name of ${name}`);
		}
	});

	it.each(['error', 'errors', 'details.errorMessage', 'failure', 'rejectReason', 'success', 'ok'])(
		'anything under "%s", where an answer would tell that it did not go well',
		(name) => {
			expectRefusal(fields({ title: name }), 'payment → fields → title', 'an error or a failure');
			expectRefusal({ history: { list: name } }, 'history → list', 'an error or a failure');
			expectRefusal({ createPayment: { inside: name } }, 'createPayment → inside');
		},
	);

	it('the time of making under another time', () => {
		expectRefusal(fields({ createdAt: 'lastModified' }), 'payment → fields → createdAt');
		expectRefusal(fields({ createdAt: 'bookingDate' }), 'payment → fields → createdAt');
	});

	it('what says that more follow under what says the opposite', () => {
		for (const name of ['paging.isLast', 'meta.complete', 'no_more']) {
			expectRefusal({ history: { more: name } }, 'history → more', 'the opposite');
		}
	});

	it('the cursor, the list and whether more follow at one place', () => {
		expectRefusal({ history: { next: 'paging', more: 'paging.more' } }, 'history → next');
		expectRefusal({ history: { list: 'meta' } }, 'history → list');
	});

	it('the days of a query swapped', () => {
		expectRefusal(
			{ history: { query: { bookedAtFrom: 'bookedAtTo', bookedAtTo: 'bookedAtFrom' } } },
			'history → query → bookedAtFrom',
		);
		expectRefusal(
			{ history: { query: { bookedAtFrom: 'until' } } },
			'history → query → bookedAtFrom',
			'which says the end',
		);
	});

	it('the account of a query under the name of another parameter', () => {
		expectRefusal({ history: { query: { accountId: 'limit' } } }, 'history → query → accountId');
	});

	it('the balance that can be spent under the whole one', () => {
		expectRefusal(
			{ account: { fields: { availableBalance: 'balance' } } },
			'account → fields → availableBalance',
		);
		expectRefusal(
			{ account: { fields: { availableBalance: 'bookedBalance' } } },
			'account → fields → availableBalance',
		);
	});

	it("a notification's payment under its account", () => {
		expectRefusal({ notification: { paymentId: 'accountId' } }, 'notification → paymentId');
	});
});

describe('what stays at ZEN is not taken for what was corrected', () => {
	it.each(['limit', 'accountId', 'bookedAtFrom', 'bookedAtTo'])(
		'%s of a query under the name of the cursor',
		(name) => {
			expectRefusal({ history: { query: { [name]: 'lastEntryId' } } }, `history → query → ${name}`);
		},
	);

	it.each(['amount', 'currency'])('the External ID where a sum was: %s', (name) => {
		const money = { 'amount.value': 'sum', 'amount.currency': 'ccy' };
		expectRefusal(body({ ...money, externalId: name }), 'createPayment → body → externalId');
	});

	it.each(['pay', 'send', 'authorize', 'process'])('a draft that is sent to /%s', (word) => {
		expectRefusal(path('createDraft', `/v2/drafts/${word}`), 'createDraft → path');
		expectRefusal(path('draft', `/v2/drafts/{id}/${word}`), 'draft → path');
	});

	it('a read that does something, and a list of some', () => {
		expectRefusal(path('payment', '/v2/transfers/{id}/cancel'), 'payment → path', 'only reads');
		for (const list of ['drafts', 'pending', 'scheduled', 'archived.items']) {
			expectRefusal({ history: { list } }, 'history → list', 'only some');
		}
	});
});
