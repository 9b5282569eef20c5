/** A reproducible stream of numbers in [0, 1) (mulberry32): the same seed gives the same stream. */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A version 4 UUID out of such a stream. */
export function uuidFrom(random: () => number): string {
	return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (kind) =>
		Math.floor(kind === 'x' ? random() * 16 : 8 + random() * 4).toString(16),
	);
}

/** The same values in another order, by Fisher and Yates; the argument stays as it is. */
export function shuffled<T>(values: readonly T[], random: () => number): T[] {
	const result = [...values];
	for (let last = result.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		[result[last], result[other]] = [result[other] as T, result[last] as T];
	}
	return result;
}
