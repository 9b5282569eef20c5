import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { payment, runZen, seen } from './support/zen.mts';

const simulator = await sharedSimulator();
const withFields = (bodyFields: unknown, more: object = {}) =>
	payment({ options: { bodyFields } as never, ...more });
const received = () => JSON.parse(seen(simulator, 'POST')[0]!.body) as object;

describe('fields added to the body', () => {
	it('reach ZEN beside all that pays, with the digits they were written with', async () => {
		await runZen(simulator, payment());
		const plain = received();
		simulator.reset();
		const fields =
			'{"executionDate":"2026-12-01","rate":1.10,"big":12345678901234567890,"notes":{"internal":"x","tags":[1,{"a":true}]}}';
		const { json } = await runZen(simulator, withFields(fields));
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
		expect(seen(simulator, 'POST')[0]!.body).toContain('"rate":1.10,"big":12345678901234567890');
		expect(received()).toMatchObject({
			...plain,
			executionDate: '2026-12-01',
			notes: { internal: 'x', tags: [1, { a: true }] },
		});
	});

	it('may be what an expression yields, object or text', async () => {
		for (const fields of ['={{ ({ urgent: true }) }}', '={{ JSON.stringify({ urgent: true }) }}']) {
			simulator.reset();
			await runZen(simulator, withFields(fields));
			expect(received()).toMatchObject({ urgent: true });
		}
	});

	it.each(['{}', ' {} '])('may be none: %s', async (fields) => {
		const { json } = await runZen(simulator, withFields(fields));
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
	});

	const CARRYING = [
		'debtorAccount',
		'acct',
		'payToIban',
		'BBAN',
		'instructedAmount',
		'instdAmt',
		'InstructedAmt',
		'sum',
		'total_sum',
		'grandTotal',
		'paymentValue',
		'ccy',
		'settlementCurrency',
		'finalRecipient',
		'ultimateBeneficiary',
		'PAYEE',
		'ultimate_creditor',
		'cdtrAgent',
		'counterparty',
		'payer',
		'client_reference',
		'extRef',
		'external_identifier',
		'endToEndId',
		'END_TO_END_IDENTIFICATION',
		'idempotencyKey',
		'subTitle',
		'remittanceInformation',
		'rmtInf',
	];

	it.each(CARRYING)('could carry what pays in "%s", and are refused at any depth', async (name) => {
		for (const fields of [{ [name]: 'x' }, { notes: { deep: [{ [name]: 'x' }] } }]) {
			const { error } = await runZen(simulator, withFields(JSON.stringify(fields)));
			expect(error?.message).toMatch(/^Body Fields \(JSON\) holds "/);
			expect(error?.message).toContain(`holds "${name}", which could carry`);
			expect(error?.message).toContain('Take it out here');
		}
		expect(simulator.requests()).toEqual([]);
	});

	it.each([
		['executionDate', 'urgent', 'note', 'ultimateBank', 'batchBooking', 'invoiceDate'],
		['consumer', 'summary', 'prefix', 'taxpayerId', 'resumeAt', 'deliveryCode', 'refund'],
	])('have names of their own: %s %s %s %s %s %s %s', async (...names) => {
		const fields = Object.fromEntries(names.filter(Boolean).map((name) => [name, 'x']));
		const { error } = await runZen(simulator, withFields(JSON.stringify(fields)));
		expect(error).toBeUndefined();
		expect(received()).toMatchObject(fields);
	});

	it.each<[string, string, RegExp]>([
		['another amount', '{"amount":{"value":"1000.00"}}', /"amount", which stands in the payment/],
		['the same amount', '{"amount":{"value":"10.50","currency":"EUR"}}', /"amount", which stands/],
		['another account', `{"accountId":"${ACCOUNT.payroll}"}`, /"accountId", which stands/],
		['another reference', '{"externalId":"other"}', /"externalId", which stands/],
		['another receiver', '{"receiver":{"name":"Mallory"}}', /"receiver", which stands/],
		['more of the receiver', '{"receiver":{"nickname":"M"}}', /"receiver", which stands/],
		['another title', '{"title":"Invoice 8"}', /"title", which stands/],
		['a name in other letters', '{"AccountID":"x"}', /"AccountID", which stands/],
		['a name with hyphens', '{"external-id":"x"}', /the name "external-id"\. Use letters/],
		['a name within others', '{"notes":[{"iban":"x"}]}', /"iban", which could carry/],
		['a name that stands deep in the body', '{"notes":{"country":"x"}}', /"country", which stands/],
		['an escaped name', '{"\\u0061mount":"1"}', /"amount", which stands/],
		['a name of other letters', '{"\\u0430mount":"1"}', /the name "аmount"\. Use letters/],
		['an invisible name', '{"amount\\u200b":"1"}', /Use letters/],
		['no name', '{"":"1"}', /the name ""\. Use letters/],
		['a name with a blank', '{"execution date":"1"}', /Use letters/],
		['a prototype', '{"__proto__":{"amount":"1"}}', /the name "__proto__"/],
		['a constructor', '{"notes":{"constructor":1}}', /the name "constructor"/],
		['a field taken away', '{"title":null}', /sets "title" to null.*only add/],
		['null deep in them', '{"notes":{"a":null}}', /sets "a" to null/],
		['null in a list', '{"notes":[["x",null]]}', /sets "notes" to null/],
		['two things of one name', '{"notes":{"a":1,"a":2}}', /holds "a" twice/],
		['the same in other letters', '{"urgent":true,"URGENT":false}', /"URGENT" twice/],
		['the same with a line', '{"dueDate":"a","due_date":"b"}', /"due_date" twice/],
		['a number in disguise', '{"a":{"isLosslessNumber":true,"amount":"1"}}', /"amount"/],
		['no JSON', '{amount}', /holds no JSON object/],
		['a list', '[]', /holds no JSON object/],
		['a number', '7', /holds no JSON object/],
		['a text', '"x"', /holds no JSON object/],
		['nothing', '={{ $json.missing }}', /was added but yields nothing/],
		['empty', '', /was added but yields nothing/],
		['without a value', '={{ ({ executionDate: $json.missing }) }}', /"executionDate" to null/],
	])('cannot be %s', async (_name, fields, words) => {
		for (const resource of ['payment', 'draft']) {
			const { error } = await runZen(simulator, withFields(fields, { resource }));
			expect(error?.message).toMatch(/^Body Fields \(JSON\)/);
			expect(error?.message).toMatch(words);
		}
		expect(simulator.requests()).toEqual([]);
	});

	it('cannot say again what another field of the form said', async () => {
		const more = { channel: { __rl: true, mode: 'value', value: 'SEPA' } };
		const { error } = await runZen(simulator, withFields('{"channel":"SWIFT"}', more));
		expect(error?.message).toContain('"channel", which stands in the payment already');
	});
});
