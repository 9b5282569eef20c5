import type { Marks } from './markStore';

/** What stands in a store under a key. */
export interface Told {
	/** Those of the marks asked about that are there. */
	there: Set<string>;
	/** Whether they were not left behind by a question: what is absent is absent in any case. */
	isSure: boolean;
}

/**
 * Asks a store that can only add marks and tell which of them were there before. So asking leaves marks
 * as well, until they are taken away again, and a process that dies while it asks leaves them there.
 * With the first of them a guard is set, which then stays as well: where one is found, nothing
 * that is there is believed, however often it was asked.
 *
 * @param guard see `MarkNames.asked`
 */
export async function askIn(marks: Marks, guard: string, wanted: string[]): Promise<Told> {
	const there = await those(marks, [guard, ...wanted]);
	const isSure = !there.delete(guard);
	return { there, isSure };
}

/** Which marks are there. A guard has to be among them, or be set. */
export async function those(marks: Marks, wanted: string[]): Promise<Set<string>> {
	const there = await marks.add(wanted);
	await marks.remove(wanted.filter((mark) => !there.has(mark)));
	return there;
}
