import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { storedCredential, zenCredentialOf } from '../../nodes/zen-n8n/storedCredential';
import type { CredentialSource } from '../../nodes/zen-n8n/storedCredential';
import { listSearch } from '../engine/harness.mts';
import { Poller } from '../engine/harness/server/Poller.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { credentialFor } from '../support/credential.mts';
import { ACCOUNT } from '../simulator/index.mts';
import { engineFor, typeName } from './support/executeNode.mts';
import { byId, payment, runZen } from './support/zen.mts';
import { POLLER, pollWorkflow, TestN8n, triggerWorkflow } from './support/triggers.mts';

const simulator = await sharedSimulator();

/** Expressions that come to nothing, as n8n stores and resolves them. */
const NOTHING = ["={{ '' }}", '={{ $vars.missing }}', '={{ $json.no }}{{ $json.none }}', '='];
const shown = ({ displayOptions, type }: INodeProperties) =>
	displayOptions === undefined && type !== 'notice';
const FIELDS = new ZenApi().properties.filter(shown).map(({ name, displayName }) => ({
	name,
	displayName,
}));
const read = { resource: 'account', operation: 'get', accountId: byId(ACCOUNT.main) };

describe.each(FIELDS)('$displayName of the credential', ({ name, displayName }) => {
	it.each(NOTHING)('holding %s is refused, by its name, and nothing is sent', async (stored) => {
		for (const parameters of [payment(), read]) {
			const { error } = await runZen(simulator, parameters, { credential: { [name]: stored } });
			expect(error?.message).toContain(`${displayName} yields nothing`);
		}
		expect(simulator.requests()).toEqual([]);
	});
});

it('a field that was left empty has its default', async () => {
	const credential = {
		allowedReceivers: '',
		limitPerDay: '',
		notificationSecret: '',
		ledgerName: '',
	};
	const { error } = await runZen(simulator, payment(), { credential });
	expect(error).toBeUndefined();
});

it('an expression in a field that n8n does not hand over is none of our business', async () => {
	const credential = {
		environment: 'custom',
		baseUrl: simulator.url,
		limitPerDay: '={{ "9.00 EUR" }}',
	};
	expect((await runZen(simulator, read, { credential })).error).toBeUndefined();
	const production = { environment: 'production', baseUrl: "={{ '' }}", limitPerDay: '={{ "" }}' };
	const { error } = await runZen(simulator, read, { credential: production });
	expect(error?.message).toContain('Limit per Day yields nothing');
});

it('the lists of the editor refuse it too', async () => {
	const mine = { ...credentialFor(simulator), allowedReceivers: "={{ '' }}" };
	const engine = await engineFor(new Zen(), {
		credentialTypes: [new ZenApi()],
		credentials: { mine },
	});
	const node = { type: typeName(new Zen()), credentials: { zenApi: 'mine' } };
	await expect(listSearch(engine, node, 'searchAccounts')).rejects.toThrow(
		'Allowed Receivers yields nothing',
	);
	await engine.stop();
});

it('no trigger is published whose Notification Secret comes to nothing', async () => {
	const n8n = await TestN8n.start(simulator);
	const credential = { notificationSecret: '={{ $vars.missing ?? "" }}' };
	const SAYS = 'Notification Secret yields nothing';
	await expect(n8n.publish(triggerWorkflow(), credential)).rejects.toThrow(SAYS);
	const polled = await n8n.publish(pollWorkflow(), credential);
	await expect(Poller.activate(polled, POLLER)).rejects.toThrow(SAYS);
	await n8n.stop();
});

describe('where n8n does not show how a credential is stored', () => {
	const given = { ...credentialFor(simulator), limitPerDay: '' };
	const source = (more: object) =>
		({
			getCredentials: async () => given,
			getNode: () => ({ credentials: { zenApi: { id: '1', name: 'ZEN' } } }),
			getMode: () => 'manual',
			...more,
		}) as unknown as CredentialSource;
	const failing = async () => {
		throw new Error('private');
	};

	it.each([
		['no additional data', {}],
		['no helper', { additionalData: {} }],
		['a helper that fails', { additionalData: { credentialsHelper: { getDecrypted: failing } } }],
	])('nothing changes (%s)', async (_what, more) => {
		expect(await storedCredential(source(more), 'zenApi')).toBeUndefined();
		expect(await zenCredentialOf(source(more))).toMatchObject({ limitPerDay: '' });
	});
});
