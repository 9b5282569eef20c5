import type { Marks, MarkStore } from './markStore';

/** Marks to be set, and what to do about it while nobody else can. */
export interface Note {
	marks: string[];
	/** @param there the marks that were there before, or go along @returns what is to change yet */
	andThen?(there: Set<string>): Changes;
}

interface Changes {
	add?: string[];
	/** Its own marks: then none of them stays. */
	remove?: string[];
}

interface Waiting extends Note {
	done(): void;
	failed(error: unknown): void;
}

/**
 * Writes down together what comes together. A write costs as much as the whole memory is long, so the
 * settlement of one payment waits for the claim of the next, and claims that are under way at once
 * share a write.
 */
export class Writer {
	private waiting: Waiting[] = [];
	private isBusy = false;

	/**
	 * @param tidy marks that nobody needs any more, taken away with the last write of several; given
	 * back through `put` if that fails
	 */
	constructor(
		private readonly store: MarkStore,
		private readonly pause: () => Promise<void>,
		private readonly tidy: { take(): string[]; put(marks: string[]): void },
	) {}

	/** @throws LedgerError */
	async write(note: Note): Promise<void> {
		return await new Promise((done, failed) => {
			this.waiting.push({ ...note, done, failed });
			if (!this.isBusy) void this.work();
		});
	}

	private async work(): Promise<void> {
		this.isBusy = true;
		while (this.waiting.length > 0) {
			// What is asked for in the same breath goes along.
			await this.pause().catch(() => {});
			const notes = this.waiting.splice(0);
			await this.writeAll(notes).catch((error) => notes.forEach(({ failed }) => failed(error)));
		}
		this.isBusy = false;
	}

	private async writeAll(notes: Waiting[]): Promise<void> {
		await this.store.exclusively(async (marks) => {
			const there = await marks.add([...new Set(notes.flatMap((note) => note.marks))]);
			const add: string[] = [];
			const remove: string[] = [];
			const stays = new Set<string>();
			for (const note of notes) {
				const changes = note.andThen?.(there) ?? {};
				add.push(...(changes.add ?? []));
				remove.push(...(changes.remove ?? []));
				if (!changes.remove) for (const mark of note.marks) stays.add(mark);
				for (const mark of note.marks) there.add(mark);
			}
			if (add.length > 0) await marks.add(add);
			await marks.remove(remove.filter((mark) => !stays.has(mark)));
			await this.tidyUp(marks);
		});
		for (const { done } of notes) done();
	}

	/** What stays is in nobody's way, so that it could not be taken away fails nothing. */
	private async tidyUp(marks: Marks): Promise<void> {
		const useless = this.tidy.take();
		await marks.remove(useless).catch(() => this.tidy.put(useless));
	}
}
