import { InputError, only, ZenError } from '../zen-client';
import type { JsonObject } from '../zen-client';
import { outcomeAfter } from './outcomes';
import type { Result, Run } from '../Zen/operation';
import { withMessage } from './destination';
import type { Destination } from './destination';
import { InDoubt, lookTrouble } from './InDoubt';
import { Ledger } from '../zen-ledger/Ledger';
import type { Payout, Standing } from '../zen-ledger/Ledger';
import { MemoryError } from '../zen-ledger/markStore';
import type { OnceRequest } from './request';

/** Sends payments, or drafts of them, at most once across runs of the node. */
export class OnceSender {
	private readonly ledger: Ledger;
	private readonly inDoubt: InDoubt;
	private known = new Map<string, Standing>();

	constructor(
		private readonly run: Run,
		private readonly destination: Destination,
	) {
		const home = `${run.home} ${destination.kind}`;
		this.ledger = new Ledger(run.marks, home, run.surroundings.now);
		this.inDoubt = new InDoubt(run, destination, this.ledger);
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
		await this.inDoubt.begin(open);
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
		const look = await this.inDoubt.lookFor(request, payout).catch(lookTrouble);
		if ('found' in look && look.found === 'one') return this.alreadySent(request, look.match);
		const trouble =
			'found' in look
				? 'Its state could not be found at ZEN'
				: `Its state could not be read: ${look.message}`;
		return withMessage(this.alreadySent(request), trouble);
	}

	/** It was tried in an earlier run without an answer: ask ZEN, and do not send when in doubt. */
	private async resolve(request: OnceRequest, payout: Payout): Promise<Result> {
		const match = await this.inDoubt.find(request, payout);
		// Not released if it is refused now: the first attempt might still turn up.
		const result = match ? this.alreadySent(request, match) : await this.create(request);
		return await this.markAccepted(payout, result);
	}

	private alreadySent({ externalId }: OnceRequest, made?: JsonObject): Result {
		const result = this.destination.toResult('alreadySent', externalId, made);
		if (made?.status !== 'REJECTED') return result;
		const remedy = 'ZEN rejected it. To pay after all, send it under a new External ID';
		return withMessage(result, remedy);
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
		const { message, advice } = only(MemoryError, error);
		throw new InputError(
			'Remember Payments',
			`is on, but n8n cannot remember them here: ${message}. ${advice}`,
		);
	});
}

function toPayout(request: OnceRequest): Payout {
	const { externalId, accountId, amount, title, receiverAccountNumber } = request;
	const likeness = [accountId, amount.value, amount.currency, receiverAccountNumber, title];
	return { externalId, likeness: JSON.stringify(likeness) };
}
