import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen, zenEngine } from './support/zen.mts';

const simulator = await sharedSimulator();
beforeEach(() => {
	simulator.settings.showExternalId = true;
});

const inZloty = (more: object = {}) =>
	payment({ accountId: byId(ACCOUNT.zloty), currency: '', ...more });
const sent = () => seen(simulator, 'POST').length;

describe.each(['payment', 'draft'])('Currency left empty in a %s', (resource) => {
	it('is that of the account', async () => {
		const { json, error } = await runZen(simulator, inZloty({ resource }));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ outcome: 'accepted', amount: '10.50', currency: 'PLN' }]);
	});

	it('makes the same payment as its code does', async () => {
		const engine = await zenEngine();
		await runZen(simulator, inZloty({ resource }), { engine });
		const named = inZloty({ resource, currency: 'PLN' });
		const { json } = await runZen(simulator, named, { engine });
		expect(json).toMatchObject([{ outcome: 'alreadySent' }]);
		expect(sent()).toBe(1);
	});

	it.each([
		['three decimals', { amount: '1.500' }, /^Amount holds 1\.500, .* PLN has 2 decimals/],
		['no amount', { amount: 'a lot' }, /^Amount holds "a lot"/],
		['an amount that is nothing', { amount: '={{ $json.none }}' }, /^Amount is empty/],
		['another account', { accountId: byId('5f0c2a9e-0000-4000-8000-000000000000') }, /^Currency/],
		['an expression that yields nothing', { currency: '={{ $json.none }}' }, /^Currency is empty/],
		['an expression of empty text', { currency: '={{ "" }}' }, /^Currency is empty/],
		['a blank', { currency: ' ' }, /^Currency is empty/],
	])('sends nothing with %s', async (_name, more, words) => {
		const { error } = await runZen(simulator, inZloty({ resource, ...more }));
		expect(error?.message).toMatch(words);
		expect(sent()).toBe(0);
	});

	it('is asked for once, and only where it is needed', async () => {
		const items = ['A', 'B', 'C'].map((id) => ({ id }));
		const parameters = inZloty({
			resource,
			externalId: '={{ $json.id }}',
			title: '={{ $json.id }}',
		});
		const accounts = () =>
			simulator.requests().filter(({ path }) => path.startsWith('/accounts')).length;
		await runZen(simulator, { ...parameters, currency: 'PLN' }, { items });
		const before = accounts();
		simulator.reset();
		await runZen(simulator, parameters, { items });
		expect(accounts()).toBe(before + 1);
		expect(sent()).toBe(3);
	});

	it('lets nothing out where ZEN does not tell it', async () => {
		simulator.faults.add({ kind: 'status', status: 503, path: '/accounts/v1.0', times: 9 });
		const { json } = await runZen(simulator, inZloty({ resource }), CONTINUE);
		expect(json).toMatchObject([{ outcome: 'notSent', externalId: 'INV-7' }]);
		expect(messageOf(json)).toContain('503');
		expect(sent()).toBe(0);
	});
});

it('limits are counted in the currency of the account', async () => {
	const over = inZloty({ options: { limitPerPayment: '10.00' } });
	expect((await runZen(simulator, over)).error?.message).toContain('10.00 PLN');
	const unclear = inZloty({ options: { limitPerPayment: '10.001' } });
	expect((await runZen(simulator, unclear)).error?.message).toMatch(/^Limit per Payment holds/);
	expect(sent()).toBe(0);
});

it('fees are worked out in the currency of the account', async () => {
	const parameters = inZloty({ operation: 'precalculate' });
	const { json, error } = await runZen(simulator, parameters);
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ feeCurrency: 'PLN' });
});
