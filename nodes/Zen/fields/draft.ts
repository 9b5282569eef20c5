import { idLocator } from './locator';

/** A field for a saved draft. Read it with `id`. */
export const draftIdField = idLocator(
	{
		displayName: 'Draft',
		name: 'draftId',
		description: 'A payment that was saved for a person to accept in the ZEN portal',
		hint: 'Search the list by amount, receiver, title or External ID. It shows none of them, since n8n keeps what it shows in the workflow.',
	},
	'searchDrafts',
);
