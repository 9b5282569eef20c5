import { fromMinorUnits, minorUnits, only, steadyTime, ZenError } from '../zen-client';
import type { Entry, Money, PayingAccount, PaymentOrder } from '../zen-client';
import { isWhole } from './Lists';
import { PayoutError } from './outcomes';
import { refused } from './rules';
import type { World } from './World';

/** One that this process is sending, or has sent. */
interface Leaving extends Pick<PaymentOrder, 'accountId' | 'amount'> {
	/** The address of ZEN. */
	home: string;
	/** At ZEN; absent until it is known. */
	id?: string;
	/** By `steadyTime`. */
	at: number;
	/** By ZEN's clock; absent when its time was not known. */
	zenTime: number | undefined;
}

/** What ZEN lists of a day. */
interface Listed {
	/** ms since the epoch */
	midnight: number;
	/** By `steadyTime`. */
	readAt: number;
	ids: Set<string>;
	/** Minor units by currency. */
	sums: Map<string, bigint>;
}

const DAY_MS = 86_400_000;
// That ZEN lists what was sent before that is assumed.
const LAST_MINUTES_MS = 600_000;

// In the order in which they leave.
const leaving = new Set<Leaving>();

/**
 * What leaves the accounts of a credential on one UTC day, by ZEN's clock: what ZEN lists, whoever sent
 * it, and what this process is sending or has sent and ZEN does not list yet. One that was rejected is
 * left out; one of which that is not sure is in.
 */
export class DayTotal {
	/** Of those that are on their way. */
	private readonly own = new Map<object, Leaving>();

	private constructor(
		private readonly world: World,
		/** Or why it is not known. */
		private readonly listed: Listed | PayoutError,
	) {}

	/** @param accounts all of the credential; ZEN is asked only where the rules limit a day */
	static async of(world: World, accounts: PayingAccount[]): Promise<DayTotal> {
		const asked = world.rules.perDay.size > 0 ? accounts : [];
		return new DayTotal(world, await listedToday(world, asked));
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

	/**
	 * Counts a payment that is about to leave: two that are sent at once do not both take the last of a day.
	 *
	 * @param by for {@link arrived} and {@link stayed}
	 * @throws what {@link wrongWith} returns
	 */
	leaves(by: object, { accountId, amount }: PaymentOrder): void {
		if (this.world.rules.perDay.size === 0) return;
		const wrong = this.wrongWith(amount);
		if (wrong) throw wrong;
		const { zen, surroundings, clock } = this.world;
		const at = steadyTime(surroundings);
		for (const earlier of leaving) {
			if (at - earlier.at < DAY_MS) break;
			leaving.delete(earlier);
		}
		const home = zen.connection.baseUrl;
		const one: Leaving = { home, accountId, amount, at, zenTime: clock.now() };
		leaving.add(one);
		this.own.set(by, one);
	}

	/** ZEN has it under that ID: listed, it counts once. */
	arrived(by: object, id: string | undefined): void {
		const one = this.own.get(by);
		if (one) one.id = id;
	}

	/** It certainly did not leave. */
	stayed(by: object): void {
		const one = this.own.get(by);
		if (one) leaving.delete(one);
		this.own.delete(by);
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

	/** Whether what leaves counts in this day, and ZEN did not list it. */
	private isMissing(
		{ home, accountId, id, at, zenTime = Infinity }: Leaving,
		{ ids, midnight, readAt }: Listed,
	): boolean {
		return (
			home === this.world.zen.connection.baseUrl &&
			this.world.accountIds.includes(accountId.toLowerCase()) &&
			zenTime >= midnight &&
			at > readAt - LAST_MINUTES_MS &&
			(id === undefined || !ids.has(id))
		);
	}
}

async function listedToday(
	{ clock, surroundings, lists }: World,
	accounts: PayingAccount[],
): Promise<Listed | PayoutError> {
	const now = clock.now();
	if (now === undefined) return notKnown('ZEN did not tell what time it is');
	const midnight = Math.floor(now / DAY_MS) * DAY_MS;
	const readAt = steadyTime(surroundings);
	const listed: Listed = { midnight, readAt, ids: new Set(), sums: new Map() };
	try {
		for (const { accountId } of accounts) {
			const shelf = await lists.of('payment', accountId, midnight);
			if (!isWhole('payment', shelf)) return notKnown(shelf.why!);
			for (const entry of shelf.entries) take(entry, listed);
		}
	} catch (error) {
		return error instanceof PayoutError ? error : notKnown(only(ZenError, error).message);
	}
	return listed;
}

/** @throws PayoutError when its amount is not known */
function take(entry: Entry, { ids, midnight, sums }: Listed): void {
	const { id, amount, direction, state, createdAt = Infinity } = entry;
	if (id !== undefined) ids.add(id);
	if (createdAt < midnight || direction === 'in' || state === 'rejected') return;
	if (!amount) throw notKnown(`the amount of payment ${id ?? 'without an ID'} cannot be read`);
	sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + minorUnits(amount));
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
