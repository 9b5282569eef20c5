import type { JsonObject, Zen } from '../../zen-client';
import { DATED_DAYS } from './Ledger';

/** The newest payments of an account. */
export interface Recent {
	payments: JsonObject[];
	/** Nothing that was created at or after this time is missing; empty when nothing at all is. */
	since: string;
}

const MOST_PAYMENTS = 2_000;
// The order (newest first) was only observed, so one old payment is not taken as the end.
const OLD_IN_A_ROW = 100;
const DAY_MS = 86_400_000;

/**
 * The payments of accounts as far back as a payment may have to be looked for, each account read
 * once. They are read without a booking date, since a payment in progress has none yet.
 */
export class RecentPayments {
	private readonly read = new Map<string, Promise<Recent>>();

	/** @param now in ms since the epoch */
	constructor(
		private readonly zen: Zen,
		private readonly now: () => number,
	) {}

	async of(accountId: string): Promise<Recent> {
		const known = this.read.get(accountId) ?? this.load(accountId);
		this.read.set(accountId, known);
		return await known;
	}

	private async load(accountId: string): Promise<Recent> {
		const oldest = new Date(this.now() - (DATED_DAYS + 1) * DAY_MS).toISOString();
		const payments: JsonObject[] = [];
		let old = 0;
		for await (const payment of this.zen.history({ accountId }, MOST_PAYMENTS)) {
			payments.push(payment);
			old = String(payment.createdAt ?? '') < oldest ? old + 1 : 0;
			if (old >= OLD_IN_A_ROW) return { payments, since: oldest };
		}
		const isAll = payments.length < MOST_PAYMENTS;
		return { payments, since: isAll ? '' : latest(payments.slice(-OLD_IN_A_ROW)) };
	}
}

function latest(payments: JsonObject[]): string {
	return payments.map(({ createdAt }) => String(createdAt ?? '')).reduce((a, b) => (a > b ? a : b));
}
