import * as crypto from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestN8n, triggerWorkflow } from '../node/support/triggers.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { notification, send } from './support.mts';
import type { Forged } from './support.mts';

vi.mock('node:crypto', async (original) => {
	const real = await original<typeof crypto>();
	return { ...real, timingSafeEqual: vi.fn(real.timingSafeEqual) };
});

const SECRET = 'Rk9-öffne-dich-4711';
const QUERY = `?secret=${encodeURIComponent(SECRET)}`;

let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start();
});
beforeEach(async () => {
	n8n = await TestN8n.start(simulator);
});
afterEach(async () => {
	simulator.reset();
	await n8n.stop();
});
afterAll(async () => await simulator.stop());

const truthful = () =>
	JSON.stringify(
		notification({
			paymentId: simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' }).paymentId,
		}),
	);

describe('a notification secret', () => {
	const cases: Array<[name: string, forged: Forged]> = [
		['missing', {}],
		['empty', { query: '?secret=' }],
		['wrong', { query: '?secret=wrong' }],
		['wrong, of the same length', { query: `?secret=${'x'.repeat(SECRET.length)}` }],
		['the beginning of the right one', { query: QUERY.slice(0, -1) }],
		['the right one and more', { query: `${QUERY}1` }],
		[
			'the right one in capital letters',
			{ query: QUERY.toUpperCase().replace('SECRET', 'secret') },
		],
		['sent twice', { query: `${QUERY}&secret=x` }],
		['as an array', { query: QUERY.replace('secret', 'secret[]') }],
		['as an object', { query: QUERY.replace('secret', 'secret[a]') }],
		['under another name', { query: QUERY.replace('secret', 'Secret') }],
		['in another header', { headers: { authorization: encodeURIComponent(SECRET) } }],
		['in a header, twice', { headers: { 'x-notification-secret': ['a', 'a'] } }],
		['in the body', { body: JSON.stringify(notification({ secret: SECRET })) }],
	];

	it.each(cases)('%s: 401, no execution, no request to ZEN', async (_name, forged) => {
		const published = await n8n.publish(triggerWorkflow(), { notificationSecret: SECRET });
		const { status, text } = await send(n8n, published, { body: truthful(), ...forged });
		expect(status).toBe(401);
		expect(text).not.toContain(SECRET.slice(0, 4));
		expect(published.executions).toEqual([]);
		expect(simulator.requests()).toEqual([]);
	});

	it('lets pass who has it, in the query', async () => {
		const published = await n8n.publish(triggerWorkflow(), { notificationSecret: SECRET });
		expect((await send(n8n, published, { body: truthful(), query: QUERY })).status).toBe(200);
		expect(published.executions).toHaveLength(1);
	});

	it('lets pass who has it, in a header, under names of one’s own', async () => {
		const options = { headerName: 'X-Own', queryName: 'own' };
		const notificationSecret = '  plain-ascii \n';
		const published = await n8n.publish(triggerWorkflow({ options }), { notificationSecret });
		const headers = { 'x-own': 'plain-ascii' };
		expect((await send(n8n, published, { body: truthful(), headers })).status).toBe(200);
		const old = { 'x-notification-secret': 'plain-ascii' };
		expect((await send(n8n, published, { body: truthful(), headers: old })).status).toBe(401);
		expect(published.executions).toHaveLength(1);
	});

	it('is asked for on the Test URL too, and shows in no output', async () => {
		const published = await n8n.publish(triggerWorkflow({ simplify: false }), {
			notificationSecret: SECRET,
		});
		await send(n8n, published, { body: truthful(), query: QUERY });
		expect(JSON.stringify(published.emitted())).not.toContain(SECRET);
		expect(published.column.text).not.toContain(SECRET);
	});

	it('is compared in constant time: always in full, as hashes of one length', async () => {
		const published = await n8n.publish(triggerWorkflow(), { notificationSecret: SECRET });
		const compare = vi.mocked(crypto.timingSafeEqual);
		const counts = new Set<number>();
		for (const guess of ['x', SECRET.slice(0, 5), 'x'.repeat(5_000), SECRET]) {
			compare.mockClear();
			const query = `?secret=${encodeURIComponent(guess)}`;
			const headers = { 'x-notification-secret': 'wrong' };
			await send(n8n, published, { body: truthful(), query, headers });
			const lengths = compare.mock.calls.flatMap(([a, b]) => [a.byteLength, b.byteLength]);
			expect([...new Set(lengths)]).toEqual([32]);
			counts.add(compare.mock.calls.length);
		}
		// In each place and reading, whether an earlier one was right or not.
		expect([...counts]).toEqual([5]);
	});
});

describe('allowed addresses', () => {
	const publish = async (allowedAddresses: string) =>
		await n8n.publish(triggerWorkflow({ options: { allowedAddresses } }));

	it.each([
		['127.0.0.1', 200],
		['127.0.0.0/8', 200],
		['0.0.0.0/0', 200],
		['::ffff:127.0.0.1', 200],
		['::ffff:127.0.0.0/104', 200],
		['10.0.0.1, 2001:db8::/32\n127.0.0.1', 200],
		['127.0.0.2', 403],
		['126.0.0.0/8', 403],
		['::1', 403],
		['::/0', 403],
	])('%s: a sender on this machine gets %i', async (list, status) => {
		const published = await publish(list);
		expect((await send(n8n, published, { body: truthful() })).status).toBe(status);
		expect(published.executions).toHaveLength(status === 200 ? 1 : 0);
		expect(simulator.requests().length).toBe(status === 200 ? 2 : 0);
	});

	it('are not to be got round with headers that only a proxy may set', async () => {
		const published = await publish('192.0.2.10');
		for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'cf-connecting-ip']) {
			const headers = { [name]: name === 'forwarded' ? 'for=192.0.2.10' : '192.0.2.10' };
			expect((await send(n8n, published, { body: truthful(), headers })).status).toBe(403);
		}
		expect(published.executions).toEqual([]);
	});

	it('are those behind the proxy when n8n is told of it, and no one’s own words', async () => {
		await n8n.stop();
		n8n = await TestN8n.start(simulator, { proxyHops: 1 });
		const published = await publish('192.0.2.10, 2001:db8::/32');
		const through = async (chain: string) =>
			(await send(n8n, published, { body: truthful(), headers: { 'x-forwarded-for': chain } }))
				.status;
		expect(await through('192.0.2.10')).toBe(200);
		expect(await through('203.0.113.5, 2001:db8::17')).toBe(200);
		// The proxy adds the last one. What stands before it was written by the sender.
		expect(await through('192.0.2.10, 203.0.113.5')).toBe(403);
		expect(await through('not an address')).toBe(403);
		expect(published.executions).toHaveLength(2);
	});

	it('know an IPv4 sender on a server that listens on IPv6', async () => {
		await n8n.stop();
		n8n = await TestN8n.start(simulator, { host: '::' });
		const origin = n8n.server.origin.replace('[::]', '127.0.0.1');
		vi.spyOn(n8n.server, 'origin', 'get').mockReturnValue(origin);
		const published = await publish('127.0.0.1');
		expect((await send(n8n, published, { body: truthful() })).status).toBe(200);
	});

	it('come first: a stranger learns nothing of secret, type or size', async () => {
		const published = await n8n.publish(
			triggerWorkflow({ options: { allowedAddresses: '192.0.2.10' } }),
			{ notificationSecret: SECRET },
		);
		const forged = { body: 'x'.repeat(20_000), headers: { 'content-type': 'text/plain' } };
		expect((await send(n8n, published, forged)).status).toBe(403);
	});
});
