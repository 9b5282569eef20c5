import type { JsonObject, Zen } from '../../zen-client';

/** Where reading an account goes on: a page, and how much of it was taken already. */
interface Place {
	cursor?: string;
	taken: number;
}

interface Head extends Place {
	accountId: string;
	rest: JsonObject[];
	next?: string;
}

const PAGE = 100;

/**
 * The payments of several accounts as one list, the newest first. Where it stands can be written
 * down as a token, so that the next page of the editor's list goes on from there.
 */
export class NewestPayments {
	private heads?: Head[];
	private readonly places: Record<string, Place>;

	constructor(
		private readonly zen: Zen,
		accountIds: string[],
		token?: string,
	) {
		this.places = token
			? (JSON.parse(token) as Record<string, Place>)
			: Object.fromEntries(accountIds.map((accountId) => [accountId, { taken: 0 }]));
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
			Object.assign(newest, await this.load(newest.accountId, { cursor: newest.next, taken: 0 }));
		}
		return payment;
	}

	/** Where the list stands; `undefined` at its end. */
	token(): string | undefined {
		const open = this.heads?.filter(({ rest }) => rest.length > 0) ?? [];
		if (open.length === 0) return undefined;
		return JSON.stringify(
			Object.fromEntries(
				open.map(({ accountId, cursor, taken }) => [accountId, { cursor, taken }]),
			),
		);
	}

	private async load(accountId: string, { cursor, taken }: Place): Promise<Head> {
		const { items, next } = await this.zen.historyPage({ accountId }, { cursor, limit: PAGE });
		const rest = items.slice(taken);
		const further = next !== cursor && items.length > 0 ? next : undefined;
		if (rest.length > 0 || further === undefined) {
			return { accountId, cursor, taken, rest, next: further };
		}
		return await this.load(accountId, { cursor: further, taken: 0 });
	}
}

function createdAt({ rest: [first] }: Head): string {
	return String(first?.createdAt ?? '');
}
