import type { DeduplicationHelperFunctions, IDataDeduplicator } from 'n8n-workflow';
import { node } from './deduplicationChecks.mts';

type Used =
	| 'getProcessedDataCount'
	| 'checkProcessedAndRecord'
	| 'removeProcessed'
	| 'clearAllProcessedItems';

/** The helpers that n8n hands to the node with that id, on a given store. */
export function helpersOf(
	store: IDataDeduplicator,
	nodeId: string,
): Pick<DeduplicationHelperFunctions, Used> {
	const context = node(nodeId);
	return {
		getProcessedDataCount: async (scope, options) =>
			await store.getProcessedDataCount(scope, context, options),
		checkProcessedAndRecord: async (items, scope, options) =>
			await store.checkProcessedAndRecord(items, scope, context, options),
		removeProcessed: async (items, scope, options) =>
			await store.removeProcessed(items, scope, context, options),
		clearAllProcessedItems: async (scope, options) =>
			await store.clearAllProcessedItems(scope, context, options),
	};
}
