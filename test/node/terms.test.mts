import { describe, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES, inventedIban } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { byId, CONTINUE, messageOf, runZen } from './support/zen.mts';

const simulator = await sharedSimulator();

const PRECALCULATION = '/payments/v1.0/precalculation';
const PURPOSE_CODES = '/payments/v1.0/purpose-codes';

const precalculate = (more = {}) => ({
	resource: 'payment',
	operation: 'precalculate',
	accountId: byId(ACCOUNT.main),
	amount: '10.5',
	currency: 'EUR',
	receiverAccountNumber: COMPANIES[1]!.accountNumber!,
	...more,
});
const answer = (body: unknown, path = PRECALCULATION) =>
	simulator.faults.add({ kind: 'status', status: 200, body, path });

describe('Payment → Calculate Fees and Channels', () => {
	it('gives one item for each charge type of each channel', async () => {
		const { json, items } = await runZen(simulator, precalculate());
		const common = { feeCurrency: 'EUR', minimum: '0.01', limitCurrency: 'EUR', chargeType: 'SHA' };
		expect(json).toEqual([
			{ ...common, channel: 'SEPA', fee: '0.20', maximum: '1000000.00' },
			{ ...common, channel: 'SEPA_INSTANT', fee: '0.50', maximum: '100000.00' },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it('asks with the amount in its currency, the account number and the country of the IBAN', async () => {
		await runZen(simulator, precalculate({ receiverDetails: { bic: 'exmpde20xxx' } }));
		expect(simulator.requests()[0]!.query).toEqual({
			accountId: ACCOUNT.main,
			amount: '10.50',
			currency: 'EUR',
			receiverAccountNumber: COMPANIES[1]!.accountNumber,
			receiverBic: 'EXMPDE20XXX',
			receiverCountry: 'DE',
		});
	});

	it('works it out without knowing the receiver', async () => {
		const more = { receiverAccountNumber: '', receiverDetails: { country: 'gb' } };
		const { json } = await runZen(simulator, precalculate(more));
		expect(json[0]).toMatchObject({ channel: 'SEPA' });
		expect(simulator.requests()[0]!.query).not.toHaveProperty('receiverAccountNumber');
	});

	it.each([
		['IBAN: LT19 9999\u00a00000 0000 1001', 'LT199999000000001001', 'LT'],
		['19-2000145399/0800', '19-2000145399/0800', 'GB'],
	])('asks with %s as a payment would be sent', async (receiverAccountNumber, asked, country) => {
		const receiverDetails = asked.startsWith('LT') ? {} : { country };
		await runZen(simulator, precalculate({ receiverAccountNumber, receiverDetails }));
		expect(simulator.requests()[0]!.query).toMatchObject({
			receiverAccountNumber: asked,
			receiverCountry: country,
		});
	});

	it('keeps the decimals of the currency', async () => {
		const dollars = { accountId: byId(ACCOUNT.dollar), currency: 'USD', amount: '7' };
		const { json } = await runZen(simulator, precalculate(dollars));
		expect(json.map(({ chargeType, fee }) => [chargeType, fee])).toEqual([
			['SHA', '5.00'],
			['OUR', '15.00'],
		]);
	});

	it('passes the answer on untouched when Simplify is off', async () => {
		const body = { channels: [{ channel: 'SEPA', news: { a: [1] } }], more: 'x' };
		answer(body);
		const { json } = await runZen(simulator, precalculate({ simplify: false }));
		expect(json).toEqual([body]);
	});

	it.each([
		[
			'several fees',
			[
				['0.20', 'EUR'],
				['1.05', 'EUR'],
			],
			'1.25',
			'EUR',
		],
		[
			'fees that no float could add',
			[
				['0.1', 'EUR'],
				['0.2', 'EUR'],
			],
			'0.3',
			'EUR',
		],
		[
			'fees beyond the currency, digit by digit',
			[
				['99999999999999999.10', 'EUR'],
				['0.015', 'EUR'],
			],
			'99999999999999999.115',
			'EUR',
		],
		['no fees', [], '0', null],
		[
			'fees of two currencies, which have no sum',
			[
				['1', 'EUR'],
				['1', 'USD'],
			],
			null,
			null,
		],
		['a fee that is no amount', [['a lot', 'EUR']], null, null],
	])('adds up %s', async (_case, fees, fee, feeCurrency) => {
		const listed = fees.map(([value, currency]) => ({ amount: { value, currency } }));
		answer({ channels: [{ channel: 'X', chargeTypes: [{ chargeType: 'SHA', fees: listed }] }] });
		const { json } = await runZen(simulator, precalculate());
		expect(json[0]).toMatchObject({ fee, feeCurrency });
	});

	it('keeps a channel that names no charge type, and limits that are missing', async () => {
		answer({ channels: [{ channel: 'X' }] });
		const { json } = await runZen(simulator, precalculate());
		expect(json).toEqual([
			{
				channel: 'X',
				chargeType: null,
				fee: null,
				feeCurrency: null,
				minimum: null,
				maximum: null,
				limitCurrency: null,
			},
		]);
	});

	it.each(['wrapArray', 'numbersForStrings'] as const)('reads an answer with %s', async (kind) => {
		simulator.faults.add({ kind, path: PRECALCULATION });
		const { json } = await runZen(simulator, precalculate());
		expect(json[0]).toMatchObject({ fee: '0.20', maximum: '1000000.00' });
	});

	it('says so when the answer has another shape', async () => {
		answer({ routes: [] });
		const { error } = await runZen(simulator, precalculate());
		expect(error?.message).toContain('no channels where they are assumed to be');
		expect(error?.description).toContain('Switch off Simplify');
	});

	it.each([
		['an amount of zero', { amount: '0' }, 'Amount holds 0'],
		['too many decimals', { amount: '1.234' }, 'EUR has 2 decimals'],
		[
			'a wrong IBAN',
			{ receiverAccountNumber: 'DE00999999990000001002' },
			'Receiver Account Number holds',
		],
		[
			'a wrong IBAN behind its name',
			{ receiverAccountNumber: 'IBAN DE00999999990000001002' },
			'Receiver Account Number holds',
		],
		[
			'an account number that lost digits',
			{ receiverAccountNumber: '={{ 61109010140000071219812874 }}' },
			'Receiver Account Number holds the number',
		],
		[
			'a template with nothing in it',
			{ receiverAccountNumber: '=LT{{ $json.missing }}' },
			'Receiver Account Number holds {{ $json.missing }}',
		],
		['a wrong country', { receiverDetails: { country: 'Germany' } }, 'Country holds "GERMANY"'],
		['a wrong BIC', { receiverDetails: { bic: 'X' } }, 'BIC holds "X"'],
	])('refuses %s without asking', async (_case, more, message) => {
		const { error } = await runZen(simulator, precalculate(more));
		expect(error?.message).toContain(message);
		expect(simulator.requests()).toEqual([]);
	});

	it('passes on what ZEN refuses, and goes on with Continue On Fail', async () => {
		const { json } = await runZen(simulator, precalculate({ accountId: byId('={{ $json.id }}') }), {
			items: [{ id: '5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f' }, { id: ACCOUNT.main }],
			...CONTINUE,
		});
		expect(messageOf(json)).toContain('accountId is not one of your accounts');
		expect(json[1]).toMatchObject({ channel: 'SEPA' });
	});

	it('offers the way inside the bank for an account of its own', async () => {
		const own = { receiverAccountNumber: inventedIban('LT', 2) };
		const { json } = await runZen(simulator, precalculate(own));
		expect(json[0]).toMatchObject({ channel: 'INTERNAL', fee: '0.00' });
	});
});

describe('Payment → Get Many Purpose Codes', () => {
	const get = (more = {}) => ({
		resource: 'payment',
		operation: 'getAllPurposeCodes',
		returnAll: true,
		...more,
	});
	const codes = async (more: object) =>
		(await runZen(simulator, get(more))).json.map(({ code }) => code);

	it('gives all, up to a limit, or those that fit', async () => {
		expect(await codes({})).toHaveLength(6);
		expect(await codes({ returnAll: false, limit: 2 })).toEqual(['SUPP', 'SALA']);
		expect(await codes({ filters: { currency: 'usd', country: 'in' } })).toEqual([
			'SUPP',
			'SALA',
			'GDDS',
			'SCVE',
			'INTC',
		]);
		expect(simulator.requests().at(-1)!.query).toEqual({ currency: 'USD', country: 'IN' });
	});

	it.each([
		['wrapped', [[{ code: 'A' }, { code: 'B' }]]],
		['below data', { data: [{ code: 'A' }, { code: 'B' }] }],
		['below purposeCodes', { purposeCodes: [{ code: 'A' }, { code: 'B' }] }],
	])('reads a list that is %s', async (_case, body) => {
		answer(body, PURPOSE_CODES);
		expect(await codes({})).toEqual(['A', 'B']);
	});

	it('refuses filters that cannot be right without asking', async () => {
		const currency = await runZen(simulator, get({ filters: { currency: 'EURO' } }));
		expect(currency.error?.message).toContain('Currency holds "EURO"');
		const country = await runZen(simulator, get({ filters: { country: '1' } }));
		expect(country.error?.message).toContain('Country holds "1"');
		expect(simulator.requests()).toEqual([]);
	});

	it('passes on what ZEN refuses, and goes on with Continue On Fail', async () => {
		simulator.faults.add({ kind: 'status', status: 403, path: PURPOSE_CODES });
		const { json } = await runZen(simulator, get(), CONTINUE);
		expect(messageOf(json)).toContain('ZEN refused access to the purpose codes (403)');
	});

	it('says that the address is assumed when ZEN does not know it', async () => {
		simulator.faults.add({ kind: 'status', status: 404, path: PURPOSE_CODES });
		const { error } = await runZen(simulator, get());
		expect(error?.description).toContain('assumed');
		expect(error?.description).toContain('Contract Corrections (JSON)');
	});

	it('does not say so of an address that is documented', async () => {
		simulator.faults.add({ kind: 'status', status: 404, path: PRECALCULATION });
		const { error } = await runZen(simulator, precalculate());
		expect(error?.description).not.toContain('assumed');
	});
});
