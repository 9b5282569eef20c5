import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/harness.mts';
import { ACCOUNT, COMPANIES } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen, zenEngine } from './support/zen.mts';

const simulator = await sharedSimulator();
let engine: Engine;
beforeEach(async () => {
	engine = await zenEngine();
});

const CHECK = { checkOnly: true };
const run = async (more: IDataObject = {}, items: IDataObject[] = [{}], execution = {}) =>
	(
		await runZen(simulator, payment({ options: CHECK, ...more } as never), {
			engine,
			items,
			...CONTINUE,
			...execution,
		})
	).json;
const written = () => simulator.requests().filter(({ method }) => method !== 'GET');
const SEPA = { channel: 'SEPA', chargeType: 'SHA' };

describe('Check Only', () => {
	it('sends and notes nothing, and tells fee and balance of each payment', async () => {
		const items = ['A', 'B'].map((id) => ({ id }));
		const more = { ...SEPA, externalId: '={{ $json.id }}', title: '={{ "Invoice " + $json.id }}' };
		const json = await run(more, items);
		expect(written()).toEqual([]);
		const [first, second] = json;
		expect(Object.keys(first!)).toEqual([
			...['outcome', 'reason', 'receiverName', 'amount', 'currency', 'title', 'fee'],
			...['balanceAfter', 'externalId', 'message', 'receiverAccountNumber'],
		]);
		expect(first).toMatchObject({
			outcome: 'checked',
			reason: 'toSend',
			receiverName: COMPANIES[0]!.name,
			amount: '10.50',
			currency: 'EUR',
			fee: '0.20',
			externalId: 'A',
			message: 'Checked, and nothing was sent. It would be sent.',
		});
		const difference = Number(first!.balanceAfter) - Number(second!.balanceAfter);
		expect(difference.toFixed(2)).toBe('10.50');
		const sent = await run({ ...more, options: {} }, items);
		expect(sent).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
	});

	it('tells the balance that the account has afterwards', async () => {
		const [account] = (
			await runZen(simulator, {
				resource: 'account',
				operation: 'get',
				accountId: byId(ACCOUNT.main),
			})
		).json;
		const [checked] = await run(SEPA);
		const left = (Number(account!.availableBalance) - 10.5).toFixed(2);
		expect(checked!.balanceAfter).toBe(left);
	});

	it('tells what each way costs where none was chosen', async () => {
		const [checked] = await run();
		expect(checked!.fee).toBeNull();
		expect(checked!.message).toMatch(
			/^Checked, .* It would be sent\. What ZEN takes depends on how it is sent\. It offers: SEPA SHA 0\.20 EUR, /,
		);
	});

	it('says that ZEN does not offer the channel that was chosen', async () => {
		const [checked] = await run({ channel: 'PIGEON' });
		expect(checked!.message).toContain('ZEN does not offer to send it in this way. It offers: ');
	});

	it('says why the fee is not known, and checks the rest', async () => {
		const path = '/payments/v1.0/precalculation';
		simulator.faults.add({ kind: 'status', status: 403, method: 'GET', path });
		const [checked] = await run(SEPA);
		expect(checked).toMatchObject({ outcome: 'checked', fee: null });
		expect(checked!.balanceAfter).toMatch(/^\d+\.\d\d$/);
		expect(checked!.message).toContain('What ZEN takes for it could not be read: ');
	});

	it('puts out all that is known with Output: Raw', async () => {
		const [checked] = await run({ ...SEPA, output: 'raw' });
		expect(checked).toMatchObject({ fee: '0.20', feeCurrency: 'EUR', outcome: 'checked' });
	});

	it('knows what was sent before', async () => {
		await run({ options: {} });
		const sent = { outcome: 'checked', reason: 'sentBefore', balanceAfter: null, fee: null };
		const [remembered] = await run();
		expect(remembered).toMatchObject(sent);
		expect(remembered!.message).toContain('The memory has it as sent before');
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('knows what was tried before without an answer, and leaves it as it is', async () => {
		simulator.faults.add({
			kind: 'resetBeforeCommit',
			method: 'POST',
			path: '/payments/v1.0',
			times: 1,
		});
		const options = { lookFirst: true };
		const [unknown] = await run({ options });
		expect(unknown!.outcome).toBe('unknown');
		const [checked] = await run({ options: { ...options, ...CHECK } });
		expect(checked).toMatchObject({ outcome: 'checked', reason: 'triedBefore' });
		expect(checked!.message).toContain('it would be looked for at ZEN, and not sent again.');
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it.each([
		['a wrong amount', { amount: 'ten' }, /^Amount/],
		['more than there is', { amount: '900000000.00', externalId: 'INV-8' }, /^Amount is/],
		['another payment under the reference', { amount: '11.00' }, /was used|other/i],
	])('refuses %s as ever', async (_what, wrong, words) => {
		await run({ options: {} });
		const [refused] = await run(wrong);
		expect(refused!.outcome).toBe('notSent');
		expect(messageOf([refused!])).toMatch(words);
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('is for a whole run: what is not only to be checked is refused', async () => {
		const items = [
			{ id: 'A', check: false },
			{ id: 'B', check: true },
		];
		const options = { checkOnly: '={{ $json.check }}' };
		const more = { options, externalId: '={{ $json.id }}', title: '={{ $json.id }}' };
		const json = await run(more, items);
		expect(written()).toEqual([]);
		expect(json[0]).toMatchObject({ outcome: 'notSent', externalId: 'A' });
		expect(messageOf(json)).toMatch(/^Check Only is on for another item/);
		expect(json[1]).toMatchObject({ outcome: 'checked', externalId: 'B' });
	});

	it('is for a whole run, also where the item that has it on is wrong', async () => {
		const items = [
			{ id: 'A', check: false },
			{ id: 'B', check: true },
		];
		const options = { checkOnly: '={{ $json.check }}' };
		const amount = '={{ $json.check ? "ten" : "10.50" }}';
		const json = await run({ options, amount, externalId: '={{ $json.id }}' }, items);
		expect(written()).toEqual([]);
		expect(json).toMatchObject([{ outcome: 'notSent' }, { outcome: 'notSent' }]);
	});

	it.each(['={{ $json.missing }}', '={{ null }}', '', '={{ "maybe" }}', '={{ [] }}'])(
		'that says %j is neither yes nor no, and nothing is sent',
		async (checkOnly) => {
			const json = await run({ options: { checkOnly } });
			expect(messageOf(json)).toMatch(/^Check Only /);
			expect(simulator.requests()).toEqual([]);
		},
	);

	it('says nothing of what would be in an evaluation, which does not ask the memory', async () => {
		const [checked] = await run(SEPA, [{}], { mode: 'evaluation' });
		expect(checked).toMatchObject({ outcome: 'checked', reason: 'evaluation' });
		expect(checked!.message).not.toContain('would');
		expect(written()).toEqual([]);
	});

	it('saves no draft', async () => {
		const json = await run({ resource: 'draft', ...SEPA });
		expect(json).toMatchObject([
			{
				...{ outcome: 'checked', reason: 'toSend', fee: '0.20', balanceAfter: null },
				message: 'Checked, and nothing was sent. It would be saved.',
			},
		]);
		expect(written()).toEqual([]);
	});
});
