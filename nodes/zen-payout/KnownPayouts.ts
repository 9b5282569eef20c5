import { Explained, only } from '../zen-client';
import { Doubt } from './Doubt';
import type { Found } from './Doubt';
import { LedgerError } from './ledger';
import type { Attempts, KnownStanding } from './ledger';
import { otherThanBefore } from './otherThanBefore';
import type { Sent } from './outcomes';
import type { Payout } from './Payout';
import type { Policy } from './policy';
import { justMade } from './justMade';
import {
	BEGAN_MEANWHILE,
	MEANWHILE,
	notAllowed,
	notClaimed,
	notLookedFor,
	trouble,
	UNSURE,
} from './notSentAgain';
import type { Sender } from './Sender';
import { attemptsOf, isOfBefore, isOlder, Waiting } from './Waiting';
import {
	cancelled,
	compareRemedy,
	missing,
	otherPayment,
	rejected,
	unresolved,
	whatWasSeen,
} from './words';
import type { World } from './World';

const DEFAULT_LOOK_BACK_DAYS = 7;
type Rejected = Extract<Found, { found: 'rejected' }>;

/** Payments that the memory knows: sent before, or tried without an answer. */
export class KnownPayouts {
	constructor(
		private readonly world: World,
		private readonly sender: Sender,
		private readonly policy: Policy,
	) {}

	/** @throws PayoutError when it must not be sent, and is not known to be paid */
	async send(payout: Payout, standing: KnownStanding): Promise<Sent> {
		if (!standing.same) return await this.corrected(payout, standing);
		if (standing.state === 'settled') return await this.settled(payout, standing);
		return await this.open(payout, standing);
	}

	/**
	 * The memory knew it only when it was to be noted: not every one knows at once what was sent long
	 * ago, or is another payment.
	 */
	async foundAtClaim(payout: Payout, standing: KnownStanding): Promise<Sent> {
		if (!standing.same && !payout.sendRejectedAgain)
			throw await otherThanBefore(this.world, payout);
		const isOld = await this.explained(payout, async () => await isOfBefore(this.world, payout));
		if (!isOld) return await this.sentMeanwhile(payout, standing);
		const world = { ...this.world, lists: this.world.readAgain() };
		return await new KnownPayouts(world, this.sender, this.policy).send(payout, standing);
	}

	/** Another execution began with it after this one had looked. It is not sent in any case. */
	private async sentMeanwhile(payout: Payout, standing: KnownStanding): Promise<Sent> {
		if (!standing.same)
			throw otherPayment(payout, 'one that another execution is sending just now');
		if (standing.state === 'settled') {
			return await this.sender.alreadySent(
				payout,
				undefined,
				'It was sent before, perhaps by another execution just now',
			);
		}
		const found = await this.lookOrExplain(payout, standing, this.world.readAgain());
		if (found.found === 'one') return await this.foundAgain(payout, found);
		throw unresolved(payout, BEGAN_MEANWHILE);
	}

	/** ZEN took it in an earlier run. Its present state is told where it can be found. */
	private async settled(payout: Payout, standing: KnownStanding): Promise<Sent> {
		const made = await justMade(this.world, payout);
		const isDone = made && !(made.state === 'rejected' && payout.sendRejectedAgain);
		if (isDone) return await this.sender.alreadySent(payout, made);
		const unseen = async (note: string) => {
			if (made) throw rejected(payout, made, 'unsure');
			return await this.sender.alreadySent(payout, undefined, note);
		};
		const unread = async ({ message }: Explained) =>
			await unseen(`Its state could not be read: ${message}`);
		const attempts = await attemptsOf(this.world, payout).catch((error) =>
			only(LedgerError, error),
		);
		if (attempts instanceof LedgerError) return await unread(attempts);
		const days = payout.lookBackDays ?? DEFAULT_LOOK_BACK_DAYS;
		if (isOlder(attempts, this.world.clock.daysAgo(days))) {
			return await unseen(
				`Its state was not looked up, since it was sent more than ${days} days ago`,
			);
		}
		const found = await this.lookFor(payout, standing, attempts).catch(trouble);
		if (found instanceof Explained) return await unread(found);
		if (found.found === 'one') return await this.sender.alreadySent(payout, found.entry);
		if (found.found === 'rejected') return await this.afterRejection(payout, standing, found);
		if (found.found === 'unclear' && found.entries.some(({ state }) => state === 'rejected')) {
			throw unresolved(payout, `${whatWasSeen(found)} ${compareRemedy(payout)}`);
		}
		const isMissing = found.found === 'none' && found.isComplete && !made;
		if (isMissing && attempts.firstDay !== undefined) throw missing(payout);
		return await unseen('Its state could not be found at ZEN');
	}

	/** It was tried in an earlier run without an answer: ask ZEN, and do not send when in doubt. */
	private async open(payout: Payout, standing: KnownStanding): Promise<Sent> {
		const first = await this.lookOrExplain(payout, standing, this.world.lists);
		if (first.found === 'one') return await this.foundAgain(payout, first);
		if (first.found === 'rejected') return await this.afterRejection(payout, standing, first);
		this.requireAbsent(payout, standing, first);
		// Before the wait, so that nobody waits for a no; and once more after it.
		const barred = this.policy.wrongWith(payout);
		if (barred) throw unresolved(payout, notAllowed(barred));
		const due = await this.wait(payout, standing);
		const second = await this.lookOrExplain(payout, standing, this.world.readAgain(due));
		if (second.found === 'one') return await this.foundAgain(payout, second);
		if (second.found === 'rejected') return await this.afterRejection(payout, standing, second);
		this.requireAbsent(payout, standing, second);
		return await this.again(payout, standing);
	}

	/** The reference was used for another payment. Only if that was rejected may this one go out. */
	private async corrected(payout: Payout, standing: KnownStanding): Promise<Sent> {
		const look = async (lists: World['lists']) =>
			await this.explained(payout, async () => {
				const attempts = await attemptsOf(this.world, payout);
				return await this.doubt(payout, lists).lookForRejected(payout, attempts);
			});
		const found = await look(this.world.lists);
		if (found.found !== 'rejected') {
			throw otherPayment(
				payout,
				'entry' in found ? found.entry : 'one that ZEN does not show as rejected',
			);
		}
		return await this.afterRejection(payout, standing, found, look);
	}

	/** ZEN has rejected it. It goes out again only if that is wanted, and each attempt is accounted for. */
	private async afterRejection(
		payout: Payout,
		standing: KnownStanding,
		found: Rejected,
		look = async (lists: World['lists']) => await this.lookOrExplain(payout, standing, lists),
	): Promise<Sent> {
		const { attempts } = standing;
		await this.requireUnchanged(payout, standing);
		if (found.entries.length < attempts) {
			throw unresolved(
				payout,
				`It was sent ${attempts} times, and ZEN shows that it rejected ${found.entries.length} of them. ${compareRemedy(payout)}`,
			);
		}
		const isEach = (one: Rejected) => one.isAlone && one.entries.length === attempts;
		if (!payout.sendRejectedAgain || !isEach(found)) {
			throw rejected(payout, found.entries[0]!, payout.sendRejectedAgain ? 'unsure' : 'before');
		}
		// What was rejected may be another one, while the last attempt does not show yet.
		const due = await this.wait(payout, standing);
		const second = await look(this.world.readAgain(due));
		if (second.found !== 'rejected' || !isEach(second)) {
			throw unresolved(payout, `${whatWasSeen(second)} Run this again.`);
		}
		return await this.again(payout, { ...standing, state: 'settled' });
	}

	/** What is told as rejected is paid in another way: not while somebody sends it once more. */
	private async requireUnchanged(payout: Payout, { attempts, state }: KnownStanding) {
		const standings = async () => await this.world.ledger.lookUp([payout]);
		const [now] = await standings().catch((error) => {
			throw notLookedFor(payout, only(LedgerError, error));
		});
		const isSame = now && now.state === state && now.attempts === attempts;
		if (!isSame) throw unresolved(payout, MEANWHILE);
	}

	/** Sends it once more, if nobody else does and everything holds that holds for a first sending. */
	private async again(payout: Payout, standing: KnownStanding): Promise<Sent> {
		if (this.world.surroundings.signal?.aborted) throw cancelled();
		if (standing.isUnsure) throw unresolved(payout, UNSURE);
		const wrong = this.policy.check(payout);
		if (wrong) throw unresolved(payout, `It is not sent again: ${wrong.message}`);
		const isMine = await this.sender.claims.next(payout, standing).catch((error) => {
			throw unresolved(payout, notClaimed(error));
		});
		if (isMine) return await this.sender.sendAgain(payout, standing);
		throw unresolved(payout, MEANWHILE);
	}

	private async foundAgain(
		payout: Payout,
		{ entry }: Extract<Found, { found: 'one' }>,
	): Promise<Sent> {
		const note = await this.sender.settle(payout, entry);
		return await this.sender.alreadySent(payout, entry, note);
	}

	/** Only after a complete look that found nothing, and only if the user wants it so. */
	private requireAbsent(payout: Payout, { isUnsure }: KnownStanding, found: Found): void {
		const isAbsent = found.found === 'none' && found.isComplete;
		if (isAbsent && isUnsure) throw unresolved(payout, UNSURE);
		if (isAbsent && payout.sendAgainAfterMs !== undefined) return;
		throw unresolved(payout, `${whatWasSeen(found)} ${compareRemedy(payout)}`);
	}

	private async wait(payout: Payout, standing: KnownStanding): Promise<number> {
		return await new Waiting(this.world).until(payout, standing).catch((error) => {
			throw error instanceof LedgerError ? notLookedFor(payout, error) : error;
		});
	}

	private async lookOrExplain(
		payout: Payout,
		standing: KnownStanding,
		lists: World['lists'],
	): Promise<Found> {
		return await this.explained(
			payout,
			async () => await this.lookFor(payout, standing, await attemptsOf(this.world, payout), lists),
		);
	}

	private async explained<T>(payout: Payout, work: () => Promise<T>): Promise<T> {
		return await work().catch((error) => {
			throw notLookedFor(payout, trouble(error));
		});
	}

	private async lookFor(
		payout: Payout,
		standing: KnownStanding,
		attempts: Attempts,
		lists = this.world.lists,
	): Promise<Found> {
		return await this.doubt(payout, lists).lookFor(payout, attempts, standing);
	}

	private doubt({ lookBackDays }: Payout, lists: World['lists']): Doubt {
		const { clock, ledger } = this.world;
		return new Doubt(lists, ledger, lookBackDays && clock.daysAgo(lookBackDays));
	}
}
