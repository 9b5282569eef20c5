import { fromMinorUnits, minorUnits, MoneyError, only, ZenError } from '../zen-client';
import type { Entry, EntryKind, Money } from '../zen-client';
import { keyOf } from './key';
import { lookThrough } from './walks';
import type { Walker } from './walks';
import type { Looked } from './Walk';

/** What was read of a list, in a form that many payments can be looked up in. */
export interface Shelf extends Looked {
	/** Those that tell a reference with this key. */
	named(key: string): Entry[];
	/** Those of this very amount, and those whose amount cannot be read. */
	ofAmount(amount: Money): Entry[];
}

// How ZEN answers where it has no such list, none that is asked for so, or none for this key: that there
// is a list of drafts is assumed. 500 was claimed for paths that ZEN does not know.
const NOT_SERVED = [400, 403, 404, 405, 406, 422, 500, 501];
const noShelf: Shelf = { entries: [], isComplete: true, named: () => [], ofAmount: () => [] };

/** The lists of accounts as they stand at one moment: each is read once, however many payments ask. */
export class Lists {
	private readonly shelves = new Map<string, { since: number; shelf: Promise<Shelf> }>();

	private hasSeenReferences = false;

	constructor(private readonly walker: Walker) {}

	/** Whether a payment was seen with its reference. */
	get tellReferences(): boolean {
		return this.hasSeenReferences;
	}

	/** @param since see `Walk.look` @throws ZenError when ZEN cannot be asked */
	async of(kind: EntryKind, accountId: string, since: number): Promise<Shelf> {
		const key = `${kind} ${accountId}`;
		const known = this.shelves.get(key);
		if (known && known.since <= since) return await known.shelf;
		const shelf = lookThrough(this.walker, kind, accountId, since).then((looked) => {
			const sent = looked.entries.filter(isPaidOut);
			this.hasSeenReferences ||= sent.some((entry) => referenceOf(entry) !== '');
			return toShelf(looked);
		});
		this.shelves.set(key, { since, shelf });
		return await shelf;
	}

	/**
	 * The drafts, for a payment: it can do without them where ZEN does not list any. Where anything was
	 * corrected that may as well be a correction that leads nowhere. @see of
	 */
	async draftsIfServed(accountId: string, since: number): Promise<Shelf> {
		const isCorrected = this.walker.zen.connection.corrections.trim() !== '';
		return await this.of('draft', accountId, since).catch((error) => {
			if (!isCorrected && NOT_SERVED.includes(only(ZenError, error).status ?? 0)) return noShelf;
			throw error;
		});
	}
}

/** That ZEN speaks of further pages is assumed for drafts, so there its silence has to do. */
export function isWhole(kind: EntryKind, { isComplete, endsInSilence }: Shelf): boolean {
	return isComplete || (kind === 'draft' && endsInSilence === true);
}

function toShelf(looked: Looked): Shelf {
	const byKey = new Map<string, Entry[]>();
	const byAmount = new Map<string, Entry[]>();
	const unreadable: Entry[] = [];
	for (const entry of looked.entries) {
		const key = referenceOf(entry);
		if (key) put(byKey, key, entry);
		const amount = entry.amount && amountKey(entry.amount);
		if (amount) put(byAmount, amount, entry);
		else unreadable.push(entry);
	}
	return {
		...looked,
		named: (key) => byKey.get(key) ?? [],
		ofAmount: (amount) => [...(byAmount.get(amountKey(amount) ?? '') ?? []), ...unreadable],
	};
}

const NO_REFERENCE = /^(not ?provided|none|n\/a|[^\p{L}\p{N}]*)$/u;

// An entry lives as long as its walk, which is looked through again and again.
const references = new WeakMap<Entry, string>();

/** The key of the reference that ZEN tells of an entry; empty where it tells none. */
export function referenceOf(entry: Entry): string {
	const known = references.get(entry);
	if (known !== undefined) return known;
	const key = keyOf(entry.externalId ?? '');
	// What banks write where they have none.
	const told = NO_REFERENCE.test(key) ? '' : key;
	references.set(entry, told);
	return told;
}

function isPaidOut({ kind, direction }: Entry): boolean {
	return kind === 'payment' && direction === 'out';
}

/** An amount with exactly its currency's decimals and no sign; `undefined` where it has none. */
export function exactAmount(amount: Money): Money | undefined {
	try {
		const units = minorUnits(amount);
		return fromMinorUnits(units < 0n ? -units : units, amount.currency);
	} catch (error) {
		only(MoneyError, error);
		return undefined;
	}
}

function amountKey(amount: Money): string | undefined {
	const exact = exactAmount(amount);
	return exact && `${exact.value} ${exact.currency}`;
}

function put(map: Map<string, Entry[]>, key: string, entry: Entry): void {
	const entries = map.get(key);
	if (entries) entries.push(entry);
	else map.set(key, [entry]);
}
