import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { median } from './median.mts';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');

/** What n8n loads of a package: the files of its nodes. */
const PACKAGES: Record<string, string[]> = {
	nothing: [],
	'Stripe, built into n8n': ['node_modules/n8n-nodes-base/dist/nodes/Stripe/Stripe.node.js'],
	verified: ['Zen/Zen', 'ZenTrigger/ZenTrigger', 'ZenPollTrigger/ZenPollTrigger'].map(
		(node) => `dist-verified/nodes/${node}.node.js`,
	),
	full: ['Zen/Zen', 'ZenTrigger/ZenTrigger', 'ZenPollTrigger/ZenPollTrigger'].map(
		(node) => `dist/nodes/${node}.node.js`,
	),
};

export interface LoadCost {
	/** Median, in ms. */
	ms: number;
	/** Median of what the heap grows by, in MB. */
	heapMb: number;
}

// What n8n itself has loaded by then counts for none of them.
const SCRIPT = `
for (const name of ['n8n-workflow', 'luxon', 'lodash']) require(name);
const files = process.argv.slice(1);
global.gc();
const [before, began] = [process.memoryUsage().heapUsed, performance.now()];
const loaded = files.map((file) => require(file));
for (const nodes of loaded) for (const Type of Object.values(nodes)) new Type();
const ms = performance.now() - began;
global.gc();
console.log(JSON.stringify({ ms, heapMb: (process.memoryUsage().heapUsed - before) / 1e6 }));
`;

/** What it costs to load a package, each time in a process of its own, in turns. */
export async function measureLoad(rounds: number): Promise<Record<string, LoadCost>> {
	const found = new Map(Object.keys(PACKAGES).map((name) => [name, [] as LoadCost[]]));
	for (let round = 0; round < rounds; round++) {
		for (const [name, files] of Object.entries(PACKAGES)) {
			const paths = files.map((file) => join(ROOT, file));
			const args = ['--expose-gc', '-e', SCRIPT, ...paths];
			const { stdout } = await run(process.execPath, args, { cwd: ROOT });
			found.get(name)!.push(JSON.parse(stdout) as LoadCost);
		}
	}
	return Object.fromEntries([...found].map(([name, costs]) => [name, mediansOf(costs)]));
}

function mediansOf(costs: LoadCost[]): LoadCost {
	return { ms: median(costs.map(({ ms }) => ms)), heapMb: median(costs.map((c) => c.heapMb)) };
}
