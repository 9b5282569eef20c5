import { describe, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen } from './support/zen.mts';

const simulator = await sharedSimulator();

const DRAFTS = '/payments/v1.0/drafts';
const UNKNOWN = '5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f';
const draft = (more = {}) => payment({ resource: 'draft', ...more });
const saved = (index = 0) => simulator.drafts()[index]!;
const parameters = (operation: string, more = {}) => ({ resource: 'draft', operation, ...more });

describe('Draft → Create', () => {
	it('saves a draft, pays nothing and says what came of it', async () => {
		const { json, items, error } = await runZen(
			simulator,
			draft({ chargeType: byValue('SHA'), channel: byValue('SEPA') }),
		);
		expect(error).toBeUndefined();
		const { id } = saved(1);
		expect(json).toEqual([
			{
				outcome: 'accepted',
				receiverName: COMPANIES[0]!.name,
				amount: '10.50',
				currency: 'EUR',
				title: 'Invoice 7',
				status: 'DRAFT',
				externalId: 'INV-7',
				createdAt: expect.stringMatching(/^20.*Z$/),
				receiverAccountNumber: COMPANIES[0]!.accountNumber,
				draftId: id,
			},
		]);
		expect(items[0]!.pairedItem).toEqual({ item: 0 });
		expect(saved(1).received).toMatchObject({
			chargeType: 'SHA',
			channel: 'SEPA',
			title: 'Invoice 7',
		});
		expect(simulator.ledger()).toEqual([]);
	});

	it('saves more than the account holds, since a draft takes no funds', async () => {
		const { error } = await runZen(simulator, draft({ amount: '900000' }));
		expect(error).toBeUndefined();
		expect(saved(1).body.amount.value).toBe('900000.00');
	});

	it.each([
		['an amount with a comma', { amount: '10,50' }, 'Amount holds "10,50"'],
		['no External ID', { externalId: '={{ "" }}' }, 'External ID is empty'],
		[
			'an IBAN with swapped digits',
			{ receiverAccountNumber: 'LT199999000000010010' },
			'Receiver Account Number holds',
		],
		['an account that is not ours', { accountId: byId(UNKNOWN) }, 'Account 5f0c2a9e'],
		['another currency than the account', { currency: 'USD' }, 'Currency is USD'],
	])('refuses %s without sending', async (_case, more, message) => {
		const { error } = await runZen(simulator, draft(more));
		expect(error?.message).toContain(message);
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('saves nothing of a batch in which a reference stands twice', async () => {
		const { error } = await runZen(simulator, draft(), { items: [{}, {}] });
		expect(error?.message).toContain('"INV-7" stands in this batch more than once');
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('passes on what ZEN refuses', async () => {
		const { error } = await runZen(simulator, draft({ channel: byValue('PIGEON') }));
		expect(error?.message).toContain('ZEN refused draft "INV-7" as not valid: channel PIGEON');
	});

	it('with Continue On Fail puts an error item in the place of a bad one and saves the rest', async () => {
		const { json, items } = await runZen(
			simulator,
			draft({ externalId: '={{ $json.id }}', amount: '={{ $json.amount }}' }),
			{
				items: [
					{ id: 'A', amount: '1' },
					{ id: 'B', amount: 'x' },
					{ id: 'C', amount: '3' },
				],
				...CONTINUE,
			},
		);
		expect(json.map(({ outcome, error }) => error ?? outcome)).toEqual([
			'accepted',
			{
				message: expect.any(String),
				externalId: 'B',
				outcome: 'notSent',
				description: 'Nothing was sent for this item.',
			},
			'accepted',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(seen(simulator, 'POST')).toHaveLength(2);
	});

	it('is never sent twice: without an answer it ends as unknown and says where to look', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST', path: DRAFTS });
		const { json } = await runZen(simulator, draft(), CONTINUE);
		expect(json[0]).toMatchObject({
			error: {
				message: expect.stringContaining('not known what became of draft "INV-7"'),
				outcome: 'unknown',
				description: expect.stringContaining('Draft → Get Many'),
			},
		});
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('tells a stopped run which drafts were saved before', async () => {
		const { error } = await runZen(
			simulator,
			draft({ externalId: '={{ $json.id }}', channel: byValue('={{ $json.channel }}') }),
			{
				items: [
					{ id: 'A', channel: 'SEPA' },
					{ id: 'B', channel: 'PIGEON' },
				],
			},
		);
		expect(error?.description).toContain(`"A" is draft ${saved(1).id}, DRAFT`);
	});

	it('needs no Allow Payments', async () => {
		const { error } = await runZen(simulator, draft(), { credential: { allowPayments: false } });
		expect(error).toBeUndefined();
		expect(simulator.drafts()).toHaveLength(2);
	});
});

describe('Draft → Get', () => {
	const get = (more = {}) => parameters('get', { draftId: byId(saved().id), ...more });

	it('gives one flat row', async () => {
		const { json } = await runZen(simulator, get());
		expect(json).toEqual([
			{
				draftId: saved().id,
				status: 'DRAFT',
				externalId: 'INV-5250',
				amount: '318.40',
				currency: 'EUR',
				title: 'Invoice 5250',
				receiverName: COMPANIES[1]!.name,
				receiverAccountNumber: COMPANIES[1]!.accountNumber,
				channel: 'SEPA',
				chargeType: 'SHA',
				createdAt: expect.stringMatching(/Z$/),
			},
		]);
	});

	it('gives everything, or the named fields', async () => {
		const raw = await runZen(simulator, get({ output: 'raw' }));
		expect(raw.json[0]).toMatchObject({ amount: { value: '318.40' }, purposeCode: null });
		const fields = 'status, amount.value, receiver.name, nothing.here';
		const selected = await runZen(simulator, get({ output: 'selected', fields }));
		expect(selected.json).toEqual([
			{
				status: 'DRAFT',
				amount: { value: '318.40' },
				receiver: { name: COMPANIES[1]!.name },
				nothing: { here: null },
			},
		]);
	});

	it.each(['wrapArray', 'numbersForStrings'] as const)('reads an answer with %s', async (kind) => {
		simulator.faults.add({ kind, path: DRAFTS });
		const { json } = await runZen(simulator, get());
		expect(json).toMatchObject([{ draftId: saved().id, amount: '318.40' }]);
	});

	it('reads the id under its other name', async () => {
		simulator.faults.add({ kind: 'status', status: 200, body: { id: saved().id }, path: DRAFTS });
		expect((await runZen(simulator, get())).json[0]!.draftId).toBe(saved().id);
	});

	it('takes only a UUID, and says when ZEN does not know it', async () => {
		const bad = await runZen(simulator, get({ draftId: byId('={{ 7 }}') }));
		expect(bad.error?.message).toContain('Draft holds "7"');
		expect(simulator.requests()).toEqual([]);
		const unknown = await runZen(simulator, get({ draftId: byId(UNKNOWN) }), CONTINUE);
		expect(messageOf(unknown.json)).toContain(`ZEN does not know draft ${UNKNOWN}`);
	});
});

describe('Draft → Get Many', () => {
	/** Saves more drafts than fit on a page. */
	async function saveMany(count: number) {
		const items = Array.from({ length: count }, (_, index) => ({ id: `D-${index}` }));
		await runZen(simulator, draft({ externalId: '={{ $json.id }}' }), { items });
	}

	it('gives up to the limit, or all of them over several pages', async () => {
		await saveMany(104);
		expect((await runZen(simulator, parameters('getAll', { limit: 3 }))).json).toHaveLength(3);
		const all = await runZen(simulator, parameters('getAll', { returnAll: true }));
		expect(new Set(all.json.map(({ draftId }) => draftId)).size).toBe(105);
	});

	it('gives those of one account', async () => {
		const of = (accountId: string) =>
			parameters('getAll', { filters: { accountId: byId(accountId) } });
		expect((await runZen(simulator, of(ACCOUNT.main))).json).toHaveLength(1);
		expect((await runZen(simulator, of(ACCOUNT.payroll))).json).toEqual([]);
	});

	it('reads a bare array, also of a single draft', async () => {
		const body = [{ id: UNKNOWN, status: 'NEW', amount: { value: 12.5, currency: 'EUR' } }];
		simulator.faults.add({ kind: 'status', status: 200, body, path: DRAFTS });
		const { json } = await runZen(simulator, parameters('getAll', { returnAll: true }));
		expect(json).toMatchObject([{ draftId: UNKNOWN, amount: '12.5' }]);
	});

	it.each(['wrapArray', 'numbersForStrings'] as const)('reads an answer with %s', async (kind) => {
		simulator.faults.add({ kind, path: DRAFTS });
		const { json } = await runZen(simulator, parameters('getAll'));
		expect(json).toMatchObject([{ draftId: saved().id, amount: '318.40' }]);
	});

	it('does not pass a part off as all of them', async () => {
		const page = { data: [{ draftId: UNKNOWN }], meta: { hasNext: true, lastEntryId: UNKNOWN } };
		simulator.faults.add({ kind: 'status', status: 200, body: page, path: DRAFTS });
		for (const most of [{ returnAll: true }, { limit: 2 }]) {
			const { items, error } = await runZen(simulator, parameters('getAll', most));
			expect(error?.message).toContain('did not hand over all of the list of drafts: after 1');
			expect(items).toEqual([]);
		}
		const { json } = await runZen(simulator, parameters('getAll', { limit: 1 }));
		expect(json).toMatchObject([{ draftId: UNKNOWN }]);
	});

	it('refuses a limit of 0 and an account that is no ID; goes on after a refusal', async () => {
		const noLimit = await runZen(simulator, parameters('getAll', { limit: 0 }));
		expect(noLimit.error?.message).toContain('Limit holds "0"');
		const noAccount = parameters('getAll', { filters: { accountId: byId('x') } });
		expect((await runZen(simulator, noAccount)).error?.message).toContain('Account holds "x"');
		expect(simulator.requests().map(({ path }) => path)).toEqual(['/accounts/v1.0']);
		simulator.faults.add({ kind: 'status', status: 403, path: DRAFTS });
		const { json } = await runZen(simulator, parameters('getAll'), CONTINUE);
		expect(messageOf(json)).toContain('ZEN refused access to the list of drafts (403)');
	});
});

describe('Draft → Delete', () => {
	const remove = (draftId = saved().id) => parameters('delete', { draftId: byId(draftId) });

	it('deletes a draft', async () => {
		const { json } = await runZen(simulator, remove());
		expect(json).toEqual([{ deleted: true, draftId: saved().id }]);
		expect(saved().status).toBe('DELETED');
	});

	it('takes no page of a gateway for a yes', async () => {
		simulator.faults.add({ kind: 'notJson', method: 'DELETE' });
		const { json } = await runZen(simulator, remove(), CONTINUE);
		expect(json[0]).toMatchObject({ error: { outcome: 'unknown' } });
	});

	it('takes only a UUID, and passes on a refusal', async () => {
		expect((await runZen(simulator, remove('={{ 7 }}'))).error?.message).toContain(
			'Draft holds "7"',
		);
		expect(simulator.requests()).toEqual([]);
		const { json } = await runZen(simulator, remove(UNKNOWN), CONTINUE);
		expect(json[0]).toMatchObject({ error: { draftId: UNKNOWN, outcome: 'refused' } });
	});

	it('is never sent twice: without an answer it ends as unknown and says where to look', async () => {
		simulator.faults.add({ kind: 'resetAfterCommit', method: 'DELETE' });
		const { json } = await runZen(simulator, remove(), CONTINUE);
		expect(json[0]).toMatchObject({
			error: { outcome: 'unknown', description: expect.stringContaining('Draft → Get') },
		});
		expect(seen(simulator, 'DELETE')).toHaveLength(1);
	});

	it('works without Allow Payments', async () => {
		await runZen(simulator, remove(), { credential: { allowPayments: false } });
		expect(saved().status).toBe('DELETED');
	});
});

function byValue(value: string) {
	return { __rl: true, mode: 'value', value };
}
