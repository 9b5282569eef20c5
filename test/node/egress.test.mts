import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { closeConnections, egressFor, only, openZen, ZenError } from '../../nodes/zen-client';
import type { Egress, ZenCredential } from '../../nodes/zen-client';
import { surroundingsIn } from '../../nodes/zen-n8n/connect';
import { credentialTest } from '../../nodes/zen-n8n/credentialTest';
import { egressOf } from '../../nodes/zen-n8n/egress';
import { Zen } from '../../nodes/Zen/Zen.node';
import { ZenTrigger } from '../../nodes/ZenTrigger/ZenTrigger.node';
import { listSearch, loadOptions } from '../engine/harness.mts';
import { Poller } from '../engine/harness/server/Poller.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { engineFor, typeName } from './support/executeNode.mts';
import { POLLER, pollWorkflow, TestN8n, TRIGGER, triggerWorkflow } from './support/triggers.mts';
import { payment, runZen } from './support/zen.mts';

// n8n reads these once. The simulator is reached by its name, which is allowed, or by its address.
vi.hoisted(() => {
	process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';
	process.env.N8N_SSRF_ALLOWED_HOSTNAMES = 'localhost';
});

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start();
});
beforeEach(async () => {
	await closeConnections();
	simulator.reset();
});
afterAll(async () => await simulator.stop());

const internal = () => simulator.url.replace('localhost', '127.0.0.1');
const WORDS =
	/^Base URL leads to https:\/\/127\.0\.0\.1:\d+, and this n8n is set to let no workflow reach that: the request was blocked/;
const ACCOUNTS = { resource: 'account', operation: 'getAll' };

/** Nothing of what is done reaches the simulator, not even a connection. */
async function reachesNothing(act: () => Promise<unknown>): Promise<void> {
	const before = simulator.connections();
	await act();
	expect(simulator.connections()).toBe(before);
}

describe("n8n's guard, switched on", () => {
	it.each(['127.0.0.1', '[::1]', '10.0.0.8', '169.254.169.254', '[::ffff:127.0.0.1]'])(
		'lets nothing be read from %s',
		async (host) => {
			const credential = { baseUrl: simulator.url.replace('localhost', host) };
			await reachesNothing(async () => {
				const { error } = await runZen(simulator, ACCOUNTS, { credential });
				expect(error?.message).toMatch(/^Base URL leads to /);
				expect(error?.message).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
			});
		},
	);

	it('lets no payment out, which is told as not sent', async () => {
		await reachesNothing(async () => {
			const { items } = await runZen(simulator, payment({ memory: 'off' }), {
				credential: { baseUrl: internal() },
				settings: { onError: 'continueRegularOutput' },
			});
			expect(items).toHaveLength(1);
			const { error } = items[0]!.json as { error: IDataObject };
			expect(error.message).toMatch(WORDS);
			expect(error.outcome).toBe('notSent');
		});
	});

	it('lets pass the host that it allows', async () => {
		const { error, json } = await runZen(simulator, ACCOUNTS);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	});

	it('lets no list of the editor be read', async () => {
		const credentials = { mine: { ...credentialFor(simulator), baseUrl: internal() } };
		const more = { credentialTypes: [new ZenApi()], credentials };
		const node = (type: string) => ({ type, parameters: {}, credentials: { zenApi: 'mine' } });
		const zen = typeName(new Zen());
		const trigger = typeName(new ZenTrigger());
		const editor = await engineFor(new Zen(), more);
		const other = await engineFor(new ZenTrigger(), more);
		await reachesNothing(async () => {
			await expect(listSearch(editor, node(zen), 'searchAccounts')).rejects.toThrow(WORDS);
			await expect(loadOptions(other, node(trigger), 'getAccounts')).rejects.toThrow(WORDS);
		});
	});
});

describe("n8n's guard and the triggers", () => {
	let n8n: TestN8n;
	beforeAll(async () => {
		n8n = await TestN8n.start(simulator);
		return async () => await n8n.stop();
	});

	it('keep a trigger for notifications from being published', async () => {
		await reachesNothing(async () => {
			const published = n8n.publish(triggerWorkflow(), { baseUrl: internal() });
			await expect(published).rejects.toThrow(WORDS);
		});
	});

	it('keep a published one from confirming', async () => {
		const credentials = { ZEN: credentialFor(simulator) };
		const published = await n8n.server.publish(triggerWorkflow(), { credentials });
		const { paymentId } = simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' });
		const notify = async () => {
			const [delivery] = await simulator.notify(n8n.server.url(published, TRIGGER), paymentId);
			return delivery!.status;
		};
		credentials.ZEN.baseUrl = internal();
		await reachesNothing(async () => expect(await notify()).toBe(503));
		expect(published.executions).toEqual([]);
		credentials.ZEN.baseUrl = simulator.url;
		expect(await notify()).toBe(200);
	});

	it('keep a poll from asking', async () => {
		await reachesNothing(async () => {
			const published = await n8n.publish(pollWorkflow(), { baseUrl: internal() });
			await expect(Poller.activate(published, POLLER)).rejects.toThrow(WORDS);
		});
	});
});

describe('a guard of another kind', () => {
	const open = (egress: Egress, environment: ZenCredential['environment'] = 'custom') => {
		const credential = { ...credentialFor(simulator), environment, authorizationScheme: 'bearer' };
		const surroundings = {
			...surroundingsIn({ helpers: { httpRequest } }),
			sleep: async () => {},
			egress,
		};
		return openZen(credential as ZenCredential, surroundings);
	};
	const refused = async (asked: Promise<unknown>) =>
		await asked.then(
			() => undefined,
			(error) => only(ZenError, error),
		);

	it('is asked before each request', async () => {
		const refusal = vi.fn(async () => undefined);
		const zen = open({ refusal });
		await zen.accounts();
		await zen.accounts();
		expect(refusal.mock.calls).toEqual(
			simulator.requests().map(({ path }) => [expect.stringContaining(simulator.url + path)]),
		);
	});

	it('is not asked where the address is ZEN’s own', () => {
		const egress = { refusal: vi.fn(async () => 'no') };
		expect(egressFor({ environment: 'production' }, egress)).toBeUndefined();
		expect(egressFor({ environment: 'test' }, egress)).toBeUndefined();
		expect(egressFor({ environment: 'custom' }, egress)).toBe(egress);
	});

	it('holds when a connection is made, though the name led elsewhere before', async () => {
		class SsrfBlockedIpError extends Error {
			override readonly name = 'SsrfBlockedIpError';
		}
		const lookup: Egress['lookup'] = (_host, _options, callback) =>
			callback(new SsrfBlockedIpError('10.0.0.8'), '');
		await reachesNothing(async () => {
			const error = await refused(open({ refusal: async () => undefined, lookup }).accounts());
			expect(error?.outcome).toBe('notSent');
			expect(error?.message).toContain('this n8n is set to let no workflow reach that address');
			expect(error?.remedy).toContain('Base URL');
		});
	});

	it('does not use connections that were made without it', async () => {
		await open({ refusal: async () => undefined }).accounts();
		const lookup: Egress['lookup'] = (_host, _options, callback) => callback(new Error('no'), '');
		await reachesNothing(async () => {
			expect(
				await refused(open({ refusal: async () => undefined, lookup }).accounts()),
			).toBeDefined();
		});
	});

	it.each([
		[Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'its host name could not be resolved'],
		[
			new Error('secret'),
			'this n8n is set to let no workflow reach that address, or could not tell',
		],
	])('that throws %o lets nothing out', async (thrown, words) => {
		await reachesNothing(async () => {
			const refusal = async () => await Promise.reject(thrown);
			const error = await refused(open({ refusal }).accounts());
			expect(error?.outcome).toBe('notSent');
			expect(error?.message).toContain(words);
			expect(`${error?.message} ${error?.remedy}`).not.toContain('secret');
		});
	});
});

describe('what a context of n8n offers', () => {
	const context = (filter: unknown) => ({ helpers: { getSecureEgressFilter: () => filter } });

	it.each([[{}], [{ helpers: {} }], [context(undefined)], [context(null)]])(
		'%o has no guard',
		(offered) => expect(egressOf(offered)).toBeUndefined(),
	);

	it('is called on what it belongs to', async () => {
		class Filter {
			private readonly ok = true;
			async validateUrl() {
				return { ok: this.ok };
			}
			createSecureLookup() {
				return this.ok ? () => {} : undefined;
			}
		}
		const egress = egressOf(context(new Filter()))!;
		expect(await egress.refusal('https://a.example')).toBeUndefined();
		expect(egress.lookup).toBeTypeOf('function');
	});

	it.each([
		[
			{ validateUrl: async () => ({ ok: false, error: new Error('Not that one.') }) },
			'not that one',
		],
		[{ validateUrl: async () => ({ ok: false }) }, /^it could not be asked/],
		[{ validateUrl: async () => undefined }, /^it could not be asked/],
		[{ check: () => true }, /^it could not be asked/],
		['yes', /^it could not be asked/],
	])('lets nothing pass by %o', async (filter, words) => {
		expect(await egressOf(context(filter))!.refusal('https://a.example')).toMatch(words);
	});

	it('holds in the credential’s test where that is offered', async () => {
		const credential = { id: '1', name: 'ZEN', type: 'zenApi', data: credentialFor(simulator) };
		const filter = { validateUrl: async () => ({ ok: false, error: new Error('No') }) };
		const test = async (offered: object) =>
			await credentialTest.testZenApi.call(offered as never, credential);
		await reachesNothing(async () => {
			expect(await test(context(filter))).toMatchObject({
				status: 'Error',
				message: expect.stringMatching(/^Base URL leads to https:\/\/localhost/),
			});
		});
		expect(await test({ helpers: {} })).toMatchObject({ status: 'OK' });
	});
});
