import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Published } from '../engine/harness/server/Published.mts';
import { TestN8n, triggerWorkflow } from '../node/support/triggers.mts';
import { Simulator } from '../simulator/index.mts';
import { notification, send, UNKNOWN } from './support.mts';

const json = (fields: Record<string, unknown>) => JSON.stringify(notification(fields));
const withKey = (key: string, value: string) =>
	JSON.stringify(notification()).replace('{', `{"${key}":${value},`);
const REAL = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';

/** Name, body, the answer's status, requests to ZEN. */
const BODIES: Array<[name: string, body: string | Buffer, status: number, requests: number]> = [
	['an unknown payment', json({}), 200, 1],
	['an unknown payment in capital letters', json({ paymentId: UNKNOWN.toUpperCase() }), 200, 1],
	['no payment id', json({ paymentId: undefined }), 400, 0],
	['an empty payment id', json({ paymentId: '' }), 400, 0],
	['a payment id that is no UUID', json({ paymentId: '1' }), 400, 0],
	['a payment id that is a number', json({ paymentId: 1 }), 400, 0],
	['a payment id that is an array', json({ paymentId: [UNKNOWN] }), 400, 0],
	['a payment id that is an object', json({ paymentId: { toString: UNKNOWN } }), 400, 0],
	['a way up', json({ paymentId: '../accounts/v1.0' }), 400, 0],
	['a way up, encoded', json({ paymentId: '%2e%2e%2f%2e%2e%2faccounts%2fv1.0' }), 400, 0],
	['a way further', json({ paymentId: `${UNKNOWN}/confirmation` }), 400, 0],
	['a query', json({ paymentId: `${UNKNOWN}?accountId=x` }), 400, 0],
	['a fragment', json({ paymentId: `${UNKNOWN}#` }), 400, 0],
	['another host', json({ paymentId: `@elsewhere.invalid/${UNKNOWN}` }), 400, 0],
	['a line break after the id', json({ paymentId: `${UNKNOWN}\n` }), 400, 0],
	['a header in the id', json({ paymentId: `${UNKNOWN}\r\nX-Forged: 1` }), 400, 0],
	['a null byte in the id', json({ paymentId: `${UNKNOWN}\0` }), 400, 0],
	['white space around the id', json({ paymentId: ` ${UNKNOWN} ` }), 400, 0],
	['full-width digits', json({ paymentId: UNKNOWN.replaceAll('9', '９') }), 400, 0],
	['no account id', json({ accountId: undefined }), 400, 0],
	['an account id that is no UUID', json({ accountId: '../..' }), 400, 0],
	['no status', json({ transactionStatus: undefined }), 400, 0],
	['an empty status', json({ transactionStatus: '' }), 400, 0],
	['a status that is an object', json({ transactionStatus: { $ne: null } }), 400, 0],
	['a very long status', json({ transactionStatus: 'S'.repeat(1000) }), 400, 0],
	['a direction that is a number', json({ direction: 7 }), 400, 0],
	['an external id that is an object', json({ externalId: {} }), 400, 0],
	['a very long external id', json({ externalId: 'x'.repeat(600) }), 400, 0],
	['an array of one notification', `[${json({})}]`, 400, 0],
	['an empty array', '[]', 400, 0],
	['null', 'null', 400, 0],
	['a string', '"settled"', 400, 0],
	['a number', '1', 400, 0],
	['an empty body', '', 400, 0],
	['an empty object', '{}', 400, 0],
	['no JSON', '{"paymentId":', 422, 0],
	['two notifications', json({}) + json({}), 422, 0],
	['a form', `paymentId=${UNKNOWN}`, 422, 0],
	['the payment id said twice', withKey('paymentId', `"${REAL}"`), 400, 0],
	['the status said twice', withKey('transactionStatus', '"REJECTED"'), 400, 0],
	[
		'bytes that are no UTF-8',
		Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
		400,
		0,
	],
	['brackets, 8000 deep', '['.repeat(8000) + ']'.repeat(8000), 400, 0],
	['objects, 2000 deep', withKey('x', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`), 400, 0],
	['one byte too many', json({ x: 'x'.repeat(16 * 1024) }), 413, 0],
	['a megabyte', json({ x: 'x'.repeat(1024 * 1024) }), 413, 0],
	['more than n8n takes', Buffer.alloc(17 * 1024 * 1024, 0x20), 413, 0],
	[
		'the whole within __proto__',
		JSON.stringify({ x: 1 }).replace('"x":1', `"__proto__":${json({})}`),
		400,
		0,
	],
	['the whole within constructor.prototype', `{"constructor":{"prototype":${json({})}}}`, 400, 0],
];

let simulator: Simulator;
let n8n: TestN8n;
let published: Published;
beforeAll(async () => {
	simulator = await Simulator.start();
	n8n = await TestN8n.start(simulator);
	published = await n8n.publish(
		triggerWorkflow({ events: ['settled', 'rejected', 'inProgress', 'other'] }),
	);
});
afterEach(() => simulator.reset());
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

/** No execution, and not more requests to ZEN than said. */
const expectNothing = (requests: number) => {
	expect(published.executions).toEqual([]);
	expect(simulator.requests()).toHaveLength(requests);
};

describe('a forged body', () => {
	it.each(BODIES)('%s', async (_name, body, status, requests) => {
		expect((await send(n8n, published, { body })).status).toBe(status);
		expectNothing(requests);
	});

	it.each([
		['none', undefined],
		['text/plain', 'text/plain'],
		['a form', 'application/x-www-form-urlencoded'],
		['a multipart form', 'multipart/form-data; boundary=x'],
		['XML', 'application/xml'],
		['something like JSON', 'application/jsonp'],
		['JSON within another type', 'text/html; application/json'],
		['binary', 'application/octet-stream'],
	])('content type: %s', async (_name, type) => {
		const headers = { 'content-type': type ?? '' };
		expect((await send(n8n, published, { headers })).status).toBe(415);
		expectNothing(0);
	});

	it('gzip that is small here and large there', async () => {
		const headers = { 'content-encoding': 'gzip' };
		const bombs = [
			gzipSync(json({ x: 'x'.repeat(1024 * 1024) })),
			gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20)),
		];
		expect(bombs.map((bomb) => bomb.length < 300_000)).toEqual([true, true]);
		const before = process.memoryUsage().rss;
		for (const body of bombs) {
			expect((await send(n8n, published, { body, headers })).status).toBe(413);
		}
		expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
		expectNothing(0);
	});

	it('leaves no trace on the prototypes of this process', async () => {
		for (const key of ['__proto__', 'constructor', 'prototype']) {
			const body = withKey(key, '{"polluted":"yes","confirm":false,"kinds":["settled"]}');
			expect((await send(n8n, published, { body })).status).toBe(200);
		}
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(Object.keys(Object.prototype)).toEqual([]);
		expectNothing(3);
	});

	it('is told nothing in the answer but why it was refused', async () => {
		const { text } = await send(n8n, published, { body: json({ paymentId: '<script>' }) });
		expect(JSON.parse(text)).toEqual({ status: 'refused', reason: 'paymentId is no ID' });
	});

	it('a field that is not known is passed over: ZEN may come to send more', async () => {
		const paymentId = simulator.incoming({
			accountId: simulator.accounts[0]!.accountId,
			amount: '1.00',
		}).paymentId;
		const body = json({ paymentId, fresh: { amount: null, list: [1, { a: '}' }] } });
		expect(
			(await send(n8n, published, { body: body.replace('null,"list"', '1e400,"list"') })).status,
		).toBe(200);
		expect(published.executions.splice(0)).toHaveLength(1);
	});
});

describe("another client's payment", () => {
	it.each([
		['404', 404, 200],
		['403', 403, 503],
		['400', 400, 503],
		['500', 500, 503],
	])('that ZEN answers with %s starts nothing', async (_name, status, answer) => {
		simulator.faults.add({ kind: 'status', status, path: '/payments/v1.0/' });
		expect((await send(n8n, published)).status).toBe(answer);
		expectNothing(1);
	});
});
