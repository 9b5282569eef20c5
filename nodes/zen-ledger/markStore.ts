import type { DeduplicationHelperFunctions, IExecuteFunctions } from 'n8n-workflow';
import type { Surroundings } from '../zen-client';
import { memoryAdvice } from '../zen-n8n/memoryAdvice';
import { LedgerError } from '../zen-payout';
import { StoreLock } from './StoreLock';

/** A set of marks that outlives the execution. */
export interface MarkStore {
	/**
	 * Does `work` on the marks while no other execution of this node changes them.
	 *
	 * @throws LedgerError when the store or the work fails
	 */
	exclusively<T>(work: (marks: Marks) => Promise<T>): Promise<T>;
}

export interface Marks {
	/** Adds marks, all or none of them. @returns those that were there before */
	add(marks: string[]): Promise<Set<string>>;
	remove(marks: string[]): Promise<void>;
}

// The store keeps one row for a workflow and writes all of it each time, so it has to have an end.
// At ten marks a payment this remembers the last ten thousand payments.
const OPTIONS = { mode: 'entries', maxEntries: 100_000 } as const;

/**
 * n8n's own deduplication store, shared by all nodes of a workflow.
 *
 * The store reads its row, changes it and writes it back, so that calls which overlap lose each
 * other's marks. So all nodes of this process take turns, and across processes the executions of a
 * node do. What nothing holds apart are different nodes of a workflow in different processes.
 *
 * @param surroundings without a signal to cancel: what was sent is noted in any case
 */
export function markStoreOf(context: IExecuteFunctions, surroundings: Surroundings): MarkStore {
	const { id: workflowId } = context.getWorkflow();
	const advice = memoryAdvice({ workflowId, nodeType: context.getNode().type });
	const lock = new StoreLock(context.helpers, surroundings);
	const marks = marksIn(context.helpers);
	return {
		exclusively: async (work) => {
			// The store would say so as well, in words of its own code, and again and again.
			if (!workflowId) throw new LedgerError('the workflow has no ID', advice);
			const turn = async () => await lock.hold(async () => await work(marks));
			return await inTurn(workflowId, turn).catch((error: Error) => {
				throw new LedgerError(error.message, advice);
			});
		},
	};
}

function marksIn(store: DeduplicationHelperFunctions): Marks {
	return {
		add: async (marks) => {
			const { processed } = await store.checkProcessedAndRecord(marks, 'workflow', OPTIONS);
			return new Set(processed.map(String));
		},
		remove: async (marks) => {
			if (marks.length > 0) await store.removeProcessed(marks, 'workflow', OPTIONS);
		},
	};
}

const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
	const before = turns.get(key) ?? Promise.resolve();
	const mine = before.then(work, work);
	turns.set(key, mine);
	try {
		return await mine;
	} finally {
		if (turns.get(key) === mine) turns.delete(key);
	}
}
