import type { IDataObject, INode } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { createEngine, type Engine } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { httpRequest, Rogue, smuggle } from '../support/borrowedCredential.mts';
import { credentialFor } from '../support/credential.mts';

/** Somebody who may use the credential in workflows, and wants more of it than he was given. */
let simulator: Simulator;
let engine: Engine;
let rogue: Rogue;
beforeAll(async () => {
	[simulator, rogue] = await Promise.all([Simulator.start(), Rogue.start()]);
	engine = await createEngine({ packageDirs: [], credentialTypes: [new ZenApi()] });
});
beforeEach(() => {
	simulator.reset();
	rogue.seen.length = 0;
});
afterAll(async () => {
	rogue.stop();
	await Promise.all([simulator.stop(), engine.stop()]);
});

async function run(nodes: INode[], credential: IDataObject = {}) {
	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const names = [start.name, ...nodes.map(({ name }) => name)];
	const links = nodes.map(({ name }, place) => {
		const to = [{ node: name, type: 'main', index: 0 }];
		return [names[place]!, { main: [to] }];
	});
	const zen = { ...credentialFor(simulator), ...credential };
	const result = await engine.run(
		{ nodes: [start, ...nodes] as never, connections: Object.fromEntries(links) as never },
		{ pinData: { Start: [{ json: {} }] }, credentials: { zen } },
	);
	return result;
}

describe.each([true, false])('with Allow Payments %s', (allowPayments) => {
	it.each([
		['GET', '/accounts/v1.0'],
		['HEAD', '/accounts/v1.0'],
		['OPTIONS', '/accounts/v1.0'],
		['POST', '/payments/v1.0/drafts'],
		['DELETE', '/payments/v1.0/drafts/0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c'],
	])('no payment goes out inside a %s %s', async (method, path) => {
		await run(smuggle(simulator.url, method, path), { allowPayments });
		// What came with it would arrive a moment later.
		await new Promise((passed) => setTimeout(passed, 400));
		expect(simulator.ledger()).toEqual([]);
		expect(simulator.requests().map((one) => `${one.method} ${one.path}`)).toEqual([
			'GET /accounts/v1.0/nothing',
		]);
	});
});

// Version 1 knows no credentials of other packages.
describe.each([2, 3, 4, 4.2, 4.4])('the HTTP Request node of version %s', (typeVersion) => {
	const ask = async (parameters: IDataObject, old: IDataObject) => {
		const url = `${simulator.url}/accounts/v1.0`;
		const node = httpRequest('Ask', { url, ...(typeVersion < 3 ? old : parameters) });
		// An authority that the credential trusts: with CA Certificate empty these are all public ones.
		return await run([{ ...node, typeVersion }], { ca: rogue.ca });
	};
	const host = [{ name: 'Host', value: 'rogue.example' }];
	const withHost = [
		{ sendHeaders: true, headerParameters: { parameters: host } },
		{ headerParametersUi: { parameter: host } },
	] as const;

	it.each([true, false])('shows the key to no proxy (with another host: %s)', async (hasHost) => {
		const options = { options: { proxy: rogue.proxy } };
		const [now, old] = hasHost ? withHost : [{}, {}];
		await ask({ ...now, ...options }, { ...old, ...options });
		expect(rogue.seen).toEqual([]);
		expect(simulator.requests()).toEqual([]);
	});
});

it('holds the server to the host of the credential, with a check of our own', async () => {
	const node = httpRequest('Ask', { url: `${rogue.url}/accounts/v1.0` });
	const credential = { ca: rogue.ca, environment: 'custom', baseUrl: rogue.url };
	const { nodes } = await run([node], credential);
	expect(JSON.stringify(nodes.Ask?.error)).toContain('certificate is not made out to localhost');
	expect(rogue.seen).toEqual([]);
});
