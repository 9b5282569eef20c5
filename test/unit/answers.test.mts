import { describe, expect, it } from 'vitest';
import { amountText, readList, readObject } from '../../nodes/zen-client/answers';
import { Unreadable } from '../../nodes/zen-client/caller';
import { readConfirmation } from '../../nodes/zen-client/confirmation';
import { toAccount, toPayment } from '../../nodes/zen-client/shapes';

const response = (body: string | Buffer) => ({ status: 200, headers: {}, body: Buffer.from(body) });
const a = { id: 'a' };
const b = { id: 'b' };
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0, 255, 128])]);
const base64 = pdf.toString('base64');

const HTML = '<!doctype html><title>Gateway</title>';

describe('an object is read', () => {
	it.each([
		['as it is', '{"id":"a"}'],
		['out of an array of one', '[{"id":"a"}]'],
	])('%s', (_name, body) => {
		expect(readObject(response(body))).toEqual(a);
	});

	it.each(['', HTML, 'null', '"a"', '7', '[]', '[{"id":"a"},{"id":"b"}]', '[["a"]]', '{"id":"a"'])(
		'from nothing else: %s',
		(body) => {
			expect(() => readObject(response(body))).toThrow(Unreadable);
		},
	);
});

describe('a list is read', () => {
	const names = ['data', 'accounts'];

	it.each([
		['bare', '[{"id":"a"},{"id":"b"}]', [a, b]],
		['bare, with one element', '[{"id":"a"}]', [a]],
		['bare and empty', '[]', []],
		['under its first name', '{"data":[{"id":"a"},{"id":"b"}]}', [a, b]],
		['under another name', '{"accounts":[{"id":"a"}]}', [a]],
		['under its name and empty', '{"data":[]}', []],
		['bare in an array of one', '[[{"id":"a"},{"id":"b"}]]', [a, b]],
		['bare and with one element in an array of one', '[[{"id":"a"}]]', [a]],
		['bare and empty in an array of one', '[[]]', []],
		['under its name in an array of one', '[{"data":[{"id":"a"},{"id":"b"}]}]', [a, b]],
	])('%s', (_name, body, items) => {
		expect(readList(response(body), names).items).toEqual(items);
	});

	it('with its meta, which a bare list has not', () => {
		const body = '{"data":[{"id":"a"}],"meta":{"hasNext":true,"lastEntryId":"a"}}';
		const meta = { hasNext: true, lastEntryId: 'a' };
		expect(readList(response(body), names).meta).toEqual(meta);
		expect(readList(response(`[${body}]`), names).meta).toEqual(meta);
		expect(readList(response('[{"meta":{"hasNext":true}}]'), names).meta).toEqual({});
	});

	it.each(['', HTML, 'null', '{}', '{"items":[]}', '{"data":{}}', '["a"]', '{"data":[null]}', '7'])(
		'from nothing else: %s',
		(body) => {
			expect(() => readList(response(body), names)).toThrow(Unreadable);
		},
	);
});

describe('a confirmation is read', () => {
	it.each([
		['from the bytes of a PDF', pdf],
		['from base64 in JSON', `{"content":"${base64}"}`],
		['from base64 under any name, however deep', `[{"file":{"x":null,"bytes":"${base64}"}}]`],
		['from a data URL', `{"url":"data:application/pdf;base64,${base64}"}`],
		['from URL-safe base64', `{"c":"${pdf.toString('base64url')}"}`],
		['from base64 in lines', JSON.stringify({ c: base64.replace(/.{4}/g, '$&\r\n') })],
		['from a bare JSON text', `"${base64}"`],
		['past texts that are no PDF', `{"name":"confirmation","hash":"QUJD","content":"${base64}"}`],
	])('%s', (_name, body) => {
		expect(readConfirmation(response(body))).toEqual({
			bytes: pdf,
			mimeType: 'application/pdf',
			fileExtension: 'pdf',
		});
	});

	it.each(['', HTML, '{}', '{"content":""}', '{"content":"QUJD"}', '[1,2]', '{"message":"%PDF-"}'])(
		'from nothing that is no PDF: %s',
		(body) => {
			expect(() => readConfirmation(response(body))).toThrow(Unreadable);
		},
	);
});

describe('an account', () => {
	it.each([
		['as decimal strings', { balance: '1.10', availableBalance: '1.00' }],
		['spelt as in the manual', { balance: '1.10', avaliableBalance: '1.00' }],
	])('has its balances %s', (_name, raw) => {
		const account = { accountId: 'a', alias: null, ...raw };
		expect(toAccount(account)).toEqual({
			accountId: 'a',
			alias: null,
			balance: '1.10',
			availableBalance: '1.00',
		});
	});

	it('has null for a balance that did not come, which is not zero', () => {
		expect(toAccount({ accountId: 'a' })).toMatchObject({ balance: null, availableBalance: null });
	});
});

it('amounts and fees of a payment are decimal strings, and the rest is as ZEN sent it', () => {
	const fee = { name: 'STANDARD_FEE', type: 'STANDARD' };
	const raw = {
		id: 'a',
		extra: { value: 7 },
		amount: { value: 100, currency: 'EUR' },
		senderFees: [{ ...fee, amount: { value: 0, currency: 'EUR' } }, fee, null],
		receiverFees: null,
	};
	expect(toPayment(raw)).toEqual({
		...raw,
		amount: { value: '100', currency: 'EUR' },
		senderFees: [{ ...fee, amount: { value: '0', currency: 'EUR' } }, fee, null],
	});
	expect(toPayment({ id: 'a', amount: null })).toEqual({ id: 'a', amount: null });
});

it('an amount is text, whole numbers included, and nothing else is an amount', () => {
	expect(['1.00', 7, '0'].map(amountText)).toEqual(['1.00', '7', '0']);
	expect([null, undefined, true, {}, []].map(amountText)).toEqual([null, null, null, null, null]);
});
