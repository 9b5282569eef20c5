import type { DeduplicationHelperFunctions, IExecuteFunctions } from 'n8n-workflow';
import type { Surroundings } from '../zen-client';
import { memoryAdvice } from '../zen-n8n/memoryAdvice';
import { LedgerError } from '../zen-payout';
import { KnownMarks } from './KnownMarks';
import { FORMAT_MARK } from './MarkNames';
import { StoreLock } from './StoreLock';
import type { LockStore } from './StoreLock';

/** A set of marks that outlives the execution. */
export interface MarkStore {
	/**
	 * Does `work` on the marks while no other execution of this node changes them.
	 *
	 * @throws LedgerError when the store or the work fails
	 */
	exclusively<T>(work: (marks: Marks) => Promise<T>): Promise<T>;

	/** How many marks there are, or were a moment ago. @throws LedgerError */
	count(): Promise<number>;
}

export interface Marks {
	/** Adds marks, all or none of them. @returns those that were there before */
	add(marks: string[]): Promise<Set<string>>;
	/** Removes marks, all or none of them. */
	remove(marks: string[]): Promise<void>;
}

// Without an end, so that n8n never drops the oldest: what is too much is refused, see `MarkLedger`.
const OPTIONS = { mode: 'entries' } as const;

const CLEAR =
	'Use the version that wrote it, or have the memory cleared, after which nothing that was paid before is known.';

/** How long a call may take before it is given up, in ms. An object, so that tests need not wait as long. */
export const CALLS = { deadlineMs: 8_000 };

const known = new Map<string, KnownMarks>();

/**
 * n8n's own deduplication store, shared by all nodes of a workflow.
 *
 * The store reads its row, changes it and writes it back, so that calls which overlap lose each
 * other's marks. So all nodes of this process take turns, and across processes the executions of a
 * node do. What nothing holds apart are different nodes of a workflow in different processes.
 *
 * A call that does not answer holds up nobody: nothing is sent on this store until it has answered,
 * and what it may have taken away when it landed is set again.
 *
 * @param surroundings without a signal to cancel: what was sent is noted in any case
 */
export function markStoreOf(context: IExecuteFunctions, surroundings: Surroundings): MarkStore {
	const { id: workflowId } = context.getWorkflow();
	const advice = memoryAdvice({ workflowId, nodeType: context.getNode().type });
	// The store would say so as well, in words of its own code, and again and again.
	if (!workflowId) {
		const refuse = async () => {
			throw new LedgerError('the workflow has no ID', advice);
		};
		return { exclusively: refuse, count: refuse };
	}
	const mine = known.get(workflowId) ?? new KnownMarks(surroundings);
	known.set(workflowId, mine);
	const call: Call = async (work) => await answered(mine, surroundings, work);
	const lock = new StoreLock(lockStoreIn(context.helpers, call), surroundings);
	const marks = marksIn(context.helpers, call, mine);
	const explained = async <T>(work: () => Promise<T>) =>
		await work().catch((error: Error) => {
			throw error instanceof LedgerError ? error : new LedgerError(error.message, advice);
		});
	return {
		exclusively: async (work) =>
			await explained(
				async () => await inTurn(mine, async () => await lock.hold(async () => await work(marks))),
			),
		count: async () =>
			await explained(async () => {
				if (mine.count === undefined) {
					mine.counts(await countIn(context.helpers, call));
				}
				return mine.count!;
			}),
	};
}

type Call = <T>(work: () => Promise<T>) => Promise<T>;

function marksIn(store: DeduplicationHelperFunctions, call: Call, mine: KnownMarks): Marks {
	const addAll = async (marks: string[]) => {
		const answer = call(
			async () => await store.checkProcessedAndRecord(marks, 'workflow', OPTIONS),
		);
		const before = new Set((await answer).processed.map(String));
		mine.added(marks.filter((mark) => !before.has(mark)));
		return before;
	};
	const removeAll = async (marks: string[]) => {
		if (marks.length === 0) return;
		await call(async () => await store.removeProcessed(marks, 'workflow', OPTIONS));
		mine.removed(marks);
	};
	/** @throws LedgerError unless the memory was empty, or has the form that all has that is written here */
	const requireForm = async (hadMarks: boolean, added: string[]) => {
		if (!hadMarks || !added.includes(FORMAT_MARK)) return;
		await removeAll(added);
		throw new LedgerError('another version of this node has written it', CLEAR);
	};
	/** There was no memory yet, or a person has cleared it: then it stays so. */
	const begin = async (added: string[], wanted: string[]) => {
		await removeAll(added.filter((mark) => !wanted.includes(mark)));
		mine.forgetAllBut(wanted);
	};
	return {
		add: async (given) => {
			const wanted = [...new Set(given)];
			const witnesses = mine.last;
			const asked = [...new Set([...wanted, ...witnesses, FORMAT_MARK])];
			const hadMarks = !mine.isOfForm && (await countIn(store, call)) > 0;
			const before = await addAll(asked);
			const added = asked.filter((mark) => !before.has(mark));
			await requireForm(hadMarks, added);
			mine.isOfForm = true;
			const isGone = witnesses.some((mark) => added.includes(mark));
			if (added.includes(FORMAT_MARK)) await begin(added, [...wanted, FORMAT_MARK]);
			else if (isGone || mine.isDoubtful) await addAll(mine.all);
			mine.isDoubtful = false;
			return new Set(wanted.filter((mark) => before.has(mark)));
		},
		remove: async (unique) => await removeAll([...new Set(unique)]),
	};
}

async function countIn(store: DeduplicationHelperFunctions, call: Call): Promise<number> {
	return await call(async () => await store.getProcessedDataCount('workflow', OPTIONS));
}

function lockStoreIn(store: DeduplicationHelperFunctions, call: Call): LockStore {
	return {
		checkProcessedAndRecord: async (...given) =>
			await call(async () => await store.checkProcessedAndRecord(...given)),
		clearAllProcessedItems: async (...given) =>
			await call(async () => await store.clearAllProcessedItems(...given)),
	};
}

/** A call of the store, given up when it takes too long, and none while one that was is still out. */
async function answered<T>(
	mine: KnownMarks,
	surroundings: Pick<Surroundings, 'now'>,
	work: () => Promise<T>,
): Promise<T> {
	if (mine.stalledSince !== undefined) {
		const since = new Date(mine.stalledSince).toISOString();
		throw new Error(`its store still owes the answer to a call of ${since}`);
	}
	const began = surroundings.now();
	const answer = work();
	const isLate = await Promise.race([
		answer.then(
			() => false,
			() => false,
		),
		over(AbortSignal.timeout(CALLS.deadlineMs)),
	]);
	if (!isLate) return await answer;
	mine.stalledSince = began;
	const landed = () => {
		mine.stalledSince = undefined;
		mine.isDoubtful = true;
	};
	void answer.then(landed, landed);
	throw new Error('its store did not answer in time');
}

async function over(signal: AbortSignal): Promise<true> {
	return await new Promise((resolve) => {
		signal.addEventListener('abort', () => resolve(true));
	});
}

async function inTurn<T>(mine: KnownMarks, work: () => Promise<T>): Promise<T> {
	const turn = mine.turn.then(work, work);
	mine.turn = turn.catch(() => {});
	return await turn;
}
