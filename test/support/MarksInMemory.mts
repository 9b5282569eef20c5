import type { Marks, MarkStore } from '../../nodes/zen-ledger/markStore';

export class Killed extends Error {}

/** A store of marks whose process can be killed between any two of its calls. */
export class MarksInMemory implements MarkStore, Marks {
	readonly marks = new Set<string>();
	/** How many calls still work; the process dies at the next one. */
	callsLeft = Infinity;

	static with(marks: Iterable<string>): MarksInMemory {
		const made = new MarksInMemory();
		for (const mark of marks) made.marks.add(mark);
		return made;
	}

	private turn: Promise<unknown> = Promise.resolve();

	async exclusively<T>(work: (marks: Marks) => Promise<T>) {
		const mine = this.turn.then(async () => await work(this));
		this.turn = mine.catch(() => {});
		return await mine;
	}

	async add(marks: string[]) {
		this.live();
		const before = new Set(marks.filter((mark) => this.marks.has(mark)));
		for (const mark of marks) this.marks.add(mark);
		return before;
	}

	async remove(marks: string[]) {
		this.live();
		for (const mark of marks) this.marks.delete(mark);
	}

	async count() {
		this.live();
		return this.marks.size;
	}

	private live() {
		if (this.callsLeft-- <= 0) throw new Killed('killed');
	}
}

/** Each way for a process to die: after every number of its calls to the store. */
export async function dyingAnywhere(
	work: (marks: MarksInMemory) => Promise<unknown>,
	made: () => Promise<MarksInMemory>,
) {
	const ends: MarksInMemory[] = [];
	for (let calls = 0; ; calls++) {
		const marks = await made();
		marks.callsLeft = calls;
		const died = await work(marks).then(
			() => false,
			() => true,
		);
		marks.callsLeft = Infinity;
		ends.push(marks);
		if (!died) return ends;
	}
}
