import { draftIdField } from '../../fields/draft';
import { operation } from '../../operation';

export const deleteDraft = operation({
	option: {
		name: 'Delete',
		value: 'delete',
		description: 'Delete a saved draft, so that it can no longer be accepted',
		action: 'Delete draft payment',
	},
	fields: [draftIdField],
	writes: true,
	identifiedBy: ['draftId'],
	prepare: (input) => input.id('draftId', 'draft'),
	checkBatch: async ({ zen }) => {
		zen.connection.requireDeletion();
		// With TLS 1.3 a refused client certificate shows only once something was written. A read that
		// fails says so plainly; a deletion would end as unknown.
		await zen.accounts({ preflight: true });
		return new Map();
	},
	send: async ({ zen }, draftId) => {
		await zen.drafts.delete(draftId);
		return [{ json: { deleted: true, draftId } }];
	},
	summarize: ({ json }) => `draft ${json.draftId} is deleted`,
});
