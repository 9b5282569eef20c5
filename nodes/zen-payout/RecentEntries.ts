import type { JsonObject } from '../zen-client';
import { DATED_DAYS } from '../zen-ledger/Ledger';

/** The newest payments (or drafts) of an account. */
export interface Recent {
	entries: JsonObject[];
	/** Nothing that was created at or after this time is missing; empty when nothing at all is. */
	since: string;
}

const MOST_ENTRIES = 2_000;
// The order (newest first) was only observed, so one old entry is not taken as the end.
const OLD_IN_A_ROW = 100;
// After any time.
const NEVER = '9999';
const DAY_MS = 86_400_000;

/**
 * What was made on accounts as far back as it may have to be looked for, each account read once. It
 * is read without a booking date, since a payment in progress has none yet.
 */
export class RecentEntries {
	private readonly read = new Map<string, Promise<Recent>>();

	/**
	 * @param load reads an account's entries, newest first, up to a number of them
	 * @param now in ms since the epoch
	 */
	constructor(
		private readonly load: (
			accountId: string,
			enough: number,
		) => AsyncGenerator<JsonObject, boolean>,
		private readonly now: () => number,
	) {}

	async of(accountId: string): Promise<Recent> {
		const known = this.read.get(accountId) ?? this.readAll(accountId);
		this.read.set(accountId, known);
		return await known;
	}

	private async readAll(accountId: string): Promise<Recent> {
		const oldest = new Date(this.now() - (DATED_DAYS + 1) * DAY_MS).toISOString();
		const entries: JsonObject[] = [];
		let old = 0;
		const source = this.load(accountId, MOST_ENTRIES);
		for (;;) {
			const { done, value } = await source.next();
			// A list that breaks off shows nothing of what is older than its last entries.
			if (done) return { entries, since: value ? '' : latest(entries.slice(-OLD_IN_A_ROW)) };
			entries.push(value);
			old = String(value.createdAt ?? '') < oldest ? old + 1 : 0;
			if (old >= OLD_IN_A_ROW) return { entries, since: oldest };
		}
	}
}

function latest(entries: JsonObject[]): string {
	const times = entries.map(({ createdAt }) => String(createdAt ?? NEVER));
	return times.reduce((a, b) => (a > b ? a : b), entries.length > 0 ? '' : NEVER);
}
