import merge from 'lodash/merge';
import { describe, expect, it } from 'vitest';
import { correctedBy, InputError } from '../../nodes/zen-client';
import type { ContractName } from '../simulator/index.mts';
import { CORRECTIONS } from '../support/otherContracts.mts';

const said: Record<ContractName, Record<string, string>> = {
	flat: {
		...{ pay: '/v2/transfers', draft: '/v2/proposals/{id}', settled: 'completed' },
		...{ account: 'wallet_id', sum: 'sum', currency: 'ccy' },
		...{ receiver: 'payee_account', sender: 'payer_account', pending: '/v2/transfers/pending' },
	},
	nested: {
		...{ pay: '/banking/3/orders/submit', draft: '/banking/3/preparations/{id}/details' },
		...{ settled: 'EXECUTED', account: 'debtor.fundingAccount' },
		...{ sum: 'money.quantity', currency: 'money.unit' },
		...{ receiver: 'creditor.account.number', sender: 'debtor.account.number' },
		pending: '/banking/3/movements/pending',
	},
};

// One slip, or one bad turn, in corrections that are right but for that.
describe.each(Object.keys(CORRECTIONS) as ContractName[])('corrections for %s', (name) => {
	const { pay, draft, settled, account, sum, currency, receiver, sender, pending } = said[name];
	const body = (names: object) => ({ createPayment: { body: names } });
	const fields = (names: object) => ({ payment: { fields: names } });

	it('are taken as they are', () => {
		expect(() => correctedBy(JSON.stringify(CORRECTIONS[name]))).not.toThrow();
	});

	it.each<[string, object, string]>([
		['a draft that goes where payments go', { createDraft: { path: pay } }, 'createDraft → path'],
		[
			'a draft that goes where ours go',
			{ createDraft: { path: '/payments/v1.0' } },
			'createDraft → path',
		],
		[
			'a draft that is accepted',
			{ deleteDraft: { path: `${draft}/accept` } },
			'deleteDraft → path',
		],
		[
			'a draft that is sent by POST',
			{ deleteDraft: { path: draft, method: 'POST' } },
			'deleteDraft → ',
		],
		['a payment that goes where drafts are', { payment: { path: draft } }, 'payment → path'],
		['a list of pending ones', { history: { path: pending } }, 'history → path'],
		[
			'a constant for the External ID',
			body({ externalId: '"INV-1"' }),
			'createPayment → body → externalId',
		],
		['a number for it', body({ externalId: 7 }), 'createPayment → body → externalId'],
		['no External ID', body({ externalId: '' }), 'createPayment → body → externalId'],
		[
			'the External ID where the account is',
			body({ externalId: account }),
			'createPayment → body → ',
		],
		['the sum twice', body({ title: sum }), 'createPayment → body → '],
		[
			'the sum within the currency',
			body({ 'amount.value': `${currency}.x` }),
			'createPayment → body → ',
		],
		[
			'the receiver where the account is',
			body({ 'receiver.accountNumber': account }),
			'createPayment → body → ',
		],
		[
			'sender and receiver swapped',
			fields({ 'sender.accountNumber': receiver, 'receiver.accountNumber': sender }),
			'payment → fields → ',
		],
		['the reference under the sum', fields({ externalId: sum }), 'payment → fields → '],
		['what is settled as rejected', { statuses: { rejected: [settled] } }, 'statuses → rejected'],
		[
			'what is settled as rejected alone',
			{ statuses: { settled: ['DONE'], rejected: [settled] } },
			'statuses → rejected',
		],
		['what failed as rejected', { statuses: { rejected: ['FAILED'] } }, 'statuses → rejected'],
		['what goes out as coming in', { directions: { in: ['debit'] } }, 'directions → '],
		['IDs that lead elsewhere', { ids: { payment: '../payments' } }, 'ids → payment'],
		['IDs of any kind', { ids: { draft: '{id}' } }, 'ids → draft'],
		['IDs that are one for all', { ids: { account: '123' } }, 'ids → account'],
		['a query for an ID', { ids: { payment: '{hex}?x=' } }, 'ids → payment'],
	])('with %s are refused by name', (_what, bent, place) => {
		const corrections = merge({}, CORRECTIONS[name], bent);
		// The words of a list are taken together, so that none is left out unseen.
		if ('statuses' in bent)
			Object.assign((corrections as { statuses: object }).statuses, bent.statuses);
		const read = () => correctedBy(JSON.stringify(corrections));
		expect(read).toThrow(InputError);
		expect(read).toThrow(`so nothing was sent: ${place}`);
	});
});
