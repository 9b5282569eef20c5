import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Argument, InvalidArgumentError, Option, program } from 'commander';
import { measureLedger, PARTS, type Part } from './ledger/main.mts';
import type { Size } from './ledger/measure.mts';
import { measureLoad } from './load.mts';
import { measureNotifications } from './notifications.mts';
import { COUNTS, measureReads } from './reads/measure.mts';
import { reportOf } from './reads/report.mts';

// A trigger that takes that much longer than its parts does something else besides.
const HIGHEST_RATIO = 2;

async function notifications(): Promise<void> {
	console.log('A notification, until it is answered (medians in ms, one process, in turns)\n');
	const results = await measureNotifications([0, 50]);
	console.table(
		results.map(({ zenTakesMs, webhook, confirmation, trigger, ratio }) => ({
			"ZEN's own time": zenTakesMs,
			"n8n's Webhook node": round(webhook),
			'question to ZEN alone': round(confirmation),
			'ZEN Trigger': round(trigger),
			'ratio to both together': round(ratio),
		})),
	);
	const worst = Math.max(...results.map(({ ratio }) => ratio));
	if (worst > HIGHEST_RATIO) {
		console.error(`The ratio is ${round(worst)}; at most ${HIGHEST_RATIO} was expected.`);
		process.exitCode = 1;
	}
}

async function load(): Promise<void> {
	console.log(
		'What loading all nodes of a package costs (medians, each in a process of its own)\n',
	);
	const costs = Object.entries(await measureLoad());
	console.table(
		Object.fromEntries(
			costs.map(([name, { ms, heapMb }]) => [name, { ms: round(ms), 'heap, MB': round(heapMb) }]),
		),
	);
}

async function reads({ rounds, counts, write }: ReadsOptions): Promise<void> {
	const report = reportOf(await measureReads(rounds, counts));
	console.log(report);
	if (write) await writeFile(join(import.meta.dirname, '../../docs/benchmarks.md'), report);
	process.exit();
}

interface ReadsOptions {
	rounds: number;
	counts: number[];
	write?: true;
}

const round = (value: number) => Math.round(value * 100) / 100;

function count(text: string): number {
	if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It has to be a number from 1 on.');
	return Number(text);
}

program.name('bench').description('A notification, until it is answered').action(notifications);
program
	.command('ledger')
	.description('A payment in the real n8n, as the memory fills')
	.addArgument(new Argument('[parts...]', 'which parts').choices(Object.keys(PARTS)))
	.addOption(new Option('--payments <number>', 'in a batch').argParser(count).default(50))
	.addOption(new Option('--batches <number>', 'of each kind').argParser(count).default(3))
	.action(async (parts: Part[], size: Size) => {
		await measureLedger(parts.length > 0 ? parts : (Object.keys(PARTS) as Part[]), size);
		// What n8n has left open must not keep this alive.
		process.exit();
	});

program
	.command('reads')
	.description("Reads in the real n8n, beside n8n's HTTP Request node and undici alone")
	.addOption(new Option('--rounds <number>', 'of each kind').argParser(count).default(3))
	.addOption(
		new Option('--counts <numbers>', 'of reads in an execution, separated by commas')
			.argParser((text) => text.split(',').map(count))
			.default(COUNTS),
	)
	.option('--write', 'into docs/benchmarks.md')
	.action(reads);

program.command('load').description('What loading either package costs').action(load);

program.parseAsync().catch((error) => {
	console.error(error);
	process.exit(1);
});
