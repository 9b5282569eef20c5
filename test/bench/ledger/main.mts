import { fillMarks, marksOf } from './marks.mts';
import { Measure, type Measured, type Row, type Size } from './measure.mts';
import { fillRows, rowsIn } from './rows.mts';
import type { Site } from './Site.mts';
import { openQueue, openSqlite } from './sites.mts';
import { tableOf } from './table.mts';

/** The parts of the benchmark, by the name that asks for them. */
export const PARTS = {
	sqlite: async (size: Scale) => await at(openSqlite, size),
	queue: async (size: Scale) => await at(openQueue, size),
};

export type Part = keyof typeof PARTS;

/** What is measured: batches of payments, and how many payments the memories hold by then. */
interface Scale extends Size {
	n8n: number[];
	postgres: number[];
}

const WHOLE: Scale = {
	...{ payments: 50, batches: 5 },
	n8n: [0, 1_000, 5_000, 10_000],
	postgres: [0, 1_000_000],
};
const SHORT: Scale = { ...{ payments: 5, batches: 1 }, n8n: [0, 100], postgres: [0, 100] };

/**
 * What a payment takes with a memory, over what it takes without, as the memory fills.
 *
 * @param isShort once and small, to see that it runs
 */
export async function measureLedger(parts: Part[], isShort: boolean): Promise<void> {
	const size = isShort ? SHORT : WHOLE;
	const { payments, batches } = size;
	console.log(`Medians of ${batches} batches of ${payments} payments, in turns with memory off`);
	for (const part of parts) await PARTS[part](size);
}

async function at(open: () => Promise<Site>, size: Scale): Promise<void> {
	const site = await open();
	try {
		console.log(`\n${site.name}`);
		const measure = new Measure(site, size);
		await print(measure, [...rowsOfN8n(site, size), ...rowsOfPostgres(site, size)]);
	} finally {
		await site.close();
	}
}

async function print(measure: Measure, rows: Row[]): Promise<void> {
	const all: Measured[] = [];
	for (const row of rows) all.push(await measure.of(row));
	console.table(tableOf(all));
}

function rowsOfN8n(site: Site, { n8n }: Scale): Row[] {
	const row = (remembered: number, { atOnce = 1, tells = true } = {}): Row => ({
		memory: 'n8n',
		remembered,
		atOnce,
		tells,
		fill: async ({ id }) => await fillMarks(site, id, remembered, tells),
		entries: async ({ id }) => await marksOf(site, id),
	});
	const most = Math.max(...n8n);
	const others = [row(most, { atOnce: 10 }), row(most, { tells: false })];
	return [...n8n.map((remembered) => row(remembered)), ...others];
}

function rowsOfPostgres({ ledger }: Site, scale: Scale): Row[] {
	const { postgres } = ledger;
	return scale.postgres.map((remembered) => ({
		memory: 'postgres',
		remembered,
		atOnce: 1,
		tells: true,
		fill: async () => await fillRows(postgres, remembered),
		entries: async () => await rowsIn(postgres),
	}));
}
