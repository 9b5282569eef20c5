import { DateTime } from 'luxon';
import type { FilterValue } from 'n8n-workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bench, type Outcome } from './Bench.mts';
import { edited, example } from './examples.mts';

const warning = example('certificate-expiry-warning');

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
afterAll(async () => await bench.close());

/** A credential whose certificate is valid for that many days more. */
async function validFor(days: number) {
	const { certificate, privateKey, serial } = await bench.simulator.authority.issue({
		commonName: 'Example Client',
		notBefore: DateTime.now().minus({ years: 1 }).toJSDate(),
		notAfter: DateTime.now().plus({ days, minutes: 5 }).toJSDate(),
	});
	return { credential: { clientCertificate: certificate, privateKey }, serial };
}
const sent = (run: Outcome) => run.json('Send to your mail or chat');

it.each([
	[365, false],
	[30, false],
	[29, true],
	[0, true],
])('with %i days left, warns: %s', async (days, warns) => {
	const { credential } = await validFor(days);
	const run = await bench.run(warning, { credential });

	expect(run.status).toBe('success');
	expect(sent(run)).toHaveLength(warns ? 1 : 0);
	expect(run.items('All is well')).toHaveLength(warns ? 0 : 1);
});

it('says which certificate runs out when, and what to do', async () => {
	const { credential, serial } = await validFor(12);
	const run = await bench.run(warning, { startNode: 'Every Monday at 8', credential });

	const [{ subject, text } = {}] = sent(run);
	expect(subject).toBe('The client certificate for ZEN runs out in 12 days');
	expect(text).toContain(`CN=Example Client, serial number ${serial}`);
	expect(text).toContain(`After ${DateTime.utc().plus({ days: 12 }).toISODate()}T`);
	expect(text).toContain('Get a new certificate');
});

it('can be told to warn earlier', async () => {
	const { credential } = await validFor(59);
	const { parameters } = warning.nodes.find(({ name }) => name === 'Runs out soon?')!;
	const { conditions, ...rest } = parameters.conditions as FilterValue;
	const earlier = edited(warning, 'Runs out soon?', {
		conditions: { ...rest, conditions: [{ ...conditions[0]!, rightValue: 60 }] },
	});
	expect(sent(await bench.run(earlier, { credential }))).toHaveLength(1);
});

it.each([
	['has expired', async () => (await validFor(-2)).credential, /expired/],
	['is refused with its key', async () => ({ apiKey: 'wrong' }), /API key/i],
	['leads nowhere', async () => ({ baseUrl: 'https://localhost:1' }), /the connection was refused/],
])('writes when the credential %s', async (_what, credential, text) => {
	const run = await bench.run(warning, { credential: await credential() });

	expect(run.status).toBe('success');
	const [message, ...others] = sent(run);
	expect(others).toEqual([]);
	expect(message?.subject).toBe('The connection to ZEN does not work');
	expect(message?.text).toMatch(text);
});
