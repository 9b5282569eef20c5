import { describe, expect, it } from 'vitest';
import { ACCOUNT } from '../simulator/index.mts';
import { paymentBody } from '../simulator/support/Caller.mts';
import { sharedCaller, sharedSimulator } from '../support/simulator.mts';

interface Draft {
	draftId: string;
	externalId: string;
	status: string;
}

interface Page {
	data: Draft[];
	meta: { lastEntryId: string | null; hasNext: boolean };
}

const DRAFTS = '/payments/v1.0/drafts';

const simulator = await sharedSimulator();
const caller = sharedCaller(simulator);

async function save(change: Record<string, unknown> = {}): Promise<Draft> {
	const answer = await caller.post(DRAFTS, paymentBody({ chargeType: 'SHA', ...change }));
	expect(answer.status, answer.text).toBe(201);
	return answer.json<Draft>();
}

const list = async (query = '') => (await caller.get(DRAFTS + query)).json<Page>();
const references = ({ data }: Page) => data.map(({ externalId }) => externalId);

describe('a draft', () => {
	it('is saved, read and listed, and moves no money', async () => {
		const draft = await save({ externalId: 'D-1' });
		expect(draft).toMatchObject({
			status: 'DRAFT',
			accountId: ACCOUNT.main,
			amount: { value: '10.00', currency: 'EUR' },
			channel: 'SEPA',
			chargeType: 'SHA',
		});
		expect((await caller.get(`${DRAFTS}/${draft.draftId}`)).json()).toEqual(draft);
		expect(references(await list())).toEqual(['D-1', 'INV-5250']);
		expect(simulator.ledger()).toEqual([]);
		expect(simulator.accounts[0]?.availableBalance).toBe('125000.00');
		expect(simulator.drafts().map(({ status }) => status)).toEqual(['DRAFT', 'DRAFT']);
	});

	it('becomes a payment when a person accepts it, once', async () => {
		const { draftId } = await save({ externalId: 'D-1', note: 'kept' });
		const entry = simulator.accept(draftId);
		expect(entry).toMatchObject({ status: 'IN_PROGRESS', externalId: 'D-1', draftId });
		expect(entry.body).toMatchObject({ note: 'kept' });
		expect(simulator.accounts[0]?.availableBalance).toBe('124989.80');
		expect((await caller.get(`/payments/v1.0/${entry.paymentId}`)).status).toBe(200);
		expect((await caller.get(`${DRAFTS}/${draftId}`)).json()).toMatchObject({ status: 'ACCEPTED' });
		expect(references(await list())).toEqual(['INV-5250']);
		expect(() => simulator.accept(draftId)).toThrow(/has been accepted already/);
		expect((await caller.delete(`${DRAFTS}/${draftId}`)).status).toBe(400);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('stays a draft when there is too little money for it', async () => {
		const { draftId } = await save({ amount: { value: '200000.00', currency: 'EUR' } });
		expect(() => simulator.accept(draftId)).toThrow(/Insufficient funds/);
		expect((await caller.get(`${DRAFTS}/${draftId}`)).json()).toMatchObject({ status: 'DRAFT' });
	});

	it('is deleted once', async () => {
		const { draftId } = await save();
		const answer = await caller.delete(`${DRAFTS}/${draftId}`);
		expect([answer.status, answer.text]).toEqual([204, '']);
		expect((await caller.get(`${DRAFTS}/${draftId}`)).status).toBe(404);
		expect((await caller.delete(`${DRAFTS}/${draftId}`)).status).toBe(404);
		expect(() => simulator.accept(draftId)).toThrow(/not found/);
		expect(references(await list())).toEqual(['INV-5250']);
	});

	it('is checked like a payment', async () => {
		const answer = await caller.post(DRAFTS, paymentBody({ chargeType: 'OUR' }));
		expect(answer.status).toBe(400);
		expect(answer.text).toContain('chargeType OUR is not possible');
		expect((await caller.post(DRAFTS, {})).text).toContain('accountId is required');
	});

	it.each(['GET', 'DELETE'] as const)(
		'%s of a segment that is no UUID answers 500',
		async (method) => {
			expect((await caller.call(method, `${DRAFTS}/4711`)).status).toBe(500);
		},
	);
});

describe('the list of drafts', () => {
	it('comes in pages with the cursor, newest first, also after the cursor is gone', async () => {
		for (let number = 1; number <= 4; number++) await save({ externalId: `D-${number}` });
		const first = await list('?limit=2');
		expect(references(first)).toEqual(['D-4', 'D-3']);
		expect(first.meta.hasNext).toBe(true);
		await caller.delete(`${DRAFTS}/${first.meta.lastEntryId}`);
		const second = await list(`?limit=3&lastEntryId=${first.meta.lastEntryId}`);
		expect(references(second)).toEqual(['D-2', 'D-1', 'INV-5250']);
		expect(second.meta.hasNext).toBe(false);
	});

	it('can be held to an account', async () => {
		await save({ accountId: ACCOUNT.payroll, externalId: 'P-1' });
		expect(references(await list(`?accountId=${ACCOUNT.payroll}`))).toEqual(['P-1']);
	});
});
