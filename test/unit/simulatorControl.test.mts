import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, type LedgerEntry, type SeenRequest, Simulator } from '../simulator/index.mts';
import { sharedCaller, sharedSimulator } from '../support/simulator.mts';

const simulator = await sharedSimulator();
const caller = sharedCaller(simulator);

async function control(method: string, path: string, body?: unknown) {
	const response = await fetch(simulator.controlUrl + path, {
		method,
		...(body !== undefined && {
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		}),
	});
	return { status: response.status, json: await response.json() };
}

async function read<T>(path: string): Promise<T> {
	return (await control('GET', path)).json as T;
}
const pay = async (change?: Record<string, unknown>) =>
	(await caller.pay(change)).json<{ id: string }>().id;

describe('the control API', () => {
	it('is on this machine only', () => {
		expect(new URL(simulator.controlUrl).hostname).toBe('127.0.0.1');
	});

	it('shows ledger, requests and counters', async () => {
		const paymentId = await pay();
		expect(await read<LedgerEntry[]>('/ledger')).toMatchObject([
			{ paymentId, externalId: 'INV-1', amount: { value: '10.00', currency: 'EUR' } },
		]);
		const [request] = await read<SeenRequest[]>('/requests');
		expect(request).toMatchObject({ method: 'POST', path: '/payments/v1.0', status: 201 });
		expect(request?.headers).not.toHaveProperty('authorization');
		expect(JSON.parse(request?.body ?? '')).toMatchObject({ externalId: 'INV-1' });
		expect(await read('/stats')).toEqual(simulator.stats());
		expect(await read('/accounts')).toEqual(simulator.accounts);
		expect(await read('/drafts')).toHaveLength(1);
		expect(await read('/deliveries')).toEqual([]);
	});

	it('settles and rejects', async () => {
		const [one, two, three] = [await pay(), await pay(), await pay()];
		await control('POST', `/payments/${one}/settle`);
		await control('POST', `/payments/${two}/reject`, { reason: 'No' });
		await control('POST', '/payments/settle');
		expect(
			simulator.ledger().map(({ paymentId, status, reason }) => [paymentId, status, reason]),
		).toEqual([
			[one, 'SETTLED', null],
			[two, 'REJECTED', 'No'],
			[three, 'SETTLED', null],
		]);
		await pay();
		await control('POST', '/payments/reject');
		expect(simulator.ledger()[3]?.status).toBe('REJECTED');
	});

	it('lets money arrive and drafts be accepted', async () => {
		const incoming = { accountId: ACCOUNT.main, amount: '5.00' };
		expect((await control('POST', '/incoming', incoming)).status).toBe(200);
		const [draft] = simulator.drafts();
		expect((await control('POST', `/drafts/${draft?.id}/accept`)).status).toBe(200);
		expect(simulator.ledger()).toMatchObject([
			{ direction: 'INCOMING' },
			{ direction: 'OUTGOING', draftId: draft?.id },
		]);
	});

	it('sets faults and takes them away', async () => {
		const fault = { kind: 'status', status: 418, path: '^/acc', times: 5 };
		expect((await control('POST', '/faults', [fault])).json).toEqual([{ ...fault, hits: 0 }]);
		expect((await caller.get('/accounts/v1.0')).status).toBe(418);
		expect(await read('/faults')).toEqual([{ ...fault, hits: 1 }]);
		await control('DELETE', '/faults');
		expect((await caller.get('/accounts/v1.0')).status).toBe(200);
	});

	it('notifies', async () => {
		let count = 0;
		const receiver = createServer((_request, response) => {
			count += 1;
			response.end();
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
		const { json } = await control('POST', '/notify', { url, paymentId: await pay(), times: 3 });
		expect(json).toMatchObject([{ status: 200 }, { status: 200 }, { status: 200 }]);
		expect(count).toBe(3);
		receiver.closeAllConnections();
		receiver.close();
	});

	it('changes settings and moves the time', async () => {
		await control('POST', '/settings', { settleAfterMs: 1000 });
		await pay();
		await control('POST', '/clock', { advanceMs: 1500 });
		expect(simulator.ledger()[0]?.status).toBe('SETTLED');
		await control('POST', '/settings', { settleAfterMs: 0 });
	});

	it('seeds, and comes back to that seed', async () => {
		const [account] = simulator.accounts;
		const seed = {
			accounts: [
				{
					...{ accountId: ACCOUNT.dollar, productName: 'Test', currencyCode: 'EUR' },
					...{ balance: '1.00', holder: 'Somebody', iban: account?.iban },
					...{ bic: account?.bic, country: 'LT' },
				},
			],
		};
		const own = await Simulator.start();
		const post = async (path: string, body?: unknown) =>
			await fetch(own.controlUrl + path, {
				method: 'POST',
				...(body !== undefined && {
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify(body),
				}),
			});
		expect((await post('/seed', seed)).status).toBe(200);
		own.incoming({ accountId: ACCOUNT.dollar, amount: '1.00' });
		await post('/reset');
		expect(own.accounts).toMatchObject([{ accountId: ACCOUNT.dollar, balance: '1.00' }]);
		const wrong = { accounts: [{ ...seed.accounts[0], balance: '1.001' }] };
		expect((await post('/seed', wrong)).status).toBe(400);
		expect(own.accounts).toHaveLength(1);
		await own.stop();
	});

	it('forgets everything at a reset', async () => {
		await pay();
		simulator.faults.add({ kind: 'emptyBody' });
		await control('POST', '/reset');
		expect(simulator.ledger()).toEqual([]);
		expect(simulator.requests()).toEqual([]);
		expect(simulator.faults.list()).toEqual([]);
		expect(simulator.accounts[0]?.balance).toBe('125000.00');
	});

	it.each([
		['/incoming', { accountId: ACCOUNT.main, amount: 5 }, 400, /amount must be string/],
		['/incoming', { accountId: 'nobody', amount: '5' }, 400, /accountId is not one/],
		['/settings', { settleafter: 1 }, 400, /additional properties/],
		['/faults', { kind: 'x' }, 400, /kind must be one of/],
		['/notify', { url: 'http://127.0.0.1:1' }, 400, /paymentId/],
		['/payments/x/settle', undefined, 404, /not found/],
		['/drafts/x/accept', undefined, 404, /not found/],
		['/nothing', undefined, 404, /not found/],
	])('%s %o is an error that says why', async (path, body, status, message) => {
		const answer = await control('POST', path, body);
		expect(answer.status).toBe(status);
		expect(JSON.stringify(answer.json)).toMatch(message);
	});
});
