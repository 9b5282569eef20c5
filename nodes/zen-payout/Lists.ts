import { fromMinorUnits, minorUnits, MoneyError, only } from '../zen-client';
import type { Entry, EntryKind, Money } from '../zen-client';
import { keyOf } from './key';
import { lookThrough } from './walks';
import type { Walker } from './walks';
import type { Looked } from './Walk';

/** What was read of a list, in a form that many payments can be looked up in. */
export interface Shelf extends Looked {
	/** Those that tell a reference with this key. */
	named(key: string): Entry[];
	/** Those of this very amount. */
	ofAmount(amount: Money): Entry[];
}

/** The lists of accounts as they stand at one moment: each is read once, however many payments ask. */
export class Lists {
	private readonly shelves = new Map<string, { since: number; shelf: Promise<Shelf> }>();

	constructor(private readonly walker: Walker) {}

	/** @param since see `Walk.look` @throws ZenError when ZEN cannot be asked */
	async of(kind: EntryKind, accountId: string, since: number): Promise<Shelf> {
		const key = `${kind} ${accountId}`;
		const known = this.shelves.get(key);
		if (known && known.since <= since) return await known.shelf;
		const shelf = lookThrough(this.walker, kind, accountId, since).then(toShelf);
		this.shelves.set(key, { since, shelf });
		return await shelf;
	}
}

function toShelf(looked: Looked): Shelf {
	const byKey = new Map<string, Entry[]>();
	const byAmount = new Map<string, Entry[]>();
	for (const entry of looked.entries) {
		const key = referenceOf(entry);
		if (key) put(byKey, key, entry);
		const amount = entry.amount && amountKey(entry.amount);
		if (amount) put(byAmount, amount, entry);
	}
	return {
		...looked,
		named: (key) => byKey.get(key) ?? [],
		ofAmount: (amount) => byAmount.get(amountKey(amount) ?? '') ?? [],
	};
}

// An entry lives as long as its walk, which is looked through again and again.
const references = new WeakMap<Entry, string>();

/** The key of the reference that ZEN tells of an entry; empty where it tells none. */
export function referenceOf(entry: Entry): string {
	const known = references.get(entry) ?? keyOf(entry.externalId ?? '');
	references.set(entry, known);
	return known;
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
