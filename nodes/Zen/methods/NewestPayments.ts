import { PageWatch } from '../../zen-client';
import type { JsonObject, Zen } from '../../zen-client';

/** Where reading an account goes on: a page, and how much of it was taken already. */
interface Place {
	cursor?: string;
	taken: number;
	/** Which page it is, from 1; so that a list without an end is given up at some time. */
	page: number;
}

interface Head extends Place {
	accountId: string;
	rest: JsonObject[];
	next?: string;
}

const PAGE = 100;
const MOST_PAGES = 1_000;

/**
 * The payments of several accounts as one list, the newest first. Where it stands can be written
 * down as a token, so that the next page of the editor's list goes on from there.
 */
export class NewestPayments {
	private heads?: Head[];
	private readonly watches = new Map<string, PageWatch>();
	private readonly places: Record<string, Place>;

	constructor(
		private readonly zen: Zen,
		accountIds: string[],
		token?: string,
	) {
		this.places = token
			? (JSON.parse(token) as Record<string, Place>)
			: Object.fromEntries(accountIds.map((accountId) => [accountId, { taken: 0, page: 1 }]));
	}

	/** The next payment; `undefined` after the last one. */
	async take(): Promise<JsonObject | undefined> {
		this.heads ??= await Promise.all(
			Object.entries(this.places).map(
				async ([accountId, place]) => await this.load(accountId, place),
			),
		);
		const [newest] = this.heads
			.filter(({ rest }) => rest.length > 0)
			.sort((a, b) => (createdAt(a) < createdAt(b) ? 1 : -1));
		if (!newest) return undefined;
		const payment = newest.rest.shift();
		newest.taken += 1;
		if (newest.rest.length === 0 && newest.next !== undefined) {
			Object.assign(newest, await this.load(newest.accountId, following(newest, newest.next)));
		}
		return payment;
	}

	/** Where the list stands; `undefined` at its end. */
	token(): string | undefined {
		const open = this.heads?.filter(({ rest }) => rest.length > 0) ?? [];
		if (open.length === 0) return undefined;
		return JSON.stringify(
			Object.fromEntries(
				open.map(({ accountId, cursor, taken, page }) => [accountId, { cursor, taken, page }]),
			),
		);
	}

	private async load(accountId: string, place: Place): Promise<Head> {
		const { cursor, taken, page } = place;
		const watch = this.watches.get(accountId) ?? new PageWatch();
		this.watches.set(accountId, watch);
		const read = await this.zen.historyPage({ accountId }, { cursor, limit: PAGE });
		const { fresh, next } = watch.see(read);
		// Nothing new: the list goes round in circles.
		const rest = fresh.length > 0 ? read.items.slice(taken) : [];
		const further = next !== cursor && page < MOST_PAGES ? next : undefined;
		if (rest.length > 0 || further === undefined) {
			return { accountId, cursor, taken, page, rest, next: further };
		}
		return await this.load(accountId, following(place, further));
	}
}

function following({ page }: Place, cursor: string): Place {
	return { cursor, taken: 0, page: page + 1 };
}

function createdAt({ rest: [first] }: Head): string {
	return String(first?.createdAt ?? '');
}
