import type { IDataObject, INode } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { createEngine } from '../engine/harness.mts';
import { credentialFor } from '../support/credential.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { executeNode, typeName } from './support/executeNode.mts';
import { byId, payment } from './support/zen.mts';

const simulator = await sharedSimulator();
const type = `${typeName(new Zen())}Tool`;
const MAY_PAY = { aiTools: 'payments' };

/** A call by a language model. Nothing is set for the case that it fails, unless told. */
async function call(parameters: object, credential: object, onError?: INode['onError']) {
	const { status, json, error } = await executeNode(new Zen(), {
		parameters: { ...payment(), ...parameters },
		credentials: { zenApi: { ...credentialFor(simulator), ...credential } },
		engine: await createEngine({
			packageDirs: [],
			nodes: { [type]: new Zen() },
			credentialTypes: [new ZenApi()],
		}),
		settings: { type, onError },
	});
	return { status, told: json[0]?.error as IDataObject, error };
}

it('A model is told what became of a payment, and that another way is for a person', async () => {
	const path = '/payments/v1.0';
	simulator.faults.add({ kind: 'resetAfterCommit', method: 'POST', path, times: 1 });
	const { status, told } = await call({}, MAY_PAY);
	expect(status).toBe('success');
	expect(told).toMatchObject({ externalId: 'INV-7', outcome: 'unknown' });
	expect(told.description).toMatch(/^It may have gone out\. .* is for a person to say\.$/);
	expect(told.description).not.toContain('new External ID');
});

it('It is not told to use another External ID where one was used before', async () => {
	simulator.settings.showExternalId = true;
	await call({}, MAY_PAY);
	const { told } = await call({ amount: '99.90' }, MAY_PAY);
	expect(told).toMatchObject({ outcome: 'notSent', reason: 'otherPayment' });
	expect(told.description).toMatch(/^Tell a person what happened/);
});

it('It is not told of payments where a deletion has no answer', async () => {
	const draftId = byId(simulator.drafts()[0]!.id);
	simulator.faults.add({ kind: 'resetAfterCommit', method: 'DELETE', path: /./ });
	const { told } = await call({ resource: 'draft', operation: 'delete', draftId }, MAY_PAY);
	expect(told).toMatchObject({ outcome: 'unknown' });
	expect(told.description).not.toContain('gone out');
});

it('It is told what it can put right itself', async () => {
	const { told } = await call({ currency: 'PLN' }, MAY_PAY);
	expect(told).toMatchObject({
		message:
			'Currency is PLN, but the account holds EUR. Pick the account of that currency, or switch off Account Currency Must Match if ZEN is to convert.',
		outcome: 'notSent',
		description: 'Nothing was sent for this item.',
	});
});

it('It is told that the credential cannot be used', async () => {
	const { status, told } = await call({}, { limitPerPayment: 'much' });
	expect(status).toBe('success');
	expect(told).toMatchObject({ outcome: 'notSent' });
});

it('The run stops where Stop Workflow was chosen for the tool', async () => {
	const { status, error } = await call({}, {}, 'stopWorkflow');
	expect(status).toBe('error');
	expect(error?.message).toMatch(/^AI Tools May is set to drafts/);
});
