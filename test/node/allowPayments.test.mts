import { describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { openZen, type ZenCredential } from '../../nodes/zen-client';
import { ACCOUNT } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { credentialFor } from '../support/credential.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { anOrder, byId, CONTINUE, payment, runZen, zenEngine } from './support/zen.mts';

const simulator = await sharedSimulator();

const OFF = { credential: { allowPayments: false } };

describe('Allow Payments', () => {
	it('is on in a new credential', () => {
		const field = new ZenApi().properties.find(({ name }) => name === 'allowPayments');
		expect(field).toMatchObject({ displayName: 'Allow Payments', default: true });
	});

	it.each([true, 'true', '={{ true }}'])('is on for %s', async (allowPayments) => {
		await runZen(simulator, payment(), { credential: { allowPayments } });
		expect(simulator.ledger()).toHaveLength(1);
	});

	it.each([false, 'false', '={{ false }}', '={{ "nope" }}', ''])(
		'is off for "%s"',
		async (value) => {
			await runZen(simulator, payment(), { credential: { allowPayments: value } });
			expect(simulator.requests()).toEqual([]);
		},
	);
});

describe('with Allow Payments off', () => {
	it('a payment is refused with the name of the field, and nothing at all is sent', async () => {
		const { error } = await runZen(simulator, payment(), { ...OFF, items: [{}] });
		expect(error?.message).toContain('Allow Payments is off in the ZEN API credential');
		expect(error?.message).toContain('Create a draft');
		expect(simulator.requests()).toEqual([]);
	});

	it('Continue On Fail gives error items', async () => {
		const parameters = payment({ externalId: '={{ $json.id }}' });
		const items = [{ id: 'A' }, { id: 'B' }];
		const { json } = await runZen(simulator, parameters, { ...OFF, ...CONTINUE, items });
		expect(json).toMatchObject([
			{ error: { externalId: 'A', outcome: 'notSent' } },
			{ error: { externalId: 'B', outcome: 'notSent' } },
		]);
		expect(simulator.requests()).toEqual([]);
	});

	it('the client itself sends no payment, whoever asks it to', async () => {
		const credential = { ...credentialFor(simulator), ...OFF.credential } as ZenCredential;
		const zen = openZen(credential, {
			sleep: async () => {},
			now: () => Date.now(),
			random: () => 0,
			httpRequest,
		});
		await expect(zen.createPayment(anOrder())).rejects.toThrow('Allow Payments is off');
		expect(simulator.requests()).toEqual([]);
	});

	it('a refused payment is not remembered: it goes out once the field is on', async () => {
		const engine = await zenEngine();
		await runZen(simulator, payment(), { ...OFF, engine });
		const { json } = await runZen(simulator, payment(), { engine });
		expect(json[0]).toMatchObject({ outcome: 'accepted' });
	});

	it.each([
		['accounts', { resource: 'account', operation: 'getAll' }],
		['the history', { resource: 'payment', operation: 'getAll', accountId: byId(ACCOUNT.main) }],
		['the connection', { resource: 'connection', operation: 'check' }],
		['drafts', { resource: 'draft', operation: 'getAll' }],
	])('%s can be read', async (_what, parameters) => {
		const { json, error } = await runZen(simulator, parameters, OFF);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	});
});
