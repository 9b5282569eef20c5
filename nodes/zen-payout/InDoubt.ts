import { only, ZenError } from '../zen-client';
import type { JsonObject } from '../zen-client';
import type { Run } from '../Zen/operation';
import type { Destination } from './destination';
import type { Ledger, Payout } from '../zen-ledger/Ledger';
import type { Look } from './look';
import { MemoryError } from '../zen-ledger/markStore';
import type { OnceRequest } from './request';
import { Search } from './Search';
import { UnresolvedError } from './UnresolvedError';
import { mayBeSentAgain, unresolved } from './unresolved';

/** Finds out what became of payments that were tried before, without ever taking one for missing. */
export class InDoubt {
	private readonly search: Search;
	private secondSearch?: Promise<Search>;
	/** How often those that were open when this run began had been sent again by then. */
	private repeats = new Map<string, number>();

	constructor(
		private readonly run: Run,
		private readonly destination: Destination,
		private readonly ledger: Ledger,
	) {
		this.search = new Search(run, destination);
	}

	/** To be called with all that are open, before any of them is looked for. */
	async begin(open: Payout[]): Promise<void> {
		this.repeats = await this.ledger.repeats(open);
	}

	/** @throws ZenError or MemoryError when it cannot be looked for */
	async lookFor(request: OnceRequest, payout: Payout, search = this.search): Promise<Look> {
		return await search.lookFor(request, await this.ledger.attemptOf(payout));
	}

	/**
	 * Looks for a payment that was tried without an answer.
	 *
	 * @returns how ZEN tells it; `undefined` when it is missing and the caller, and nobody else, is to
	 * send it again
	 * @throws UnresolvedError when it must not be sent
	 */
	async find(request: OnceRequest, payout: Payout): Promise<JsonObject | undefined> {
		const first = await this.lookOrExplain(request, payout, this.search);
		if (first.found === 'one') return first.match;
		const repeats = this.repeats.get(payout.externalId);
		if (repeats === undefined) {
			throw new UnresolvedError(
				payout.externalId,
				'Another execution began with it while this one ran. Run this again once that one has ended.',
			);
		}
		if (!mayBeSentAgain(request, first)) throw unresolved(request, first, this.destination);
		const second = await this.lookOrExplain(request, payout, await this.afterWaiting(request));
		if (second.found === 'one') return second.match;
		if (!mayBeSentAgain(request, second)) throw unresolved(request, second, this.destination);
		await this.claimAgain(payout, repeats);
		return undefined;
	}

	/** Two executions must not both find that a payment is missing, and both send it again. */
	private async claimAgain(payout: Payout, repeats: number): Promise<void> {
		const { externalId } = payout;
		const isMine = await this.ledger.claimAgain(payout, repeats).catch((error) => {
			const { message } = only(MemoryError, error);
			throw new UnresolvedError(
				externalId,
				`n8n could not note that it is sent again: ${message}. Run this again later.`,
			);
		});
		if (isMine) return;
		throw new UnresolvedError(
			externalId,
			'Another execution has dealt with it meanwhile. See what came of that, then run this again.',
		);
	}

	private async lookOrExplain(request: OnceRequest, payout: Payout, search: Search): Promise<Look> {
		return await this.lookFor(request, payout, search).catch((error) => {
			const { message, remedy } = lookTrouble(error);
			throw new UnresolvedError(
				request.externalId,
				`It could not be looked for: ${message}. Run this again later. ${remedy}`.trim(),
			);
		});
	}

	/** One wait for the whole run, then a new look. */
	private async afterWaiting({ sendAgainAfterMs = 0 }: OnceRequest): Promise<Search> {
		const { surroundings } = this.run;
		this.secondSearch ??= surroundings
			.sleep(sendAgainAfterMs)
			.then(() => new Search(this.run, this.destination));
		const search = await this.secondSearch;
		if (!surroundings.signal?.aborted) return search;
		throw new ZenError('The execution was cancelled before this was sent again', {
			outcome: 'unknown',
			remedy: 'Run it again: it is looked for at ZEN first.',
		});
	}
}

/** What kept a payment from being looked for: ZEN, or n8n's memory. */
export function lookTrouble(error: unknown): ZenError | MemoryError {
	return error instanceof MemoryError ? error : only(ZenError, error);
}
