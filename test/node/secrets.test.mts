import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

// n8n's own account of what its nodes do is searched as well, so it must not be silent.
vi.hoisted(() => {
	process.env.N8N_LOG_LEVEL = 'debug';
});

import type { IDataObject } from 'n8n-workflow';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { closeConnections } from '../../nodes/zen-client';
import { Zen } from '../../nodes/Zen/Zen.node';
import { testCredential, listSearch, type Engine } from '../engine/harness.mts';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { encryptKey } from '../support/certificates.mts';
import { credentialFor } from '../support/credential.mts';
import { engineFor, typeName } from './support/executeNode.mts';
import { FAULTS, READS, SEED, WRITES } from './support/faultTable.mts';
import { byId, CONTINUE, payment, runZen } from './support/zen.mts';

const PASSPHRASE = 'a passphrase that nobody may see';
const SECRET = 'a notification secret that nobody may see';
const accounts = { resource: 'account', operation: 'getAll' };

let simulator: Simulator;
let engine: Engine;
let secretive: IDataObject;
/** Whatever was printed or logged. */
const written: string[] = [];
// n8n's logger writes to the console's own streams, which are not the process's under vitest.
const { _stdout, _stderr } = console as unknown as Record<string, NodeJS.WriteStream>;
const streams = new Set([process.stdout, process.stderr, _stdout!, _stderr!]);

beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
	secretive = {
		privateKey: encryptKey(simulator.client.privateKey, PASSPHRASE),
		passphrase: PASSPHRASE,
		notificationSecret: SECRET,
	};
	engine = await engineFor(new Zen(), {
		credentialTypes: [new ZenApi()],
		credentials: { mine: { ...credentialFor(simulator), ...secretive } },
	});
});
afterAll(async () => await simulator.stop());

beforeEach(() => {
	vi.spyOn(Math, 'random').mockReturnValue(0);
	written.length = 0;
	for (const stream of streams) {
		vi.spyOn(stream, 'write').mockImplementation((chunk) => {
			written.push(String(chunk));
			return true;
		});
	}
	for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
		vi.spyOn(console, method).mockImplementation((...args) => {
			written.push(inspect(args, { depth: null }));
		});
	}
});
afterEach(() => {
	vi.restoreAllMocks();
	simulator.reset();
});

/** Lines of a PEM but for BEGIN and END, and every other text that must not be seen. */
function secretsOf(credential: IDataObject): string[] {
	const lines = (pem: unknown) =>
		String(pem ?? '')
			.split(/\\n|\s/)
			.filter((line) => line.length > 20 && !line.startsWith('-----'));
	const { apiKey, privateKey, clientCertificate, passphrase, notificationSecret } = credential;
	return [
		...lines(privateKey),
		...lines(simulator.client.privateKey),
		...lines(clientCertificate),
		...[apiKey, passphrase, notificationSecret].map((text) => String(text ?? '')),
	].filter((text) => text.length > 3);
}

/** All that can be seen of a value: as JSON, and with every hidden property, stack and cause. */
const everything = (...values: unknown[]) =>
	values
		.flatMap((value) => [JSON.stringify(value), inspect(value, { depth: null, showHidden: true })])
		.concat(written)
		.join('\n')
		.replaceAll('\\\\n', '\n');

function expectNoSecrets(credential: IDataObject, ...values: unknown[]): void {
	const secrets = secretsOf({ ...credentialFor(simulator), ...secretive, ...credential });
	const seen = everything(...values);
	expect(secrets.length).toBeGreaterThan(5);
	expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
}

const operations = [READS[0]!, WRITES[0]!].map(({ name, ...rest }) => [name, rest] as const);

describe.each(operations)('%s', (_operation, { parameters, path }) => {
	it.each(FAULTS.map(({ name, fault }) => [name, fault] as const))(
		'does not give a secret away when it meets %s',
		async (_name, fault) => {
			simulator.faults.add({ path, ...fault });
			const stopped = await runZen(simulator, parameters(simulator), { credential: secretive });
			const continued = await runZen(simulator, parameters(simulator), {
				credential: secretive,
				...CONTINUE,
			});
			expectNoSecrets({}, stopped, continued);
		},
	);
});

describe('ZEN repeats the API key in its message', () => {
	const echoes: Array<[string, (key: string) => unknown]> = [
		['in the envelope', (key) => ({ error: { code: 'FORBIDDEN', message: `No: ${key}!` } })],
		['in the header it came in', (key) => ({ message: `Authorization: Bearer ${key}` })],
		['as the code', (key) => ({ error: { code: key, message: key } })],
		['where a long message is cut', (key) => ({ message: `${'x'.repeat(490)}${key}` })],
		['twice', (key) => ({ message: `${key} ${key}` })],
	];

	it.each(echoes)('%s', async (_name, body) => {
		for (const status of [400, 403, 404, 500]) {
			simulator.faults.clear();
			simulator.faults.add({ kind: 'status', status, body: body(simulator.apiKey) });
			for (const parameters of [accounts, payment()]) {
				const stopped = await runZen(simulator, parameters, { credential: secretive });
				expect(stopped.error?.message).toContain('ZEN');
				const continued = await runZen(simulator, parameters, {
					credential: secretive,
					...CONTINUE,
				});
				expectNoSecrets({}, stopped, continued);
				const cut = simulator.apiKey.slice(0, 8);
				expect(everything(stopped, continued)).not.toContain(cut);
			}
		}
	});
});

describe('a credential that cannot work gives nothing of it away', () => {
	const key = () => simulator.client.privateKey;
	const certificate = () => simulator.client.certificate;
	const bare = (pem: string) => pem.replace(/-----.*-----/g, '');
	const flaws: Array<[string, () => IDataObject]> = [
		['a wrong passphrase', () => ({ passphrase: 'a wrong passphrase' })],
		['no passphrase', () => ({ passphrase: '' })],
		['a key in the certificate field', () => ({ clientCertificate: key() })],
		['a key without its END line', () => ({ privateKey: key().slice(0, 150), passphrase: '' })],
		['a key with a line lost', () => ({ privateKey: key().replace(/\n.{20}/, '\n') })],
		['a key that is no PEM', () => ({ privateKey: bare(key()).slice(0, -40) })],
		['a key in base64 that lost its end', () => ({ privateKey: btoa(key()).slice(0, -60) })],
		['a key in the certificate field, bare', () => ({ clientCertificate: bare(key()) })],
		['a certificate cut off', () => ({ clientCertificate: certificate().slice(0, 200) })],
		['the key of somebody else', () => ({ privateKey: simulator.rsaClient.privateKey })],
		['a key as CA certificate', () => ({ ca: key() })],
		['an API key with a space in it', () => ({ apiKey: 'a key with spaces in it' })],
		['an API key with a line break', () => ({ apiKey: 'one-half-of-a-key\nthe-other-half' })],
		['a wrong API key', () => ({ apiKey: 'a-wrong-key-that-nobody-may-see' })],
		['a password in the address', () => ({ baseUrl: 'https://me:pass-word@localhost' })],
		['another CA', () => ({ ca: simulator.authority.certificate })],
		['a host that is not there', () => ({ baseUrl: 'https://no-such-host.invalid' })],
	];

	it.each(flaws)('%s', async (_name, flaw) => {
		const credential = { ...secretive, ...flaw() };
		await closeConnections();
		const { error, ...rest } = await runZen(simulator, accounts, { credential });
		expect(error?.message.length).toBeGreaterThan(20);
		const continued = await runZen(simulator, payment(), { credential, ...CONTINUE });
		const typed = { ...credentialFor(simulator), ...credential };
		const tested = await testCredential(engine, typeName(new Zen()), 'zenApi', typed);
		expect(tested.status).toBe('Error');
		expectNoSecrets(credential, error, rest, continued, tested);
		expect(everything(error, rest, continued, tested)).not.toContain('pass-word');
	});
});

it('neither does the list of accounts in the editor', async () => {
	simulator.faults.add({ kind: 'status', status: 403, body: { message: simulator.apiKey } });
	const parameters = { resource: 'account', operation: 'get', accountId: byId(ACCOUNT.main) };
	const node = { type: typeName(new Zen()), parameters, credentials: { zenApi: 'mine' } };
	const failure: unknown = await listSearch(engine, node, 'searchAccounts').catch((e) => e);
	expect(inspect(failure)).toContain('ZEN refused access');
	expectNoSecrets({}, failure);
});

it('a search like this would find each kind of secret, and what n8n logs', async () => {
	const credential = { ...credentialFor(simulator), ...secretive };
	console.log(credential, simulator.client);
	const { error } = await runZen(simulator, accounts, { credential: { apiKey: 'wrong' } });
	const seen = everything();
	expect(secretsOf(credential).filter((secret) => !seen.includes(secret))).toEqual([]);
	expect(seen).toContain(error!.message);
});
