import { readList, readObject } from './answers';
import { Unreadable } from './caller';
import type { Caller } from './caller';
import { readConfirmation } from './confirmation';
import type { Confirmation } from './confirmation';
import { ZenError } from './errors';
import type { JsonObject } from './json';
import { only } from './only';
import { pages } from './pages';
import type { Page } from './pages';
import { toAccount, toPayment } from './shapes';

/** Which booked payments to read. Dates are `yyyy-MM-dd`, both inclusive, never in the future. */
export interface HistoryQuery {
	accountId: string;
	bookedAtFrom?: string;
	bookedAtTo?: string;
}

// The size that was seen in use; ZEN's maximum is not known.
const PAGE_SIZE = 100;

/** ZEN's transfers API, one method a call. Every method throws ZenError, see `Caller.call`. */
export class Zen {
	constructor(private readonly caller: Caller) {}

	/**
	 * The client's active accounts. Evidence: documented.
	 *
	 * @param preflight read over the very connection that the next write will use
	 */
	async accounts({ preflight = false } = {}): Promise<JsonObject[]> {
		const call = {
			method: 'GET',
			path: '/accounts/v1.0',
			subject: 'the list of accounts',
			freshConnection: preflight,
		} as const;
		return await this.caller.call(call, (response) =>
			readList(response, ['data', 'accounts']).items.map(toAccount),
		);
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
		const call = { method: 'POST', path: '/payments/v1.0', body, subject } as const;
		return toPayment(await this.caller.call(call, readObject));
	}

	/**
	 * The payments of an account, newest first, fetched page by page as they are asked for.
	 * Evidence: observed. Payments that are not booked yet cannot match a booking date.
	 *
	 * @param enough the most payments to hand over
	 */
	history(query: HistoryQuery, enough = Infinity): AsyncGenerator<JsonObject> {
		return pages((cursor) => this.historyPage(query, cursor, Math.min(enough, PAGE_SIZE)), enough);
	}

	/** The confirmation document of a payment. Evidence: assumed, both the path and its two forms. */
	async confirmation(paymentId: string): Promise<Confirmation> {
		const call = {
			method: 'GET',
			path: `/payments/v1.0/${encodeURIComponent(paymentId)}/confirmation`,
			accept: 'application/pdf, application/json',
			subject: `the confirmation of payment ${paymentId}`,
		} as const;
		return await this.caller.call(call, readConfirmation);
	}

	private async listedAccount(accountId: string, failure: ZenError): Promise<JsonObject> {
		if (!isMissingPath(failure)) throw failure;
		const listed = (await this.accounts()).find((account) => account.accountId === accountId);
		if (!listed) throw failure;
		return listed;
	}

	private async historyPage(query: HistoryQuery, cursor: string | undefined, limit: number) {
		const call = {
			method: 'GET',
			path: '/payments/v1.0',
			query: [
				...Object.entries(query).filter(([, value]) => value !== undefined),
				['limit', String(limit)],
				...(cursor ? [['lastEntryId', cursor]] : []),
			] as Array<[string, string]>,
			subject: `the payments of account ${query.accountId}`,
		} as const;
		return await this.caller.call(call, (response): Page => {
			const { items, meta } = readList(response, ['data']);
			const next = meta.hasNext === true ? meta.lastEntryId : undefined;
			if (next !== undefined && next !== null && typeof next !== 'string') throw new Unreadable();
			return { items: items.map(toPayment), next: next ?? undefined };
		});
	}
}

// An assumed path that ZEN does not serve may show as 404, or as the 500 that was seen for odd paths.
function isMissingPath({ status }: ZenError): boolean {
	return status === 404 || status === 405 || status === 500 || status === 501;
}
