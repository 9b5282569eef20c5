/** What time is for what is kept. */
interface World {
	/** ms since some moment */
	now(): number;
	after: typeof after;
}

/** Does something in that many ms, unless the process has ended by then. */
export function after(ms: number, work: () => void): void {
	AbortSignal.timeout(ms).addEventListener('abort', work, { once: true });
}

const WORLD: World = { now: () => performance.now(), after };

/** How long what nobody asks for stays, in ms. An object, so that tests need not wait as long. */
export const IDLE = { ms: 600_000 };

interface Entry<T> {
	value: T;
	usedAt: number;
}

/**
 * What is kept for those who come again: the things that were asked for last, and none that nobody has asked
 * for in ten minutes, so that no secret stays in memory for as long as the process runs.
 */
export class Kept<T> {
	// Insertion order is the order of last use, so that the first entry is the one to let go.
	private readonly entries = new Map<string, Entry<T>>();
	private isWatching = false;

	/**
	 * @param most how many are kept
	 * @param letGo what is to be done with one that is not kept any longer
	 */
	constructor(
		private readonly most: number,
		private readonly letGo: (value: T, key: string) => void = () => {},
		private readonly world: World = WORLD,
	) {}

	get(key: string): T | undefined {
		this.forgetIdle();
		const entry = this.entries.get(key);
		if (entry) this.set(key, entry.value);
		return entry?.value;
	}

	/** Takes the place of what was kept under the key, which is not let go by that. */
	set(key: string, value: T): T {
		this.entries.delete(key);
		this.entries.set(key, { value, usedAt: this.world.now() });
		if (this.entries.size > this.most) this.forget(this.entries.keys().next().value!);
		this.watch();
		return value;
	}

	/** Everything, which is kept no longer; it is not let go by that. */
	takeAll(): T[] {
		const all = [...this.entries.values()].map(({ value }) => value);
		this.entries.clear();
		return all;
	}

	private forget(key: string): void {
		const { value } = this.entries.get(key)!;
		this.entries.delete(key);
		this.letGo(value, key);
	}

	private forgetIdle(): void {
		const oldest = this.world.now() - IDLE.ms;
		for (const [key, { usedAt }] of this.entries) {
			if (usedAt > oldest) return;
			this.forget(key);
		}
	}

	private watch(): void {
		const [first] = this.entries.values();
		if (this.isWatching || !first) return;
		this.isWatching = true;
		const left = Math.ceil(first.usedAt + IDLE.ms - this.world.now());
		this.world.after(Math.max(left, 1), () => {
			this.isWatching = false;
			this.forgetIdle();
			this.watch();
		});
	}
}
