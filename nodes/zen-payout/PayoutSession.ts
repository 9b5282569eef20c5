import type { Entry } from '../zen-client';
import { findDuplicates } from './duplicates';
import { FirstLook } from './FirstLook';
import { KnownPayouts } from './KnownPayouts';
import type { Standing } from './ledger';
import { otherThanBefore } from './otherThanBefore';
import type { Sent } from './outcomes';
import type { Payout } from './Payout';
import { Policy } from './policy';
import { remembering } from './remembering';
import { Sender } from './Sender';
import { ledgerOf, worldAt } from './World';
import type { PayoutWorld, World } from './World';

// The connection for writes is not kept for longer when it is idle.
const SHORT_MS = 500;

/** What is known of a payment before anything of its batch is sent. */
interface Plan {
	/** By the memory. */
	standing: Standing;
	/** By the look at ZEN: the payment itself. */
	entry?: Entry;
}

/** The payments and drafts that one run of the node makes. */
export class PayoutSession {
	private readonly plans = new Map<Payout, Plan>();
	private sender?: Sender;
	private known?: KnownPayouts;

	constructor(private readonly given: PayoutWorld) {}

	/**
	 * Checks a batch before anything of it is sent.
	 *
	 * @returns what is wrong with single payments, by their place in the batch
	 * @throws ZenError when ZEN cannot be asked; PayoutError when what was sent before cannot be read
	 */
	async check(payouts: Payout[]): Promise<Map<number, Error>> {
		const wrong = findDuplicates(payouts);
		// Over the connection of the first payment. With TLS 1.3 a server that refuses the certificate
		// says so only once the client writes; a payment would end as unknown, this read does not.
		const { zen, surroundings } = this.given;
		const { accounts, zenTime } = await zen.preflight();
		const readAt = surroundings.now();
		const world = worldAt(this.given, zenTime);
		const standings = await this.standings(payouts);
		const accountIds = accounts.map(({ accountId }) => accountId);
		await Promise.all(
			payouts.map(async (payout, place) => {
				if (wrong.has(place)) return;
				const standing = standings[place]!;
				await this.plan(world, payout, standing, accountIds).catch((error: unknown) => {
					wrong.set(place, error as Error);
				});
			}),
		);
		const isFresh = Math.abs(surroundings.now() - readAt) < SHORT_MS;
		const present = isFresh ? accounts : (await zen.preflight()).accounts;
		const policy = new Policy(present, world.totals);
		this.sender = new Sender(world);
		this.known = new KnownPayouts(world, this.sender, policy);
		payouts.forEach((payout, place) => {
			const { standing, entry } = this.plans.get(payout) ?? {};
			// What was tried before is not paid here, so it takes no funds and counts in no limit.
			if (wrong.has(place) || standing?.state !== 'fresh' || entry) return;
			const error = policy.check(payout);
			if (error) wrong.set(place, error);
		});
		return wrong;
	}

	/**
	 * Sends a payment that passed the checks, unless it was sent before.
	 *
	 * @throws ZenError as the call does; PayoutError for every other end that is not good; InputError
	 * when it is to be sent again and a limit or the balance forbids it
	 */
	async send(payout: Payout): Promise<Sent> {
		const { sender, known } = this;
		const plan = this.plans.get(payout);
		if (!plan || !sender || !known) throw new Error('A payment is sent only after it was checked');
		if (plan.entry) return await sender.sentBefore(payout, plan.entry);
		if (plan.standing.state !== 'fresh') return await known.send(payout, plan.standing);
		const standing = await remembering(async () => await sender.claim(payout));
		if (standing.state === 'fresh') return await sender.sendFirst(payout);
		// Another execution was quicker.
		return await known.sentMeanwhile(payout, standing);
	}

	private async plan(
		world: World,
		payout: Payout,
		standing: Standing,
		accountIds: string[],
	): Promise<void> {
		if (standing.state === 'fresh') {
			const entry = await new FirstLook(world, ledgerOf(world, payout)).at(payout);
			this.plans.set(payout, { standing, entry });
			return;
		}
		if (!standing.same && !payout.sendRejectedAgain) {
			throw await otherThanBefore(world, payout, accountIds);
		}
		this.plans.set(payout, { standing });
	}

	/** How payments stand; `fresh` for those that are not to be remembered. */
	private async standings(payouts: Payout[]): Promise<Standing[]> {
		const remembered = payouts.filter(({ remember }) => remember);
		const told = await remembering(async () => await this.given.ledger.lookUp(remembered));
		const standings = new Map(remembered.map((payout, place) => [payout, told[place]!]));
		return payouts.map((payout) => standings.get(payout) ?? { state: 'fresh' });
	}
}
