import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { deduplicationChecks } from '../support/deduplicationChecks.mts';
import { installN8n } from './install/n8n.mts';
import { NEWEST } from './install/releases.mts';
import { N8n } from './n8n/N8n.mts';
import { installProbe } from './n8n/probe.mts';
import { RealDeduplication } from './n8n/RealDeduplication.mts';
import type { Rest } from './n8n/Rest.mts';

describe("n8n's own deduplication store", () => {
	let n8n: N8n;
	let rest: Rest;
	const callsFile = () => join(n8n.folder, 'calls.json');

	beforeAll(async () => {
		n8n = await N8n.prepare(await installN8n(NEWEST));
		installProbe(n8n.folder);
		n8n.env.PROBE_CALLS = callsFile();
		await n8n.start();
		rest = await n8n.signUp();
	});
	afterAll(async () => await n8n?.remove());

	deduplicationChecks(() => new RealDeduplication(rest, callsFile()));
});
