import { Stopwatch } from '../zen-client';
import type { DayTotal } from './DayTotal';
import type { KnownStanding, Standing, Tried } from './ledger';
import { PATIENCE } from './patience';
import type { Payout } from './Payout';
import { ledgerOf } from './World';
import type { World } from './World';

/** Claims payments right before they are sent: in the ledger, and in the total of their day. */
export class Claims {
	/** Since when they were asked for. */
	private readonly claimed = new Map<Payout, Stopwatch>();

	constructor(
		private readonly world: World,
		private readonly day: DayTotal,
	) {}

	/**
	 * Marks a payment as being tried.
	 *
	 * @throws LedgerError; InputError or PayoutError when the day has no room for it
	 */
	async first(payout: Payout): Promise<Standing> {
		const claim = async () =>
			await ledgerOf(this.world, payout).claim(this.limited(payout), this.now);
		return await this.counted(payout, claim, ({ state }) => state === 'fresh');
	}

	/** As {@link first}, for one that is to be sent once more. @returns see `Ledger.claimAgain` */
	async next(payout: Payout, standing: KnownStanding): Promise<boolean> {
		const ledger = ledgerOf(this.world, payout);
		const claim = async () => await ledger.claimAgain(this.limited(payout), standing, this.now);
		return await this.counted(payout, claim, (isMine) => isMine);
	}

	/** Of a process that stood still for long, the claim may have been taken for one that was lost. */
	isFresh(payout: Payout): boolean {
		const claimed = this.claimed.get(payout);
		return claimed !== undefined && claimed.mostMs <= PATIENCE.claimMs;
	}

	private readonly now = () => this.world.clock.now();

	private limited(payout: Payout): Tried {
		return { ...payout, dayLimit: this.world.rules.perDay.get(payout.order.amount.currency) };
	}

	/** It counts in its day from before it is claimed. */
	private async counted<T>(
		payout: Payout,
		claim: () => Promise<T>,
		isMine: (claimed: T) => boolean,
	): Promise<T> {
		if (payout.kind === 'payment') this.day.leaves(payout, payout.order);
		this.claimed.set(payout, new Stopwatch(this.world.surroundings));
		let leaves = false;
		try {
			const claimed = await claim();
			leaves = isMine(claimed);
			return claimed;
		} finally {
			if (!leaves) this.day.stayed(payout);
		}
	}
}
