import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { RunOrder } from './order';

/** The outcome of each item by its reference, or `killed` when the process did not get that far. */
export type RunEnd = Map<string, string> | 'killed';

const SCRIPT = join(__dirname, 'payoutRun.ts');

/** Pays a batch in a process of its own. @param killAfterMs counted from when n8n's engine is up */
export async function runAndKill(
	folder: string,
	order: RunOrder,
	killAfterMs?: number,
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
	if (killAfterMs !== undefined) {
		await Promise.race([new Promise((resolve) => child.once('message', resolve)), ended]);
		await Promise.race([after(killAfterMs), ended]);
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
