import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { bodyOf, correctedBy, InputError, readCredential } from '../../nodes/zen-client';
import type { PaymentOrder } from '../../nodes/zen-client';
import { CONTRACT } from '../../nodes/zen-client/contract';

const by = (corrections: unknown) => correctedBy(JSON.stringify(corrections));
const attempt = (text: string) => () => correctedBy(text);

/** Holds that corrections are refused, by the name of the field and with these words. */
function expectRefusal(corrections: unknown, ...says: Array<string | RegExp>): void {
	const make = () => by(corrections);
	expect(make).toThrow(InputError);
	expect(make).toThrow(/^Contract Corrections \(JSON\) of the ZEN API credential cannot be used/);
	for (const words of says) expect(make).toThrow(words);
}

const order: PaymentOrder = {
	accountId: '5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f',
	externalId: 'INV-7',
	amount: { value: '10.50', currency: 'EUR' },
	title: 'Invoice 7',
	receiver: { name: 'Example', accountNumber: 'LT121000011101001000' },
};

describe('without corrections', () => {
	it.each([undefined, '', ' \n', '{}'])('the contract is ours: %j', (text) => {
		expect(correctedBy(text).contract).toEqual(CONTRACT);
	});

	it('an answer is left as it came', () => {
		expect(correctedBy('').translate).toBeUndefined();
	});
});

describe('corrections', () => {
	it('change what is named, and nothing else', () => {
		const { contract } = by({
			createPayment: { path: '/payments/v1.1/transfers', body: { externalId: 'clientReference' } },
			history: { query: { cursor: 'after' } },
		});
		expect(contract).toEqual({
			...CONTRACT,
			paths: { ...CONTRACT.paths, createPayment: '/payments/v1.1/transfers' },
			query: {
				...CONTRACT.query,
				history: { ...CONTRACT.query.history, cursor: 'after' },
				drafts: { ...CONTRACT.query.drafts, cursor: 'after' },
			},
			body: { ...CONTRACT.body, externalId: 'clientReference' },
			draftBody: { ...CONTRACT.draftBody, externalId: 'clientReference' },
		});
	});

	it('of drafts are those of payments, unless something else is said of drafts', () => {
		const { contract } = by({
			createPayment: { body: { externalId: 'clientReference', title: 'purpose' } },
			createDraft: { body: { externalId: 'externalId' } },
		});
		expect(contract.draftBody).toEqual({ ...CONTRACT.draftBody, title: 'purpose' });
	});

	it('say where each part of a payment stands, and each stands there once', () => {
		const { contract } = by({
			createPayment: {
				body: {
					accountId: 'debtor.id',
					externalId: 'reference.client',
					'amount.value': 'money.amount',
					'amount.currency': 'money.currency',
					'receiver.name': 'creditor.fullName',
					'receiver.accountNumber': 'creditor.iban',
				},
			},
		});
		expect(bodyOf(order, contract)).toEqual({
			debtor: { id: order.accountId },
			reference: { client: 'INV-7' },
			money: { amount: '10.50', currency: 'EUR' },
			creditor: { fullName: 'Example', iban: 'LT121000011101001000' },
			title: 'Invoice 7',
		});
	});

	it('let an amount stand where its object was expected', () => {
		const { contract } = by({
			createPayment: { body: { 'amount.value': 'amount', 'amount.currency': 'currency' } },
		});
		expect(bodyOf(order, contract)).toMatchObject({ amount: '10.50', currency: 'EUR' });
	});

	it.each([
		['a corrected name', { clientReference: 'another' }],
		['the name that was corrected', { externalId: 'another' }],
		['a corrected name that this payment does not fill', { creditorBank: 'ANOTHER1' }],
	])('leave no room for Body Fields under %s', (_what, extra) => {
		const { contract } = by({
			createPayment: { body: { externalId: 'clientReference', 'receiver.bic': 'creditorBank' } },
		});
		expect(() => bodyOf({ ...order, extra }, contract)).toThrow(/^Body Fields \(JSON\) holds/);
	});

	it('are part of the credential, and checked whenever it is read', () => {
		expect(readCredential({}).contractCorrections).toBe('');
		expect(() => readCredential({ contractCorrections: '{"history": 1}' })).toThrow(
			'so nothing was sent: history is a number',
		);
		expect(() => readCredential({ contractCorrections: ' ' })).toThrow(
			'Contract Corrections (JSON) yields nothing',
		);
	});
});

describe('what a user is shown of corrections can be used as it stands', () => {
	it('on the page about the contract', () => {
		const page = readFileSync(resolve(import.meta.dirname, '../../docs/contract.md'), 'utf8');
		const [, section = ''] = page.split('## When ZEN calls it otherwise');
		const example = /```json\n(.*?)```/s.exec(section)?.[1] ?? '';
		expect(correctedBy(example).contract.body.externalId).toBe('clientReference');
	});

	it('in the form, where the field is empty', () => {
		const isIt = ({ name }: { name: string }) => name === 'contractCorrections';
		const field = new ZenApi().properties.find(isIt)!;
		expect(field).toMatchObject({ default: '' });
		const example = field.placeholder!.replace('e.g. ', '');
		expect(correctedBy(example).contract.body.externalId).toBe('clientReference');
	});
});

describe('the form of corrections', () => {
	it.each(['no JSON', '{"history": ', "{'history': {}}"])('is JSON: not %s', (text) => {
		expect(attempt(text)).toThrow(InputError);
		expect(attempt(text)).toThrow('as they are no JSON. Write them as {');
	});

	it('does not repeat what is no JSON: it may be a key that was pasted into the wrong field', () => {
		expect(attempt('-----BEGIN PRIVATE KEY----- MIIsecret')).not.toThrow(/BEGIN|MII/);
	});

	it('has each key once', () => {
		const twice = '{"history": {"list": "items"}, "history": {"list": "rows"}}';
		expect(attempt(twice)).toThrow('one key stands there twice');
	});

	it('is at most 64 KB long', () => {
		const { length } = '{}';
		expect(attempt(`{${' '.repeat(64 * 1024 - length)}}`)).not.toThrow();
		expect(attempt(`{${' '.repeat(64 * 1024 - length + 1)}}`)).toThrow('longer than 64 KB');
	});

	it.each<[unknown, string]>([
		[{ createPaiment: {} }, 'createPaiment is not known there. Did you mean createPayment?'],
		[{ zzz: {} }, 'zzz is not known there. Known are accounts, account, precalculation,'],
		[
			{ createPayment: { bodi: {} } },
			'createPayment → bodi is not known there. Did you mean body?',
		],
		[
			{ createPayment: { body: { external_id: 'x' } } },
			'createPayment → body → external_id is not known there. Did you mean externalId?',
		],
		[{ createPayment: { body: { accountNumber: 'x' } } }, 'Did you mean receiver.accountNumber?'],
		[{ history: { fields: {} } }, 'history → fields is not known there. Known are path,'],
		[{ statuses: { open: ['NEW'] } }, 'statuses → open is not known there.'],
	])('has known keys: %j', (corrections, says) => {
		expectRefusal(corrections, says);
	});

	it.each<[unknown, string]>([
		[[], 'is a list, and an object in braces has to stand there'],
		[{ history: null }, 'history is null, and an object'],
		[{ history: { list: 7 } }, 'history → list is a number, and one text'],
		[{ history: { query: 'after' } }, 'history → query is the text "after", and an object'],
		[{ statuses: { settled: 'BOOKED' } }, 'settled is the text "BOOKED", and a list of words'],
		[{ statuses: { settled: [1] } }, 'statuses → settled is a number'],
		[{ payment: { fields: { id: { is: 'x' } } } }, 'payment → fields → id is an object'],
		[{ notification: { paymentId: ['id'] } }, 'notification → paymentId is a list'],
	])('has the right types: %j', (corrections, says) => {
		expectRefusal(corrections, says);
	});

	it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
		'is none with a key %s, wherever it stands',
		(key) => {
			for (const text of [
				`{"${key}": {"path": "/x"}}`,
				`{"createPayment": {"${key}": {"externalId": "x"}}}`,
				`{"createPayment": {"body": {"${key}": "x"}}}`,
				`{"statuses": {"${key}": ["REJECTED"]}}`,
			]) {
				expect(attempt(text)).toThrow(`${key} is not known there`);
			}
			expect(({} as Record<string, unknown>).path).toBeUndefined();
		},
	);

	it.each(['', ' ', 'a b', 'a..b', '.a', 'a.', 'a/b', 'a\nb', '1a', 'ä', 'a"b', 'x'.repeat(101)])(
		'has names that are such: not %j',
		(name) => {
			expectRefusal({ createPayment: { body: { title: name } } }, 'which is no name');
			expectRefusal({ payment: { fields: { title: name } } }, 'which is no name');
			expectRefusal({ notification: { externalId: name } }, 'which is no name');
		},
	);

	it.each(['__proto__', 'constructor.name', 'a.prototype', 'a.__proto__.b'])(
		'has no name that every object has: %s',
		(name) => {
			expectRefusal({ createPayment: { body: { title: name } } }, 'which is no name');
			expectRefusal({ history: { list: name } }, 'which is no name');
			expectRefusal({ payment: { inside: name } }, 'which is no name');
		},
	);
});
