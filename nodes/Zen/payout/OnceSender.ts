import { InputError, only, ZenError } from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import type { PaymentRequest } from '../fields/paymentBody';
import type { OnceOptions } from '../fields/payoutOptions';
import { outcomeAfter } from '../nodeErrors';
import type { Result, Run } from '../operation';
import { withMessage } from './destination';
import type { Destination } from './destination';
import { Ledger } from './Ledger';
import type { Payout, Standing } from './Ledger';
import type { Look } from './look';
import { MemoryError } from './markStore';
import { Search } from './Search';
import { UnresolvedError } from './UnresolvedError';
import { mayBeSentAgain, unresolved } from './unresolved';

/** A prepared payment and how it is kept from going out twice. */
export type OnceRequest = PaymentRequest & OnceOptions;

/** Sends payments, or drafts of them, at most once across runs of the node. */
export class OnceSender {
	private readonly scope: string;
	private readonly ledger: Ledger;
	private readonly search: Search;
	private known = new Map<string, Standing>();
	/** How often those that are open were sent again before this run. */
	private repeats = new Map<string, number>();
	private secondSearch?: Promise<Search>;

	constructor(
		private readonly run: Run,
		private readonly destination: Destination,
	) {
		this.scope = `${run.home} ${destination.kind}`;
		this.ledger = new Ledger(run.marks, this.scope, run.surroundings.now);
		this.search = new Search(run, destination);
	}

	/** How payments stand before they are sent; `fresh` for those that are not remembered. */
	async standings(requests: OnceRequest[]): Promise<Standing[]> {
		const payouts = requests.filter(({ remember }) => remember).map(toPayout);
		if (payouts.length > 0) {
			await remembering(async () => await this.read(payouts));
		}
		return requests.map(
			({ externalId, remember }) => (remember && this.known.get(externalId)) || 'fresh',
		);
	}

	private async read(payouts: Payout[]): Promise<void> {
		this.known = await this.ledger.standings(payouts);
		const open = payouts.filter(({ externalId }) => this.known.get(externalId) === 'open');
		this.repeats = await this.ledger.repeats(open);
	}

	/**
	 * Sends a payment, unless it was sent before.
	 *
	 * @throws ZenError as the call does; UnresolvedError when it was tried before and nobody knows
	 * what became of it
	 */
	async send(request: OnceRequest): Promise<Result> {
		if (!request.remember) return await this.create(request);
		const payout = toPayout(request);
		const standing = await this.claim(payout);
		if (standing === 'fresh') return await this.createFirst(request, payout);
		if (standing === 'accepted') return await this.accepted(request, payout);
		return await this.resolve(request, payout);
	}

	/** Only what seemed fresh is claimed: a claim that breaks off leaves marks behind. */
	private async claim(payout: Payout): Promise<Standing> {
		const known = this.known.get(payout.externalId) ?? 'fresh';
		if (known !== 'fresh') return known;
		return await remembering(async () => await this.ledger.claim(payout));
	}

	private async create({ externalId, body }: OnceRequest): Promise<Result> {
		const made = await this.destination.create(this.run.zen, body, externalId);
		return this.destination.toResult('accepted', externalId, made);
	}

	private async createFirst(request: OnceRequest, payout: Payout): Promise<Result> {
		return await this.create(request)
			.then(async (result) => await this.markAccepted(payout, result))
			.catch(async (error) => {
				throw await this.noted(payout, error);
			});
	}

	/** It was accepted in an earlier run. Its present state is told where it can be found. */
	private async accepted(request: OnceRequest, payout: Payout): Promise<Result> {
		const look = await this.lookFor(request, payout, this.search).catch(lookTrouble);
		if ('found' in look && look.found === 'one') return this.alreadySent(request, look.match);
		const trouble =
			'found' in look
				? 'Its state could not be found at ZEN'
				: `Its state could not be read: ${look.message}`;
		return withMessage(this.alreadySent(request), trouble);
	}

	/** It was tried in an earlier run without an answer: ask ZEN, and do not send when in doubt. */
	private async resolve(request: OnceRequest, payout: Payout): Promise<Result> {
		const found = async (look: Look) =>
			look.found === 'one'
				? await this.markAccepted(payout, this.alreadySent(request, look.match))
				: undefined;
		const first = await this.lookOrExplain(request, payout, this.search);
		const known = await found(first);
		if (known) return known;
		if (!mayBeSentAgain(request, first)) throw unresolved(request, first, this.destination);
		const second = await this.lookOrExplain(request, payout, await this.afterWaiting(request));
		const appeared = await found(second);
		if (appeared) return appeared;
		if (!mayBeSentAgain(request, second)) throw unresolved(request, second, this.destination);
		await this.claimAgain(payout);
		// Not released if it is refused now: the first attempt might still turn up.
		return await this.markAccepted(payout, await this.create(request));
	}

	/** Two executions must not both find that a payment is missing, and both send it again. */
	private async claimAgain(payout: Payout): Promise<void> {
		const { externalId } = payout;
		const repeats = this.repeats.get(externalId);
		// Without a number it was claimed by another execution only after this one began.
		const isFirst =
			repeats !== undefined &&
			(await this.ledger.claimAgain(payout, repeats).catch((error) => {
				const { message } = only(MemoryError, error);
				throw new UnresolvedError(
					externalId,
					`n8n could not note that it is sent again: ${message}. Run this again later.`,
				);
			}));
		if (isFirst) return;
		throw new UnresolvedError(
			externalId,
			'Another execution has sent it meanwhile. See what comes of that, then run this again.',
		);
	}

	private alreadySent({ externalId }: OnceRequest, made?: JsonObject): Result {
		const result = this.destination.toResult('alreadySent', externalId, made);
		if (made?.status !== 'REJECTED') return result;
		const remedy = 'ZEN rejected it. To pay after all, send it under a new External ID';
		return withMessage(result, remedy);
	}

	private async lookFor(request: OnceRequest, payout: Payout, search: Search): Promise<Look> {
		return await search.lookFor(request, await this.ledger.attemptOf(payout));
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

	/** It is out: a ledger that does not take the mark must not make it look otherwise. */
	private async markAccepted(payout: Payout, result: Result): Promise<Result> {
		const trouble = await this.ledger.accept(payout).catch((error: Error) => error);
		if (!trouble) return result;
		return withMessage(
			result,
			`It was accepted, but n8n could not note it: ${trouble.message}. When this reference comes again it is looked for at ZEN`,
		);
	}

	/** What certainly did not go out is forgotten, so that a corrected item can be sent. */
	private async noted(payout: Payout, error: unknown): Promise<unknown> {
		const outcome = outcomeAfter(error, true);
		const isOut = outcome !== 'notSent' && outcome !== 'refused';
		const noting = isOut ? this.ledger.leaveOpen(payout) : this.ledger.release(payout);
		const trouble = await noting.catch((failure: Error) => failure);
		if (!trouble || !(error instanceof ZenError)) return error;
		const remedy = `${error.remedy} n8n could not note this outcome: ${trouble.message}. When this reference comes again it is looked for at ZEN.`;
		return new ZenError(error.message, { ...error, remedy });
	}
}

async function remembering<T>(work: () => Promise<T>): Promise<T> {
	return await work().catch((error) => {
		const { message } = only(MemoryError, error);
		throw new InputError(
			'Remember Payments',
			`is on, but n8n cannot remember them here: ${message}. Save the workflow first if it is new, else run this again later. Without the memory a payment could be sent twice; switch it off in Options only if something else prevents that.`,
		);
	});
}

/** What kept it from being looked for: ZEN, or n8n's memory. */
function lookTrouble(error: unknown): ZenError | MemoryError {
	return error instanceof MemoryError ? error : only(ZenError, error);
}

function toPayout(request: OnceRequest): Payout {
	const { externalId, accountId, amount, title, receiverAccountNumber } = request;
	const likeness = [accountId, amount.value, amount.currency, receiverAccountNumber, title];
	return { externalId, likeness: JSON.stringify(likeness) };
}
