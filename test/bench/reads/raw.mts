import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { ACCOUNT, type Simulator } from '../../simulator/index.mts';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../../..');

// Twice, so that the second time finds its connections open.
const SCRIPT = `
const { Agent, request } = require('undici');
const { url, authorization, tls, reads, atOnce, times } = JSON.parse(process.env.BENCH);
const dispatcher = new Agent({ connect: tls, connections: atOnce });
async function all() {
	let left = reads;
	const began = performance.now();
	await Promise.all(Array.from({ length: Math.min(atOnce, reads) }, async () => {
		while (left-- > 0) {
			const { statusCode, headers, body } = await request(url, { dispatcher, headers: { authorization } });
			await body.json();
			if (statusCode === 200) continue;
			if (statusCode !== 429) throw new Error(String(statusCode));
			left += 1;
			await new Promise((resolve) => setTimeout(resolve, 1000 * headers['retry-after']));
		}
	}));
	return performance.now() - began;
}
(async () => {
	const took = [];
	while (took.length < times) took.push(await all());
	console.log(JSON.stringify({ first: took[0], again: took.at(-1) }));
	await dispatcher.close();
})();
`;

/**
 * How long reads take with undici alone, in a process of its own, in ms; what is refused waits for as long
 * as `Retry-After` says.
 */
export async function rawReads(
	node: string,
	simulator: Simulator,
	reads: number,
	atOnce: number,
	times = 2,
): Promise<{ first: number; again: number }> {
	const { ca, client, url, apiKey } = simulator;
	const given = {
		url: `${url}/accounts/v1.0/${ACCOUNT.main}`,
		authorization: `Bearer ${apiKey}`,
		tls: { ca, cert: client.certificate, key: client.privateKey },
		...{ reads, atOnce, times },
	};
	const env = { ...process.env, BENCH: JSON.stringify(given) };
	const { stdout } = await run(node, ['-e', SCRIPT], { cwd: ROOT, env });
	return JSON.parse(stdout) as { first: number; again: number };
}
