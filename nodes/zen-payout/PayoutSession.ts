import { only, steadyTime, Stopwatch } from '../zen-client';
import type { Entry } from '../zen-client';
import { checkedLedger } from './checkedLedger';
import { DayTotal } from './DayTotal';
import { findDuplicates } from './duplicates';
import { waitForFinalStatus } from './finalStatus';
import { FirstLook } from './FirstLook';
import { KnownPayouts } from './KnownPayouts';
import type { KnownStanding, Ledger, Standing } from './ledger';
import { otherThanBefore } from './otherThanBefore';
import { PayoutError } from './outcomes';
import type { Sent } from './outcomes';
import type { Payout } from './Payout';
import { notClaimed } from './notSentAgain';
import { Policy } from './policy';
import { remembering } from './remembering';
import { Sender } from './Sender';
import { unresolved } from './words';
import { WouldSend } from './WouldSend';
import { ledgerOf, worldAt } from './World';
import type { PayoutWorld, World } from './World';

// So long other work of the process may have to wait.
const LONGEST_TURN_MS = 25;
// After a longer look the balances are read once more.
const SHORT_MS = 2_000;

/** What would become of a payment that passed the checks, and would not fail. */
export interface Foreseen {
	/**
	 * Whether it would be sent, or was sent before, or would be sent once more, if nothing at ZEN speaks against
	 * it after a wait.
	 */
	how: 'toSend' | 'sentBefore' | 'triedBefore';
	/** What the run would tell of one that was sent before. */
	sent?: Sent;
}

/** What is known of a payment before anything of its batch is sent. */
interface Plan {
	/** By the memory. */
	standing: Standing;
	/** By the look at ZEN: the payment itself. */
	entry?: Entry;
	/** Whether another execution began with it after this one had asked the memory. */
	isMet?: boolean;
}

interface ReadyPlan extends Plan {
	sender: Sender;
	known: KnownPayouts;
	policy: Policy;
	/** Of a check: counts what it foretells. */
	foretold: Policy;
}

/** The payments and drafts that one run of the node makes. */
export class PayoutSession {
	private readonly plans = new Map<Payout, ReadyPlan>();
	private readonly sent = new Map<Payout, Sent>();

	constructor(private readonly given: PayoutWorld) {}

	/**
	 * Checks a batch before anything of it is sent.
	 *
	 * @returns what is wrong with single payments, by their place in the batch
	 * @throws ZenError when ZEN cannot be asked; PayoutError when what was sent before cannot be read
	 */
	async check(payouts: Payout[]): Promise<Map<number, Error>> {
		const wrong = findDuplicates(payouts, this.plans.keys());
		// Over the connection of the first payment. With TLS 1.3 a server that refuses the certificate
		// says so only once the client writes; a payment would end as unknown, this read does not.
		const { zen, surroundings } = this.given;
		const { accounts, zenTime } = await zen.preflight();
		const read = new Stopwatch(surroundings);
		const world = worldAt(this.given, accounts, zenTime);
		const standings = await this.standings(payouts);
		const listed = new Policy(accounts, world);
		payouts.forEach((payout, place) => {
			const error = wrong.get(place) ?? listed.wrongAccount(payout);
			if (error) wrong.set(place, error);
		});
		const plans: Array<Plan | undefined> = [];
		let turn = steadyTime(surroundings);
		// One after the other: many payments against a long list are not to hold up the whole process.
		for (const [place, payout] of payouts.entries()) {
			if (!wrong.has(place)) {
				plans[place] = await planOf(world, payout, standings[place]!).catch((error: Error) => {
					wrong.set(place, error);
					return undefined;
				});
			}
			if (steadyTime(surroundings) - turn > LONGEST_TURN_MS) {
				await surroundings.sleep(0);
				turn = steadyTime(surroundings);
			}
		}
		// A draft takes nothing: a person decides about it.
		const mayPay = payouts.some(({ kind }, place) => kind === 'payment' && plans[place]);
		const day = await DayTotal.of(world, mayPay);
		const isFresh = read.mostMs < SHORT_MS;
		const present = isFresh ? accounts : (await zen.preflight()).accounts;
		const policy = new Policy(present, world, day);
		const foretold = new Policy(present, world, day);
		const acting = { ...world, ledger: await this.ledgerFor(payouts, plans, foretold) };
		const sender = new Sender(acting, day);
		const known = new KnownPayouts(acting, sender, policy);
		payouts.forEach((payout, place) => {
			const plan = plans[place];
			if (!plan || wrong.has(place)) return;
			// What was tried before is not paid here, so it takes no funds and counts in no limit.
			const isFirst = plan.standing.state === 'fresh' && !plan.entry;
			const error = isFirst ? policy.check(payout) : undefined;
			if (error) return void wrong.set(place, error);
			this.plans.set(payout, { ...plan, sender, known, policy, foretold });
		});
		return wrong;
	}

	/**
	 * What would become of a payment that passed the checks, if it were sent now, in a session that only
	 * checks. It goes the very way of {@link send}, up to where that would write or wait.
	 *
	 * @throws what `send` would throw
	 */
	async foresee(payout: Payout): Promise<Foreseen> {
		const plan = this.planOf(payout);
		const end = await carryOut(payout, plan).catch((error) => only(WouldSend, error));
		if (!(end instanceof WouldSend)) return { how: 'sentBefore', sent: end };
		if (!end.isAgain) return { how: 'toSend' };
		const wrong = plan.policy.wrongWith(payout);
		if (wrong) throw unresolved(payout, `It is not sent again: ${wrong.message}`);
		await plan.sender.claims.next(payout, plan.standing as KnownStanding).catch((error) => {
			throw unresolved(payout, notClaimed(error));
		});
		// Whether it is sent is seen only after the wait.
		if (payout.kind === 'payment') plan.foretold.mayTake(payout.order);
		return { how: 'triedBefore' };
	}

	/**
	 * Counts a payment that would be sent. To be asked in the order in which they would be.
	 *
	 * @returns see `Policy.leftAfter`
	 */
	leftAfter(payout: Payout): string | undefined {
		if (payout.kind === 'draft') return undefined;
		const { foretold } = this.planOf(payout);
		foretold.count(payout.order);
		return foretold.leftAfter(payout.order);
	}

	/**
	 * Sends a payment that passed the checks, unless it was sent before.
	 *
	 * @throws ZenError as the call does; PayoutError for every other end that is not good; InputError
	 * when it is to be sent again and a limit or the balance forbids it
	 */
	async send(payout: Payout): Promise<Sent> {
		const sent = await carryOut(payout, this.planOf(payout));
		this.sent.set(payout, sent);
		return sent;
	}

	/**
	 * What became of a payment that was sent, once it is noted as well.
	 *
	 * @param waitMs how long to wait for its final status, see `waitForFinalStatus`; 0 for not at all
	 */
	async end(payout: Payout, waitMs = 0): Promise<Sent> {
		const sent = this.sent.get(payout)!;
		const note = await this.plans.get(payout)!.sender.noted(payout);
		const message = [sent.message, note].filter(Boolean).join('. ') || undefined;
		const noted = { ...sent, message };
		return waitMs === 0 ? noted : await waitForFinalStatus(this.given, payout, noted, waitMs);
	}

	/** In a check one that notes nothing, and tells what else a claim would find. */
	private async ledgerFor(
		payouts: Payout[],
		plans: Array<Plan | undefined>,
		foretold: Policy,
	): Promise<Ledger> {
		const { ledger, isCheck } = this.given;
		if (!isCheck) return ledger;
		const fresh = payouts.filter(
			({ remember }, place) => remember && plans[place]?.standing.state === 'fresh',
		);
		// Only now: the look goes by what the memory knows without it, as in the run itself.
		const all = await remembering(async () => (await ledger.lookUpAll?.(fresh)) ?? []);
		const found = new Map(all.map((standing, place) => [fresh[place]!.key, standing]));
		return checkedLedger(ledger, found, (currency) => foretold.taken(currency));
	}

	private planOf(payout: Payout): ReadyPlan {
		const plan = this.plans.get(payout);
		if (!plan) throw new Error('A payment is sent only after it was checked');
		return plan;
	}

	/** How payments stand; `fresh` for those that are not to be remembered. */
	private async standings(payouts: Payout[]): Promise<Standing[]> {
		const remembered = payouts.filter(({ remember }) => remember);
		const told = await remembering(async () => await this.given.ledger.lookUp(remembered));
		const standings = new Map(remembered.map((payout, place) => [payout, told[place]!]));
		return payouts.map((payout) => standings.get(payout) ?? { state: 'fresh' });
	}
}

async function carryOut(
	payout: Payout,
	{ standing: planned, entry, isMet, sender, known }: ReadyPlan,
): Promise<Sent> {
	if (isMet && planned.state !== 'fresh') return await known.foundAtClaim(payout, planned);
	if (entry && entry.state !== 'rejected') return await sender.sentBefore(payout, entry);
	if (planned.state !== 'fresh') return await known.send(payout, planned);
	const standing = await remembering(async () => await sender.claims.first(payout));
	// Not every memory knows at once what was sent long ago: what was rejected may have gone out once more.
	if (standing.state !== 'fresh') return await known.foundAtClaim(payout, standing);
	return entry ? await sender.rejectedBefore(payout, entry) : await sender.sendFirst(payout);
}

async function planOf(world: World, payout: Payout, standing: Standing): Promise<Plan> {
	if (standing.state === 'fresh') {
		const look = new FirstLook(world, ledgerOf(world, payout)).at(payout);
		return await look.then(
			(entry) => ({ standing, entry }),
			async (error) => await planMet(world, payout, only(PayoutError, error)),
		);
	}
	if (standing.same || payout.sendRejectedAgain) return { standing };
	throw await otherThanBefore(world, payout);
}

/**
 * What could be the same at ZEN may be this very payment, which another execution began with after the
 * memory was asked.
 *
 * @throws PayoutError the one given, when that is not so
 */
async function planMet(world: World, payout: Payout, error: PayoutError): Promise<Plan> {
	if (error.end.reason !== 'possibleDuplicate' || !payout.remember) throw error;
	const [standing] = await remembering(async () => await world.ledger.lookUp([payout]));
	if (!standing || standing.state === 'fresh') throw error;
	return { standing, isMet: true };
}
