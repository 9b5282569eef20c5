import { describe, expect, it } from 'vitest';
import { sharedSimulator } from '../support/simulator.mts';
import { CONTINUE, messageOf, payment, runZen } from './support/zen.mts';

const simulator = await sharedSimulator();

const CHECK = { resource: 'connection', operation: 'check', output: 'raw' };
const DAY_MS = 24 * 60 * 60 * 1000;

async function identity(days: number, keyType?: 'ec' | 'rsa') {
	const notAfter = new Date(Date.now() + days * DAY_MS);
	const issued = await simulator.authority.issue({
		commonName: 'Example client',
		usage: 'client',
		keyType,
		notBefore: new Date(Date.now() - 100 * DAY_MS),
		notAfter,
	});
	const credential = { clientCertificate: issued.certificate, privateKey: issued.privateKey };
	return { ...issued, notAfter, credential };
}

describe('Connection → Check', () => {
	it('tells what a workflow needs to warn before the certificate runs out', async () => {
		const { credential, serial, subject, notAfter } = await identity(12.5);
		const { json } = await runZen(simulator, CHECK, { credential });
		expect(json).toEqual([
			{
				environment: 'custom',
				baseUrl: simulator.url,
				accountsSeen: 4,
				latencyMs: expect.any(Number),
				tlsVersion: 'TLSv1.3',
				paymentsAllowed: true,
				certificateSubject: subject,
				certificateIssuer: expect.stringContaining('CN='),
				certificateSerial: expect.any(String),
				certificateValidFrom: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
				certificateValidUntil: `${notAfter.toISOString().slice(0, 19)}Z`,
				certificateDaysLeft: 12,
				keyType: 'EC',
				keyBits: 256,
			},
		]);
		expect(String(json[0]!.certificateSerial).toLowerCase()).toContain(serial.toLowerCase());
	});

	it('knows RSA keys, and a credential that may not pay', async () => {
		const { credential } = await identity(400, 'rsa');
		const { json } = await runZen(simulator, CHECK, {
			credential: { ...credential, allowPayments: false },
		});
		expect(json[0]).toMatchObject({ keyType: 'RSA', keyBits: 2048, paymentsAllowed: false });
	});

	it('measures the time to the answer', async () => {
		simulator.faults.add({ kind: 'delay', ms: 120 });
		const { json } = await runZen(simulator, CHECK);
		expect(json[0]!.latencyMs).toBeGreaterThanOrEqual(120);
	});

	it.each(['wrapArray', 'numbersForStrings', 'misspeltBalance'] as const)(
		'reads an answer with %s',
		async (kind) => {
			simulator.faults.add({ kind });
			expect((await runZen(simulator, CHECK)).json[0]!.accountsSeen).toBe(4);
		},
	);

	it('says what is wrong when the certificate has run out or the key is refused', async () => {
		const { credential } = await identity(-1);
		const expired = await runZen(simulator, CHECK, { credential });
		expect(expired.error?.message).toMatch(/Client Certificate.*expired/);
		const refused = await runZen(simulator, CHECK, { credential: { apiKey: 'wrong' } });
		expect(refused.error?.message).toContain('(403): Invalid authentication credentials');
	});

	it('goes on with Continue On Fail, with an error item', async () => {
		const { credential } = await identity(-1);
		const expired = await runZen(simulator, CHECK, { credential, ...CONTINUE });
		expect(messageOf(expired.json)).toMatch(/Client Certificate.*expired/);
		expect(expired.items[0]!.pairedItem).toEqual({ item: 0 });
		const refused = await runZen(simulator, CHECK, { credential: { apiKey: 'x' }, ...CONTINUE });
		expect(messageOf(refused.json)).toContain('(403)');
	});

	it('never passes a payment on as if it was made when the credential cannot be used', async () => {
		const { credential } = await identity(-1);
		const { json } = await runZen(simulator, payment(), { credential, ...CONTINUE });
		expect(json).toMatchObject([
			{
				error: {
					message: expect.stringContaining('expired'),
					externalId: 'INV-7',
					outcome: 'notSent',
				},
			},
		]);
	});
});
