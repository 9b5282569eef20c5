import { beforeEach, describe, expect, it } from 'vitest';
import type { IExecuteFunctions } from 'n8n-workflow';
import { Zen } from '../../nodes/Zen/Zen.node';
import type { Engine } from '../engine/harness.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { engineFor } from './support/executeNode.mts';
import { payment, runZen, zenEngine } from './support/zen.mts';
import { ZenApi } from '../../credentials/ZenApi.credentials';

const simulator = await sharedSimulator();
let engine: Engine;
beforeEach(async () => {
	engine = await zenEngine();
	simulator.settings.showExternalId = false;
});

const LOST = {
	kind: 'resetBeforeCommit',
	method: 'POST',
	path: '/payments/v1.0',
	times: 2,
} as const;
const items = [{ id: 'A' }, { id: 'B' }, { id: 'C' }];
const parameters = payment({ externalId: '={{ $json.id }}', title: '={{ $json.id }}' });

describe.each(['continueRegularOutput', 'continueErrorOutput'] as const)('with %s', (onError) => {
	const run = async () =>
		await runZen(simulator, parameters, { engine, items, settings: { onError } });

	it('n8n shows above the output how many payments a person has to see to', async () => {
		simulator.faults.add(LOST);
		const first = await run();
		expect(first.hints).toEqual([
			expect.objectContaining({ type: 'warning', location: 'outputPane' }),
		]);
		expect(first.hints[0]!.message).toMatch(/^2 items were sent, .*\(outcome "unknown"\)/);
		const second = await run();
		expect(second.hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^2 items were tried before, .*\(outcome "unresolved"\)/),
		]);
	});

	it('and nothing when all is well', async () => {
		expect((await run()).hints).toEqual([]);
	});
});

it.each(['payment', 'draft'])(
	'what may not arrive as written is said of a %s that goes out',
	async (resource) => {
		const more = { title: 'Żółć', receiverName: 'n'.repeat(71), resource };
		const { hints, json } = await runZen(simulator, payment(more), { engine });
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Receiver Name has more than 70 characters \(INV-7\)/),
			expect.stringMatching(/^Receiver Name or Title has characters that not every bank/),
		]);
	},
);

it('an n8n that has no hints goes without', async () => {
	class OldZen extends Zen {
		override async execute(this: IExecuteFunctions) {
			Object.assign(this, { addExecutionHints: undefined });
			return await Zen.prototype.execute.call(this);
		}
	}
	const old = await engineFor(new OldZen(), { credentialTypes: [new ZenApi()] });
	simulator.faults.add(LOST);
	const { outputs, hints } = await runZen(simulator, parameters, {
		engine: old,
		items,
		settings: { onError: 'continueRegularOutput' },
	});
	expect(outputs[0]).toHaveLength(3);
	expect(hints).toEqual([]);
});

describe('a client certificate', () => {
	const DAY_MS = 86_400_000;
	const run = async (days: number, parameters = { resource: 'account', operation: 'getAll' }) => {
		const notAfter = new Date(Date.now() + days * DAY_MS);
		const { certificate, privateKey } = await simulator.authority.issue({
			commonName: 'hidden name',
			notAfter,
		});
		const credential = { clientCertificate: certificate, privateKey };
		const { hints, items } = await runZen(simulator, parameters, { credential });
		expect(items.length).toBeGreaterThan(0);
		const day = notAfter.toISOString().slice(0, 10);
		return { day, hints, messages: hints.map(({ message }) => message) };
	};
	const words = (day: string, left: string) =>
		`The client certificate in the ZEN API credential ends on ${day}, in ${left}. Put a new one in its place before that day: after it, nothing can be read from ZEN or sent to it.`;

	it.each([
		[30, '29 days'],
		[12.5, '12 days'],
		[1.5, '1 day'],
		[0.5, 'less than a day'],
	])('that ends in %d days is told above the output, with the day', async (days, left) => {
		const { day, hints, messages } = await run(days);
		expect(messages).toEqual([words(day, left)]);
		expect(hints[0]).toMatchObject({ type: 'warning', location: 'outputPane' });
	});

	it('is told once, with a payment too', async () => {
		const { day, messages } = await run(5.5, payment({ memory: 'off' }) as never);
		expect(messages).toEqual([words(day, '5 days')]);
	});

	it.each([31, 89])('that ends in %d days is not', async (days) => {
		expect((await run(days)).messages).toEqual([]);
	});
});
