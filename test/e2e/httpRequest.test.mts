import type { IDataObject, INode } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialFor } from '../support/credential.mts';
import { httpRequest, Rogue, smuggle } from '../support/borrowedCredential.mts';
import { NEWEST, OLDEST } from './install/releases.mts';
import { runFrom } from './n8n/executions.mts';
import { Stage } from './n8n/Stage.mts';

describe.each([NEWEST, OLDEST])(
	'the credential in the HTTP Request node of n8n $n8n',
	(release) => {
		let stage: Stage;
		let rogue: Rogue;
		beforeAll(async () => {
			[stage, rogue] = await Promise.all([Stage.open({ release }), Rogue.start()]);
		});
		afterAll(async () => {
			rogue?.stop();
			await stage?.close();
		});

		/** As a colleague builds it in the editor and runs it by its button. */
		async function run(nodes: INode[], credential: IDataObject = {}) {
			const data = { ...credentialFor(stage.simulator), ...credential };
			const { id } = await stage.rest.post<{ id: string }>('/credentials', {
				name: 'ZEN, shared',
				type: 'zenApi',
				data,
			});
			const shared = { zenApi: { id, name: 'ZEN, shared' } };
			const trigger = {
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			};
			const names = ['Start', ...nodes.map(({ name }) => name)];
			const links = nodes.map(({ name }, place) => [
				names[place],
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]);
			const workflow = {
				name: 'Borrowed',
				nodes: [trigger, ...nodes.map((node) => ({ ...node, credentials: shared }))],
				connections: Object.fromEntries(links),
				settings: {},
			};
			const saved = await stage.rest.post<{ id: string }>('/workflows', workflow);
			return await runFrom(stage.rest, saved.id, 'Start');
		}

		it('reads', async () => {
			const url = `${stage.simulator.url}/accounts/v1.0`;
			const { nodes } = await run([httpRequest('Read', { url })]);
			expect(nodes.Read?.outputs[0]).toHaveLength(4);
		});

		it.each([
			['GET', '/accounts/v1.0'],
			['POST', '/payments/v1.0/drafts'],
		])('lets no payment out inside a %s', async (method, path) => {
			stage.simulator.reset();
			await run(smuggle(stage.simulator.url, method, path), { allowPayments: false });
			await new Promise((passed) => setTimeout(passed, 500));
			expect(stage.simulator.ledger()).toEqual([]);
			expect(stage.simulator.requests().map((one) => `${one.method} ${one.path}`)).toEqual([
				'GET /accounts/v1.0/nothing',
			]);
		});

		it('shows its key to no other host, by no proxy', async () => {
			stage.simulator.reset();
			const node = httpRequest('Ask', {
				url: `${stage.simulator.url}/accounts/v1.0`,
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'Host', value: 'rogue.example' }] },
				options: { proxy: rogue.proxy },
			});
			await run([node], { ca: rogue.ca });
			expect(rogue.seen).toEqual([]);
			expect(stage.simulator.requests()).toEqual([]);
		});

		it('holds the server to its host with a check of our own', async () => {
			const node = httpRequest('Ask', { url: `${rogue.url}/accounts/v1.0` });
			const credential = { ca: rogue.ca, environment: 'custom', baseUrl: rogue.url };
			const { error, nodes } = await run([node], credential);
			expect(JSON.stringify(nodes.Ask?.error ?? error)).toContain('is not made out to localhost');
			expect(rogue.seen).toEqual([]);
		});
	},
);
