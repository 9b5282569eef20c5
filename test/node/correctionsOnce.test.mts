import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { COMPANIES, Simulator } from '../simulator/index.mts';
import { hurry } from '../support/hurry.mts';
import type { Engine } from '../engine/harness.mts';
import { CONTINUE, payment, runZen, seen, zenEngine } from './support/zen.mts';

const META = { hasNext: false, lastEntryId: null, sortedBy: 'createdAt', direction: 'DESC' };
const MORE = { ...META, hasNext: true };
const iso = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');
const PAID = '/payments/v1.0';
const AGAIN = { options: { sendAgain: true, sendAgainSeconds: 1 } };

let simulator: Simulator;
let engine: Engine;
hurry();
beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 1 });
});
afterAll(async () => await simulator.stop());
beforeEach(async () => {
	simulator.reset();
	engine = await zenEngine();
});

const pay = async (more: object = {}, corrections: object = {}) => {
	const contractCorrections = JSON.stringify(corrections);
	const { json } = await runZen(simulator, payment(more as never), {
		engine,
		credential: { contractCorrections },
		...CONTINUE,
	});
	return (json[0]!.error ?? json[0]) as IDataObject;
};
/** Makes a payment whose answer is lost, and returns it as ZEN lists it, with more of which a name may be taken. */
const paidUnknown = async () => {
	simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST', path: PAID, times: 1 });
	expect(await pay()).toMatchObject({ outcome: 'unknown' });
	simulator.faults.clear();
	const { paymentId, createdAt } = simulator.ledger().at(-1)!;
	const { name, accountNumber } = COMPANIES[0]!;
	return {
		id: paymentId,
		...{ status: 'SETTLED', direction: 'OUTGOING', externalId: 'INV-7', title: 'Invoice 7' },
		createdAt: createdAt.replace(/\.\d+Z/, 'Z'),
		amount: { value: '10.50', other: '1000.00', currency: 'EUR' },
		receiver: { name, accountNumber, number: 'LT121000011101001000' },
		sender: { name: 'Us' },
		made: iso(Date.now() + 3 * 86_400_000),
		...{ payee: { state: 'REJECTED', side: 'CREDIT' }, ref: 'a91c' },
	};
};
const others = Array.from({ length: 100 }, (_, place) => ({
	id: `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`,
	...{ status: 'SETTLED', direction: 'OUTGOING', createdAt: iso(Date.now() - place * 10) },
	amount: { value: '100.00', currency: 'EUR' },
	receiver: { name: 'x', accountNumber: 'LT121000011101001000' },
	...{ sender: { name: 'x' }, title: `Other ${place}`, externalId: `OTHER-${place}` },
}));
const last = others.at(-1)!.id;
const fields = (names: object) => ({ payment: { fields: names } });
/** What ZEN lists, page by page. */
const lists = (pages: object[]) => {
	const list = { kind: 'status', status: 200, method: 'GET' } as const;
	simulator.faults.add({ ...list, path: `${PAID}/drafts`, body: { data: [], meta: META } });
	for (let times = 0; times < 4; times++) {
		for (const body of pages) {
			simulator.faults.add({ ...list, path: `^${PAID.replace('.', '\\.')}$`, body, times: 1 });
		}
	}
};

type Listed = Awaited<ReturnType<typeof paidUnknown>>;
const unnamed = ({ externalId: _untold, ...paid }: Listed) => paid;

it.each<[string, object, (paid: Listed) => object[]]>([
	['the status', fields({ status: 'payee.state' }), (paid) => [{ data: [paid], meta: META }]],
	[
		'the direction',
		{ ...fields({ direction: 'payee.side' }), directions: { in: ['CREDIT'] } },
		(paid) => [{ data: [unnamed(paid)], meta: META }],
	],
	[
		'the time of making',
		fields({ createdAt: 'made' }),
		(paid) => [{ data: [unnamed(paid)], meta: META }],
	],
	['the External ID', fields({ externalId: 'ref' }), (paid) => [{ data: [paid], meta: META }]],
	[
		'the sum',
		fields({ 'amount.value': 'amount.other' }),
		(paid) => [{ data: [unnamed(paid)], meta: META }],
	],
	[
		"the receiver's account number",
		fields({ 'receiver.accountNumber': 'receiver.number' }),
		(paid) => [{ data: [unnamed(paid)], meta: META }],
	],
	[
		'the list',
		{ history: { list: 'rows' }, drafts: { list: 'data' } },
		(paid) => [{ data: [paid], rows: [], meta: META }],
	],
	[
		'whether more follow',
		{ history: { more: 'meta.more' }, drafts: { more: 'meta.hasNext' } },
		() => [{ data: others, meta: { ...MORE, more: false, lastEntryId: last } }],
	],
	[
		'the cursor, where the first page comes again',
		{ history: { query: { cursor: 'start' } } },
		() => [
			{ data: others, meta: { ...MORE, lastEntryId: last } },
			{ data: others.slice(0, 99), meta: META },
		],
	],
	[
		'the cursor, where nothing comes',
		{ history: { query: { cursor: 'start' } } },
		() => [
			{ data: others, meta: { ...MORE, lastEntryId: last } },
			{ data: [], meta: META },
		],
	],
])(
	'a payment is not sent twice where what was corrected is something else: %s',
	async (_what, corrections, pages) => {
		const paid = await paidUnknown();
		lists(pages(paid));
		const again = { options: { ...AGAIN.options, sendRejectedAgain: true } };
		expect((await pay(again, corrections)).outcome).not.toBe('accepted');
		expect(seen(simulator, 'POST')).toHaveLength(1);
		expect(simulator.ledger()).toHaveLength(1);
	},
	60_000,
);

it('a payment is not sent that is saved as a draft, where the list of drafts was corrected to one that ZEN does not serve', async () => {
	await pay({ resource: 'draft', memory: 'off' });
	const before = seen(simulator, 'POST').length;
	const drafts = { path: '/v9/drafts' };
	expect(await pay({ memory: 'off' }, { drafts })).toMatchObject({ outcome: 'notSent' });
	expect(seen(simulator, 'POST')).toHaveLength(before);
});
