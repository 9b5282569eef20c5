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
		expect(checked).toMatchObject({ outcome: 'checked', reason: 'notOffered', balanceAfter: null });
		expect(checked!.message).toContain('By what ZEN tells it would be refused.');
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
		expect(remembered!.message).toMatch(
			/^Checked, and nothing was sent\. ZEN has it as payment \S+ \(\w+\), so it would not be sent again\./,
		);
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
		expect(checked).toMatchObject({ outcome: 'unresolved' });
		const [again] = await run({ options: { ...options, sendAgain: true, ...CHECK } });
		expect(again).toMatchObject({ outcome: 'checked', reason: 'triedBefore', balanceAfter: null });
		expect(again!.message).toContain('it would be looked for at ZEN once more after a wait');
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

	it('stops the workflow where the run would stop it', async () => {
		const more = { ...SEPA, externalId: '={{ $json.id }}', title: '={{ $json.id }}' };
		const items = ['A', 'B', 'C'].map((id) => ({ id }));
		const POSTS = { method: 'POST', path: '/payments/v1.0' } as const;
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		await run({ ...more, options: {} }, items.slice(1, 2));
		const { error } = await runZen(simulator, payment({ ...more, options: CHECK }), {
			...{ engine, items },
		});
		expect(error!.message).toMatch(/^Payment "B" was tried before/);
		expect(error!.description).toContain('No other item was sent in this run.');
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it.each(['={{ $json.check }}', '={{ $json.check === "maybe" ? null : $json.check }}'])(
		'sends nothing where the switch of one item cannot be read, the others saying no (%s)',
		async (checkOnly) => {
			for (const ids of [
				['maybe', false, false],
				[false, 'maybe', false],
				[false, false, 'maybe'],
			]) {
				const items = ids.map((check, place) => ({ id: `X${place}`, check }));
				const more = { externalId: '={{ $json.id }}', title: '={{ $json.id }}' };
				const json = await run({ ...more, options: { checkOnly } }, items);
				expect(json.map(({ outcome }) => outcome)).toEqual(['notSent', 'notSent', 'notSent']);
				const others = json.map((_item, place) => messageOf(json, place));
				const refused = others.filter((message) =>
					/^Check Only cannot be read for another item of this run, so nothing is sent/.test(
						message,
					),
				);
				expect(refused).toHaveLength(2);
			}
			expect(simulator.requests()).toEqual([]);
		},
	);

	it('still checks those that are to be checked where the switch of another one cannot be read', async () => {
		const items = ['maybe', true, false].map((check, place) => ({ id: `X${place}`, check }));
		const more = { externalId: '={{ $json.id }}', title: '={{ $json.id }}' };
		const json = await run({ ...more, options: { checkOnly: '={{ $json.check }}' } }, items);
		expect(json.map(({ outcome }) => outcome)).toEqual(['notSent', 'checked', 'notSent']);
		expect(written()).toEqual([]);
	});

	it('sends nothing where the item whose switch cannot be read is wrong in other ways too', async () => {
		const items = [
			{ check: 'maybe', id: 7, amount: 'ten', memory: 'none' },
			{ check: false, id: 'B', amount: '10.50', memory: 'n8n' },
		];
		const json = await run(
			{
				externalId: '={{ $json.id }}',
				amount: '={{ $json.amount }}',
				memory: '={{ $json.memory }}',
				options: { checkOnly: '={{ $json.check }}' },
			},
			items,
		);
		expect(json.map(({ outcome }) => outcome)).toEqual(['notSent', 'notSent']);
		expect(written()).toEqual([]);
	});

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

describe('What Check Only tells of the money', () => {
	const items = (...rows: Array<[currency: string, amount: string]>) =>
		rows.map(([currency, amount], place) => ({ currency, amount, id: `M${place}` }));
	const EACH = {
		currency: '={{ $json.currency }}',
		amount: '={{ $json.amount }}',
		externalId: '={{ $json.id }}',
		title: '={{ $json.id }}',
	};
	const options = { ...CHECK, currencyMustMatch: false, checkBalance: false };
	const isTold = (json: IDataObject[]) => json.map(({ balanceAfter }) => balanceAfter !== null);

	it('is no balance after a conversion, whose part of it is not known', async () => {
		const rows = items(['EUR', '1.00'], ['PLN', '4.00'], ['EUR', '1.00'], ['EUR', '2.00']);
		const json = await run({ ...EACH, options }, rows);
		expect(isTold(json)).toEqual([true, false, false, false]);
	});

	it('is the balance of another account all the same', async () => {
		const rows = items(['PLN', '4.00'], ['PLN', '1.00'], ['EUR', '1.00']).map((row, place) => ({
			...row,
			account: place === 1 ? ACCOUNT.zloty : ACCOUNT.main,
		}));
		const json = await run({ ...EACH, accountId: byId('={{ $json.account }}'), options }, rows);
		expect(isTold(json)).toEqual([false, true, false]);
	});

	it('is no balance after one that may be sent again', async () => {
		const POSTS = { method: 'POST', path: '/payments/v1.0' } as const;
		simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS, times: 1 });
		const rows = items(['EUR', '1.00'], ['EUR', '2.00']);
		await run({ ...EACH, options: {} }, rows.slice(0, 1));
		const json = await run({ ...EACH, options: { ...CHECK, sendAgain: true } }, rows);
		expect(json.map(({ reason }) => reason)).toEqual(['triedBefore', 'toSend']);
		expect(isTold(json)).toEqual([false, false]);
	});

	it('leaves out what ZEN would not take', async () => {
		const rows = items(['EUR', '1.00'], ['EUR', '100000.01'], ['EUR', '1.00']);
		const json = await run({ ...EACH, channel: 'SEPA_INSTANT', options: { ...CHECK } }, rows);
		expect(json.map(({ reason }) => reason)).toEqual(['toSend', 'notOffered', 'toSend']);
		const [first, , third] = json.map(({ balanceAfter }) => Number(balanceAfter));
		expect((first! - third!).toFixed(2)).toBe('1.00');
	});

	it.each([
		['110000.00', 'SEPA_INSTANT', /ZEN takes at most 100000(\.00)? EUR over SEPA_INSTANT SHA/],
		['100000.01', 'sepa_instant', /at most 100000/],
	])('names the limit that %s is beyond over %s', async (amount, channel, words) => {
		const parameters = { amount, channel, chargeType: 'SHA' };
		const [checked] = await run(parameters);
		expect(checked).toMatchObject({ reason: 'notOffered', fee: null, balanceAfter: null });
		expect(checked!.message).not.toContain('It would be sent');
		expect(checked!.message).toMatch(words);
		const [real] = await run({ ...parameters, options: {} });
		expect(real).toMatchObject({ outcome: 'refused' });
	});

	it('says so of a draft as well', async () => {
		const more = { resource: 'draft', amount: '110000.00', channel: 'SEPA_INSTANT' };
		const [checked] = await run(more);
		const [real] = await run({ ...more, options: {} });
		expect([checked!.reason, real!.outcome]).toEqual(['notOffered', 'refused']);
	});

	it('is within a limit that it just reaches', async () => {
		const [checked] = await run({ amount: '100000.00', channel: 'SEPA_INSTANT' });
		expect(checked).toMatchObject({ reason: 'toSend' });
	});

	const offered = (offer: object) =>
		simulator.faults.add({
			kind: 'status',
			status: 200,
			method: 'GET',
			path: '/payments/v1.0/precalculation',
			body: { channels: [{ channel: 'SEPA', chargeTypes: [{ chargeType: 'SHA' }], ...offer }] },
		} as never);
	const fees = (...amounts: object[]) => ({
		chargeTypes: [{ chargeType: 'SHA', fees: amounts.map((amount) => ({ amount })) }],
	});
	const limits = (min: object, max: object) => ({ ...fees(EURO), limits: { min, max } });
	const EURO = { value: '1.00', currency: 'EUR' };
	const NO_FEE = 'ZEN tells no fee for it that is one sum.';

	it.each<[string, object]>([
		['an empty list', fees()],
		['no list', {}],
		['a sum without a currency', fees({ value: '1.00' })],
		['sums of two currencies', fees(EURO, { value: '1.00', currency: 'PLN' })],
		['a sum of which the currency of one part is not told', fees(EURO, { value: '1.00' })],
		['less than nothing', fees({ value: '-1.00', currency: 'EUR' })],
		['less than nothing in another currency', fees({ value: '-0.01', currency: 'PLN' })],
	])('is no fee where ZEN tells %s', async (_what, offer) => {
		offered(offer);
		const [checked] = await run(SEPA);
		expect(checked).toMatchObject({ reason: 'toSend', fee: null });
		expect(checked!.message).toContain(NO_FEE);
		expect(checked!.message).not.toContain('ZEN takes');
	});

	it('is a fee of nothing where ZEN says so', async () => {
		offered(fees({ value: '0.00', currency: 'EUR' }));
		expect((await run(SEPA))[0]).toMatchObject({ fee: '0.00', reason: 'toSend' });
	});

	it.each<[string, object, string | undefined]>([
		['at least', limits({ value: '20.00', currency: 'EUR' }, {}), 'at least 20.00 EUR'],
		['at most', limits({}, { value: '10.49', currency: 'EUR' }), 'at most 10.49 EUR'],
		['without a currency', limits({}, { value: '5' }), 'at most 5 EUR'],
		['that hold it', limits({ value: '10.50' }, { value: '10.50' }), undefined],
		['in another currency', limits({}, { value: '5', currency: 'PLN' }), undefined],
		['that cannot be read', limits({}, { value: 'many', currency: 'EUR' }), undefined],
	])('has to do with limits %s', async (_what, offer, told) => {
		offered(offer);
		const [checked] = await run(SEPA);
		expect(checked!.reason).toBe(told ? 'notOffered' : 'toSend');
		if (told) expect(checked!.message).toContain(`ZEN takes ${told} over SEPA SHA.`);
	});

	it('says which limits could not be compared', async () => {
		offered(limits({}, { value: '5', currency: 'PLN' }));
		expect((await run(SEPA))[0]!.message).toContain(
			'ZEN tells its limits over SEPA SHA in PLN, so that they could not be compared.',
		);
	});

	it('does not say that a way is not offered where ZEN does not tell which ones it offers', async () => {
		offered({ channel: null, ...fees(EURO) });
		const [checked] = await run(SEPA);
		expect(checked).toMatchObject({ reason: 'toSend', fee: null });
		expect(checked!.message).toContain('Whether ZEN sends it in this way cannot be read');
	});
});
