import { describe, expect, it } from 'vitest';
import { type Fault, FAULT_KINDS, type FaultKind } from '../simulator/index.mts';
import { Caller } from '../simulator/support/Caller.mts';
import { sharedCaller, sharedSimulator } from '../support/simulator.mts';

const simulator = await sharedSimulator();
const caller = sharedCaller(simulator);

const accounts = async () => await caller.get('/accounts/v1.0');
const post: Partial<Fault> = { method: 'POST', path: '/payments/v1.0' };
const fault = (kind: FaultKind, rest: Partial<Fault> = {}) =>
	simulator.faults.add({ kind, times: 1, ...rest });

async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
	return await attempt.then(
		() => 'answered',
		(error: { code?: string }) => error.code,
	);
}

describe('what is committed', () => {
	// Whether the payment is in the ledger after the fault, and what the client saw.
	const cases: Array<[FaultKind, Partial<Fault>, boolean, number | 'none']> = [
		['resetBeforeCommit', {}, false, 'none'],
		['resetAfterCommit', {}, true, 'none'],
		['delay', { ms: 20 }, true, 201],
		['delay', { ms: 20, afterCommit: false }, true, 201],
		['status', { status: 503 }, false, 503],
		['status', { status: 503, afterCommit: true }, true, 503],
		['cutBody', {}, true, 'none'],
		['notJson', {}, true, 200],
		['redirect', {}, false, 302],
		['redirect', { afterCommit: true }, true, 302],
		['emptyBody', {}, true, 201],
		['wrapArray', {}, true, 201],
		['numbersForStrings', {}, true, 201],
		['misspeltBalance', {}, true, 201],
		['hugeBody', { bytes: 1000 }, true, 201],
		['closeAfterAnswer', {}, true, 201],
	];

	it.each(cases)('%s %o: committed %s, answer %s', async (kind, rest, committed, status) => {
		fault(kind, { ...post, ...rest });
		const answer = await caller.pay().catch(() => null);
		expect(answer?.status ?? 'none').toBe(status);
		expect(simulator.ledger()).toHaveLength(committed ? 1 : 0);
		expect(simulator.requests()).toMatchObject([{ method: 'POST', fault: kind }]);
		expect(simulator.faults.list()).toMatchObject([{ kind, hits: 1 }]);
		// Used up: the next one is answered.
		expect((await caller.pay()).status).toBe(201);
	});

	it('is said here for every kind that a request can meet', () => {
		const told = new Set<string>(cases.map(([kind]) => kind));
		expect(FAULT_KINDS.filter((kind) => !told.has(kind))).toEqual(['refuse']);
	});

	it('refuse: not even a request', async () => {
		fault('refuse');
		const fresh = new Caller(simulator);
		const handshakes = simulator.handshakes();
		expect(await codeOf(fresh.pay())).toBe('ECONNRESET');
		expect(simulator.handshakes()).toBe(handshakes);
		expect(simulator.requests()).toEqual([]);
		expect((await fresh.pay()).status).toBe(201);
		await fresh.close();
	});
});

describe('what the client sees', () => {
	it.each(['resetBeforeCommit', 'resetAfterCommit'] as const)('%s: a real reset', async (kind) => {
		fault(kind);
		expect(await codeOf(accounts())).toBe('ECONNRESET');
	});

	it('delay: an answer that takes its time', async () => {
		fault('delay', { ms: 150 });
		const start = performance.now();
		expect((await accounts()).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThan(140);
	});

	it('delay: committed at once, though the client waits', async () => {
		fault('delay', { ms: 10_000 });
		const impatient = new Caller(simulator);
		const waiting = impatient.pay();
		waiting.catch(() => undefined);
		await expect.poll(() => simulator.ledger().length).toBe(1);
		expect(simulator.requests()[0]?.status).toBeNull();
		await impatient.close();
		await expect(waiting).rejects.toThrow();
	});

	it("status: ZEN's envelope, or a body and headers of one's own", async () => {
		fault('status', { status: 500 });
		expect((await accounts()).json()).toMatchObject({ error: { code: 'INTERNAL_SERVER_ERROR' } });
		fault('status', { status: 429, retryAfter: 2, headers: { 'x-trace': '1' } });
		const limited = await accounts();
		expect(limited.status).toBe(429);
		expect(limited.headers).toMatchObject({ 'retry-after': '2', 'x-trace': '1' });
		fault('status', { status: 502, body: '<html>Bad Gateway</html>' });
		const gateway = await accounts();
		expect(gateway.headers['content-type']).toMatch('text/html');
		expect(gateway.text).toBe('<html>Bad Gateway</html>');
		fault('status', { status: 422, body: { message: 'No' } });
		expect((await accounts()).json()).toEqual({ message: 'No' });
		fault('status', { status: 503, body: '' });
		expect((await accounts()).text).toBe('');
	});

	it('perSecond: what goes beyond is hit, and more passes when a second is over', async () => {
		fault('status', { status: 429, retryAfter: 1, perSecond: 3, times: undefined });
		const began = performance.now();
		const statuses = async () =>
			(await Promise.all(Array.from({ length: 5 }, accounts))).map(({ status }) => status).sort();
		expect(await statuses()).toEqual([200, 200, 200, 429, 429]);
		await expect.poll(async () => (await accounts()).status, { interval: 50 }).toBe(200);
		expect(performance.now() - began).toBeGreaterThan(900);
	});

	it('cutBody: less than Content-Length promised', async () => {
		fault('cutBody');
		expect(await codeOf(accounts())).toMatch(/UND_ERR_SOCKET|ECONNRESET|UND_ERR_RES_CONTENT/);
	});

	it('notJson: a page', async () => {
		fault('notJson');
		const answer = await accounts();
		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toMatch('text/html');
		expect(() => answer.json()).toThrow(SyntaxError);
	});

	it('redirect: somewhere else', async () => {
		fault('redirect', { status: 307, location: 'https://other.invalid/x' });
		const answer = await accounts();
		expect([answer.status, answer.headers.location]).toEqual([307, 'https://other.invalid/x']);
	});

	it('emptyBody: nothing', async () => {
		fault('emptyBody');
		expect((await accounts()).text).toBe('');
	});

	it('wrapArray: the answer in an array of one', async () => {
		const { id } = (await caller.pay()).json<{ id: string }>();
		fault('wrapArray');
		expect((await caller.get(`/payments/v1.0/${id}`)).json()).toMatchObject([{ id }]);
	});

	it('numbersForStrings: amounts and balances as numbers, no digit lost', async () => {
		fault('numbersForStrings');
		const { text } = await accounts();
		expect(text).toContain('"balance":125000.00,"availableBalance":125000.00');
		const { id } = (await caller.pay()).json<{ id: string }>();
		fault('numbersForStrings');
		const payment = await caller.get(`/payments/v1.0/${id}`);
		expect(payment.text).toContain('"amount":{"value":10.00,"currency":"EUR"}');
	});

	it('misspeltBalance: as in the manual', async () => {
		fault('misspeltBalance');
		const { text } = await accounts();
		expect(text).toContain('"avaliableBalance":"125000.00"');
		expect(text).not.toContain('"availableBalance"');
	});

	it('hugeBody: so many bytes more', async () => {
		const { bytes } = await accounts();
		fault('hugeBody', { bytes: 3_000_000 });
		const huge = await accounts();
		expect(huge.bytes.length).toBe(bytes.length + 3_000_000);
		expect(huge.json()).toHaveLength(4);
	});

	it('closeAfterAnswer: a good answer, then another connection', async () => {
		await accounts();
		const handshakes = simulator.handshakes();
		fault('closeAfterAnswer');
		expect((await accounts()).status).toBe(200);
		await expect
			.poll(async () => {
				await accounts();
				return simulator.handshakes() - handshakes;
			})
			.toBe(1);
	});
});

describe('which requests are hit', () => {
	const hit = async (method: 'GET' | 'DELETE', path: string) =>
		(await caller.call(method, path)).status === 418;
	const teapot = (rest: Partial<Fault>) =>
		simulator.faults.add({ kind: 'status', status: 418, ...rest });

	it('those of a method', async () => {
		teapot({ method: 'delete' });
		expect(await hit('GET', '/accounts/v1.0')).toBe(false);
		expect(await hit('DELETE', '/accounts/v1.0')).toBe(true);
	});

	it.each([
		['/payments/v1.0/drafts', [false, true, true]],
		[/\/drafts$/g, [false, true, false]],
		['^/(accounts|nothing)', [true, false, false]],
	])('those of a path: %s', async (path, expected) => {
		teapot({ path });
		expect([
			await hit('GET', '/accounts/v1.0'),
			await hit('GET', '/payments/v1.0/drafts?limit=1'),
			await hit('GET', '/payments/v1.0/drafts/x'),
		]).toEqual(expected);
		expect(await hit('GET', '/payments/v1.0/drafts')).toBe(expected[1]);
	});

	it('after some were let pass, as often as told', async () => {
		teapot({ skip: 1, times: 2 });
		const hits: boolean[] = [];
		for (let count = 0; count < 4; count++) hits.push(await hit('GET', '/accounts/v1.0'));
		expect(hits).toEqual([false, true, true, false]);
	});

	it('in the order in which the faults were added', async () => {
		teapot({ status: 500, times: 1 });
		teapot({ status: 418, times: 1 });
		const seen = [];
		for (let count = 0; count < 3; count++) seen.push((await accounts()).status);
		expect(seen).toEqual([500, 418, 200]);
	});

	it('at random, but the same each time', async () => {
		const run = async (seed: number) => {
			simulator.faults.clear();
			teapot({ rate: 0.3, seed });
			const hits: boolean[] = [];
			for (let count = 0; count < 60; count++) hits.push(await hit('GET', '/nothing'));
			return hits;
		};
		const first = await run(1);
		expect(first.filter(Boolean).length).toBeGreaterThan(8);
		expect(first.filter(Boolean).length).toBeLessThan(30);
		expect(await run(1)).toEqual(first);
		expect(await run(2)).not.toEqual(first);
	});

	it('none after clear and after reset', async () => {
		teapot({});
		simulator.faults.clear();
		expect(await hit('GET', '/accounts/v1.0')).toBe(false);
		teapot({});
		simulator.reset();
		expect(await hit('GET', '/accounts/v1.0')).toBe(false);
	});
});

describe('a fault that would not do what it says', () => {
	it.each([
		[{ kind: 'explode' }, /kind must be one of/],
		[{ kind: 'delay', time: 1 }, /time is no field/],
		[{ kind: 'delay', times: '1' }, /times must be a number/],
		[{ kind: 'refuse', path: '/accounts' }, /neither method nor path/],
		[{ kind: 'delay', rate: 2 }, /rate must lie between 0 and 1/],
		[{ kind: 'status', perSecond: 0.5 }, /perSecond must be a whole number from 1/],
	])('%o is refused', (wrong, message) => {
		expect(() => simulator.faults.add(wrong as unknown as Fault)).toThrow(message);
		expect(simulator.faults.list()).toEqual([]);
	});
});
