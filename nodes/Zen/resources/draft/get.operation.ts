import { draftIdField } from '../../fields/draft';
import { outputFields, readOutput } from '../../fields/output';
import { simplifyDraft } from '../../../zen-n8n/simplify';
import { readOptions } from '../../fields/readsAtOnce';
import { operation, toResults } from '../../operation';

export const get = operation({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Get a draft and its present status',
		action: 'Get draft payment',
	},
	fields: [draftIdField, ...outputFields(simplifyDraft({})), readOptions()],
	prepare: (input) => ({
		draftId: input.id('draftId', 'draft'),
		shape: readOutput(input, simplifyDraft),
	}),
	send: async ({ zen }, { draftId, shape }) => toResults([shape(await zen.drafts.get(draftId))]),
});
