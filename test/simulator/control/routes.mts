import type { FastifyInstance } from 'fastify';
import type { IncomingPayment } from '../bank/newPayment.mts';
import type { Fault } from '../faults/fault.mts';
import type { NotifyOptions } from '../notifications.mts';
import type { Settings } from '../options.mts';
import type { Seed } from '../seed/seed.mts';
import type { Simulator } from '../Simulator.mts';
import { SHAPES } from './shapes.mts';

interface ById {
	Params: { id: string };
}

interface NotifyBody extends NotifyOptions {
	url: string;
	paymentId: string | string[];
}

const DONE = { done: true };

/**
 * The same as {@link Simulator} offers in the process, as JSON over HTTP. It speaks of the bank's own
 * books, so in our words whatever the contract; ids may be given as a client of it knows them.
 */
export function controlRoutes(app: FastifyInstance, simulator: Simulator): void {
	const bankId = (id: string) => simulator.contract.bankId(id);
	app.get('/accounts', async () => simulator.accounts);
	app.get('/ledger', async () => simulator.ledger());
	app.get('/drafts', async () => simulator.drafts());
	app.get('/requests', async () => simulator.requests());
	app.get('/deliveries', async () => simulator.deliveries());
	app.get('/stats', async () => simulator.stats());
	app.get('/faults', async () => simulator.faults.list().map(readable));

	app.post('/reset', async () => {
		simulator.reset();
		return DONE;
	});
	app.post<{ Body: Seed }>('/seed', takes('seed'), async ({ body }) => {
		simulator.seed(body);
		return DONE;
	});
	app.post<{ Body: Fault | Fault[] }>('/faults', async ({ body }) => {
		for (const fault of [body].flat()) simulator.faults.add(fault);
		return simulator.faults.list().map(readable);
	});
	app.delete('/faults', async () => {
		simulator.faults.clear();
		return DONE;
	});
	app.post<{ Body: Partial<Settings> }>('/settings', takes('settings'), async ({ body }) => {
		return Object.assign(simulator.settings, body);
	});

	app.post('/payments/settle', async () => simulator.settle());
	app.post('/payments/reject', async () => simulator.reject());
	app.post<ById>('/payments/:id/settle', async ({ params }) => simulator.settle(bankId(params.id)));
	app.post<ById & { Body?: { reason?: string } }>(
		'/payments/:id/reject',
		takes('reject'),
		async ({ params, body }) => simulator.reject(bankId(params.id), body?.reason),
	);
	app.post<{ Body: IncomingPayment }>('/incoming', takes('incoming'), async ({ body }) =>
		simulator.incoming({ ...body, accountId: bankId(body.accountId) }),
	);
	app.post<ById>('/drafts/:id/accept', async ({ params }) => simulator.accept(bankId(params.id)));
	app.post<{ Body: NotifyBody }>(
		'/notify',
		takes('notify'),
		async ({ body: { url, paymentId, ...options } }) =>
			await simulator.notify(url, [paymentId].flat().map(bankId), options),
	);
	app.post<{ Body: { advanceMs: number } }>('/clock', takes('clock'), async ({ body }) => {
		simulator.advance(body.advanceMs);
		return DONE;
	});
}

function takes(shape: keyof typeof SHAPES) {
	return { schema: { body: SHAPES[shape] } };
}

function readable({ path, ...fault }: Fault): Fault {
	return path === undefined
		? fault
		: { ...fault, path: path instanceof RegExp ? path.source : path };
}
