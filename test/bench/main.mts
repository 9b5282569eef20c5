import { Argument, Option, program } from 'commander';
import * as histories from './histories/measure.mts';
import { reportOf as ofHistories } from './histories/report.mts';
import { measureLedger, PARTS, type Part } from './ledger/main.mts';
import { measureLoad } from './load.mts';
import { PAGE, writePart } from './markdown.mts';
import * as notifications from './notifications/measure.mts';
import { reportOf as ofNotifications } from './notifications/report.mts';
import * as reads from './reads/measure.mts';
import { plotOf } from './reads/plot.mts';
import { reportOf as ofReads } from './reads/report.mts';
import { wrongCounts as wrongReads } from './reads/wrongCounts.mts';

interface Options {
	/** Once and small, to see that it runs and counts right. */
	short?: boolean;
	/** Where to, if anywhere. */
	write?: true | string;
}

/** A part whose result stands in docs/benchmarks.md. */
interface Told {
	description: string;
	/** @returns the result as Markdown, what was counted wrong, and a plot, if there is one */
	measure(isShort: boolean): Promise<{ text: string; wrong: string[]; plot?: string }>;
}

const TOLD: Record<string, Told> = {
	reads: told("Reads in the real n8n, beside n8n's HTTP Request node and undici alone", {
		...reads,
		measure: reads.measureReads,
		reportOf: ofReads,
		wrongCounts: wrongReads,
		plotOf: ({ compared }) => plotOf(compared),
	}),
	notifications: told("Notifications to the real n8n, beside n8n's Webhook node", {
		...notifications,
		measure: notifications.measureNotifications,
		reportOf: ofNotifications,
	}),
	histories: told('Return All and Export Statement in the real n8n, as the history grows', {
		...histories,
		measure: histories.measureHistories,
		reportOf: ofHistories,
	}),
};

interface Measuring<Size, Found> {
	SHORT: Size;
	WHOLE: Size;
	measure(size: Size): Promise<Found>;
	reportOf(found: Found): string;
	wrongCounts(found: Found): string[];
	plotOf?(found: Found): string;
}

function told<Size, Found>(
	description: string,
	{ SHORT, WHOLE, measure, reportOf, wrongCounts, plotOf: plot }: Measuring<Size, Found>,
): Told {
	return {
		description,
		measure: async (isShort) => {
			const found = await measure(isShort ? SHORT : WHOLE);
			return { text: reportOf(found), wrong: wrongCounts(found), plot: plot?.(found) };
		},
	};
}

/** Fails on what was counted, never on a time. */
async function tell(part: string, { short: isShort = false, write }: Options): Promise<void> {
	const { text, wrong, plot } = await TOLD[part]!.measure(isShort);
	console.log(text);
	if (write) await writePart(part, { text, plot }, write === true ? PAGE : write);
	for (const sentence of wrong) console.error(sentence);
	// What n8n has left open must not keep this alive.
	process.exit(wrong.length > 0 ? 1 : 0);
}

async function load({ short: isShort = false }: Options): Promise<void> {
	console.log(
		'What loading all nodes of a package costs (medians, each in a process of its own)\n',
	);
	const costs = Object.entries(await measureLoad(isShort ? 1 : 9));
	console.table(
		Object.fromEntries(
			costs.map(([name, { ms, heapMb }]) => [name, { ms: round(ms), 'heap, MB': round(heapMb) }]),
		),
	);
}

const round = (value: number) => Math.round(value * 100) / 100;

const short = () => new Option('--short', 'once and small, to see that it runs and counts right');

program.name('bench').description('What reads, notifications, histories and payments cost');

for (const [part, { description }] of Object.entries(TOLD)) {
	program
		.command(part)
		.description(description)
		.addOption(short())
		.option('--write [page]', 'into its part of docs/benchmarks.md, or of another page')
		.action(async (options: Options) => await tell(part, options));
}

program
	.command('ledger')
	.description('A payment in the real n8n, as the memory fills')
	.addArgument(new Argument('[parts...]', 'which parts').choices(Object.keys(PARTS)))
	.addOption(short())
	.action(async (parts: Part[], { short: isShort = false }: Options) => {
		await measureLedger(parts.length > 0 ? parts : (Object.keys(PARTS) as Part[]), isShort);
		// What n8n has left open must not keep this alive.
		process.exit();
	});

program
	.command('load')
	.description('What loading either package costs')
	.addOption(short())
	.action(load);

program.parseAsync().catch((error) => {
	console.error(error);
	process.exit(1);
});
