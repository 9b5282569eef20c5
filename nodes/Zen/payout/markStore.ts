import type { IExecuteFunctions } from 'n8n-workflow';

/** A set of marks that outlives the execution. */
export interface MarkStore {
	/** Adds marks, all or none of them. @returns those that were there before */
	add(marks: string[]): Promise<Set<string>>;
	remove(marks: string[]): Promise<void>;
}

// The store keeps one row for a workflow and writes all of it each time, so it has to have an end.
// At six marks a payment this remembers the last ten thousand payments.
const MAX_ENTRIES = 60_000;

/**
 * n8n's own deduplication store, shared by all nodes of a workflow.
 *
 * The store reads its row, changes it and writes it back, so that calls which overlap lose each
 * other's marks. Within this process they take turns; between processes nothing holds them apart.
 */
export function markStoreOf(context: IExecuteFunctions): MarkStore {
	const { helpers } = context;
	const workflowId = context.getWorkflow().id ?? '';
	const options = { mode: 'entries' as const, maxEntries: MAX_ENTRIES };
	return {
		add: async (marks) =>
			await inTurn(workflowId, async () => {
				const { processed } = await helpers.checkProcessedAndRecord(marks, 'workflow', options);
				return new Set(processed.map(String));
			}),
		remove: async (marks) =>
			await inTurn(workflowId, async () => {
				await helpers.removeProcessed(marks, 'workflow', options);
			}),
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
