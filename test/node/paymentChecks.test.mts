import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';
import { ACCOUNT, COMPANIES } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen } from './support/zen.mts';

const simulator = await sharedSimulator();

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const outcomes = (json: IDataObject[]) =>
	json.map(({ outcome, error }) => outcome ?? (error as IDataObject).outcome);

/** One payment an item; whatever an item holds replaces the parameter of that name. */
async function pay(items: IDataObject[], execution = {}, parameters = {}) {
	const names = [...new Set(items.flatMap(Object.keys))];
	const filledIn = names.map((name) => {
		const standard = payment()[name] ?? '';
		const text = `={{ $json.${name} === undefined ? ${JSON.stringify(standard)} : $json.${name} }}`;
		return [name, name === 'accountId' ? byId(`={{ $json.${name} ?? "${ACCOUNT.main}" }}`) : text];
	});
	return await runZen(simulator, payment({ ...Object.fromEntries(filledIn), ...parameters }), {
		items,
		...execution,
	});
}

const IBAN = COMPANIES[0]!.accountNumber!;
const broken = IBAN.slice(0, -2) + IBAN.slice(-1) + IBAN.slice(-2, -1);

/** What is wrong, the item, what the message says. */
const WRONG: Array<[string, IDataObject, RegExp]> = [
	['no External ID', { externalId: '' }, /^External ID is empty/],
	['a blank External ID', { externalId: '  ' }, /^External ID is empty/],
	['an object as External ID', { externalId: { a: 1 } }, /^External ID holds an object/],
	['no title', { title: '' }, /^Title is empty/],
	['no amount', { amount: '' }, /^Amount is empty/],
	['a decimal comma', { amount: '10,50' }, /^Amount holds "10,50", .*with a point/],
	['a negative amount', { amount: '-1' }, /^Amount holds -1\. Only an amount above zero/],
	['zero', { amount: 0 }, /^Amount holds 0\. Only an amount above zero/],
	['a fourth decimal', { amount: '1.0055' }, /^Amount holds 1\.0055, but EUR has 2 decimals/],
	['a point that may divide thousands', { amount: '1.500' }, /^Amount holds 1\.500, .*thousands/],
	['a sum of floats', { amount: 0.1 + 0.2 }, /^Amount holds .*lost digits/],
	['a list of amounts', { amount: ['1.00'] }, /^Amount holds .*no decimal amount/],
	['an unknown currency', { currency: 'EURO' }, /^Currency holds "EURO"/],
	['an IBAN with digits swapped', { receiverAccountNumber: broken }, /check digits do not fit/],
	['an IBAN too short', { receiverAccountNumber: IBAN.slice(0, -1) }, /characters are missing/],
	['a hidden IBAN', { receiverAccountNumber: `IBAN: ${broken}` }, /check digits do not fit/],
	['a foreign letter', { receiverAccountNumber: `L\u0422${IBAN.slice(2)}` }, /\(U\+0422\)/],
	['words as account', { receiverAccountNumber: 'n/a' }, /^Receiver Account Number .*no digit/],
	['no account number', { receiverAccountNumber: '' }, /^Receiver Account Number is empty/],
	['no receiver', { receiverName: '' }, /^Receiver Name is empty/],
	['no account', { accountId: '' }, /^From Account is empty/],
	['an account that is no ID', { accountId: 'main' }, /^From Account holds "main"/],
	[
		'an account of somebody else',
		{ accountId: UNKNOWN },
		/^From Account 0000.* is not among the active/,
	],
	['another currency', { currency: 'USD' }, /^Currency is USD, but the account holds EUR/],
	[
		'more than there is',
		{ amount: '125000.01' },
		/^Amount is 125000\.01 EUR, .*125000\.00 EUR avail/,
	],
];

describe('an item with', () => {
	it.each(WRONG)('%s is not sent, the others are', async (_name, wrong, words) => {
		const items = [{ externalId: 'A' }, { externalId: 'B', ...wrong }, { externalId: 'C' }];
		const { json, items: output, status } = await pay(items, CONTINUE);
		expect(status).toBe('success');
		expect(outcomes(json)).toEqual(['accepted', 'notSent', 'accepted']);
		expect(messageOf(json, 1)).toMatch(words);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(simulator.ledger().map(({ externalId }) => externalId)).toEqual(['A', 'C']);
	});

	it.each(WRONG)('%s stops the workflow before anything is sent', async (_name, wrong, words) => {
		const items = [{ externalId: 'A' }, { externalId: 'B' }, { externalId: 'C', ...wrong }];
		const { status, error } = await pay(items);
		expect(status).toBe('error');
		expect(error?.message).toMatch(words);
		expect(error).toMatchObject({ context: { itemIndex: 2 } });
		expect(error?.description).toContain('Nothing was sent for this item.');
		expect(error?.description).toContain('Not sent:\n• item 0 A.\n• item 1 B.');
		expect(seen(simulator, 'POST')).toEqual([]);
	});
});

describe('details of the receiver', () => {
	it.each([
		['a BIC of another length', { bic: 'EXMPLT2' }, /^BIC holds "EXMPLT2", which is no BIC/],
		[
			'a BIC that says that there is none',
			{ bic: 'NotProvided' },
			/^BIC holds "NOTPROVIDED", which says that there is none\. Leave it out/,
		],
		['one of these that was cut', { bic: 'NOTAVAIL' }, /^BIC holds "NOTAVAIL", which says/],
		['a BIC of no country', { bic: 'EXMPXX20' }, /^BIC holds "EXMPXX20".* XX is none\./],
		['a country in words', { country: 'Lithuania' }, /^Country holds "LITHUANIA"/],
	])('cannot be %s', async (_name, receiverDetails, words) => {
		const { error } = await runZen(simulator, payment({ receiverDetails }));
		expect(error?.message).toMatch(words);
		expect(simulator.requests()).toEqual([]);
	});

	it('hold the country where the account number is no IBAN', async () => {
		const local = { receiverAccountNumber: '1234 5678', receiverDetails: { country: 'us' } };
		const parameters = { ...local, accountId: byId(ACCOUNT.dollar), currency: 'USD' };
		const { json } = await runZen(simulator, payment(parameters));
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
		const { payee } = simulator.ledger()[0]!;
		expect(payee).toMatchObject({ accountNumber: '1234 5678', country: 'US' });
	});
});

describe('a batch', () => {
	const amounts = (...values: string[]) =>
		values.map((amount, index) => ({ externalId: `INV-${index}`, amount }));

	it('is compared with what is available as a whole, to the cent', async () => {
		const { json } = await pay(amounts('100000.00', '25000.01', '24999.60'), CONTINUE);
		expect(outcomes(json)).toEqual(['accepted', 'notSent', 'accepted']);
		expect(messageOf(json, 1)).toBe(
			'Amount is 25000.01 EUR, but the account has 125000.00 EUR available and the items before it take 100000.00 EUR. Add funds, or pay less at once.',
		);
	});

	it('is not compared with the balance where that is switched off; ZEN decides then', async () => {
		const options = { checkBalance: false };
		const { json } = await pay(amounts('125000.01'), CONTINUE, { options });
		expect(outcomes(json)).toEqual(['refused']);
		expect(messageOf(json)).toContain('Insufficient funds');
	});

	it('sends a reference that stands in it twice once, or under Stop Workflow not at all', async () => {
		const items = ['A', 'B', 'A', ' A '].map((externalId) => ({ externalId }));
		const stopped = await pay(items);
		expect(stopped.error?.message).toContain('"A" stands in this batch more than once');
		expect(simulator.ledger()).toEqual([]);

		const { json } = await pay(items, CONTINUE);
		expect(outcomes(json)).toEqual(['accepted', 'accepted', 'notSent', 'notSent']);
		expect(simulator.ledger().map(({ externalId }) => externalId)).toEqual(['A', 'B']);
	});

	it('that stops half-way says what went out and what did not', async () => {
		simulator.faults.add({ kind: 'status', status: 503, method: 'POST', skip: 2 });
		const { error } = await pay(amounts('1', '2', '3', '4', '5'));
		const [first, second] = simulator.ledger();
		expect(error?.message).toMatch(/^It is not known what became of payment "INV-2"/);
		expect(error).toMatchObject({ context: { itemIndex: 2 } });
		expect(error?.description).toContain(
			[
				'Sent before this:',
				`• item 0: "INV-0" is payment ${first!.paymentId}, IN_PROGRESS.`,
				`• item 1: "INV-1" is payment ${second!.paymentId}, IN_PROGRESS.`,
				'Not sent:',
				'• item 3 INV-3.',
				'• item 4 INV-4.',
			].join('\n'),
		);
		expect(seen(simulator, 'POST')).toHaveLength(3);
	});

	it('goes on behind a payment that was refused, and behind one in doubt, with Continue', async () => {
		const faults = [
			{ kind: 'status', status: 422, skip: 1, times: 1 },
			{ kind: 'resetAfterCommit', skip: 1, times: 1 },
		] as const;
		for (const fault of faults) simulator.faults.add({ ...fault, method: 'POST' });
		const { json } = await pay(amounts('1', '2', '3', '4'), CONTINUE);
		expect(outcomes(json)).toEqual(['accepted', 'refused', 'unknown', 'accepted']);
		expect(simulator.ledger()).toHaveLength(3);
	});

	it('waits before the next payment when ZEN asks for fewer calls', async () => {
		simulator.faults.add({ kind: 'status', status: 429, retryAfter: 1, method: 'POST', times: 1 });
		const { json } = await pay(amounts('1', '2'), CONTINUE);
		expect(outcomes(json)).toEqual(['unknown', 'accepted']);
		const [first, second] = seen(simulator, 'POST').map(({ time }) => Date.parse(time));
		expect(second! - first!).toBeGreaterThanOrEqual(1_000);
	});

	it('stops before the next payment when it is cancelled, and cuts none off', async () => {
		simulator.faults.add({ kind: 'delay', ms: 400, method: 'POST' });
		const cancellation = new AbortController();
		void vi
			.waitUntil(() => seen(simulator, 'POST').length > 0, { timeout: 10_000, interval: 5 })
			.then(() => cancellation.abort());
		await pay(amounts('1', '2', '3'), { ...CONTINUE, signal: cancellation.signal });
		await expect.poll(() => simulator.requests().at(-1)!.status).toBe(201);
		expect(seen(simulator, 'POST')).toHaveLength(1);
		expect(simulator.ledger()).toHaveLength(1);
	});
});
