import type { Marks, MarkStore } from './markStore';

/** What stands in a store: facts, and flags that stand beside them. */
export interface Told {
	facts: Set<string>;
	flags: Set<string>;
}

// The copies of a fact.
export const FIRST = ' 1';
const SECOND = ' 2';

/**
 * Facts in a store that can only add marks and tell which of them were there before. So asking leaves
 * marks as well, until they are taken away again, and a process that dies while it asks leaves them
 * there. A fact therefore has two copies, which are asked one after the other, and only what stands in
 * both holds.
 *
 * A flag has one copy. It is asked together with the first copies of the facts, so that where a fact
 * was left behind the flags are too.
 */
export class Facts {
	constructor(private readonly store: MarkStore) {}

	async ask(facts: string[], flags: string[] = []): Promise<Told> {
		if (facts.length + flags.length === 0) return { facts: new Set(), flags: new Set() };
		return await this.store.exclusively(async (marks) => await askIn(marks, facts, flags));
	}

	/** @see MarkStore.exclusively */
	async exclusively<T>(work: (marks: Marks) => Promise<T>): Promise<T> {
		return await this.store.exclusively(work);
	}
}

/** As `Facts.ask`, for work that goes on with the answer before anybody else can. */
export async function askIn(marks: Marks, facts: string[], flags: string[] = []): Promise<Told> {
	const before = await addFor(marks, [...facts.map((fact) => fact + FIRST), ...flags]);
	const maybe = facts.filter((fact) => before.has(fact + FIRST));
	const again = await addFor(
		marks,
		maybe.map((fact) => fact + SECOND),
	);
	const sure = maybe.filter((fact) => again.has(fact + SECOND));
	// What a process left behind that died here before.
	const left = maybe.filter((fact) => !again.has(fact + SECOND)).map((fact) => fact + FIRST);
	if (left.length > 0) await marks.remove(left);
	return { facts: new Set(sure), flags: new Set(flags.filter((flag) => before.has(flag))) };
}

/** The marks that state facts. */
export function stated(facts: string[]): string[] {
	return facts.flatMap((fact) => [fact + FIRST, fact + SECOND]);
}

async function addFor(marks: Marks, wanted: string[]): Promise<Set<string>> {
	if (wanted.length === 0) return new Set();
	const before = await marks.add(wanted);
	await marks.remove(wanted.filter((mark) => !before.has(mark)));
	return before;
}
