import { steadyTime } from '../zen-client';
import type { Surroundings } from '../zen-client';

const KEPT_MS = 8 * 86_400_000;
const MOST = 10_000;
const WITNESSES = 4;
// A read takes about as long as a write, so it is not counted anew for each payment of a loop.
const COUNT_KEPT_MS = 60_000;

/**
 * What this process knows of the marks of a workflow: those that it has set within the last days. The
 * store writes back all that it has read, so that a write which lands late, also that of another process,
 * takes away what was written meanwhile. Then they are set again, with the next write, be it the next
 * run.
 */
export class KnownMarks {
	private readonly set = new Map<string, number>();
	private counted?: { count: number; at: number };
	/** The memory was seen to have the form that all has that this writes. */
	isOfForm = false;
	/** A write landed late, so any of them may be gone. */
	isDoubtful = false;
	/** Since when the store owes an answer, in ms since the epoch. */
	stalledSince?: number;
	/** The end of what is under way: all nodes of this process take turns. */
	turn: Promise<unknown> = Promise.resolve();

	constructor(private readonly clocks: Pick<Surroundings, 'now' | 'elapsed'>) {}

	/**
	 * The marks that were set last, by which it shows whether they all are still there. Several: a write
	 * of somebody else that landed late may have set one of them itself.
	 */
	get last(): string[] {
		return this.all.slice(-WITNESSES);
	}

	get all(): string[] {
		this.forget();
		return [...this.set.keys()];
	}

	/** How many marks the store holds, if it was counted a moment ago. */
	get count(): number | undefined {
		const { counted } = this;
		const isRecent = counted && steadyTime(this.clocks) - counted.at < COUNT_KEPT_MS;
		return isRecent ? counted.count : undefined;
	}

	counts(count: number): void {
		this.counted = { count, at: steadyTime(this.clocks) };
	}

	added(marks: string[]): void {
		const now = steadyTime(this.clocks);
		for (const mark of marks) {
			// The latest ones are the last ones.
			this.set.delete(mark);
			this.set.set(mark, now);
		}
		if (this.counted) this.counted.count += marks.length;
	}

	removed(marks: string[]): void {
		for (const mark of marks) this.set.delete(mark);
		if (this.counted) this.counted.count -= marks.length;
	}

	/** The memory was cleared, or there was none. */
	forgetAllBut(marks: string[]): void {
		const kept = marks.filter((mark) => this.set.has(mark));
		this.set.clear();
		this.counted = undefined;
		this.added(kept);
	}

	private forget(): void {
		const oldest = steadyTime(this.clocks) - KEPT_MS;
		for (const [mark, at] of this.set) {
			if (at >= oldest && this.set.size <= MOST) return;
			this.set.delete(mark);
		}
	}
}
