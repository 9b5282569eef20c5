import type { IDataObject, IExecuteFunctions, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { otherCredentials } from '../../nodes/zen-n8n/otherCredentials';
import { ACCOUNT } from '../simulator/index.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { byId, CONTINUE, messageOf, payment, runZen, seen } from './support/zen.mts';

const simulator = await sharedSimulator();

const parameters = payment({ externalId: '={{ $json.id }}', title: '={{ $json.id }}' });
const draft = { ...parameters, resource: 'draft' };
const items = [
	{ id: 'A', ok: true },
	{ id: 'B', ok: false },
	{ id: 'C', ok: true },
];
const BY_ITEM = { credential: { allowPayments: '={{ $json.ok }}' } };
const SAYS = 'The ZEN API credential holds an expression that yields something else for this item';
const outcomes = (json: IDataObject[]) =>
	json.map((item) => item.outcome ?? (item.error as IDataObject).outcome);

/** Counts how often n8n is asked for a credential: as it is stored, and resolved for an item. */
function counting() {
	const asked = { stored: 0, resolved: 0 };
	const configureAdditionalData = ({ credentialsHelper }: IWorkflowExecuteAdditionalData) => {
		const getDecrypted = credentialsHelper.getDecrypted.bind(credentialsHelper);
		credentialsHelper.getDecrypted = async (...args) => {
			asked[args[5] === true ? 'stored' : 'resolved'] += 1;
			return await getDecrypted(...args);
		};
	};
	return { asked, configureAdditionalData };
}

describe('a credential with expressions', () => {
	it.each([
		['payments', parameters],
		['drafts', draft],
	])('%s for which it is another than for the first are not sent', async (_what, of) => {
		const { json } = await runZen(simulator, of, { ...BY_ITEM, ...CONTINUE, items });
		expect(outcomes(json)).toEqual(['accepted', 'notSent', 'accepted']);
		expect(messageOf(json, 1)).toContain(SAYS);
		expect(json[1]!.error).toMatchObject({ externalId: 'B' });
		expect(seen(simulator, 'POST')).toHaveLength(2);
	});

	it('with Stop Workflow nothing is sent, and ZEN is not even asked', async () => {
		const { error } = await runZen(simulator, parameters, { ...BY_ITEM, items });
		expect(error?.message).toContain(SAYS);
		expect(error?.description).toContain('No other item was sent');
		expect(simulator.requests()).toEqual([]);
	});

	it('an item for which it cannot be resolved is not sent', async () => {
		const credential = { apiKey: `={{ $json.ok ? "${simulator.apiKey}" : $json.no.such.field }}` };
		const { json } = await runZen(simulator, parameters, { credential, ...CONTINUE, items });
		expect(outcomes(json)).toEqual(['accepted', 'notSent', 'accepted']);
	});

	it('that yields the same for all pays all', async () => {
		const credential = { apiKey: `={{ "${simulator.apiKey}" }}` };
		const { json } = await runZen(simulator, parameters, { credential, ...CONTINUE, items });
		expect(outcomes(json)).toEqual(['accepted', 'accepted', 'accepted']);
	});

	it('is read once for reads', async () => {
		const { asked, configureAdditionalData } = counting();
		const read = { resource: 'account', operation: 'get', accountId: byId(ACCOUNT.main) };
		const more = { ...BY_ITEM, items, configureAdditionalData };
		const { json } = await runZen(simulator, read, more);
		expect(json).toHaveLength(3);
		expect(asked).toEqual({ stored: 1, resolved: 1 });
	});
});

describe('a batch', () => {
	it('does not ask for the credential of each item when it holds no expression', async () => {
		const { asked, configureAdditionalData } = counting();
		const { json } = await runZen(simulator, parameters, { items, configureAdditionalData });
		expect(outcomes(json)).toEqual(['accepted', 'accepted', 'accepted']);
		expect(asked).toEqual({ stored: 1, resolved: 1 });
	});

	it('asks for each where n8n does not hand it over as it is stored', async () => {
		const configureAdditionalData = ({ credentialsHelper }: IWorkflowExecuteAdditionalData) => {
			const getDecrypted = credentialsHelper.getDecrypted.bind(credentialsHelper);
			credentialsHelper.getDecrypted = async (...args) => {
				if (args[5] === true) throw new Error('not as it is stored');
				return await getDecrypted(...args);
			};
		};
		const more = { ...BY_ITEM, ...CONTINUE, items, configureAdditionalData };
		const { json } = await runZen(simulator, parameters, more);
		expect(outcomes(json)).toEqual(['accepted', 'notSent', 'accepted']);
	});

	it('asks for each where n8n hides how it is stored', async () => {
		const context = {
			getNode: () => ({ credentials: { zenApi: { id: '1', name: 'ZEN' } } }),
			getMode: () => 'manual',
			getCredentials: async (_type: string, index: number) => ({ apiKey: index === 2 ? 'b' : 'a' }),
		} as unknown as IExecuteFunctions;
		const found = await otherCredentials(context, { apiKey: 'a' }, undefined, [0, 1, 2]);
		expect([...found.keys()]).toEqual([2]);
	});
});
