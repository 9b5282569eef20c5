import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { correctedBy } from '../../nodes/zen-client';
import { listSearch, readBinary, testCredential } from '../engine/harness.mts';
import { Poller } from '../engine/harness/server/Poller.mts';
import { ACCOUNT, COMPANIES, CONTRACTS, Simulator } from '../simulator/index.mts';
import type { ContractName } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { hurry } from '../support/hurry.mts';
import { correctionsFor } from '../support/otherContracts.mts';
import { sepaFile } from '../support/paymentFiles.mts';
import { engineFor, typeName } from './support/executeNode.mts';
import { POLLER, pollWorkflow, TestN8n, TRIGGER, triggerWorkflow } from './support/triggers.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen, zenEngine } from './support/zen.mts';

hurry();

/** What its page calls things that the node takes as they are, and the form of its IDs. */
const THEIRS = {
	flat: {
		id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
		...{ channel: 'euro', chargeType: 'shared', pay: '/v2/transfers' },
		draftStatus: 'open',
	},
	nested: {
		id: /^N[0-9A-F]{32}$/,
		...{ channel: 'SCHEME_EU', chargeType: 'SPLIT', pay: '/banking/3/orders/submit' },
		draftStatus: 'PREPARED',
	},
};

describe.each(Object.keys(CONTRACTS) as ContractName[])('at a ZEN of the contract %s', (name) => {
	const theirs = THEIRS[name];
	let simulator: Simulator;
	beforeAll(async () => {
		simulator = await Simulator.start({ contract: name });
	});
	afterAll(async () => await simulator.stop());
	beforeEach(() => simulator.reset());

	const credential = correctionsFor(name);
	const idOf = (id: string) => simulator.contract.id(id);
	const main = () => idOf(ACCOUNT.main);
	const run = async (parameters: object, more: Parameters<typeof runZen>[2] = {}) =>
		await runZen(simulator, parameters as Parameters<typeof runZen>[1], {
			...CONTINUE,
			...more,
			credential: { ...credential, ...more.credential },
		});
	const order = (more: object = {}) => payment({ accountId: byId(main()), ...more } as never);
	const search = async (method: string, parameters: object = {}, filter?: string) => {
		const engine = await engineFor(new Zen(), {
			credentialTypes: [new ZenApi()],
			credentials: { mine: { ...credentialFor(simulator), ...credential } },
		});
		const node = {
			type: typeName(new Zen()),
			parameters: parameters as INodeParameters,
			credentials: { zenApi: 'mine' },
		};
		return (await listSearch(engine, node, method, filter)).results;
	};

	it('the credential is tested, and nothing works without corrections', async () => {
		const engine = await engineFor(new Zen(), { credentialTypes: [new ZenApi()] });
		const given = { ...credentialFor(simulator), ...credential };
		const test = async (more = {}) =>
			await testCredential(engine, typeName(new Zen()), 'zenApi', { ...given, ...more });
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(await test({ contractCorrections: '' })).toMatchObject({ status: 'Error' });
		const { json } = await run(order(), { credential: { contractCorrections: '' } });
		expect(json[0]!.error).toMatchObject({ outcome: 'notSent' });
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('the connection is checked', async () => {
		const { json } = await run({ resource: 'connection', operation: 'check' });
		expect(json).toMatchObject([{ accountsSeen: 4 }]);
	});

	it('accounts are read, all and each', async () => {
		const { json } = await run({ resource: 'account', operation: 'getAll', output: 'raw' });
		expect(json.map(({ accountId }) => accountId)).toEqual(Object.values(ACCOUNT).map(idOf));
		for (const accountId of [main(), main().toLowerCase(), main().toUpperCase()]) {
			const which = { accountId: byId(accountId), output: 'raw' };
			const one = { resource: 'account', operation: 'get', ...which };
			expect((await run(one)).json).toMatchObject([
				{
					accountId: main(),
					currencyCode: 'EUR',
					alias: 'Main account',
					balance: expect.stringMatching(/^\d+\.\d\d$/),
					availableBalance: '125000.00',
					accountNumbers: [{ accountNumber: expect.any(String), bic: expect.any(String) }],
				},
			]);
		}
	});

	it('what is no ID is refused by its field, and nobody is asked but for the accounts', async () => {
		for (const wrong of ['../payments', `${main()}/..`, `${main()}?x=1`, '%2e%2e', '4711']) {
			const { json } = await run(order({ accountId: byId(wrong) }));
			expect(messageOf(json)).toMatch(
				/^From Account holds ".*", (which is no|and none of the active)/,
			);
			const draft = { resource: 'draft', operation: 'delete', draftId: byId(wrong) };
			expect(messageOf((await run(draft)).json)).toMatch(/^Draft holds ".*", which is no ID/);
		}
		const { paths } = correctedBy(credential.contractCorrections).contract;
		const asked = simulator.requests().map(({ method, path }) => `${method} ${path}`);
		expect(asked.filter((one) => one !== `GET ${paths.accounts}`)).toEqual([]);
	});

	it('channels, fees and purpose codes are read, in the lists of the editor too', async () => {
		const { json } = await run(order({ operation: 'precalculate' }));
		expect(json).toContainEqual(
			expect.objectContaining({
				...{ channel: theirs.channel, chargeType: theirs.chargeType },
				fee: expect.stringMatching(/^\d+\.\d\d$/),
				...{ feeCurrency: 'EUR', maximum: expect.stringMatching(/^\d+\.\d\d$/) },
			}),
		);
		const codes = await run({ resource: 'payment', operation: 'getAllPurposeCodes' });
		const code = { code: expect.any(String), description: expect.any(String) };
		expect(codes.json[0]).toMatchObject(code);
		const values = async (method: string) =>
			(await search(method, order())).map(({ value }) => value);
		expect(await values('searchChannels')).toContain(theirs.channel);
		expect(await values('searchChargeTypes')).toContain(theirs.chargeType);
		expect(await values('searchPurposeCodes')).toContain(codes.json[0]!.code);
	});

	it('a payment is made once, waited for, read, and known by memory and by list', async () => {
		const engine = await zenEngine();
		const all = order({
			channel: { __rl: true, mode: 'value', value: theirs.channel },
			chargeType: { __rl: true, mode: 'value', value: theirs.chargeType },
			receiverDetails: {
				...{ bic: 'EXAMLT2LXXX', country: 'LT', type: 'COMPANY' },
				...{ line1: 'Street 1', city: 'Vilnius', postcode: '01100' },
			},
		});
		const first = await run({ ...all, output: 'raw' }, { engine });
		expect(first.json).toMatchObject([
			{
				...{ outcome: 'accepted', externalId: 'INV-7', status: 'IN_PROGRESS' },
				paymentId: expect.stringMatching(theirs.id),
				payment: {
					...{ direction: 'OUTGOING', channel: theirs.channel, externalId: 'INV-7' },
					amount: { value: '10.50', currency: 'EUR' },
					receiver: { accountNumber: COMPANIES[0]!.accountNumber },
					senderFees: expect.arrayContaining([
						expect.objectContaining({ amount: { value: expect.any(String), currency: 'EUR' } }),
					]),
				},
			},
		]);
		// What the bank understood of what it was sent.
		expect(simulator.ledger()).toMatchObject([
			{
				...{ accountId: ACCOUNT.main, externalId: 'INV-7', title: 'Invoice 7' },
				...{ channel: 'SEPA', chargeType: 'SHA', amount: { value: '10.50', currency: 'EUR' } },
			},
		]);
		for (const how of [{ engine }, {}]) {
			const again = await run(all, how);
			expect(again.json).toMatchObject([{ outcome: 'alreadySent', externalId: 'INV-7' }]);
		}
		const other = await run(order({ amount: '90.00' }));
		expect(other.json[0]!.error).toMatchObject({ outcome: 'notSent', reason: 'otherPayment' });
		simulator.settle();
		const get = async (paymentId: string) =>
			await run({ resource: 'payment', operation: 'get', paymentId: byId(paymentId) });
		const id = String(first.json[0]!.paymentId);
		expect((await get(id)).json).toMatchObject([
			{ paymentId: id, status: 'SETTLED', amount: '10.50' },
		]);
		expect((await get(main())).json[0]!.error).toMatchObject({ httpCode: '404' });
		expect(seen(simulator, 'POST')).toHaveLength(1);
	});

	it('a payment is waited for until it is settled, or rejected', async () => {
		const { settleAfterMs } = simulator.settings;
		simulator.settings.settleAfterMs = 1;
		const paid = await run(order({ options: { wait: true } }));
		simulator.settings.settleAfterMs = settleAfterMs;
		expect(paid.json).toMatchObject([{ outcome: 'accepted', status: 'SETTLED' }]);
		const under = order({ externalId: 'INV-8', amount: '77.70', title: 'Parts' });
		const engine = await zenEngine();
		await run(under, { engine });
		simulator.reject();
		expect((await run(under, { engine })).json[0]!.error).toMatchObject({ outcome: 'rejected' });
		const again = await run({ ...under, options: { sendRejectedAgain: true } }, { engine });
		expect(again.json).toMatchObject([{ outcome: 'accepted', externalId: 'INV-8' }]);
	});

	it('a payment whose answer is lost is found, and not sent again', async () => {
		const engine = await zenEngine();
		const kinds = ['resetAfterCommit', 'cutBody'] as const;
		for (const [place, kind] of kinds.entries()) {
			const one = order({ externalId: `LOST-${place}`, title: `Lost ${place}` });
			simulator.faults.add({ kind, method: 'POST', path: theirs.pay, times: 1 });
			expect((await run(one, { engine })).json[0]!.error).toMatchObject({ outcome: 'unknown' });
			const options = { sendAgain: true, sendAgainSeconds: 1 };
			const again = await run({ ...one, options } as never, { engine });
			expect(again.json).toMatchObject([{ outcome: 'alreadySent' }]);
		}
		expect(simulator.ledger()).toHaveLength(2);
		expect(seen(simulator, 'POST')).toHaveLength(2);
	});

	it('a refusal is told in the words of ZEN', async () => {
		simulator.faults.add({
			...{ kind: 'status', status: 400, times: 1 },
			...{ method: 'POST', path: theirs.pay },
			body: { error: { code: 'VALIDATION_ERROR', message: 'Not enough funds' } },
		} as never);
		const { json } = await run(order());
		expect(messageOf(json)).toContain('Not enough funds');
		expect(json[0]!.error).toMatchObject({ outcome: 'refused' });
		expect(simulator.ledger()).toEqual([]);
	});

	it('limits and rules go by what is listed', async () => {
		for (const [rule, field] of [
			[{ limitPerPayment: '10.00 EUR' }, 'Limit per Payment'],
			[{ limitPerDay: '10.00 EUR' }, 'Limit per Day'],
			[{ allowedReceivers: 'PL' }, 'Allowed Receivers'],
			[{ allowPayments: false }, 'Allow Payments'],
		] as const) {
			const { json } = await run(order(), { credential: rule });
			expect(messageOf(json)).toContain(field);
		}
		await run(order({ amount: '50.00' }));
		const next = order({ externalId: 'INV-8', amount: '60.00' });
		const { json } = await run(next, { credential: { limitPerDay: '100.00 EUR' } });
		expect(messageOf(json)).toMatch(/of which [1-9]\d+\.\d\d EUR are taken today/);
		expect(simulator.ledger()).toHaveLength(1);
	});

	it('drafts are saved, found, listed, read and deleted, with Allow Payments off too', async () => {
		const off = { credential: { allowPayments: false } };
		const draft = order({ resource: 'draft', externalId: 'D-1' });
		const { json } = await run(draft, off);
		expect(json).toMatchObject([
			{ outcome: 'accepted', draftId: expect.stringMatching(theirs.id) },
		]);
		const draftId = byId(String(json[0]!.draftId));
		expect((await run(draft)).json).toMatchObject([{ outcome: 'alreadySent' }]);
		const query = { resource: 'draft', operation: 'getAll', returnAll: true };
		for (const filters of [{}, { accountId: byId(main()) }]) {
			const all = await run({ ...query, filters });
			expect(all.json).toContainEqual(
				expect.objectContaining({
					...{ draftId: draftId.value, amount: '10.50', currency: 'EUR' },
					...{ receiverName: COMPANIES[0]!.name, status: theirs.draftStatus },
				}),
			);
		}
		const one = { resource: 'draft', operation: 'get', draftId };
		expect((await run(one)).json[0]).toMatchObject({ draftId: draftId.value, title: 'Invoice 7' });
		expect((await search('searchDrafts')).map(({ value }) => value)).toContain(draftId.value);
		const gone = await run({ ...one, operation: 'delete' }, off);
		expect(gone.json).toEqual([{ deleted: true, draftId: draftId.value }]);
		expect((await run(one)).json[0]!.error).toMatchObject({ httpCode: '404' });
		expect(simulator.ledger()).toEqual([]);
	});

	it('the history is read page by page, searched, stated and confirmed', async () => {
		const query = { resource: 'payment', accountId: byId(main()) };
		const { json } = await run({ ...query, operation: 'getAll', returnAll: true });
		expect(json).toHaveLength(250);
		expect(new Set(json.map(({ paymentId }) => paymentId)).size).toBe(250);
		for (const one of json) {
			expect(one).toMatchObject({
				paymentId: expect.stringMatching(theirs.id),
				status: expect.stringMatching(/^(SETTLED|REJECTED)$/),
				direction: expect.stringMatching(/^(INCOMING|OUTGOING)$/),
				createdAt: expect.stringMatching(/^20.*Z$/),
				amount: expect.stringMatching(/^\d+\.\d\d$/),
				...{ currency: 'EUR', counterpartyName: expect.any(String) },
			});
		}
		const day = String(json[50]!.bookedAt).slice(0, 10);
		const period = { period: { from: day, to: day } };
		const days = await run({ ...query, ...period, operation: 'getAll', returnAll: true });
		expect(days.error).toBeUndefined();
		const filters = { direction: 'INCOMING', text: String(json[0]!.counterpartyName) };
		const some = await run({ ...query, filters, operation: 'getAll', returnAll: true });
		const fitting = json.filter(
			({ direction, counterpartyName }) =>
				direction === filters.direction && counterpartyName === filters.text,
		);
		expect(fitting.length).toBeGreaterThan(0);
		expect(some.json).toEqual(fitting);
		const { paymentId: id } = json.find(({ status }) => status === 'SETTLED')!;
		const [newest] = await search('searchPayments', { accountId: byId(main()) });
		expect(newest).toMatchObject({ value: json[0]!.paymentId });
		expect(await search('searchPayments', {}, String(id).toLowerCase())).toMatchObject([
			{ value: id },
		]);
		const receipt = {
			resource: 'payment',
			operation: 'getConfirmation',
			paymentId: byId(String(id)),
		};
		const [item] = (await run(receipt)).items;
		expect((await readBinary(item!)).buffer.subarray(0, 5).toString()).toBe('%PDF-');
		for (const format of ['csv', 'camt053']) {
			const stated = await run({ ...query, resource: 'statement', operation: 'export', format });
			expect(stated.error, format).toBeUndefined();
			const text = (await readBinary(stated.items[0]!, format)).buffer.toString();
			expect(text.match(format === 'csv' ? /,0\.20,EUR,/g : /<Ntry>/g)!.length).toBeGreaterThan(9);
		}
	});

	it('a payment file is read, paid, and not paid twice', async () => {
		const engine = await zenEngine();
		const content = Buffer.from(sepaFile(3, 'pain.001.001.09')).toString('base64');
		const data = { data: content, mimeType: 'application/xml', fileName: 'payments.xml' };
		const file = { resource: 'paymentFile', operation: 'read' };
		const { json } = await run(file, { input: [{ json: {}, binary: { data } }] });
		expect(json.map(({ accountId }) => accountId)).toEqual([main(), main(), main()]);
		const field = (key: string) => `={{ $json.${key} }}`;
		const pay = payment({
			accountId: byId(field('accountId')),
			...{ externalId: field('externalId'), amount: field('amount') },
			...{ currency: field('currency'), title: field('title') },
			...{ receiverName: field('receiverName') },
			receiverAccountNumber: field('receiverAccountNumber'),
		});
		const paid = await run(pay, { items: json, engine });
		expect(paid.json.map(({ outcome }) => outcome)).toEqual(Array(3).fill('accepted'));
		const again = await run(pay, { items: json, engine });
		expect(again.json.map(({ outcome }) => outcome)).toEqual(Array(3).fill('alreadySent'));
		const sums = simulator.ledger().map(({ amount }) => amount.value);
		expect(sums).toEqual(json.map(({ amount }) => amount));
	});

	describe('the triggers', () => {
		let n8n: TestN8n;
		beforeEach(async () => {
			n8n = await TestN8n.start(simulator);
			return async () => await n8n.stop();
		});
		const arrived = (accountId: string = ACCOUNT.main) =>
			simulator.incoming({ accountId, amount: '12.30', title: 'Order 7' }).paymentId;
		const notify = async (url: string, id: string, more = {}) =>
			(await simulator.notify(url, id, more))[0]!.status;

		it('read a notification as ZEN sends it, and ask ZEN about it', async () => {
			const filters = { accountIds: [main().toLowerCase()] };
			const published = await n8n.publish(triggerWorkflow({ filters }), credential);
			const url = n8n.server.url(published, TRIGGER);
			const bankId = arrived();
			expect(await notify(url, bankId)).toBe(200);
			// Once more, and for an account that is not wanted.
			expect(await notify(url, bankId)).toBe(200);
			expect(await notify(url, arrived(ACCOUNT.payroll))).toBe(200);
			const id = idOf(bankId);
			expect(published.emitted()).toMatchObject([
				{
					...{ eventId: `${id}:SETTLED`, confirmed: true, accountId: main(), paymentId: id },
					...{ status: 'SETTLED', direction: 'INCOMING', amount: '12.30' },
				},
			]);
		});

		it('with a secret take no other, and tell unconfirmed ones in our words', async () => {
			const signed = { ...credential, notificationSecret: 'agreed-upon-secret' };
			const published = await n8n.publish(triggerWorkflow({ confirm: false }), signed);
			const url = n8n.server.url(published, TRIGGER);
			const bankId = arrived();
			expect(await notify(url, bankId)).toBe(401);
			const headers = { 'X-Notification-Secret': 'agreed-upon-secret' };
			expect(await notify(url, bankId, { headers })).toBe(200);
			expect(published.emitted()).toMatchObject([
				{
					...{ confirmed: false, paymentId: idOf(bankId), accountId: main() },
					...{ status: 'SETTLED', direction: 'INCOMING' },
				},
			]);
		});

		it.each([{}, { filters: { accountIds: 'main' } }])('poll with %j', async (parameters) => {
			const filters = 'filters' in parameters ? { accountIds: [main().toLowerCase()] } : undefined;
			const published = await n8n.publish(
				pollWorkflow((filters ? { filters } : {}) as IDataObject),
				credential,
			);
			const poller = await Poller.activate(published, POLLER);
			const id = idOf(arrived());
			expect(await poller.tick()).toMatchObject([
				{
					...{ paymentId: id, status: 'SETTLED', direction: 'INCOMING' },
					...{ amount: '12.30', accountId: main() },
				},
			]);
			expect((await poller.tick()) ?? []).toEqual([]);
			expect(poller.errors).toEqual([]);
		});
	});
});
