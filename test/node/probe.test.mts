import { describe, expect, it } from 'vitest';
import { sharedSimulator } from '../support/simulator.mts';
import { runZen } from './support/zen.mts';
const PROBE = { resource: 'connection', operation: 'probe' };
describe('x', () => {
	it('own', async () => {
		const s = await Promise.resolve(simulator);
		const { json, error, items } = await runZen(s, PROBE);
		console.log(error, JSON.stringify(json, null, 1));
		console.log(Buffer.from(items[0]!.binary!.data!.data, 'base64').toString().slice(0, 6000));
		console.log(
			s
				.requests()
				.map((r) => `${r.method} ${r.path} ${JSON.stringify(r.query)} ${r.status}`)
				.join('\n'),
		);
	});
});
const simulator = await sharedSimulator();
