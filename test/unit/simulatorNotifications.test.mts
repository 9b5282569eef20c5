import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, type Notification, Simulator } from '../simulator/index.mts';
import { Caller } from '../simulator/support/Caller.mts';

interface Received {
	headers: IncomingHttpHeaders;
	body: Notification;
	at: number;
}

let simulator: Simulator;
let caller: Caller;
let receiver: Server;
let url: string;
let received: Received[] = [];
let open = 0;
let mostOpen = 0;

beforeAll(async () => {
	simulator = await Simulator.start();
	caller = new Caller(simulator);
	receiver = createServer((request, response) => {
		mostOpen = Math.max(mostOpen, ++open);
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			const { headers } = request;
			received.push({ headers, body: JSON.parse(text) as Notification, at: performance.now() });
			setTimeout(() => {
				open--;
				response.writeHead(request.url === '/refuse' ? 401 : 200).end('{"status":"ok"}');
			}, 20);
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});

beforeEach(() => {
	simulator.reset();
	Object.assign(simulator.settings, { notifyUrl: null });
	received = [];
	mostOpen = 0;
});

afterAll(async () => {
	await caller.close();
	await simulator.stop();
	receiver.closeAllConnections();
	receiver.close();
});

const pay = async (externalId = 'INV-1') =>
	(await caller.pay({ externalId })).json<{ id: string }>().id;
const bodies = () => received.map(({ body }) => body);

describe('a notification', () => {
	it('is the flat object that was seen', async () => {
		const paymentId = await pay();
		const deliveries = await simulator.notify(url, paymentId);
		const notification = {
			paymentId,
			externalId: 'INV-1',
			direction: 'OUT',
			transactionStatus: 'IN_PROGRESS',
			accountId: ACCOUNT.main,
		};
		expect(bodies()).toEqual([notification]);
		expect(received[0]?.headers['content-type']).toBe('application/json');
		expect(deliveries).toEqual([{ url, notification, status: 200, body: '{"status":"ok"}' }]);
		expect(simulator.deliveries()).toEqual(deliveries);
	});

	it('of money that arrives says IN', async () => {
		const { paymentId } = simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' });
		await simulator.notify(url, paymentId);
		expect(bodies()).toMatchObject([
			{ direction: 'IN', transactionStatus: 'SETTLED', externalId: null },
		]);
	});

	it('can come twice, one after the other or at the same time', async () => {
		const paymentId = await pay();
		await simulator.notify(url, paymentId, { times: 2 });
		expect(bodies()).toHaveLength(2);
		expect(mostOpen).toBe(1);
		await simulator.notify(url, paymentId, { times: 2, atOnce: true });
		expect(bodies()).toHaveLength(4);
		expect(mostOpen).toBe(2);
	});

	it('can come late, with further headers and other fields', async () => {
		const paymentId = await pay();
		const start = performance.now();
		await simulator.notify(url, paymentId, {
			delayMs: 120,
			headers: { 'x-secret': 'hush' },
			fields: { transactionStatus: 'SETTLED' },
		});
		expect((received[0]?.at ?? 0) - start).toBeGreaterThan(110);
		expect(received[0]?.headers['x-secret']).toBe('hush');
		expect(bodies()).toMatchObject([{ paymentId, transactionStatus: 'SETTLED' }]);
	});

	it('can come in another order, the same one each time', async () => {
		const ids = await Promise.all(['1', '2', '3', '4', '5', '6'].map(pay));
		await simulator.notify(url, ids, { shuffle: true });
		await simulator.notify(url, ids, { shuffle: true });
		const order = bodies().map(({ paymentId }) => paymentId);
		expect(order.slice(0, 6)).not.toEqual(ids);
		expect([...order.slice(0, 6)].sort()).toEqual([...ids].sort());
		expect(order.slice(6)).toEqual(order.slice(0, 6));
	});

	it('says what was answered, or why nothing was', async () => {
		const paymentId = await pay();
		expect(await simulator.notify(`${url}/refuse`, paymentId)).toMatchObject([{ status: 401 }]);
		expect(await simulator.notify('http://127.0.0.1:1/', paymentId)).toMatchObject([
			{ status: null, body: expect.stringContaining('ECONNREFUSED') },
		]);
	});

	it('needs a payment that exists', async () => {
		await expect(simulator.notify(url, 'nothing')).rejects.toThrow(/not found/);
	});
});

describe('with a URL to notify', () => {
	it('each change of a status is sent there by itself', async () => {
		simulator.settings.notifyUrl = url;
		const [first, second] = [await pay('1'), await pay('2')];
		simulator.settle(first);
		simulator.reject(second);
		simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' });
		await expect.poll(() => simulator.deliveries().length).toBe(5);
		const seen = bodies().map(({ externalId, transactionStatus }) => [
			externalId,
			transactionStatus,
		]);
		expect(seen.sort()).toEqual(
			[
				['1', 'IN_PROGRESS'],
				['1', 'SETTLED'],
				['2', 'IN_PROGRESS'],
				['2', 'REJECTED'],
				[null, 'SETTLED'],
			].sort(),
		);
	});
});
