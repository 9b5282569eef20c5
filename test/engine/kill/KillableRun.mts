import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { RunOrder } from './order.mts';

/** The outcome of each item by its reference, or `killed` when the process did not get that far. */
export type RunEnd = Map<string, string> | 'killed';

const SCRIPT = join(import.meta.dirname, 'payoutRun.mts');

/** Pays a batch in a process of its own, and kills it once `isTime`, asked when n8n's engine is up. */
export async function runAndKill(
	folder: string,
	order: RunOrder,
	isTime?: () => boolean,
): Promise<RunEnd> {
	const file = join(folder, 'order.json');
	writeFileSync(file, JSON.stringify(order));
	const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, file], {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	const output = collect(child);
	const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (_code, signal) => resolve(signal));
	});
	if (isTime) {
		let hasEnded = false;
		void ended.finally(() => (hasEnded = true));
		await Promise.race([new Promise((resolve) => child.once('message', resolve)), ended]);
		while (!hasEnded && !isTime()) await after(1);
		child.kill('SIGKILL');
	}
	if ((await ended) === 'SIGKILL' && output.out === '') return 'killed';
	if (output.out === '') throw new Error(`The run ended without a word: ${output.error}`);
	return new Map(JSON.parse(output.out) as Array<[string, string]>);
}

function collect(child: ChildProcess): { out: string; error: string } {
	const output = { out: '', error: '' };
	child.stdout!.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
	child.stderr!.on('data', (chunk: Buffer) => (output.error += chunk.toString()));
	return output;
}
