import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { JsonObject } from '../../zen-client';
import { simplifyDraft } from '../../zen-n8n/simplify';
import { Form } from './Form';
import type { Question } from '../../zen-n8n/search';

const PAGE = 50;
const MOST_PAGES = 10;

/** The drafts as ZEN lists them: of the account in the form, else of all. */
export async function searchDrafts(question: Question): Promise<INodeListSearchResult> {
	const { zen, context, matches } = question;
	const accountId = new Form(context).text('accountId') || undefined;
	const results: INodeListSearchItems[] = [];
	let cursor = question.token;
	for (let page = 0; page < MOST_PAGES; page++) {
		const { items, next } = await zen.drafts.page({ accountId }, { cursor, limit: PAGE });
		const found = items.map(toListItem).filter(({ name, value }) => matches(name, value));
		results.push(...found);
		if (next === undefined || next === cursor || items.length === 0) return { results };
		cursor = next;
		if (results.length > 0) break;
	}
	return { results, paginationToken: cursor };
}

function toListItem(draft: JsonObject): INodeListSearchItems {
	const { draftId, amount, currency, receiverName, title, externalId } = simplifyDraft(draft);
	const about = [receiverName, title, externalId].filter(Boolean).join(' · ');
	return { name: `${amount} ${currency} — ${about}`, value: String(draftId) };
}
