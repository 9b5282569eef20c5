import type { Marks } from './markStore';

/** The steps of one question: what it has found, and what it has to take away in the end. */
export class Step {
	private readonly found = new Set<string>();
	private readonly added = new Set<string>();
	private readonly kept = new Set<string>();

	constructor(private readonly marks: Marks) {}

	/** Asks about marks that it has not asked about yet. */
	async add(wanted: string[]): Promise<void> {
		const marks = unique(wanted).filter((mark) => !this.found.has(mark) && !this.added.has(mark));
		if (marks.length === 0) return;
		const before = await this.marks.add(marks);
		for (const mark of marks) (before.has(mark) ? this.found : this.added).add(mark);
	}

	has(mark: string): boolean {
		return this.found.has(mark);
	}

	hasAny(marks: string[]): boolean {
		return marks.some((mark) => this.found.has(mark));
	}

	/** Are to stand in the end, though they may not have been there. */
	keep(marks: string[]): void {
		for (const mark of marks) this.kept.add(mark);
	}

	/** Are to be taken away, though they were there. */
	drop(marks: string[]): void {
		for (const mark of marks) this.added.add(mark);
	}

	async undo(): Promise<void> {
		const missing = [...this.kept].filter((mark) => !this.found.has(mark) && !this.added.has(mark));
		if (missing.length > 0) await this.marks.add(missing);
		await this.marks.remove([...this.added].filter((mark) => !this.kept.has(mark)));
	}
}

export function unique(marks: string[]): string[] {
	return [...new Set(marks)];
}
