/** An entry with its place in time. `order` tells apart what came to be in the same millisecond. */
export interface Stamped<T> {
	readonly entry: T;
	readonly time: number;
	readonly order: number;
}

/** Entries in the order of time. To begin at any of them costs the same however many there are. */
export class Timeline<T> {
	private readonly items: Array<Stamped<T>> = [];
	private sorted = true;

	add(item: Stamped<T>): void {
		const last = this.items.at(-1);
		// Sorted when it is read: a seed in any order is then sorted once, not for each of its entries.
		if (last && earlierFirst(last, item) > 0) this.sorted = false;
		this.items.push(item);
	}

	remove(item: Stamped<T>): void {
		const index = this.countBefore(item);
		if (this.items[index]?.entry === item.entry) this.items.splice(index, 1);
	}

	/** @param after where to begin: with the next older one, whether or not it is in here itself */
	*newestFirst(after?: Stamped<T>): Generator<Stamped<T>> {
		for (let index = this.countBefore(after) - 1; index >= 0; index--) {
			const item = this.items[index];
			if (item) yield item;
		}
	}

	private countBefore(limit?: Stamped<T>): number {
		if (!this.sorted) this.items.sort(earlierFirst);
		this.sorted = true;
		let [low, high] = [0, this.items.length];
		while (limit && low < high) {
			const middle = (low + high) >>> 1;
			const item = this.items[middle];
			if (item && earlierFirst(item, limit) < 0) low = middle + 1;
			else high = middle;
		}
		return high;
	}
}

/** Several timelines as one, the newest first. Made for days: few, however much is on each. */
export function* merged<T>(timelines: Array<Timeline<T>>, after?: Stamped<T>): Generator<T> {
	const sources = timelines.map((timeline) => timeline.newestFirst(after));
	const heads = sources.map((source) => next(source));
	for (;;) {
		let newest = -1;
		heads.forEach((head, index) => {
			const best = heads[newest];
			if (head && (!best || earlierFirst(best, head) < 0)) newest = index;
		});
		const [head, source] = [heads[newest], sources[newest]];
		if (!head || !source) return;
		yield head.entry;
		heads[newest] = next(source);
	}
}

function next<T>(source: Generator<Stamped<T>>): Stamped<T> | undefined {
	const { done, value } = source.next();
	return done ? undefined : value;
}

function earlierFirst<T>(one: Stamped<T>, other: Stamped<T>): number {
	return one.time - other.time || one.order - other.order;
}
