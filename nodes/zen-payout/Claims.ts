import { minorUnits, Stopwatch } from '../zen-client';
import { arrived, DayTotal, stayed } from './DayTotal';
import type { KnownStanding, Standing, Tried } from './ledger';
import { PATIENCE } from './patience';
import type { Payout } from './Payout';
import { overRun, Policy } from './policy';
import { ledgerOf } from './World';
import type { World } from './World';

/**
 * Claims payments right before they are sent: in the ledger, and in the totals of their run and day. What
 * was checked for a whole batch may have been taken meanwhile by others that run at the same time.
 */
export class Claims {
	/** Since when they were asked for. */
	private readonly claimed = new Map<Payout, Stopwatch>();

	/** Those that count in the total of the run. */
	private readonly inRun = new Set<Payout>();

	constructor(
		private readonly world: World,
		private readonly day: DayTotal,
	) {}

	/**
	 * Marks a payment as being tried.
	 *
	 * @throws LedgerError; InputError or PayoutError when its run or day has no room for it
	 */
	async first(payout: Payout): Promise<Standing> {
		const tried = this.limited(payout, this.day);
		const claim = async () => await ledgerOf(this.world, payout).claim(tried, this.now);
		// What a check claims does not leave.
		if (this.world.isCheck) return await claim();
		return await this.counted(payout, this.day, claim, ({ state }) => state === 'fresh');
	}

	/**
	 * As {@link first}, for one that is to be sent once more. It has waited, perhaps until another day, and
	 * others have paid meanwhile: so limits and balance are checked anew.
	 *
	 * @returns see `Ledger.claimAgain`
	 * @throws ZenError too, when ZEN cannot be asked
	 */
	async next(payout: Payout, standing: KnownStanding): Promise<boolean> {
		const { accounts } = await this.world.zen.preflight();
		const wrong = new Policy(accounts, this.world).wrongWith(payout);
		if (wrong) throw wrong;
		const day = await DayTotal.of(this.world, payout.kind === 'payment', this.world.readAgain());
		const tried = this.limited(payout, day);
		const ledger = ledgerOf(this.world, payout);
		const claim = async () => await ledger.claimAgain(tried, standing, this.now);
		if (this.world.isCheck) return await claim();
		return await this.counted(payout, day, claim, (isMine) => isMine);
	}

	/** Of a process that stood still for long, the claim may have been taken for one that was lost. */
	isFresh(payout: Payout): boolean {
		const claimed = this.claimed.get(payout);
		return claimed !== undefined && claimed.mostMs <= PATIENCE.claimMs;
	}

	/** ZEN has it. */
	arrived({ order }: Payout, id: string | undefined): void {
		arrived(order, id);
	}

	/** It moves no money after all. */
	stayed(payout: Payout): void {
		const { amount } = payout.order;
		if (this.inRun.delete(payout)) {
			this.world.totals.add(amount.currency, -minorUnits(amount));
		}
		stayed(payout.order);
	}

	private readonly now = () => this.world.clock.now();

	private limited(payout: Payout, day: DayTotal): Tried {
		return { ...payout, dayLimit: day.limitOfLedger(payout.order.amount.currency) };
	}

	/** It counts from before it is claimed. */
	private async counted<T>(
		payout: Payout,
		day: DayTotal,
		claim: () => Promise<T>,
		isMine: (claimed: T) => boolean,
	): Promise<T> {
		if (payout.kind === 'payment') this.count(payout, day);
		this.claimed.set(payout, new Stopwatch(this.world.surroundings));
		let leaves = false;
		try {
			const claimed = await claim();
			leaves = isMine(claimed);
			return claimed;
		} finally {
			if (!leaves) this.stayed(payout);
		}
	}

	private count(payout: Payout, day: DayTotal): void {
		const { totals } = this.world;
		const { amount } = payout.order;
		const wrong = overRun(totals.of(amount.currency), payout) ?? day.leaves(payout.order);
		if (wrong) throw wrong;
		totals.add(amount.currency, minorUnits(amount));
		this.inRun.add(payout);
	}
}
