import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { PageWatch } from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import { simplifyDraft } from '../../zen-n8n/simplify';
import { Form } from './Form';
import { labelOf } from './labelOf';
import type { Question } from '../../zen-n8n/search';

const PAGE = 50;
const MOST_PAGES_AT_ONCE = 10;
const MOST_PAGES = 1_000;

/** Where the list goes on. The page is counted, so that a list without an end is given up at some time. */
interface Place {
	cursor?: string;
	page: number;
}

/** The drafts as ZEN lists them: of the account in the form, else of all. */
export async function searchDrafts(question: Question): Promise<INodeListSearchResult> {
	const { zen, context, matches, token } = question;
	const accountId = await new Form(context).accountId(zen);
	const results: INodeListSearchItems[] = [];
	const watch = new PageWatch();
	let { cursor, page }: Place = token ? (JSON.parse(token) as Place) : { page: 1 };
	for (let read = 0; read < MOST_PAGES_AT_ONCE && results.length === 0; read++) {
		const drafts = await zen.drafts.page({ accountId }, { cursor, limit: PAGE });
		const { fresh, next } = watch.see(drafts);
		const found = fresh.filter((draft) => matches(...textsOf(draft))).map(toListItem);
		results.push(...found);
		if (next === undefined || next === cursor || page >= MOST_PAGES) return { results };
		cursor = next;
		page += 1;
	}
	return { results, paginationToken: JSON.stringify({ cursor, page }) };
}

function toListItem(draft: JsonObject): INodeListSearchItems {
	const { draftId, createdAt } = simplifyDraft(draft);
	return { name: labelOf(String(draftId), createdAt), value: String(draftId) };
}

function textsOf(draft: JsonObject): unknown[] {
	const { draftId, amount, currency, receiverName, title, externalId } = simplifyDraft(draft);
	return [
		`${amount} ${currency}`,
		receiverName,
		title,
		externalId,
		draftId,
		toListItem(draft).name,
	];
}
