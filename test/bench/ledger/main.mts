import { fillMarks, marksOf } from './marks.mts';
import { Measure, type Measured, type Row, type Size } from './measure.mts';
import { fillRows, rowsIn } from './rows.mts';
import type { Site } from './Site.mts';
import { openQueue, openSqlite } from './sites.mts';
import { tableOf } from './table.mts';

/** The parts of the benchmark, by the name that asks for them. */
export const PARTS = {
	sqlite: async (size: Size) => await at(openSqlite, size),
	queue: async (size: Size) => await at(openQueue, size),
};

export type Part = keyof typeof PARTS;

/** What a payment takes with a memory, over what it takes without, as the memory fills. */
export async function measureLedger(parts: Part[], size: Size): Promise<void> {
	const { payments, batches } = size;
	console.log(`Medians of ${batches} batches of ${payments} payments, in turns with memory off`);
	for (const part of parts) await PARTS[part](size);
}

async function at(open: () => Promise<Site>, size: Size): Promise<void> {
	const site = await open();
	try {
		console.log(`\n${site.name}`);
		const measure = new Measure(site, size);
		await print(measure, [...rowsOfN8n(site), ...rowsOfPostgres(site)]);
	} finally {
		await site.close();
	}
}

async function print(measure: Measure, rows: Row[]): Promise<void> {
	const all: Measured[] = [];
	for (const row of rows) all.push(await measure.of(row));
	console.table(tableOf(all));
}

function rowsOfN8n(site: Site): Row[] {
	const row = (remembered: number, { atOnce = 1, tells = true } = {}): Row => ({
		memory: 'n8n',
		remembered,
		atOnce,
		tells,
		fill: async ({ id }) => await fillMarks(site, id, remembered, tells),
		entries: async ({ id }) => await marksOf(site, id),
	});
	const full = [row(10_000), row(10_000, { atOnce: 10 }), row(10_000, { tells: false })];
	return [row(0), row(1_000), row(5_000), ...full];
}

function rowsOfPostgres({ ledger: { postgres } }: Site): Row[] {
	return [0, 1_000_000].map((remembered) => ({
		memory: 'postgres',
		remembered,
		atOnce: 1,
		tells: true,
		fill: async () => await fillRows(postgres, remembered),
		entries: async () => await rowsIn(postgres),
	}));
}
