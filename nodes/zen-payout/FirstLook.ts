import { only, ZenError } from '../zen-client';
import type { Entry, EntryKind } from '../zen-client';
import type { Ledger } from './ledger';
import type { Shelf } from './Lists';
import { compare } from './match';
import type { Comparison } from './match';
import { PayoutError } from './outcomes';
import { nameOf } from './Payout';
import { remembering } from './remembering';
import type { Payout } from './Payout';
import { otherPayment, possibleDuplicate } from './words';
import type { World } from './World';

// Where a payment may be under the same reference: drafts and payments have one space of them.
const LISTS: EntryKind[] = ['payment', 'draft'];
// ZEN does not serve such a list at all; that it does is assumed for drafts.
const NOT_SERVED = [404, 405, 501];
const noShelf: Shelf = { entries: [], isComplete: true, named: () => [], ofAmount: () => [] };

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
			shelves.flatMap(pick).map((entry) => ({ entry, how: compare(payout, entry) }));
		const named = compared((shelf) => shelf.named(payout.key)).filter(isOurs);
		const same = named.filter((one) => isSame(payout, one)).map(({ entry }) => entry);
		if (same.length > 0) return same.find(({ state }) => state !== 'rejected') ?? same[0];
		const other = named.find((one) => isOther(payout, one));
		if (other) throw otherPayment(payout, other.entry);
		const nameless = compared((shelf) => shelf.ofAmount(payout.order.amount)).filter(isAlike);
		const alike = [...named, ...(await this.withoutKnown(payout, nameless))];
		const twin = alike.find(({ entry }) => entry.id !== payout.notSameAs);
		if (twin) throw possibleDuplicate(payout, twin.entry);
		return undefined;
	}

	private async shelves(payout: Payout, days: number): Promise<Shelf[]> {
		return await Promise.all(LISTS.map(async (kind) => await this.shelf(payout, kind, days)));
	}

	private async shelf(payout: Payout, kind: EntryKind, days: number): Promise<Shelf> {
		const since = this.world.clock.daysAgo(days);
		let shelf: Shelf;
		try {
			shelf = await this.world.lists.of(kind, payout.order.accountId, since);
		} catch (error) {
			const { status = 0, message } = only(ZenError, error);
			const isNotServed = NOT_SERVED.includes(status);
			if (kind === 'draft' && payout.kind === 'payment' && isNotServed) return noShelf;
			throw lookFailed(payout, kind, message);
		}
		// That ZEN speaks of further pages is assumed for drafts, so there its silence has to do.
		const isEnough = shelf.isComplete || (kind === 'draft' && shelf.endsInSilence);
		if (!isEnough) throw lookFailed(payout, kind, shelf.why!);
		return shelf;
	}

	/** Two payments that are alike but for their External IDs are two, once both are known. */
	private async withoutKnown(payout: Payout, alike: Compared[]): Promise<Compared[]> {
		const listed = alike.flatMap(({ entry: { id } }) => (id === undefined ? [] : [{ id }]));
		if (listed.length === 0) return alike;
		const others = await remembering(async () => await this.ledger.recognise(payout, listed));
		return alike.filter(({ entry }) => !others.has(entry.id ?? ''));
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

function isOther({ kind }: Payout, { entry, how }: Compared): boolean {
	return entry.kind !== kind || how.amount === 'differs' || how.account === 'differs';
}

/** One that was rejected has moved no money. */
function isAlike({ entry, how }: Compared): boolean {
	const { reference, direction, amount, account, title } = how;
	return (
		reference === 'none' &&
		direction !== 'in' &&
		amount === 'same' &&
		account === 'same' &&
		(title === 'same' || title === 'cut') &&
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
