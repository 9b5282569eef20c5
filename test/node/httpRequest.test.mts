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

	it.each(['multipart/form-data', 'application/x-www-form-urlencoded', 'application/json'])(
		'sends no body for the type %s',
		async (type) => {
			const headers = { parameters: [{ name: 'Content-Type', value: type }] };
			const url = `${simulator.url}/accounts/v1.0`;
			const { error } = await request({ url, sendHeaders: true, headerParameters: headers });
			expect(error).toBeUndefined();
			const [seen] = simulator.requests();
			expect(Object.keys(seen!.headers)).not.toContain('content-length');
			expect(Object.keys(seen!.headers)).not.toContain('content-type');
			expect(seen!.body).toBe('');
		},
	);

	it('reads, with headers that say which answer is wanted', async () => {
		const { json, error } = await request({
			url: `${simulator.url}/accounts/v1.0`,
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'Accept-Language', value: 'pl' }] },
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(4);
	});
});

describe.each([true, false])('with Allow Payments %s the HTTP Request node', (allowPayments) => {
	const refusal = async (parameters: IDataObject) => {
		const { error } = await request(parameters, { allowPayments });
		expect(simulator.connections()).toBe(connections);
		expect(simulator.requests()).toEqual([]);
		expect(JSON.stringify(error)).not.toContain(simulator.apiKey);
		return JSON.stringify(error);
	};
	let connections: number;
	beforeEach(() => {
		connections = simulator.connections();
	});

	it.each([
		['/payments/v1.0'],
		['/payments/v1.0/drafts'],
		['/payments/v1.0/drafts/0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c/accept'],
		['/anything'],
	])('refuses POST %s before anything is sent, and points to the ZEN node', async (path) => {
		expect(await refusal(post(path))).toMatch(/Method may only be GET .* the ZEN node/);
	});

	it.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'get, POST'])(
		'refuses %s',
		async (method) => {
			const url = `${simulator.url}/payments/v1.0/0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c`;
			expect(await refusal({ method, url })).toContain('Method may only be GET');
		},
	);

	it.each<[string, IDataObject]>([
		['raw', { contentType: 'raw', rawContentType: 'text/plain', body: 'x' }],
		['JSON', { specifyBody: 'json', jsonBody: '{"a":1}' }],
		['fields', { bodyParameters: { parameters: [{ name: 'a', value: 'b' }] } }],
	])('sends no body with a GET (%s)', async (_name, body) => {
		const url = `${simulator.url}/accounts/v1.0`;
		expect(await refusal({ url, sendBody: true, ...body })).toContain('Body cannot go along');
	});

	it.each([
		...['Host', 'content-length', 'Transfer-Encoding', 'CONNECTION', 'Keep-Alive', 'TE', 'Trailer'],
		...['Upgrade', 'Expect', 'Proxy-Authorization', 'Proxy-Connection', 'X-HTTP-Method-Override'],
		...['X-Method-Override', 'X-HTTP-Method', 'X-Original-URL', 'X-Rewrite-URL', 'Forwarded'],
		...['X-Forwarded-Host', 'Cookie', 'X-Unknown', 'Via', 'Max-Forwards', 'HTTP2-Settings'],
		...['X-Original-Host', 'X-Zen-Method-Override', 'x_http_method_override', ':path', 'Origin'],
	])('sends no header %s', async (name) => {
		const headers = { parameters: [{ name, value: '0' }] };
		const url = `${simulator.url}/accounts/v1.0`;
		const said = await refusal({ url, sendHeaders: true, headerParameters: headers });
		expect(said).toContain('cannot go along with the ZEN API credential');
		expect(said).toContain(name.toLowerCase());
	});

	it.each(['\r\nHost: rogue.example', '\nX-HTTP-Method: POST', '\0', '\u010d\u010a'])(
		'sends no header that holds %j',
		async (value) => {
			const headers = [{ name: 'Accept', value: `text/csv${value}` }];
			const url = `${simulator.url}/accounts/v1.0`;
			const parameters = { url, sendHeaders: true, headerParameters: { parameters: headers } };
			expect(await refusal(parameters)).toContain('line breaks, unusual characters');
		},
	);

	it('goes to no other host for the next page', async () => {
		const elsewhere = await Simulator.start();
		const pagination = {
			paginationMode: 'responseContainsNextURL',
			nextURL: `${elsewhere.url}/accounts/v1.0`,
			limitPagesFetched: true,
			maxRequests: 3,
		};
		const options = { pagination: { pagination } };
		const { error } = await request({ url: `${simulator.url}/accounts/v1.0`, options });
		expect(JSON.stringify(error)).toContain('leads elsewhere');
		expect(elsewhere.connections()).toBe(0);
		await elsewhere.stop();
	});

	it('goes by no proxy of its own', async () => {
		const url = `${simulator.url}/accounts/v1.0`;
		expect(await refusal({ url, options: { proxy: 'http://127.0.0.1:9' } })).toContain('Proxy');
	});
});
