import { readAbout, readAboutAccount } from './about';
import { readList, readPage, readWhole } from './answers';
import { bodyOf } from './body';
import type { Caller } from './caller';
import { Comparison } from './comparison';
import { readConfirmation } from './confirmation';
import type { Confirmation } from './confirmation';
import type { Connection } from './connection';
import { CONTRACT } from './contract';
import { Drafts } from './drafts';
import { readEntry, readPayingAccount } from './entries';
import type { Entry, EntryKind, EntryPage, Made, PayingAccount } from './entries';
import { ZenError } from './errors';
import { idsOf } from './ids';
import type { JsonObject } from './json';
import { readMade } from './made';
import type { SameReference } from './made';
import { only } from './only';
import type { PaymentOrder } from './order';
import { isMissingPath } from './outcome';
import { PAGE_SIZE, pages } from './pages';
import type { ListOptions, Page } from './pages';
import { pathTo } from './pathTo';
import { askedFor, pageQuery } from './query';
import type { HistoryQuery, PageRequest } from './query';
import { httpDateMs } from './retryAfter';
import { toAccount, toDraft, toPayment } from './shapes';
import { Terms } from './terms';

/**
 * ZEN's transfers API, one method a call. Every method throws ZenError, see `Caller.call`. Evidence:
 * that of each path and name stands in `CONTRACT`.
 */
export class Zen {
	readonly drafts: Drafts;
	readonly terms: Terms;
	readonly comparison: Comparison;
	/** What an ID is, for whoever reads one from elsewhere. */
	readonly ids: ReturnType<typeof idsOf>;

	constructor(
		private readonly caller: Caller,
		readonly connection: Connection,
		private readonly contract = CONTRACT,
	) {
		this.drafts = new Drafts(caller, contract);
		this.terms = new Terms(caller, contract);
		this.comparison = new Comparison(caller, connection);
		this.ids = idsOf(contract.ids);
	}

	/** The client's active accounts. Evidence: documented. */
	async accounts({ preflight = false } = {}): Promise<JsonObject[]> {
		return (await this.probe({ preflight })).accounts;
	}

	/**
	 * The accounts to pay from, read over the very connection that the next write will use.
	 *
	 * @returns `raw`: all of them, as {@link accounts}; `zenTime`: ZEN's clock by the `Date` of its
	 * answer, in ms since the epoch, absent when it does not tell one
	 */
	async preflight(): Promise<{
		accounts: PayingAccount[];
		raw: JsonObject[];
		zenTime?: number;
	}> {
		const { accounts, listed, zenTime } = await this.probe({ preflight: true });
		const paying = listed.map((raw) => readPayingAccount(raw, this.contract));
		return {
			accounts: paying.filter((account) => account !== undefined),
			raw: accounts,
			...(zenTime === undefined ? {} : { zenTime }),
		};
	}

	/** As {@link accounts}, with the TLS version of the connection where it can be told. */
	async probe({ preflight = false } = {}): Promise<{
		accounts: JsonObject[];
		/** The same as ZEN sent them. */
		listed: JsonObject[];
		tlsVersion?: string;
		zenTime?: number;
	}> {
		const call = {
			method: 'GET',
			name: 'accounts',
			path: this.contract.paths.accounts,
			subject: 'the list of accounts',
			freshConnection: preflight,
		} as const;
		return await this.caller.call(call, (response) => {
			// Limits and looks go by all accounts.
			const read = preflight ? readWhole : readList;
			const listed = read(response, this.contract.lists.accounts).items;
			return {
				accounts: listed.map((raw) => toAccount(raw, this.contract)),
				listed,
				tlsVersion: response.tlsVersion,
				zenTime: httpDateMs(response.headers.date),
			};
		});
	}

	/**
	 * One account. Evidence: the path is assumed; where ZEN does not know it, the account is picked
	 * from the list of accounts, which is documented.
	 */
	async account(accountId: string): Promise<JsonObject> {
		const call = {
			method: 'GET',
			name: 'account',
			path: pathTo(this.contract, 'account', accountId),
			subject: `account ${accountId}`,
		} as const;
		return await this.caller
			.call(call, (response) => readAboutAccount(response, accountId, this.contract))
			.then((raw) => toAccount(raw, this.contract))
			.catch(async (error) => await this.listedAccount(accountId, only(ZenError, error)));
	}

	/** One payment. Evidence: observed. */
	async payment(paymentId: string): Promise<JsonObject> {
		return toPayment(await this.rawPayment(paymentId), this.contract);
	}

	/** One payment or draft in our own names; `raw` as {@link payment} or `Drafts.get` returns it. */
	async entry(kind: EntryKind, id: string): Promise<{ entry: Entry; raw: JsonObject }> {
		const isDraft = kind === 'draft';
		const raw = isDraft ? await this.drafts.getRaw(id) : await this.rawPayment(id);
		const shaped = isDraft ? toDraft(raw, this.contract) : toPayment(raw, this.contract);
		return { entry: readEntry(kind, raw, this.contract), raw: shaped };
	}

	/**
	 * Sends a payment. It is written at most once: after anything but a certain `notSent` it is never
	 * repeated from here. Only an answer with an ID and without an error, about this amount, currency
	 * and external ID where it tells them, is a yes; any other with 2xx is `unknown`. Evidence: body
	 * and answer are assumed.
	 *
	 * @param isSame whether a reference that ZEN tells is the one sent; to the letter when absent
	 * @throws InputError as `bodyOf` does
	 */
	async createPayment(order: PaymentOrder, isSame?: SameReference): Promise<Made> {
		const call = {
			method: 'POST',
			name: 'createPayment',
			path: this.contract.paths.createPayment,
			body: bodyOf(order, this.contract),
			subject: `payment "${order.externalId}"`,
			assumed: true,
		} as const;
		return await this.caller.call(call, (response) =>
			readMade(response, 'payment', order, isSame, this.contract),
		);
	}

	/**
	 * The payments of an account, newest first, fetched page by page as they are asked for.
	 * Evidence: observed. Payments that are not booked yet cannot match a booking date.
	 *
	 * @param enough the most payments to hand over
	 */
	history(
		query: HistoryQuery,
		enough = Infinity,
		{ extra, silenceIsEnd }: ListOptions = {},
	): AsyncGenerator<JsonObject, boolean> {
		const limit = Math.min(enough, PAGE_SIZE);
		const load = async (cursor?: string) => await this.historyPage(query, { cursor, limit, extra });
		const pageSize = askedFor(limit, this.contract.query.history.limit, extra);
		return pages(load, enough, silenceIsEnd, { pageSize });
	}

	/** One page of {@link history}. */
	async historyPage(query: HistoryQuery, request: PageRequest): Promise<Page> {
		const { items, ...rest } = await this.rawHistoryPage(query, request);
		return { items: items.map((raw) => toPayment(raw, this.contract)), ...rest };
	}

	/**
	 * One page of an account's payments or drafts in our own names, newest first where ZEN keeps to
	 * the order that was observed. Read over the very connection that the next write will use.
	 */
	async entryPage(
		kind: EntryKind,
		accountId: string,
		request: Pick<PageRequest, 'cursor' | 'limit'>,
	): Promise<EntryPage> {
		const { items, ...rest } =
			kind === 'draft'
				? await this.drafts.rawPage({ accountId }, { ...request, freshConnection: true })
				: await this.rawHistoryPage({ accountId }, { ...request, freshConnection: true });
		const shape = kind === 'draft' ? toDraft : toPayment;
		const entries = items.map((raw) => ({
			...readEntry(kind, raw, this.contract),
			raw: shape(raw, this.contract),
		}));
		return { entries, ...rest };
	}

	/** The confirmation document of a payment. Evidence: assumed, both the path and its two forms. */
	async confirmation(paymentId: string): Promise<Confirmation> {
		const call = {
			method: 'GET',
			name: 'confirmation',
			path: pathTo(this.contract, 'confirmation', paymentId),
			accept: 'application/pdf, application/json',
			subject: `the confirmation of payment ${paymentId}`,
			assumed: true,
		} as const;
		return await this.caller.call(call, readConfirmation);
	}

	private async rawPayment(paymentId: string): Promise<JsonObject> {
		const call = {
			method: 'GET',
			name: 'payment',
			path: pathTo(this.contract, 'payment', paymentId),
			subject: `payment ${paymentId}`,
		} as const;
		const { contract } = this;
		return await this.caller.call(call, (told) => readAbout(told, 'payment', paymentId, contract));
	}

	private async rawHistoryPage(query: HistoryQuery, request: PageRequest): Promise<Page> {
		const { paths, query: names, lists } = this.contract;
		const call = {
			method: 'GET',
			name: 'history',
			path: paths.history,
			query: pageQuery(query, request, names.history),
			subject: `the payments of account ${query.accountId}`,
			freshConnection: request.freshConnection,
		} as const;
		return await this.caller.call(call, (response) =>
			readPage(response, lists.payments, (raw) => raw, this.contract),
		);
	}

	private async listedAccount(accountId: string, failure: ZenError): Promise<JsonObject> {
		if (!isMissingPath(failure.status)) throw failure;
		const own = this.ids.read('account', accountId);
		const account = (await this.accounts()).find((one) => one.accountId === own);
		return account ?? Promise.reject(failure);
	}
}
