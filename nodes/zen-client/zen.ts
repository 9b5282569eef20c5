import { readList, readObject, readPage } from './answers';
import type { Caller } from './caller';
import { readConfirmation } from './confirmation';
import type { Confirmation } from './confirmation';
import { Drafts } from './drafts';
import { ZenError } from './errors';
import type { JsonObject } from './json';
import { only } from './only';
import { isMissingPath } from './outcome';
import { PAGE_SIZE, pages } from './pages';
import type { ListOptions, Page } from './pages';
import { pageQuery } from './query';
import type { PageRequest } from './query';
import type { ZenCredential } from './settings';
import { toAccount, toPayment } from './shapes';
import { Terms } from './terms';
import type { CertificateInfo } from './tls';

/** Which booked payments to read. Dates are `yyyy-MM-dd`, both inclusive, never in the future. */
export interface HistoryQuery {
	accountId: string;
	bookedAtFrom?: string;
	bookedAtTo?: string;
}

/** What is known of a connection without asking ZEN. */
export interface Connection {
	environment: ZenCredential['environment'];
	/** Without a slash at its end. */
	baseUrl: string;
	certificate: CertificateInfo;
	paymentsAllowed: boolean;
	/** Throws InputError unless payments are allowed. */
	requirePayments(): void;
}

/** ZEN's transfers API, one method a call. Every method throws ZenError, see `Caller.call`. */
export class Zen {
	readonly drafts: Drafts;
	readonly terms: Terms;

	constructor(
		private readonly caller: Caller,
		readonly connection: Connection,
	) {
		this.drafts = new Drafts(caller);
		this.terms = new Terms(caller);
	}

	/**
	 * The client's active accounts. Evidence: documented.
	 *
	 * @param preflight read over the very connection that the next write will use
	 */
	async accounts({ preflight = false } = {}): Promise<JsonObject[]> {
		return (await this.probe({ preflight })).accounts;
	}

	/** As {@link accounts}, with the TLS version of the connection where it can be told. */
	async probe({ preflight = false } = {}): Promise<{
		accounts: JsonObject[];
		tlsVersion?: string;
	}> {
		const call = {
			method: 'GET',
			path: '/accounts/v1.0',
			subject: 'the list of accounts',
			freshConnection: preflight,
		} as const;
		return await this.caller.call(call, (response) => ({
			accounts: readList(response, ['data', 'accounts']).items.map(toAccount),
			tlsVersion: response.tlsVersion,
		}));
	}

	/**
	 * One account. Evidence: the path is assumed; where ZEN does not know it, the account is picked
	 * from the list of accounts, which is documented.
	 */
	async account(accountId: string): Promise<JsonObject> {
		const call = {
			method: 'GET',
			path: `/accounts/v1.0/${encodeURIComponent(accountId)}`,
			subject: `account ${accountId}`,
		} as const;
		return await this.caller
			.call(call, readObject)
			.then(toAccount)
			.catch(async (error) => await this.listedAccount(accountId, only(ZenError, error)));
	}

	/** One payment. Evidence: observed. */
	async payment(paymentId: string): Promise<JsonObject> {
		const call = {
			method: 'GET',
			path: `/payments/v1.0/${encodeURIComponent(paymentId)}`,
			subject: `payment ${paymentId}`,
		} as const;
		return toPayment(await this.caller.call(call, readObject));
	}

	/**
	 * Sends a payment. It is written at most once: after anything but a certain `notSent` it is never
	 * repeated from here. Evidence: body and answer are assumed.
	 *
	 * @param body the request body, amounts as decimal strings
	 * @param subject names the payment in messages
	 */
	async createPayment(body: JsonObject, subject: string): Promise<JsonObject> {
		const call = { method: 'POST', path: '/payments/v1.0', body, subject, assumed: true } as const;
		return toPayment(await this.caller.call(call, readObject));
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
		return pages(load, enough, silenceIsEnd);
	}

	/** One page of {@link history}. */
	async historyPage(query: HistoryQuery, request: PageRequest): Promise<Page> {
		const call = {
			method: 'GET',
			path: '/payments/v1.0',
			query: pageQuery({ ...query }, request),
			subject: `the payments of account ${query.accountId}`,
		} as const;
		return await this.caller.call(call, (response) => readPage(response, ['data'], toPayment));
	}

	/** The confirmation document of a payment. Evidence: assumed, both the path and its two forms. */
	async confirmation(paymentId: string): Promise<Confirmation> {
		const call = {
			method: 'GET',
			path: `/payments/v1.0/${encodeURIComponent(paymentId)}/confirmation`,
			accept: 'application/pdf, application/json',
			subject: `the confirmation of payment ${paymentId}`,
			assumed: true,
		} as const;
		return await this.caller.call(call, readConfirmation);
	}

	private async listedAccount(accountId: string, failure: ZenError): Promise<JsonObject> {
		if (!isMissingPath(failure.status)) throw failure;
		// ZEN's ids are UUIDs, which mean the same in either case.
		const wanted = accountId.toLowerCase();
		const listed = (await this.accounts()).find(
			(account) => String(account.accountId).toLowerCase() === wanted,
		);
		if (!listed) throw failure;
		return listed;
	}
}
