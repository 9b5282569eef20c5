import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { createEngine, type Engine } from '../engine/harness.mts';
import { ACCOUNT, COMPANIES, Simulator } from '../simulator/index.mts';
import { CertificateAuthority } from '../support/certificates.mts';
import { credentialFor } from '../support/credential.mts';

/** n8n's own HTTP Request node with the ZEN credential: the way to calls that the ZEN node lacks. */
let simulator: Simulator;
let engine: Engine;

beforeAll(async () => {
	simulator = await Simulator.start();
	engine = await createEngine({ packageDirs: [], credentialTypes: [new ZenApi()] });
});
beforeEach(() => simulator.reset());
afterAll(async () => {
	await engine.stop();
	await simulator.stop();
});

async function request(parameters: IDataObject, credential: IDataObject = {}) {
	const { nodes, error } = await engine.run(
		{
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'HTTP Request',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.4,
					parameters: {
						authentication: 'predefinedCredentialType',
						nodeCredentialType: 'zenApi',
						...parameters,
					} as never,
					credentials: { zenApi: { id: 'zen', name: 'zen' } },
				},
			],
			connections: { Start: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
		},
		{
			pinData: { Start: [{ json: {} }] },
			credentials: { zen: { ...credentialFor(simulator), ...credential } },
		},
	);
	const node = nodes['HTTP Request'];
	return { json: node?.outputs[0]?.map((item) => item.json), error: node?.error ?? error };
}

const paymentBody = () => ({
	accountId: ACCOUNT.main,
	externalId: 'INV-7',
	amount: { value: '10.00', currency: 'EUR' },
	receiver: { name: 'Example', accountNumber: COMPANIES[0]!.accountNumber },
});
const post = (path: string) => ({
	method: 'POST',
	url: `${simulator.url}${path}`,
	sendBody: true,
	specifyBody: 'json',
	jsonBody: JSON.stringify(paymentBody()),
});

describe('the ZEN credential in the HTTP Request node', () => {
	it('reaches ZEN with the client certificate and the key', async () => {
		const { json, error } = await request({ url: `${simulator.url}/accounts/v1.0` });
		expect(error).toBeUndefined();
		expect(json?.map(({ accountId }) => accountId)).toContain(ACCOUNT.main);
	});

	it('goes nowhere but to ZEN, and shows its key to nobody else', async () => {
		const elsewhere = await Simulator.start();
		const { error } = await request({ url: `${elsewhere.url}/accounts/v1.0` });
		expect(JSON.stringify(error)).toContain('may only be used for https://localhost');
		expect(elsewhere.connections()).toBe(0);
		await elsewhere.stop();
	});

	it('follows no redirect, which could lead the certificate away', async () => {
		const elsewhere = await Simulator.start();
		simulator.faults.add({ kind: 'redirect', location: `${elsewhere.url}/accounts/v1.0` });
		const { error } = await request({ url: `${simulator.url}/accounts/v1.0` });
		expect(error).toBeDefined();
		expect(elsewhere.connections()).toBe(0);
		await elsewhere.stop();
	});

	it('verifies the server even where the node is told not to', async () => {
		const { certificate: ca } = await CertificateAuthority.create('Somebody else');
		const { error } = await request(
			{ url: `${simulator.url}/accounts/v1.0`, options: { allowUnauthorizedCerts: true } },
			{ ca },
		);
		expect(error).toBeDefined();
		expect(simulator.requests()).toEqual([]);
	});

	it('pays as long as Allow Payments is on', async () => {
		const { error } = await request(post('/payments/v1.0'));
		expect(error).toBeUndefined();
		expect(simulator.ledger()).toHaveLength(1);
	});
});

describe('with Allow Payments off', () => {
	const off = { allowPayments: false };

	it('refuses to pay before anything is sent, and names the field', async () => {
		const { error } = await request(post('/payments/v1.0'), off);
		expect(JSON.stringify(error)).toContain('Allow Payments is off in the ZEN API credential');
		expect(simulator.requests()).toEqual([]);
	});

	it.each([
		['/payments/v1.0/'],
		['/payments/v1.0?draft=true'],
		['//payments/v1.0'],
		['/payments/v1.0/drafts/../'],
		['/payments/v1.0/drafts/%2e%2e'],
		['/payments/v1.0/drafts/0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c/accept'],
		['/payments/v1.0/drafts%2faccept'],
	])('refuses POST %s as well', async (path) => {
		await request(post(path), off);
		expect(simulator.requests()).toEqual([]);
	});

	it.each(['PUT', 'PATCH', 'DELETE'])('refuses %s of a payment', async (method) => {
		const url = `${simulator.url}/payments/v1.0/0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c`;
		await request({ method, url }, off);
		expect(simulator.requests()).toEqual([]);
	});

	it('still reads', async () => {
		expect((await request({ url: `${simulator.url}/accounts/v1.0` }, off)).json).toHaveLength(4);
	});

	it('still saves and deletes drafts', async () => {
		const saved = await request(post('/payments/v1.0/drafts'), off);
		expect(saved.error).toBeUndefined();
		const { draftId } = saved.json![0]!;
		await request(
			{ method: 'DELETE', url: `${simulator.url}/payments/v1.0/drafts/${draftId}` },
			off,
		);
		expect(simulator.drafts().at(-1)?.status).toBe('DELETED');
	});

	it('takes whatever is no clear yes for a no', async () => {
		await request(post('/payments/v1.0'), { allowPayments: '={{ "perhaps" }}' });
		expect(simulator.requests()).toEqual([]);
	});
});
