import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACCOUNT, COMPANIES, Simulator } from '../simulator/index.mts';
import type { Fault } from '../simulator/index.mts';
import { CertificateAuthority } from '../support/certificates.mts';
import { PAYMENT_ID, SEED } from './support/faultTable.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen } from './support/zen.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
});
afterAll(async () => await simulator.stop());
beforeEach(() => {
	simulator.reset();
	vi.spyOn(Math, 'random').mockReturnValue(0);
	return () => vi.restoreAllMocks();
});

const RECEIVER = COMPANIES[0]!;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const errorIn = (json: IDataObject[], place = 0) => json[place]!.error as IDataObject;

describe('Payment → Get', () => {
	const get = { resource: 'payment', operation: 'get', paymentId: byId(PAYMENT_ID) };
	const [past] = SEED.payments!;

	it('is one flat row unless more is asked for', async () => {
		const { json, items } = await runZen(simulator, get);
		expect(json).toMatchObject([
			{ paymentId: PAYMENT_ID, amount: past!.amount, title: past!.title },
		]);
		expect(items[0]!.pairedItem).toEqual({ item: 0 });
	});

	it.each<[string, Fault['kind'] | undefined]>([
		['as it comes', undefined],
		['in an array of one', 'wrapArray'],
		['with numbers for strings', 'numbersForStrings'],
	])('raw holds amounts as text, %s', async (_name, kind) => {
		if (kind) simulator.faults.add({ kind });
		const { json } = await runZen(simulator, { ...get, output: 'raw' });
		expect(json).toMatchObject([
			{
				id: PAYMENT_ID,
				amount: { value: past!.amount, currency: 'EUR' },
				senderFees: [{ amount: { value: expect.stringMatching(/^\d+\.\d\d$/) } }],
				sender: { name: expect.any(String) },
			},
		]);
	});

	it('passes on a status that nobody knows yet', async () => {
		const body = { id: PAYMENT_ID, status: 'ON_HOLD', amount: { value: 7, currency: 'EUR' } };
		simulator.faults.add({ kind: 'status', status: 200, body });
		const { json } = await runZen(simulator, get);
		expect(json).toMatchObject([{ status: 'ON_HOLD', amount: '7', title: null }]);
	});

	it('takes another payment for each item, and says which ones ZEN does not know', async () => {
		const items = [PAYMENT_ID, UNKNOWN, 'INV-7'].map((id) => ({ id }));
		const parameters = { ...get, paymentId: byId('={{ $json.id }}') };
		const { json } = await runZen(simulator, parameters, { items, ...CONTINUE });
		expect(json[0]).toMatchObject({ paymentId: PAYMENT_ID });
		expect(messageOf(json, 1)).toBe(
			`ZEN does not know payment ${UNKNOWN}: Payment ${UNKNOWN} was not found`,
		);
		expect(messageOf(json, 2)).toMatch(/^Payment holds "INV-7", which is no ID of ZEN's/);
		expect(simulator.requests()).toHaveLength(2);
	});
});

describe('Payment → Create', () => {
	it('sends exactly what is filled in, and tells what came of it', async () => {
		const { json, items } = await runZen(
			simulator,
			payment({
				amount: '0010.5',
				receiverAccountNumber: RECEIVER.accountNumber!.replace(/.{4}/g, '$& ').toLowerCase(),
				receiverDetails: {
					type: 'COMPANY',
					bic: ' exmplt20xxx ',
					line1: 'Example Street 1',
					city: 'Vilnius',
				},
			}),
		);
		const [booked] = simulator.ledger();
		expect(booked!.body).toEqual({
			accountId: ACCOUNT.main,
			externalId: 'INV-7',
			title: 'Invoice 7',
			amount: { value: '10.50', currency: 'EUR' },
			receiver: {
				name: RECEIVER.name,
				type: 'COMPANY',
				country: 'LT',
				accountNumber: RECEIVER.accountNumber,
				bic: 'EXMPLT20XXX',
				address: { line1: 'Example Street 1', city: 'Vilnius' },
			},
		});
		expect(json).toEqual([
			{
				outcome: 'accepted',
				receiverName: RECEIVER.name,
				amount: '10.50',
				currency: 'EUR',
				title: 'Invoice 7',
				status: 'IN_PROGRESS',
				fee: '0.20',
				externalId: 'INV-7',
				createdAt: expect.stringMatching(/^20.*Z$/),
				receiverAccountNumber: RECEIVER.accountNumber,
				paymentId: booked!.paymentId,
			},
		]);
		expect(items[0]!.pairedItem).toEqual({ item: 0 });
	});

	it('leaves out of the body what is left empty', async () => {
		await runZen(simulator, payment());
		const { receiver } = simulator.ledger()[0]!.body as { receiver: object };
		expect(Object.keys(receiver)).toEqual(['name', 'country', 'accountNumber']);
	});

	it('reads every field of every item', async () => {
		const items = [
			{ id: 'A', amount: '1.00', account: ACCOUNT.main, currency: 'EUR', to: COMPANIES[0] },
			{ id: 'B', amount: 2, account: ACCOUNT.dollar, currency: 'usd', to: COMPANIES[1] },
			{ id: 'C', amount: '3', account: ACCOUNT.zloty, currency: 'PLN', to: COMPANIES[2] },
		];
		const parameters = payment({
			accountId: byId('={{ $json.account }}'),
			externalId: '={{ $json.id }}',
			amount: '={{ $json.amount }}',
			currency: '={{ $json.currency }}',
			title: '={{ "Invoice " + $json.id }}',
			receiverName: '={{ $json.to.name }}',
			receiverAccountNumber: '={{ $json.to.accountNumber }}',
		});
		const { items: output } = await runZen(simulator, parameters, { items: items as never });
		expect(
			simulator
				.ledger()
				.map(({ externalId, amount, accountId, title, payee }) => [
					externalId,
					`${amount.value} ${amount.currency}`,
					accountId,
					title,
					payee.accountNumber,
				]),
		).toEqual([
			['A', '1.00 EUR', ACCOUNT.main, 'Invoice A', COMPANIES[0]!.accountNumber],
			['B', '2.00 USD', ACCOUNT.dollar, 'Invoice B', COMPANIES[1]!.accountNumber],
			['C', '3.00 PLN', ACCOUNT.zloty, 'Invoice C', COMPANIES[2]!.accountNumber],
		]);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
	});

	it('looks at the accounts once, before the first payment and over a connection for writes', async () => {
		const items = Array.from({ length: 5 }, (_, index) => ({ id: `INV-${index}` }));
		await runZen(simulator, payment({ externalId: '={{ $json.id }}' }), { items });
		expect(simulator.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /accounts/v1.0',
			'GET /payments/v1.0',
			'GET /payments/v1.0/drafts',
			...Array(5).fill('POST /payments/v1.0'),
		]);
	});

	it.each<[string, Fault, string]>([
		['is out of order', { kind: 'status', status: 503 }, 'HTTP status 503'],
		['refuses the key', { kind: 'status', status: 403 }, 'refused access'],
		['answers with HTML', { kind: 'notJson' }, 'in a form that cannot be read'],
		['hangs up', { kind: 'resetBeforeCommit' }, 'could not be reached'],
	])('sends nothing where ZEN %s when asked for the accounts', async (_name, fault, words) => {
		simulator.faults.add({ ...fault, method: 'GET' });
		const items = [{ id: 'A' }, { id: 'B' }];
		const parameters = payment({ externalId: '={{ $json.id }}' });
		const { json } = await runZen(simulator, parameters, { items, ...CONTINUE });
		expect(json.map(({ error }) => error)).toMatchObject([
			{ outcome: 'notSent', externalId: 'A', message: expect.stringContaining(words) },
			{ outcome: 'notSent', externalId: 'B', message: expect.stringContaining(words) },
		]);

		const { error } = await runZen(simulator, parameters, { items });
		expect(error?.message).toContain(words);
		expect(error?.description).toMatch(/(Not sent|The same goes for):\n• item 1 B\./);
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('a client certificate that ZEN does not accept is told before a payment is in doubt', async () => {
		const stranger = await CertificateAuthority.create('Somebody else');
		const { certificate, privateKey } = await stranger.issue({ commonName: 'client' });
		const credential = { clientCertificate: certificate, privateKey };
		const { json } = await runZen(simulator, payment(), { credential, ...CONTINUE });
		expect(errorIn(json)).toMatchObject({
			outcome: 'notSent',
			description: expect.stringContaining('the client certificate is not accepted'),
		});
	});

	it('passes on why ZEN refuses, and the item may be corrected and run again', async () => {
		const bad = payment({ receiverAccountNumber: '12345', externalId: 'INV-9' });
		const { json } = await runZen(simulator, bad, CONTINUE);
		expect(errorIn(json)).toMatchObject({
			outcome: 'refused',
			externalId: 'INV-9',
			httpCode: '400',
			message: expect.stringContaining('receiver.country is required'),
		});
		expect(simulator.ledger()).toEqual([]);
	});
});
