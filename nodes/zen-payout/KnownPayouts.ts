import { Explained, only, ZenError } from '../zen-client';
import { Doubt } from './Doubt';
import type { Found } from './Doubt';
import { LedgerError } from './ledger';
import type { Attempts, KnownStanding } from './ledger';
import type { Sent } from './outcomes';
import type { Payout } from './Payout';
import { PATIENCE } from './patience';
import type { Policy } from './policy';
import type { Sender } from './Sender';
import { compareRemedy, missing, otherPayment, rejected, unresolved } from './words';
import type { World } from './World';

const DAY_MS = 86_400_000;
const DEFAULT_LOOK_BACK_DAYS = 7;

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

	/** Another execution began with it after this one had looked. It is not sent in any case. */
	async sentMeanwhile(payout: Payout, standing: KnownStanding): Promise<Sent> {
		if (!standing.same)
			throw otherPayment(payout, 'one that another execution is sending just now');
		if (standing.state === 'settled') return await this.settled(payout, standing);
		const found = await this.lookOrExplain(payout, standing, this.world.readAgain());
		if (found.found === 'one') return await this.foundAgain(payout, found);
		throw unresolved(
			payout,
			'Another execution began with it while this one ran. Run this again once that one has ended.',
		);
	}

	/** ZEN took it in an earlier run. Its present state is told where it can be found. */
	private async settled(payout: Payout, standing: KnownStanding): Promise<Sent> {
		const attempts = await this.attemptsOf(payout).catch((error) => only(LedgerError, error));
		if (attempts instanceof LedgerError) return await this.stateUnread(payout, attempts);
		const days = payout.lookBackDays ?? DEFAULT_LOOK_BACK_DAYS;
		if (isOlder(attempts, this.world.clock.daysAgo(days))) {
			const note = `Its state was not looked up, since it was sent more than ${days} days ago`;
			return await this.sender.alreadySent(payout, undefined, note);
		}
		const found = await this.lookFor(payout, standing, attempts).catch(trouble);
		if (found instanceof Explained) return await this.stateUnread(payout, found);
		if (found.found === 'one') return await this.sender.alreadySent(payout, found.entry);
		if (found.found === 'rejected') return await this.afterRejection(payout, standing, found);
		if (found.found === 'none' && found.isComplete && attempts.firstDay !== undefined) {
			throw missing(payout);
		}
		return await this.sender.alreadySent(payout, undefined, 'Its state could not be found at ZEN');
	}

	private async stateUnread(payout: Payout, { message }: Explained): Promise<Sent> {
		return await this.sender.alreadySent(
			payout,
			undefined,
			`Its state could not be read: ${message}`,
		);
	}

	/** It was tried in an earlier run without an answer: ask ZEN, and do not send when in doubt. */
	private async open(payout: Payout, standing: KnownStanding): Promise<Sent> {
		const first = await this.lookOrExplain(payout, standing, this.world.lists);
		if (first.found === 'one') return await this.foundAgain(payout, first);
		if (first.found === 'rejected') return await this.afterRejection(payout, standing, first);
		this.requireAbsent(payout, first);
		// Before the wait, so that nobody waits for a no; and once more after it.
		const barred = this.policy.wrongWith(payout);
		if (barred)
			throw unresolved(
				payout,
				`Nothing at ZEN matches it, but it is not sent again: ${barred.message}`,
			);
		await this.wait(payout);
		const second = await this.lookOrExplain(payout, standing, this.world.readAgain());
		if (second.found === 'one') return await this.foundAgain(payout, second);
		if (second.found === 'rejected') return await this.afterRejection(payout, standing, second);
		this.requireAbsent(payout, second);
		return await this.again(payout, standing);
	}

	/** The reference was used for another payment. Only if that was rejected may this one go out. */
	private async corrected(payout: Payout, standing: KnownStanding): Promise<Sent> {
		const found = await this.explained(payout, async () => {
			const attempts = await this.attemptsOf(payout);
			return await new Doubt(this.world.lists, this.world.ledger).lookForRejected(payout, attempts);
		});
		if (found.found !== 'rejected') {
			throw otherPayment(
				payout,
				'entry' in found ? found.entry : 'one that ZEN does not show as rejected',
			);
		}
		return await this.afterRejection(payout, standing, found);
	}

	private async afterRejection(
		payout: Payout,
		standing: KnownStanding,
		{ entries, isAlone }: Extract<Found, { found: 'rejected' }>,
	): Promise<Sent> {
		const isEach = isAlone && entries.length === standing.attempts;
		if (!payout.sendRejectedAgain || !isEach) throw rejected(payout, entries[0]!, false);
		return await this.again(payout, { ...standing, state: 'settled' });
	}

	/** Sends it once more, if nobody else does and everything holds that holds for a first sending. */
	private async again(payout: Payout, standing: KnownStanding): Promise<Sent> {
		if (this.world.surroundings.signal?.aborted) throw cancelled();
		const wrong = this.policy.check(payout);
		if (wrong) throw wrong;
		const isMine = await this.sender.claimAgain(payout, standing).catch((error) => {
			const { message } = only(LedgerError, error);
			throw unresolved(
				payout,
				`That it is sent again could not be noted: ${message}. Run this again later.`,
			);
		});
		if (isMine) return await this.sender.sendAgain(payout, standing);
		throw unresolved(
			payout,
			'Another execution has dealt with it meanwhile. See what came of that, then run this again.',
		);
	}

	private async foundAgain(
		payout: Payout,
		{ entry }: Extract<Found, { found: 'one' }>,
	): Promise<Sent> {
		const note = await this.sender.settle(payout, entry);
		return await this.sender.alreadySent(payout, entry, note);
	}

	/** Only after a complete look that found nothing, and only if the user wants it so. */
	private requireAbsent(payout: Payout, found: Found): void {
		const isAbsent = found.found === 'none' && found.isComplete;
		if (isAbsent && payout.sendAgainAfterMs !== undefined) return;
		throw unresolved(payout, `${whatWasSeen(found)} ${compareRemedy(payout)}`);
	}

	/** Until the attempt is so long ago that it would show; longer than sending it can take. */
	private async wait(payout: Payout): Promise<void> {
		const { surroundings, ledger, clock, zen } = this.world;
		const leastMs = zen.connection.longestWriteMs + PATIENCE.spareMs;
		const waitMs = Math.max(payout.sendAgainAfterMs ?? 0, leastMs);
		const now = clock.now();
		const tried =
			now === undefined
				? undefined
				: await this.explained(payout, async () => await ledger.lastTried(payout, now, waitMs));
		const left = now === undefined || tried === undefined ? waitMs : tried + waitMs - now;
		if (left > 0) await surroundings.sleep(left);
		if (surroundings.signal?.aborted) throw cancelled();
	}

	private async lookOrExplain(
		payout: Payout,
		standing: KnownStanding,
		lists: World['lists'],
	): Promise<Found> {
		return await this.explained(
			payout,
			async () => await this.lookFor(payout, standing, await this.attemptsOf(payout), lists),
		);
	}

	private async explained<T>(payout: Payout, work: () => Promise<T>): Promise<T> {
		return await work().catch((error) => {
			const { message, remedy } = trouble(error);
			throw unresolved(
				payout,
				`It could not be looked for: ${message}. Run this again later. ${remedy}`.trim(),
			);
		});
	}

	private async lookFor(
		payout: Payout,
		standing: KnownStanding,
		attempts: Attempts,
		lists = this.world.lists,
	): Promise<Found> {
		return await new Doubt(lists, this.world.ledger).lookFor(payout, attempts, standing);
	}

	private async attemptsOf(payout: Payout): Promise<Attempts> {
		const { ledger, clock, surroundings } = this.world;
		return await ledger.attemptsOf(payout, clock.now() ?? surroundings.now());
	}
}

/** What kept a payment from being looked for: ZEN, or the memory. */
function trouble(error: unknown): ZenError | LedgerError {
	return error instanceof LedgerError ? error : only(ZenError, error);
}

/** Whether the last attempt was before a time; one that cannot be dated was long before. */
function isOlder({ lastDay }: Attempts, time: number): boolean {
	return lastDay === undefined || Date.parse(lastDay) + DAY_MS < time;
}

function whatWasSeen(found: Found): string {
	if (found.found === 'unclear') {
		const ids = found.entries.map(({ id }) => id ?? 'one without an ID').slice(0, 5);
		return `What ZEN lists could be it, but is not certain to be: ${ids.join(', ')}.`;
	}
	if (found.found === 'none' && found.isComplete) {
		return 'Nothing at ZEN matches it; what was sent a moment ago may not show yet.';
	}
	const why = found.found === 'none' && found.why ? `: ${found.why}` : '';
	return `Nothing at ZEN matches it, but not everything that could match was seen${why}.`;
}

function cancelled(): ZenError {
	return new ZenError('The execution was cancelled before this was sent again', {
		outcome: 'unknown',
		remedy: 'Run it again: it is looked for at ZEN first.',
	});
}
