import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { PaymentOrder } from '../../nodes/zen-client';
import { ACCOUNT } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen } from './support/zen.mts';

const simulator = await sharedSimulator();
const pay = async (options: unknown, more: IDataObject = {}) => {
	const parameters = payment({ amount: '400.00', ...more, options: options as never } as never);
	return (await runZen(simulator, parameters, { items: [{ empty: '' }], ...CONTINUE })).json;
};

const LABELS = {
	limitPerPayment: 'Limit per Payment',
	limitPerRun: 'Limit per Run',
	atOnce: 'Payments at Once',
	sendAgainSeconds: 'Send Again After \\(Seconds\\)',
	waitSeconds: 'Wait at Most \\(Seconds\\)',
	checkBalance: 'Check Available Balance',
	currencyMustMatch: 'Account Currency Must Match',
	sendAgain: 'Send Again When Not Found',
	wait: 'Wait for Final Status',
};
const OPTIONS = Object.entries(LABELS);
const FOR_DRAFTS = ['currencyMustMatch', 'sendAgain', 'sendAgainSeconds'];
/** The switch beside which an option shows. */
const SWITCHES: Record<string, string> = { sendAgainSeconds: 'sendAgain', waitSeconds: 'wait' };
const shown = (option: string, value: unknown) => {
	const beside = SWITCHES[option];
	return { ...(beside && { [beside]: true }), [option]: value };
};
const NOTHING = [
	'={{ $json.missing }}',
	'={{ null }}',
	'={{ $json.empty }}',
	'',
	'={{ "" }} ',
	'=  {{ $json.missing }}',
];

describe.each(OPTIONS)('the option %s, once added', (option, label) => {
	it.each(NOTHING)('has to hold something: %j', async (value) => {
		const json = await pay(shown(option, value));
		expect(simulator.ledger()).toEqual([]);
		expect(messageOf(json)).toMatch(new RegExp(`^${label} was added but yields nothing`));
	});

	it.each(['={{ ({ a: 1 }) }}', '={{ [100] }}', 'a few', '={{ "undefined" }}', '={{ -1 }}'])(
		'has to hold the right thing: %j',
		async (value) => {
			const json = await pay(shown(option, value));
			expect(simulator.ledger()).toEqual([]);
			expect(messageOf(json)).toMatch(new RegExp(`^${label} `));
		},
	);
});

describe('an option that depends on a switch', () => {
	it.each([
		['sendAgain', 'sendAgainSeconds', 'Send Again After'],
		['wait', 'waitSeconds', 'Wait at Most'],
		['lookFirst', 'lookBackDays', 'Look Back'],
	])('is read where an expression decides about %s', async (beside, option, label) => {
		for (const on of ['={{ true }}', '={{ "yes" }}']) {
			const json = await pay({ [option]: '={{ $json.missing }}', [beside]: on });
			expect(messageOf(json)).toMatch(new RegExp(`^${label} .* was added but yields nothing`));
		}
		expect(simulator.ledger()).toEqual([]);
	});

	it('is read without its switch where that is on by itself', async () => {
		const json = await pay({ lookBackDays: '={{ $json.missing }}' });
		expect(messageOf(json)).toMatch(/^Look Back .* was added but yields nothing/);
	});
});

describe('of a draft', () => {
	it.each(OPTIONS.filter(([option]) => FOR_DRAFTS.includes(option)))(
		'the option %s has to hold something',
		async (option, label) => {
			const json = await pay(shown(option, '={{ $json.missing }}'), { resource: 'draft' });
			expect(messageOf(json)).toMatch(new RegExp(`^${label} was added but yields nothing`));
			expect(simulator.requests()).toEqual([]);
		},
	);
});

describe('options', () => {
	it('that were not added have their defaults', async () => {
		for (const options of [undefined, {}, { atOnce: 1 }]) {
			simulator.reset();
			expect(await pay(options)).toMatchObject([{ outcome: 'accepted' }]);
		}
	});

	it.each(['={{ 500 }}', '500', '={{ "500.00" }}', 500])('hold as a limit of %j', async (limit) => {
		const limits = { limitPerPayment: limit, limitPerRun: limit };
		expect(await pay(limits)).toMatchObject([{ outcome: 'accepted' }]);
		const over = await pay(limits, { externalId: 'INV-8', amount: '500.01' });
		expect(messageOf(over)).toMatch(/^Limit per Payment is 500\.00 EUR/);
	});

	it.each(['1.500', '1,500', '1.500,00'])(
		'hold no limit of %s, whatever is meant',
		async (limit) => {
			expect(messageOf(await pay({ limitPerPayment: limit }))).toMatch(/^Limit per Payment holds/);
		},
	);

	it.each([
		['={{ "FALSE" }}', 'refused'],
		['={{ 0 }}', 'refused'],
		['={{ "no" }}', 'refused'],
		['={{ "TRUE" }}', 'notSent'],
		['={{ 1 }}', 'notSent'],
	])('say whether the balance is checked: %s', async (checkBalance, outcome) => {
		const json = await pay({ checkBalance }, { amount: '125000.01' });
		expect(json[0]!.error).toMatchObject({ outcome });
	});
});

describe('an account of another currency', () => {
	const usd = { currency: 'USD' };
	const currencies = () =>
		seen(simulator, 'POST').map(({ body }) => (JSON.parse(body) as PaymentOrder).amount.currency);

	it('pays once it may, which ZEN decides about', async () => {
		await pay({ currencyMustMatch: false, checkBalance: false }, usd);
		expect(currencies()).toEqual(['USD']);
	});

	it('saves drafts once it may', async () => {
		await pay({ currencyMustMatch: false }, { ...usd, resource: 'draft' });
		expect(currencies()).toEqual(['USD']);
	});

	it('has a balance that cannot be compared, so that nothing is sent while it is to be', async () => {
		const json = await pay({ currencyMustMatch: false }, usd);
		expect(messageOf(json)).toContain('its balance cannot be compared with 400.00 USD');
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('pays nothing unless it may', async () => {
		for (const options of [{}, { currencyMustMatch: true }]) {
			const json = await pay({ ...options, checkBalance: false }, usd);
			expect(messageOf(json)).toMatch(/^Currency is USD, but the account holds EUR/);
		}
		expect(seen(simulator, 'POST')).toEqual([]);
	});
});

describe('yes or no elsewhere', () => {
	const history = (returnAll: unknown) =>
		runZen(
			simulator,
			{
				resource: 'payment',
				operation: 'getAll',
				accountId: byId(ACCOUNT.main),
				returnAll: returnAll as never,
			},
			CONTINUE,
		);

	it.each(['={{ "TRUE" }}', '={{ 1 }}', '={{ "1" }}', 'yes'])(
		'%s returns all',
		async (returnAll) => {
			expect((await history(returnAll)).json.length).toBeGreaterThan(50);
		},
	);

	it.each(['={{ $json.nope }}', '={{ null }}', '={{ "all" }}', '={{ 2 }}'])(
		'%s is refused, not taken for the first 50',
		async (returnAll) => {
			expect(messageOf((await history(returnAll)).json)).toMatch(/^Return All (yields|holds)/);
			expect(simulator.requests()).toEqual([]);
		},
	);
});

describe('a filter that was added and yields nothing', () => {
	it.each([
		['draft', 'getAll', { accountId: byId('={{ $json.nope }}') }, 'Account'],
		['draft', 'getAll', { accountId: byId('') }, 'Account'],
		['payment', 'getAllPurposeCodes', { country: '={{ $json.nope }}' }, 'Country'],
		['payment', 'getAllPurposeCodes', { currency: '' }, 'Currency'],
	])('%s %s %j does not widen the list', async (resource, operation, filters, label) => {
		const { error } = await runZen(simulator, { resource, operation, filters });
		expect(error?.message).toMatch(new RegExp(`^${label} was added but yields nothing`));
		expect(simulator.requests()).toEqual([]);
	});
});
