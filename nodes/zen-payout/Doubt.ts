import type { Entry, EntryKind } from '../zen-client';
import { fingerprintOf } from './key';
import type { Attempts, KnownStanding, Ledger, ListedPayment, Recognised } from './ledger';
import { exactAmount, referenceOf } from './Lists';
import type { Lists } from './Lists';
import { compare, isExcluded, isOther, judge } from './match';
import type { Period } from './match';
import type { Payout } from './Payout';

const DAY_MS = 86_400_000;
// So far may the clocks of ZEN's own machines, and the days of attempts, be off.
const MARGIN_MS = 2 * DAY_MS;

/** What a look for a payment that was tried before found. */
export type Found =
	/** Exactly one entry is it. */
	| { found: 'one'; entry: Entry }
	/** It certainly was rejected, as often as these entries say. */
	| {
			found: 'rejected';
			entries: Entry[];
			/** Nothing else is it or could be it. */ isAlone: boolean;
	  }
	/** It cannot be told: these are it or could be it. */
	| { found: 'unclear'; entries: Entry[] }
	/** Nothing is it or could be it. Absence is proved only by a complete list. */
	| { found: 'none'; isComplete: boolean; why?: string };

/** Looks at ZEN for payments that were tried before, and never takes one for missing in doubt. */
export class Doubt {
	/** @param lookBack from when on one of the same reference counts that no attempt explains, in ms */
	constructor(
		private readonly lists: Lists,
		private readonly ledger: Ledger,
		private readonly lookBack = Infinity,
	) {}

	/**
	 * @param attempts as the ledger tells them
	 * @param standing what the ledger knows of it
	 * @throws ZenError or LedgerError when it cannot be looked for
	 */
	async lookFor(payout: Payout, attempts: Attempts, standing: KnownStanding): Promise<Found> {
		let isComplete = true;
		let why: string | undefined;
		for (const kind of listsOf(payout)) {
			const period = periodOf(attempts, kind !== payout.kind);
			const shelf = await this.lists.of(kind, payout.order.accountId, this.since(period));
			// What is no draft any more, and looks alike, is what became of one that ZEN took.
			const isAccepted = kind !== payout.kind && isComplete;
			const isLike = standing.state === 'open' ? attempts.isExact : isAccepted;
			const isSure = isLike && !attempts.hasTwin;
			const isKnown = !standing.isUnsure;
			const found = await this.among(payout, shelf.entries, { period, isSure, isKnown });
			if (found?.found === 'rejected') {
				return { ...found, isAlone: found.isAlone && shelf.isComplete };
			}
			// What a memory is unsure of may as well be a payment that was never a draft.
			const isGuessed = standing.isUnsure && kind !== payout.kind;
			if (found?.found === 'one' && isGuessed) return { found: 'unclear', entries: [found.entry] };
			if (found) return found;
			isComplete &&= shelf.isComplete;
			why ??= shelf.why;
		}
		return { found: 'none', isComplete, why };
	}

	/**
	 * Looks for the attempts under a reference, whatever was paid by them: a payment that was rejected
	 * goes out corrected. Only what tells the reference counts, and nothing else may be it.
	 */
	async lookForRejected(payout: Payout, attempts: Attempts): Promise<Found> {
		const period = periodOf(attempts);
		const shelf = await this.lists.of('payment', payout.order.accountId, this.since(period));
		// A rejection of another time is none of these attempts.
		const is = shelf
			.named(payout.key)
			.filter((one) => one.direction !== 'in' && (isAlive(one) || isWithin(period, one)));
		const judged = shelf.entries.filter(
			(entry) => referenceOf(entry) === '' && judge(payout, entry, period) !== 'cannot',
		);
		const { others } = await this.recognise(payout, judged);
		const could = judged.filter(({ id }) => !others.has(id ?? ''));
		if (is.length === 0) return { found: 'none', isComplete: shelf.isComplete, why: shelf.why };
		const found = decide(is, [...is, ...could]);
		if (found.found !== 'rejected') return found;
		if (!(await this.isLatest(payout, is))) return { found: 'unclear', entries: is };
		return { ...found, isAlone: found.isAlone && shelf.isComplete };
	}

	/** Whether one of those is what the ledger knows of the latest attempt, and not of another account. */
	private async isLatest(payout: Payout, entries: Entry[]): Promise<boolean> {
		const known = listed(payout, entries).flatMap(({ named }) => (named ? [named] : []));
		const standings = await this.ledger.lookUp(known.map((one) => ({ ...payout, ...one })));
		return standings.some((standing) => standing.state !== 'fresh' && standing.same);
	}

	private since({ from }: Period): number {
		return Math.min(from, this.lookBack);
	}

	private async among(
		payout: Payout,
		entries: Entry[],
		{ period, isSure, isKnown }: { period: Period; isSure: boolean; isKnown: boolean },
	): Promise<Found | undefined> {
		const judged = entries
			.map((entry) => ({ entry, answer: judge(payout, entry, period) }))
			.filter(({ entry, answer }) => answer !== 'cannot' && !isExcluded(payout, entry));
		if (judged.length === 0) return undefined;
		const known = await this.recognise(
			payout,
			judged.map(({ entry }) => entry),
		);
		// Under one reference there may be an earlier attempt, which was another payment.
		const isOwn = (entry: Entry) =>
			isKnown && known.own.has(entry.id ?? '') && !isOther(compare(payout, entry));
		const open = judged.filter(({ entry }) => !known.others.has(entry.id ?? ''));
		if (open.length === 0) return undefined;
		const is = open.filter(({ entry, answer }) => answer === 'is' || isOwn(entry));
		// Where the memory cannot tell which payment its reference was used for, the receiver has to.
		const isIts = (entry: Entry) =>
			referenceOf(entry) === payout.key && (isKnown || compare(payout, entry).account === 'same');
		const certain = is.filter(({ entry }) => isOwn(entry) || isIts(entry));
		const all = open.map(({ entry }) => entry);
		if (certain.length > 0) {
			const found = decide(
				certain.map(({ entry }) => entry),
				all,
			);
			// Whoever is told that it was rejected pays in another way.
			const isElsewhere = open.some(
				({ entry, answer }) =>
					entry.direction !== 'in' &&
					(answer === 'is' || referenceOf(entry) === payout.key) &&
					isAlive(entry),
			);
			return found.found === 'rejected' && isElsewhere ? { found: 'unclear', entries: all } : found;
		}
		// Of one that ZEN took the id is known, and of one that only looks alike no rejection is.
		const [alike, ...more] = is;
		const isIt = alike && more.length === 0 && isSure && isAlive(alike.entry);
		return isIt ? { found: 'one', entry: alike.entry } : { found: 'unclear', entries: all };
	}

	/** What the ledger knows of entries. What tells our reference is no other. */
	private async recognise(payout: Payout, entries: Entry[]): Promise<Recognised> {
		const known = await this.ledger.recognise(payout, listed(payout, entries));
		const named = entries.filter((entry) => referenceOf(entry) === payout.key);
		for (const { id = '' } of named) known.others.delete(id);
		return known;
	}
}

function isAlive({ state }: Entry): boolean {
	return state !== 'rejected';
}

function isWithin({ from, to }: Period, { createdAt }: Entry): boolean {
	return createdAt === undefined || (createdAt >= from && createdAt <= to);
}

/** What to make of entries that certainly are it, among all that could be. */
function decide(is: Entry[], all: Entry[]): Found {
	const [one, ...more] = is.filter(isAlive);
	if (more.length > 0) return { found: 'unclear', entries: all };
	if (one) return { found: 'one', entry: one };
	return { found: 'rejected', entries: is, isAlone: is.length === all.length };
}

/** A draft that a person has accepted is a payment by now. */
function listsOf({ kind }: Payout): EntryKind[] {
	return kind === 'draft' ? ['draft', 'payment'] : ['payment'];
}

/**
 * When a payment may have been made. What is not known may have been at any time, and a draft becomes a
 * payment whenever a person accepts it.
 */
function periodOf({ firstDay, lastDay, isExact }: Attempts, isAccepted = false): Period {
	const isEndless = lastDay === undefined || isAccepted;
	return {
		from: firstDay === undefined ? -Infinity : Date.parse(firstDay) - MARGIN_MS,
		isTitleKnown: isExact,
		to: isEndless ? Infinity : Date.parse(lastDay) + DAY_MS + MARGIN_MS,
	};
}

function listed({ order, kind }: Payout, entries: Entry[]): ListedPayment[] {
	return entries.flatMap((entry) => {
		const { id, amount, receiverAccountNumber } = entry;
		if (id === undefined) return [];
		const [key, exact] = [referenceOf(entry), amount && exactAmount(amount)];
		if (key === '' || !exact || !receiverAccountNumber) return [{ id }];
		const receiver = { ...order.receiver, accountNumber: receiverAccountNumber };
		const compared = { accountId: order.accountId, amount: exact, receiver };
		return [{ id, named: { key, fingerprint: fingerprintOf(kind, compared) } }];
	});
}
