import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { InputError } from '../zen-client';
import type { Zen } from '../zen-client';
import { surroundingsIn, zenFor } from './connect';
import { toNodeError } from './nodeErrors';
import { zenCredentialOf } from './storedCredential';

/** What the editor asks a list for. */
export interface Question {
	zen: Zen;
	/** The node as it stands in the editor. */
	context: ILoadOptionsFunctions;
	/** Whether one of these texts holds what the user typed into the search. */
	matches(...texts: unknown[]): boolean;
	/** What the user typed into the search, trimmed and in lower case; empty when nothing. */
	wanted: string;
	/** `paginationToken` of the page before; absent for the first page. */
	token?: string;
}

// For a form that is still being filled in.
const GO_ON = 'Then open this list again. The value can also be given without the list.';

/** Makes a method of n8n's out of a search. */
export function search(find: (question: Question) => Promise<INodeListSearchResult>) {
	return async function (
		this: ILoadOptionsFunctions,
		filter = '',
		token?: string,
	): Promise<INodeListSearchResult> {
		const wanted = filter.trim().toLowerCase();
		try {
			const zen = zenFor(await zenCredentialOf(this), surroundingsIn(this));
			const matches = (...texts: unknown[]) =>
				texts.some((text) => String(text).toLowerCase().includes(wanted));
			return await find({ zen, context: this, matches, wanted, token });
		} catch (error) {
			throw toNodeError(this.getNode(), error, undefined, error instanceof InputError ? GO_ON : '');
		}
	};
}
