import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeConnections, only, openZen, ZenError } from '../../nodes/zen-client';
import type { Surroundings } from '../../nodes/zen-client';
import { credentialTest } from '../../nodes/zen-n8n/credentialTest';
import { Simulator } from '../simulator/index.mts';
import { CertificateAuthority } from '../support/certificates.mts';
import type { Identity } from '../support/certificates.mts';
import { credentialFor } from '../support/credential.mts';
import { Nginx } from './support/Nginx.mts';
import { TempFolder } from './support/TempFolder.mts';

const DAY_MS = 86_400_000;
const ACCOUNTS = 4;
const NOT_ACCEPTED = 'server in front of ZEN did not accept the client certificate';
const CHECK =
	'Check that the Client Certificate in the ZEN API credential is the one that ZEN accepts';

let folder: TempFolder;
let simulator: Simulator;
let nginx: Nginx;
let stranger: Identity;
let expired: Identity;
let behind: { alone: Identity; issuer: string };
beforeAll(async () => {
	folder = new TempFolder();
	simulator = await Simulator.start();
	const { authority } = simulator;
	nginx = await Nginx.start(folder.path, {
		authority: await CertificateAuthority.create('Gateway'),
		clients: authority.certificate,
		simulator,
	});
	stranger = await (await CertificateAuthority.create('Somebody else')).issue({ commonName: 'me' });
	expired = await authority.issue({
		commonName: 'old client',
		notBefore: new Date(Date.now() - 10 * DAY_MS),
		notAfter: new Date(Date.now() - DAY_MS),
	});
	const issuer = await authority.intermediate('Issuing CA');
	behind = {
		alone: await issuer.issue({ commonName: 'behind' }),
		issuer: issuer.certificate,
	};
});
afterAll(async () => {
	await closeConnections();
	await nginx?.stop();
	await simulator?.stop();
	folder?.remove();
});
beforeEach(async () => {
	await closeConnections();
	simulator.reset();
});

const as = ({ certificate, privateKey }: Identity) => ({
	clientCertificate: certificate,
	privateKey,
});
const credential = (more: object = {}) => ({
	...credentialFor(simulator),
	baseUrl: nginx.url,
	ca: nginx.ca,
	...more,
});
const surroundings = (more: Partial<Surroundings> = {}): Surroundings => ({
	sleep: async (ms) => void (await pause(Math.min(ms, 100))),
	now: () => Date.now(),
	random: () => 0.5,
	...more,
});
const zen = (more: object = {}, around: Partial<Surroundings> = {}) =>
	openZen(credential(more) as never, surroundings(around));
const save = async (more: object = {}) =>
	await credentialTest.testZenApi.call({} as never, { data: credential(more) } as never);
const order = (externalId: string) => ({
	accountId: simulator.accounts[0]!.accountId,
	externalId,
	title: `Invoice ${externalId}`,
	amount: { value: '1.00', currency: simulator.accounts[0]!.currencyCode },
	receiver: { name: 'Example Supplier', accountNumber: 'LT601010012345678901' },
});
const failing = async (work: Promise<unknown>): Promise<ZenError> =>
	await work.then(
		() => {
			throw new Error('Nothing was refused');
		},
		(error: unknown) => only(ZenError, error),
	);
const paying = async (client: ReturnType<typeof zen>, externalId: string) =>
	await client.createPayment(order(externalId)).then(
		() => 'accepted',
		(error: unknown) => only(ZenError, error).outcome,
	);
/** How often each External ID was sent as far as the bank. */
const sent = () => {
	const counts = new Map<string, number>();
	for (const { method, body } of simulator.requests()) {
		if (method !== 'POST') continue;
		const { externalId } = JSON.parse(body) as { externalId: string };
		counts.set(externalId, (counts.get(externalId) ?? 0) + 1);
	}
	return counts;
};

/** Client certificates that nginx does not take, and what it says of them. */
const REFUSED: Array<[string, () => [credential: object, around?: Partial<Surroundings>]]> = [
	['of another authority', () => [as(stranger)]],
	[
		'that has expired, by a clock that is slow here',
		() => [as(expired), { now: () => Date.now() - 5 * DAY_MS }],
	],
	['without the intermediate one above it', () => [as(behind.alone)]],
	['that a proxy in between does not show', () => [{ baseUrl: nginx.forgetfulUrl }]],
];

describe.each([
	['ssl_verify_client on', ['ssl_verify_client on;'], 'refused'],
	[
		'ssl_verify_client optional',
		['ssl_verify_client optional;', 'if ($ssl_client_verify != SUCCESS) { return 496; }'],
		'refused',
	],
	[
		'its own numbers, with an answer in JSON',
		[
			'ssl_verify_client on;',
			`error_page 495 =495 /refused; error_page 496 =496 /refused;`,
			`location = /refused { internal; default_type application/json; return 200 '{}'; }`,
		],
		// No certain no, since only nginx is known to use those numbers.
		'unknown',
	],
])('nginx with %s', (_name, directives, ofWrite) => {
	beforeAll(async () => await nginx.serve(...directives));

	it('lets a good certificate in', async () => {
		expect(await zen().accounts()).toHaveLength(ACCOUNTS);
		expect(await save()).toMatchObject({ status: 'OK' });
		const { certificate, privateKey } = behind.alone;
		const chain = { clientCertificate: certificate + behind.issuer, privateKey };
		expect(await zen(chain).accounts()).toHaveLength(ACCOUNTS);
		expect(await paying(zen(), 'INV-1')).toBe('accepted');
	});

	it.each(REFUSED)('refuses one %s, and that is said', async (_which, given) => {
		const [more, around] = given();
		const client = zen(more, around);
		expect(await failing(client.accounts())).toMatchObject({
			outcome: 'refused',
			message: expect.stringContaining(NOT_ACCEPTED),
			remedy: expect.stringContaining(CHECK),
		});
		expect(await failing(client.createPayment(order('INV-2')))).toMatchObject({
			outcome: ofWrite,
			message: expect.stringContaining(NOT_ACCEPTED),
			remedy: expect.stringContaining(CHECK),
		});
		expect(simulator.requests()).toEqual([]);
	});

	it('the test of the credential says so too', async () => {
		for (const more of [as(stranger), as(behind.alone), { baseUrl: nginx.forgetfulUrl }]) {
			const { status, message } = await save(more);
			expect([status, message]).toEqual(['Error', expect.stringContaining(NOT_ACCEPTED)]);
			expect(message).toContain(CHECK);
		}
	});
});

it('what can be told without nginx is told before it is asked', async () => {
	expect(await save(as(expired))).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/^Client Certificate expired on /),
	});
	const { privateKey } = stranger;
	expect(await save({ privateKey })).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/^Private Key does not belong to Client Certificate/),
	});
	expect(simulator.requests()).toEqual([]);
});

describe.each([
	['keepalive_requests 2'],
	['keepalive_requests 1'],
	['keepalive_timeout 0'],
	['keepalive_timeout 1s'],
	['ssl_protocols TLSv1.2'],
])('nginx with %s', (directive) => {
	beforeAll(async () => await nginx.serve(`${directive};`));

	it('loses no read of many side by side, and no payment', async () => {
		const client = zen();
		for (let round = 0; round < 3; round++) {
			const reads = Array.from({ length: 60 }, async () => await client.accounts());
			const lengths = (await Promise.all(reads)).map(({ length }) => length);
			expect(lengths).toEqual(Array(60).fill(ACCOUNTS));
			const outcomes: string[] = [];
			for (let n = 0; n < 10; n++) outcomes.push(await paying(client, `INV-${round}-${n}`));
			expect(outcomes).toEqual(Array(10).fill('accepted'));
			// Just about when it closes what is idle.
			await pause(980);
		}
		expect([...sent().values()]).toEqual(Array(30).fill(1));
	});
});

describe('nginx that is reloaded under traffic', () => {
	beforeAll(async () => await nginx.serve());

	it('every read comes through; no payment is sent twice, nor called failed when it may have gone through', async () => {
		const client = zen();
		const state = { ends: false };
		const outcomes = new Map<string, string>();
		let reads = 0;
		const reading = Array.from({ length: 6 }, async () => {
			while (!state.ends) {
				expect(await client.accounts()).toHaveLength(ACCOUNTS);
				reads += 1;
			}
		});
		const writing = Array.from({ length: 4 }, async (_, who) => {
			for (let n = 0; !state.ends; n++) {
				const externalId = `INV-${who}-${n}`;
				outcomes.set(externalId, await paying(client, externalId));
				// Sometimes at once, sometimes when the connection has been idle.
				await pause((n % 4) * 100);
			}
		});
		const reloading = (async () => {
			for (let n = 0; n < 25; n++) {
				nginx.reload();
				await pause(300);
			}
			state.ends = true;
		})();
		await Promise.all([...reading, ...writing, reloading]);

		const counts = sent();
		const tally = [...outcomes.values()].reduce<Record<string, number>>(
			(all, one) => ({ ...all, [one]: (all[one] ?? 0) + 1 }),
			{},
		);
		console.log(`Under 25 reloads: ${reads} reads, payments ${JSON.stringify(tally)}`);
		expect(reads).toBeGreaterThan(25);
		expect(outcomes.size).toBeGreaterThan(25);
		expect([...counts.values()].filter((count) => count > 1)).toEqual([]);
		for (const [externalId, outcome] of outcomes) {
			if (outcome === 'accepted') expect(counts.get(externalId)).toBe(1);
			else if (outcome !== 'unknown') expect(counts.get(externalId)).toBeUndefined();
		}
		expect(tally.accepted).toBeGreaterThan(outcomes.size / 2);
	});
});
