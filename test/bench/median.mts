/** The middle one of some numbers, the upper one where there are two. */
export function median(values: number[]): number {
	return quantile(values, 0.5);
}

/** What that share of the numbers lies below. */
export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]!;
}
