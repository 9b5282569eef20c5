import { merged, type Stamped, Timeline } from './Timeline.mts';

interface Entry {
	readonly id: string;
	readonly createdAt: Date;
}

/** Entries by their id, and listed by the time of their making under any number of headings. */
export class Chronicle<T extends Entry> {
	private readonly items = new Map<string, Stamped<T>>();
	private readonly timelines = new Map<string, Timeline<T>>();

	/** In the order in which they came to be. */
	get all(): T[] {
		return Array.from(this.items.values(), ({ entry }) => entry);
	}

	get(id: string): T | undefined {
		return this.items.get(id)?.entry;
	}

	/** Takes in an entry that is new. */
	add(entry: T, ...headings: string[]): void {
		const item = { entry, time: +entry.createdAt, order: this.items.size };
		this.items.set(entry.id, item);
		for (const heading of headings) this.under(heading).add(item);
	}

	/** Lists an entry under a further heading. */
	list({ id }: T, heading: string): void {
		const item = this.items.get(id);
		if (item) this.under(heading).add(item);
	}

	/** Lists an entry under a heading no longer; by its id it is still known. */
	unlist({ id }: T, heading: string): void {
		const item = this.items.get(id);
		if (item) this.under(heading).remove(item);
	}

	/**
	 * What is listed under any of the headings, the newest first.
	 *
	 * @param after begins with the next older one; it need not be listed there itself
	 */
	newestFirst(headings: string[], after?: T): Iterable<T> {
		const timelines = headings.map((heading) => this.under(heading));
		return merged(timelines, after && this.items.get(after.id));
	}

	private under(heading: string): Timeline<T> {
		const known = this.timelines.get(heading);
		if (known) return known;
		const timeline = new Timeline<T>();
		this.timelines.set(heading, timeline);
		return timeline;
	}
}
