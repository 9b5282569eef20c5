import { readJson, readObject, readPage } from './answers';
import type { Caller } from './caller';
import type { JsonObject } from './json';
import { PAGE_SIZE, pages } from './pages';
import type { ListOptions, Page } from './pages';
import { pageQuery } from './query';
import type { PageRequest } from './query';
import { toDraft } from './shapes';

/** Which drafts to read. */
export interface DraftQuery {
	accountId?: string;
}

const PATH = '/payments/v1.0/drafts';

/**
 * Payments that wait for a person to accept them in ZEN's portal. Every method throws ZenError, see
 * `Caller.call`.
 */
export class Drafts {
	constructor(private readonly caller: Caller) {}

	/**
	 * Saves a draft. It is written at most once, as a payment is. Evidence: path and `chargeType` are
	 * documented, the rest of the body and the answer are assumed.
	 *
	 * @param body the request body, amounts as decimal strings
	 * @param subject names the draft in messages
	 */
	async create(body: JsonObject, subject: string): Promise<JsonObject> {
		const lookFirst =
			'Do not send it again before you have looked: find it with Draft → Get Many, or in the ZEN portal.';
		const call = { method: 'POST', path: PATH, body, subject, lookFirst } as const;
		return toDraft(await this.caller.call(call, readObject));
	}

	/** One draft. Evidence: assumed. */
	async get(draftId: string): Promise<JsonObject> {
		const call = {
			method: 'GET',
			path: pathOf(draftId),
			subject: `draft ${draftId}`,
			assumed: true,
		} as const;
		return toDraft(await this.caller.call(call, readObject));
	}

	/**
	 * The drafts, fetched page by page as they are asked for. Evidence: assumed, the cursor by the
	 * history's example.
	 *
	 * @param enough the most drafts to hand over
	 */
	all(
		query: DraftQuery,
		enough = Infinity,
		{ extra, silenceIsEnd }: ListOptions = {},
	): AsyncGenerator<JsonObject, boolean> {
		const limit = Math.min(enough, PAGE_SIZE);
		const load = async (cursor?: string) => await this.page(query, { cursor, limit, extra });
		return pages(load, enough, silenceIsEnd);
	}

	/** One page of {@link all}. */
	async page(query: DraftQuery, request: PageRequest): Promise<Page> {
		const call = {
			method: 'GET',
			path: PATH,
			query: pageQuery({ ...query }, request),
			subject: 'the list of drafts',
			assumed: true,
		} as const;
		return await this.caller.call(call, (response) =>
			readPage(response, ['data', 'drafts'], toDraft),
		);
	}

	/**
	 * Deletes a draft. Evidence: assumed, as is that 2xx means that it is gone. What becomes of a
	 * draft that a person has accepted already is not known.
	 */
	async delete(draftId: string): Promise<void> {
		const lookFirst = 'Look with Draft → Get whether it is still there.';
		const call = {
			method: 'DELETE',
			path: pathOf(draftId),
			subject: `draft ${draftId}`,
			lookFirst,
			assumed: true,
		} as const;
		await this.caller.call(call, (response) => {
			// Most likely empty; the page of some gateway is no yes.
			if (response.body.length > 0) readJson(response);
		});
	}
}

function pathOf(draftId: string): string {
	return `${PATH}/${encodeURIComponent(draftId)}`;
}
