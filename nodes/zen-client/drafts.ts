import { readAbout } from './about';
import { readJson, readPage } from './answers';
import { bodyOf } from './body';
import type { Caller } from './caller';
import { CONTRACT } from './contract';
import type { Made } from './entries';
import { isObject } from './json';
import type { JsonObject } from './json';
import { requireNoComplaint } from './complaint';
import { readMade } from './made';
import type { SameReference } from './made';
import type { PaymentOrder } from './order';
import { PAGE_SIZE, pages } from './pages';
import type { ListOptions, Page } from './pages';
import { pathTo } from './pathTo';
import { askedFor, pageQuery } from './query';
import type { PageRequest } from './query';
import { toDraft } from './shapes';
import { lookFirstIn } from './wording';

/** Which drafts to read. */
export interface DraftQuery {
	accountId?: string;
}

/**
 * Payments that wait for a person to accept them in ZEN's portal. Every method throws ZenError, see
 * `Caller.call`. Evidence: that of each path and name stands in `CONTRACT`.
 */
export class Drafts {
	constructor(
		private readonly caller: Caller,
		private readonly contract = CONTRACT,
	) {}

	/**
	 * Saves a draft. It is written at most once, and a yes is one under the same conditions, as with
	 * `Zen.createPayment`. Evidence: path and `chargeType` are documented, the rest is assumed.
	 *
	 * @throws InputError as `bodyOf` does
	 */
	async create(order: PaymentOrder, isSame?: SameReference): Promise<Made> {
		const call = {
			method: 'POST',
			name: 'createDraft',
			path: this.contract.paths.createDraft,
			body: bodyOf(order, { body: this.contract.draftBody }),
			subject: `draft "${order.externalId}"`,
			lookFirst: lookFirstIn('Draft → Get Many'),
		} as const;
		return await this.caller.call(call, (response) =>
			readMade(response, 'draft', order, isSame, this.contract),
		);
	}

	/** One draft. Evidence: assumed. */
	async get(draftId: string): Promise<JsonObject> {
		return toDraft(await this.getRaw(draftId), this.contract);
	}

	/** As {@link get}, as ZEN sent it. */
	async getRaw(draftId: string): Promise<JsonObject> {
		const call = {
			method: 'GET',
			name: 'draft',
			path: pathTo(this.contract, 'draft', draftId),
			subject: `draft ${draftId}`,
			assumed: true,
		} as const;
		const { contract } = this;
		return await this.caller.call(call, (told) => readAbout(told, 'draft', draftId, contract));
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
		const pageSize = askedFor(limit, this.contract.query.drafts.limit, extra);
		return pages(load, enough, silenceIsEnd, { pageSize });
	}

	/** One page of {@link all}. */
	async page(query: DraftQuery, request: PageRequest): Promise<Page> {
		const { items, ...rest } = await this.rawPage(query, request);
		return { items: items.map((raw) => toDraft(raw, this.contract)), ...rest };
	}

	/** As {@link page}, with the drafts as ZEN sent them. */
	async rawPage(query: DraftQuery, request: PageRequest): Promise<Page> {
		const { paths, query: names, lists } = this.contract;
		const call = {
			method: 'GET',
			name: 'drafts',
			path: paths.drafts,
			query: pageQuery(query, request, names.drafts),
			subject: 'the list of drafts',
			freshConnection: request.freshConnection,
			assumed: true,
		} as const;
		return await this.caller.call(call, (response) =>
			readPage(response, lists.drafts, (raw) => raw, this.contract),
		);
	}

	/**
	 * Deletes a draft. Evidence: assumed, as is that 2xx means that it is gone. What becomes of a
	 * draft that a person has accepted already is not known.
	 */
	async delete(draftId: string): Promise<void> {
		const lookFirst = 'Look with Draft → Get whether it is still there.';
		const call = {
			method: this.contract.deletion,
			name: 'deleteDraft',
			path: pathTo(this.contract, 'deleteDraft', draftId),
			subject: `draft ${draftId}`,
			lookFirst,
			assumed: true,
		} as const;
		await this.caller.call(call, (response) => {
			// Most likely empty; the page of some gateway is no yes.
			const said = response.body.length > 0 ? readJson(response) : null;
			if (isObject(said)) requireNoComplaint(said, this.contract);
		});
	}
}
