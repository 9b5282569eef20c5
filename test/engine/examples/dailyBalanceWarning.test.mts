import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ACCOUNT, defaultSeed } from '../../simulator/index.mts';
import { Bench, type Outcome } from './Bench.mts';
import { edited, example } from './examples.mts';

const warning = example('daily-balance-warning');

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
beforeEach(() => {
	bench.simulator.seed(defaultSeed(new Date()));
	bench.simulator.reset();
});
afterAll(async () => await bench.close());

const seedBalances = (balances: Partial<Record<keyof typeof ACCOUNT, string>>) => {
	const { accounts } = defaultSeed(new Date());
	const changed = Object.entries(balances).map(([name, balance]) => ({
		...accounts.find(({ accountId }) => accountId === ACCOUNT[name as keyof typeof ACCOUNT])!,
		balance,
	}));
	bench.simulator.seed({ accounts: changed });
};
const sent = (run: Outcome) => run.json('Send to your mail or chat');

it('stays silent while every account has enough', async () => {
	const run = await bench.run(warning);

	expect(run.status).toBe('success');
	expect(run.json('Accounts')).toHaveLength(4);
	expect(sent(run)).toEqual([]);
});

it('does the same each morning as by hand', async () => {
	seedBalances({ main: '1.00' });
	const run = await bench.run(warning, { startNode: 'Every morning at 7' });
	expect(sent(run)).toHaveLength(1);
});

it('names in one message each account that has too little, to the cent', async () => {
	// As numbers some of these would be told apart wrongly as text, and the other way round.
	seedBalances({ main: '4999.99', payroll: '5000.00', zloty: '9.50', dollar: '999.99' });
	const run = await bench.run(warning);

	expect(sent(run)).toEqual([
		{
			subject: 'ZEN balances: 3 too low or not known',
			text: [
				'Main account (LT539999000000000001): 4999.99 EUR available, 5000.00 wanted',
				'Business account (PL57999999990000000000000003): 9.50 PLN available, 20000.00 wanted',
				'Dollars: 999.99 USD available, 1000.00 wanted',
			].join('\n'),
		},
	]);
});

it.each([
	['0.00', '0.01', true],
	['0.01', '0.01', false],
	['99.99', '100', true],
	['100.00', '100', false],
	['9999999999999.98', '9999999999999.99', true],
	['9999999999999.99', '9999999999999.99', false],
	['10000.00', '9000', false],
])('with %s on the account and %s wanted, warns: %s', async (balance, wanted, warns) => {
	seedBalances({ main: balance });
	const limits = edited(warning, 'Lowest balances', {
		jsonOutput: JSON.stringify({ EUR: wanted }),
	});
	expect(sent(await bench.run(limits))).toHaveLength(warns ? 1 : 0);
});

it('counts blocked funds as gone', async () => {
	const account = { ...defaultSeed(new Date()).accounts[0]!, balance: '5000.00' };
	const counterparty = { name: 'Example Stationery UAB' };
	bench.simulator.seed({
		accounts: [account],
		payments: [
			{
				accountId: account.accountId,
				direction: 'OUTGOING',
				amount: '0.01',
				counterparty,
				status: 'IN_PROGRESS',
				createdAt: new Date().toISOString(),
			},
		],
	});
	expect(String(sent(await bench.run(warning))[0]?.text)).toContain('4999.99 EUR available');
});

it.each([
	['has no lowest balance set', { PLN: '1.00' }, 'no lowest balance is set for this currency'],
	['has one that is no number', { EUR: '5,000.00' }, '125000.00 EUR available, 5,000.00 wanted'],
])('names an account whose currency %s', async (_what, limits: IDataObject, text) => {
	seedBalances({ main: '125000.00' });
	const asked = edited(warning, 'Lowest balances', { jsonOutput: JSON.stringify(limits) });
	expect(String(sent(await bench.run(asked))[0]?.text)).toContain(text);
});

it('says so when a balance cannot be read, and when no account is there', async () => {
	const answer = (body: unknown) =>
		bench.simulator.faults.add({ kind: 'status', status: 200, path: '/accounts', times: 1, body });
	answer([{ accountId: ACCOUNT.main, productName: 'Business account', currencyCode: 'EUR' }]);
	const unreadable = await bench.run(warning);
	answer([]);
	const none = await bench.run(warning);

	expect(sent(unreadable)[0]?.text).toBe(
		'Business account: an unknown amount of EUR available, 5000.00 wanted',
	);
	expect(String(sent(none)[0]?.text)).toContain('ZEN listed no account');
});

it.each([
	['refuses the key', { apiKey: 'wrong' }, 'ZEN refused access'],
	['is out of reach', { baseUrl: 'https://localhost:1' }, 'the connection was refused'],
])('writes as well when ZEN %s', async (_what, credential, why) => {
	const run = await bench.run(warning, { credential });

	expect(run.status).toBe('success');
	const [message, ...others] = sent(run);
	expect(others).toEqual([]);
	expect(message?.text).toMatch(/^The balances could not be read\. /);
	expect(message?.text).toContain(why);
});
