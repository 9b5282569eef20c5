import { minorUnits, only, ZenError } from '../zen-client';
import type { Entry, Money, PayingAccount } from '../zen-client';
import { isWhole } from './Lists';
import { PayoutError } from './outcomes';
import type { World } from './World';

/** One that this process has sent a moment ago. */
interface SentNow {
	/** The address of ZEN. */
	home: string;
	accountId: string;
	amount: Money;
	/** At ZEN; absent when it is not known what became of it. */
	id?: string;
	/** By the clock of this machine, in ms since the epoch. */
	at: number;
	/** By ZEN's clock; absent when its time was not known. */
	zenTime: number | undefined;
}

/** Minor units by currency, or why they are not known. */
export type SentToday = Map<string, bigint> | PayoutError;

const DAY_MS = 86_400_000;
// That ZEN lists what was sent before that is assumed.
const LAST_MINUTES_MS = 600_000;
const sentNow = new Set<SentNow>();

/** Keeps in mind what this process has sent: ZEN may take a moment to list it. */
export function noteSent(one: SentNow): void {
	for (const earlier of sentNow) {
		if (Math.abs(one.at - earlier.at) < LAST_MINUTES_MS) break;
		sentNow.delete(earlier);
	}
	sentNow.add(one);
}

/**
 * What has left the accounts of a credential on this UTC day, by ZEN's clock: what ZEN lists, whoever
 * sent it, and what this process has sent and ZEN does not list yet. One that was rejected is left out;
 * one of which that is not sure is in.
 */
export async function sentToday(world: World, accounts: PayingAccount[]): Promise<SentToday> {
	const now = world.clock.now();
	if (now === undefined) return notKnown('ZEN did not tell what time it is');
	const midnight = Math.floor(now / DAY_MS) * DAY_MS;
	const sums = new Map<string, bigint>();
	const add = ({ currency, value }: Money) =>
		sums.set(currency, (sums.get(currency) ?? 0n) + minorUnits({ currency, value }));
	const listed = new Set<string>();
	try {
		for (const { accountId } of accounts) {
			for (const entry of await listOf(world, accountId, midnight)) {
				if (entry.id !== undefined) listed.add(entry.id);
				if (isSentSince(midnight, entry)) add(amountOf(entry));
			}
		}
	} catch (error) {
		return error instanceof PayoutError ? error : notKnown(only(ZenError, error).message);
	}
	for (const one of notListed(world, listed)) {
		if ((one.zenTime ?? now) >= midnight) add(one.amount);
	}
	return sums;
}

async function listOf({ lists }: World, accountId: string, since: number): Promise<Entry[]> {
	const shelf = await lists.of('payment', accountId, since);
	if (isWhole('payment', shelf)) return shelf.entries;
	throw notKnown(shelf.why!);
}

function isSentSince(midnight: number, { direction, state, createdAt }: Entry): boolean {
	const isOfToday = createdAt === undefined || createdAt >= midnight;
	return isOfToday && direction !== 'in' && state !== 'rejected';
}

function amountOf({ id, amount }: Entry): Money {
	if (amount) return amount;
	throw notKnown(`the amount of payment ${id ?? 'without an ID'} cannot be read`);
}

function notListed({ zen, accountIds, surroundings }: World, listed: Set<string>): SentNow[] {
	const now = surroundings.now();
	return [...sentNow].filter(
		({ home, accountId, id, at }) =>
			home === zen.connection.baseUrl &&
			accountIds.includes(accountId.toLowerCase()) &&
			Math.abs(now - at) < LAST_MINUTES_MS &&
			(id === undefined || !listed.has(id)),
	);
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
