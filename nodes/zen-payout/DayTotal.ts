import { fromMinorUnits, minorUnits, only, steadyTime, ZenError } from '../zen-client';
import type { Entry, Money, PaymentOrder } from '../zen-client';
import { LedgerError } from './ledger';
import { isWhole } from './Lists';
import type { Lists } from './Lists';
import { PayoutError } from './outcomes';
import { longestUnderWayMs } from './patience';
import { refused } from './rules';
import type { World } from './World';

/** One that this process is sending, or has sent. */
interface Leaving extends Pick<PaymentOrder, 'amount'> {
	/** The address of ZEN. */
	home: string;
	/** All accounts of the credential when it left: its own need not be among them any more. */
	beside: string[];
	/** At ZEN; absent until it is known. */
	id?: string;
	/** By `steadyTime`. */
	at: number;
	/** By ZEN's clock when it was about to leave; absent when its time was not known. */
	zenTime: number | undefined;
}

/** Minor units by currency. */
type Sums = Map<string, bigint>;

/** What ZEN lists of a day. */
interface Listed {
	/** ms since the epoch */
	midnight: number;
	/** By `steadyTime`. */
	readAt: number;
	/** Of that day, or rejected: what they say counts. */
	ids: Set<string>;
	/** Of the day before. */
	earlier: Set<string>;
	sums: Sums;
	/** Of those that a ledger which counts days does not count. */
	uncounted: Sums;
}

const DAY_MS = 86_400_000;
// That ZEN lists within that what was sent, if it was taken at all, is assumed.
const LAST_MINUTES_MS = 600_000;
const MOST = 50_000;
const PAUSE_MS = 1_000;
const PAUSES = 3;
const LAST_SECONDS_MS = 10_000;

// In the order in which they leave.
const leaving = new Set<Leaving>();
const byOrder = new WeakMap<PaymentOrder, Leaving>();

/** ZEN has it under that ID: listed, it counts once. */
export function arrived(order: PaymentOrder, id: string | undefined): void {
	const one = byOrder.get(order);
	if (one) one.id = id;
}

/** It moves no money after all. */
export function stayed(order: PaymentOrder): void {
	const one = byOrder.get(order);
	if (one) leaving.delete(one);
	byOrder.delete(order);
}

/**
 * What leaves the accounts of a credential on one UTC day, by ZEN's clock: what ZEN lists, whoever sent
 * it, and what this process is sending or has sent and ZEN does not list yet. One that was rejected is
 * left out; one of which that is not sure is in.
 */
export class DayTotal {
	private constructor(
		private readonly world: World,
		/** Or why it is not known. */
		private readonly listed: Listed | PayoutError,
	) {}

	/**
	 * ZEN is asked only where the rules limit a day.
	 *
	 * @param isPaid false where nothing is to be paid
	 * @param lists ZEN's, which may go on from what was read before: a list that is read as a whole for each
	 * payment of a long day would be read thousands of times
	 */
	static async of(world: World, isPaid: boolean, lists = world.lists): Promise<DayTotal> {
		const isAsked = isPaid && world.rules.perDay.size > 0;
		return new DayTotal(
			world,
			isAsked ? await listedToday(world, lists) : notKnown('it was not asked for'),
		);
	}

	/**
	 * @param planned minor units that are to leave before it
	 * @returns what the limit of the day has against a payment
	 */
	wrongWith({ value, currency }: Money, planned = 0n): Error | undefined {
		const { perDay } = this.world.rules;
		if (perDay.size === 0) return undefined;
		const limit = perDay.get(currency);
		if (!limit) return refused('Limit per Day', `names no limit for ${currency}`);
		if (this.listed instanceof PayoutError) return this.listed;
		const before = this.sum(currency, this.listed) + planned;
		if (before + minorUnits({ currency, value }) <= minorUnits(limit)) return undefined;
		const earlier = fromMinorUnits(before, currency);
		return refused(
			'Limit per Day',
			`is ${limit.value} ${currency}, of which ${earlier.value} ${currency} are taken today (UTC), and this one is ${value} ${currency}`,
		);
	}

	/** How much a ledger that counts days may count to. */
	limitOfLedger(currency: string): Money | undefined {
		const limit = this.world.rules.perDay.get(currency);
		if (!limit || this.listed instanceof PayoutError) return limit;
		const left = minorUnits(limit) - (this.listed.uncounted.get(currency) ?? 0n);
		return fromMinorUnits(left > 0n ? left : 0n, currency);
	}

	/**
	 * Counts a payment that is about to leave: two that are sent at once do not both take the last of a day.
	 * See {@link arrived} and {@link stayed}.
	 *
	 * @returns what the limit of the day has against it; then it does not count
	 */
	leaves(order: PaymentOrder): Error | undefined {
		const { amount } = order;
		const wrong = this.wrongWith(amount);
		if (wrong) return wrong;
		const { zen, accountIds, surroundings, clock } = this.world;
		const at = steadyTime(surroundings);
		for (const earlier of leaving) {
			if (at - earlier.at < DAY_MS && leaving.size < MOST) break;
			leaving.delete(earlier);
		}
		const home = zen.connection.baseUrl;
		const one: Leaving = { home, beside: accountIds, amount, at, zenTime: clock.now() };
		leaving.add(one);
		byOrder.set(order, one);
		return undefined;
	}

	private sum(currency: string, listed: Listed): bigint {
		let sum = listed.sums.get(currency) ?? 0n;
		for (const one of leaving) {
			if (one.amount.currency === currency && this.isMissing(one, listed)) {
				sum += minorUnits(one.amount);
			}
		}
		return sum;
	}

	/** Whether what leaves counts in this day, and ZEN did not list it there. */
	private isMissing(
		{ home, beside, id, at, zenTime = Infinity }: Leaving,
		{ ids, earlier, midnight, readAt }: Listed,
	): boolean {
		const { accountIds, zen } = this.world;
		if (home !== zen.connection.baseUrl) return false;
		if (!beside.some((one) => accountIds.includes(one))) return false;
		// The clock that ZEN tells and the one by which it lists may be apart.
		if (id !== undefined && earlier.has(id)) return zenTime >= midnight;
		// What left before midnight may be made after it.
		if (zenTime < midnight - longestUnderWayMs(zen.connection)) return false;
		return id === undefined ? at > readAt - LAST_MINUTES_MS : !ids.has(id);
	}
}

async function listedToday(world: World, lists: Lists): Promise<Listed | PayoutError> {
	const now = world.clock.now();
	if (now === undefined) return notKnown('ZEN did not tell what time it is');
	const midnight = Math.floor(now / DAY_MS) * DAY_MS;
	const readAt = steadyTime(world.surroundings);
	const [ids, earlier] = [new Set<string>(), new Set<string>()];
	const left: Entry[] = [];
	try {
		for (const accountId of world.accountIds) {
			const shelf = await lists.of('payment', accountId, midnight);
			if (!isWhole('payment', shelf)) return notKnown(shelf.why!);
			for (const entry of shelf.entries) {
				const isOfDay = (entry.createdAt ?? Infinity) >= midnight;
				const isToldOf = isOfDay || entry.state === 'rejected';
				if (entry.id !== undefined) (isToldOf ? ids : earlier).add(entry.id);
				if (hasLeft(entry, midnight)) left.push(entry);
			}
		}
		const uncounted = await uncountedOf(world, left);
		return { midnight, readAt, ids, earlier, sums: sumsOf(left), uncounted: sumsOf(uncounted) };
	} catch (error) {
		if (error instanceof PayoutError) return error;
		if (error instanceof LedgerError) return notKnown(error.message);
		return notKnown(only(ZenError, error).message);
	}
}

function hasLeft({ direction, state, createdAt = Infinity }: Entry, midnight: number): boolean {
	return createdAt >= midnight && direction !== 'in' && state !== 'rejected';
}

/** @throws PayoutError when an amount is not known */
function sumsOf(entries: Entry[]): Sums {
	const sums: Sums = new Map();
	for (const { id, amount } of entries) {
		if (!amount) throw notKnown(`the amount of payment ${id ?? 'without an ID'} cannot be read`);
		sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + minorUnits(amount));
	}
	return sums;
}

/**
 * Those that the ledger's own totals do not hold. One that another process is sending just now is known
 * a moment later, so the newest are asked about once more.
 */
async function uncountedOf(
	{ ledger, surroundings, clock }: World,
	left: Entry[],
): Promise<Entry[]> {
	if (!ledger.uncounted) return [];
	let open = left;
	for (let pauses = 0; ; pauses += 1) {
		const ids = open.flatMap(({ id }) => id ?? []);
		const unknown = new Set(ids.length > 0 ? await ledger.uncounted(ids) : []);
		open = open.filter(({ id }) => id === undefined || unknown.has(id));
		const newest = Math.max(...open.map(({ createdAt = 0 }) => createdAt));
		const isNew = newest > (clock.now() ?? Infinity) - LAST_SECONDS_MS;
		if (!isNew || pauses >= PAUSES) return open;
		await surroundings.sleep(PAUSE_MS);
	}
}

function notKnown(why: string): PayoutError {
	return new PayoutError(
		`How much was sent today could not be told from the payments at ZEN, and Limit per Day of the ZEN API credential asks for it, so it was not sent: ${why}`,
		{
			outcome: 'notSent',
			reason: 'lookFailed',
			remedy: 'Run this again later. Whoever owns the credential can change the limit.',
		},
	);
}
