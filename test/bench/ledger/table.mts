import type { Measured } from './measure.mts';

const BYTES_IN_MB = 1e6;

/** What was measured, as it is printed. */
export const tableOf = (all: Measured[]): object[] => all.map(lineOf);

function lineOf({ memory, remembered, atOnce, tells, cost, off, entries }: Measured): object {
	const wal = cost.walBytes !== undefined && {
		'WAL, MB a payment': inMb(cost.walBytes),
		'with memory off, MB': inMb(off.walBytes!),
	};
	return {
		memory,
		remembered,
		'at once': atOnce,
		'External IDs listed': tells,
		'ms a payment': round(cost.ms, 1),
		'with memory off, ms': round(off.ms, 1),
		ratio: round(cost.ms / off.ms, 2),
		'entries a payment': round(entries, 1),
		...wal,
	};
}

const inMb = (bytes: number) => round(bytes / BYTES_IN_MB, 3);

function round(value: number, places: number): number {
	return Number(value.toFixed(places));
}
