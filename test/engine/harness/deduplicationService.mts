import { DataDeduplicationService } from 'n8n-core';
import type { ICheckProcessedContextData } from 'n8n-workflow';
import type { DeduplicationStore } from './deduplication.mts';

// n8n-core takes one store for the whole process, and engines are to have one each. What the helpers
// hand over as `workflow` is the workflow being run, which tells whose call it is.
const stores = new WeakMap<object, DeduplicationStore>();
let started: Promise<void> | undefined;

/** Makes the deduplication helpers of `workflow`'s nodes use `store`. */
export async function useStore(workflow: object, store: DeduplicationStore): Promise<void> {
	started ??= DataDeduplicationService.init({
		checkProcessedAndRecord: async (items, scope, context, options) =>
			await storeOf(context).checkProcessedAndRecord(items, scope, context, options),
		removeProcessed: async (items, scope, context, options) =>
			await storeOf(context).removeProcessed(items, scope, context, options),
		clearAllProcessedItems: async (scope, context) =>
			await storeOf(context).clearAllProcessedItems(scope, context),
		getProcessedDataCount: async (scope, context) =>
			await storeOf(context).getProcessedDataCount(scope, context),
	});
	await started;
	stores.set(workflow, store);
}

function storeOf({ workflow }: ICheckProcessedContextData): DeduplicationStore {
	const store = stores.get(workflow);
	if (!store) throw new Error(`No deduplication store is in use for workflow ${workflow.id}`);
	return store;
}
