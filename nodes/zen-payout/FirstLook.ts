import { only, ZenError } from '../zen-client';
import type { Entry, EntryKind } from '../zen-client';
import type { Ledger } from './ledger';
import { isWhole, referenceOf } from './Lists';
import type { Shelf } from './Lists';
import { compare, isExcluded, isOther } from './match';
import type { Comparison } from './match';
import { PayoutError } from './outcomes';
import { nameOf } from './Payout';
import { remembering } from './remembering';
import type { Payout } from './Payout';
import { otherPayment, possibleDuplicate } from './words';
import type { World } from './World';

// Where a payment may be under the same reference: drafts and payments have one space of them.
const LISTS: EntryKind[] = ['payment', 'draft'];
// One that is unknown is enough, and most often it is among the first.
const ASKED_AT_ONCE = 100;

/**
 * The look at ZEN before the first sending, for payments that the ledger does not know. It holds by
 * itself when the memory is lost, cleared or off.
 */
export class FirstLook {
	constructor(
		private readonly world: World,
		private readonly ledger: Ledger,
	) {}

	/**
	 * @returns the payment itself, when it was sent before; `undefined` when nothing speaks against
	 * sending it
	 * @throws PayoutError with `notSent` when it must not be sent
	 */
	async at(payout: Payout): Promise<Entry | undefined> {
		if (payout.lookBackDays === undefined) return undefined;
		const shelves = await this.shelves(payout, payout.lookBackDays);
		const compared = (pick: (shelf: Shelf) => Entry[]) =>
			shelves
				.flatMap(pick)
				.filter((entry) => !isExcluded(payout, entry))
				.map((entry) => ({ entry, how: compare(payout, entry) }));
		const named = compared((shelf) => shelf.named(payout.key)).filter(isOurs);
		const same = named.filter((one) => isSame(payout, one)).map(({ entry }) => entry);
		if (same.length > 0) return same.find(({ state }) => state !== 'rejected') ?? same[0];
		const other = named.find((one) => isOfOther(payout, one));
		if (other) throw otherPayment(payout, other.entry);
		const elsewhere = await this.elsewhere(payout, shelves, payout.lookBackDays);
		if (elsewhere) throw otherPayment(payout, elsewhere);
		const nameless = compared((shelf) => shelf.ofAmount(payout.order.amount)).filter(isAlike);
		const twin = named[0] ?? (await this.firstUnknown(payout, nameless));
		if (twin) throw possibleDuplicate(payout, twin.entry);
		return undefined;
	}

	/**
	 * A payment of our reference from another account. Looked for only where ZEN is seen to tell
	 * references: else there is nothing to find.
	 */
	private async elsewhere(
		payout: Payout,
		shelves: Shelf[],
		days: number,
	): Promise<Entry | undefined> {
		const tells = shelves.some(({ entries }) =>
			entries.some((entry) => entry.kind === 'payment' && referenceOf(entry) !== ''),
		);
		if (!tells) return undefined;
		for (const accountId of this.world.accountIds) {
			if (accountId === payout.order.accountId) continue;
			const shelf = await this.shelf(payout, 'payment', days, accountId);
			const entry = shelf.named(payout.key).find(({ direction }) => direction !== 'in');
			if (entry && !isExcluded(payout, entry)) return entry;
		}
		return undefined;
	}

	/** One after the other, so that one connection serves them and the payment that follows. */
	private async shelves(payout: Payout, days: number): Promise<Shelf[]> {
		const shelves: Shelf[] = [];
		for (const kind of LISTS) shelves.push(await this.shelf(payout, kind, days));
		return shelves;
	}

	private async shelf(
		payout: Payout,
		kind: EntryKind,
		days: number,
		accountId = payout.order.accountId,
	): Promise<Shelf> {
		const { clock, lists } = this.world;
		const since = clock.daysAgo(days);
		const look =
			kind === 'draft' && payout.kind === 'payment'
				? lists.draftsIfServed(accountId, since)
				: lists.of(kind, accountId, since);
		const shelf = await look.catch((error) => {
			throw lookFailed(payout, kind, only(ZenError, error).message);
		});
		if (!isWhole(kind, shelf)) throw lookFailed(payout, kind, shelf.why!);
		return shelf;
	}

	/** Two payments that are alike but for their External IDs are two, once both are known. */
	private async firstUnknown(payout: Payout, alike: Compared[]): Promise<Compared | undefined> {
		for (let place = 0; place < alike.length; place += ASKED_AT_ONCE) {
			const some = alike.slice(place, place + ASKED_AT_ONCE);
			const listed = some.flatMap(({ entry: { id } }) => (id === undefined ? [] : [{ id }]));
			const { others } = await remembering(async () => await this.ledger.recognise(payout, listed));
			const unknown = some.find(({ entry }) => !others.has(entry.id ?? ''));
			if (unknown) return unknown;
		}
		return undefined;
	}
}

interface Compared {
	entry: Entry;
	how: Comparison;
}

/** Somebody who sends our reference back must not block an invoice. */
function isOurs({ how }: Compared): boolean {
	return how.direction !== 'in';
}

function isSame({ kind }: Payout, { entry, how }: Compared): boolean {
	const { direction, amount, account } = how;
	return entry.kind === kind && direction === 'out' && amount === 'same' && account === 'same';
}

function isOfOther({ kind }: Payout, { entry, how }: Compared): boolean {
	return entry.kind !== kind || isOther(how);
}

/**
 * Whether an entry that tells no reference could be the same payment. What a bank leaves out or bends
 * makes it no other one, so only a title of its own does. One that was rejected has moved no money.
 */
function isAlike({ entry, how }: Compared): boolean {
	const { reference, direction, amount, account, title } = how;
	return (
		reference === 'none' &&
		direction !== 'in' &&
		(amount === 'same' || (amount === 'unsure' && account === 'same')) &&
		account !== 'differs' &&
		title !== 'differs' &&
		title !== 'begun' &&
		// Nothing but a sum is no likeness.
		(account === 'same' || title !== 'unsure') &&
		entry.state !== 'rejected'
	);
}

function lookFailed(payout: Payout, kind: EntryKind, why: string): PayoutError {
	return new PayoutError(
		`Whether ${nameOf(payout)} was sent before could not be looked up in the ${kind}s at ZEN, so it was not sent: ${why}`,
		{
			outcome: 'notSent',
			reason: 'lookFailed',
			remedy:
				'Run this again later, or set Look Back (Days) to fewer days where the list is long. With Look at ZEN First switched off it is sent without this look; then nothing but the memory keeps it from being sent twice.',
		},
	);
}
