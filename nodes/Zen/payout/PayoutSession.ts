import { InputError, only, ZenError } from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import type { PaymentRequest } from '../fields/paymentBody';
import type { PayoutOptions } from '../fields/payoutOptions';
import type { Result, Run } from '../operation';
import { findDuplicates } from './duplicates';
import { paymentResult, withMessage } from './paymentResult';
import { checkFunds } from './funds';
import { Ledger } from './Ledger';
import type { Payout, Standing } from './Ledger';
import { checkLimits } from './limits';
import { lookFor } from './look';
import type { Look } from './look';
import { RecentPayments } from './RecentPayments';
import { UnresolvedError } from './UnresolvedError';

/** A payment as the Create operation prepares it. */
export type PayoutRequest = PaymentRequest & PayoutOptions;

/** The payments of one run of the node, and everything that keeps each of them from going out twice. */
export class PayoutSession {
	private readonly ledger: Ledger;
	private readonly recent: RecentPayments;
	private standings = new Map<string, Standing>();
	private secondLook?: Promise<RecentPayments>;

	constructor(private readonly run: Run) {
		const { now } = run.surroundings;
		this.ledger = new Ledger(run.marks, run.home, now);
		this.recent = new RecentPayments(run.zen, now);
	}

	/**
	 * Checks a batch before anything of it is sent.
	 *
	 * @returns what is wrong with single payments, by their place in the batch
	 */
	async check(requests: PayoutRequest[]): Promise<Map<number, Error>> {
		this.run.zen.connection.requirePayments();
		const found = findDuplicates(requests);
		// Over the connection of the first payment. With TLS 1.3 a server that refuses the certificate
		// says so only once the client writes; a payment would end as unknown, this read does not.
		const accounts = await this.run.zen.accounts({ preflight: true });
		await this.readStandings(requests);
		// What was tried before is not paid again here, so it takes no funds and counts in no limit.
		const places = [...requests.keys()].filter(
			(place) => !found.has(place) && this.standingOf(requests[place]!) === 'fresh',
		);
		const fresh = places.map((place) => requests[place]!);
		for (const [index, error] of [...checkFunds(accounts, fresh), ...checkLimits(fresh)]) {
			found.set(places[index]!, error);
		}
		return found;
	}

	/**
	 * Sends a payment, unless it was sent before.
	 *
	 * @throws ZenError as the call does; UnresolvedError when it was tried before and nobody knows
	 * what became of it
	 */
	async send(request: PayoutRequest): Promise<Result> {
		if (!request.remember) return await this.post(request);
		const payout = toPayout(request);
		const standing = await this.remembering(async () => await this.ledger.claim(payout));
		if (standing === 'fresh') return await this.postFresh(request, payout);
		if (standing === 'accepted') return await this.alreadySent(request);
		return await this.resolve(request, payout);
	}

	private async postFresh(request: PayoutRequest, payout: Payout): Promise<Result> {
		return await this.post(request)
			.then(async (result) => await this.markAccepted(payout, result))
			.catch(async (error) => {
				throw await this.released(payout, only(ZenError, error));
			});
	}

	private async post({ externalId, body }: PayoutRequest): Promise<Result> {
		const payment = await this.run.zen.createPayment(body, `payment "${externalId}"`);
		return paymentResult('accepted', externalId, payment);
	}

	/** It was accepted in an earlier run. Its present state is told where it can be found. */
	private async alreadySent(request: PayoutRequest): Promise<Result> {
		const look = await this.look(request, this.recent).catch((error) => only(ZenError, error));
		if (look instanceof ZenError) {
			return alreadySent(request, undefined, `Its state could not be read: ${look.message}`);
		}
		return look.found === 'one'
			? alreadySent(request, look.payment)
			: alreadySent(request, undefined, 'Its state could not be found at ZEN');
	}

	/** It was tried in an earlier run without an answer: ask ZEN, and do not send when in doubt. */
	private async resolve(request: PayoutRequest, payout: Payout): Promise<Result> {
		const first = await this.lookOrExplain(request, this.recent);
		if (first.found === 'one') return await this.found(request, payout, first.payment);
		if (!mayBeSentAgain(first, request)) throw unresolved(request, first);
		const second = await this.lookOrExplain(request, await this.afterWaiting(request));
		if (second.found === 'one') return await this.found(request, payout, second.payment);
		if (!mayBeSentAgain(second, request)) throw unresolved(request, second);
		// Not released if it is refused now: the first attempt might still turn up.
		return await this.markAccepted(payout, await this.post(request));
	}

	private async found(request: PayoutRequest, payout: Payout, payment: JsonObject) {
		return await this.markAccepted(payout, alreadySent(request, payment));
	}

	private async look(request: PayoutRequest, recent: RecentPayments): Promise<Look> {
		const payout = toPayout(request);
		const attempt = {
			day: await this.ledger.dayOf(payout),
			hasTwin: await this.ledger.hasTwin(payout),
		};
		return lookFor(request, await recent.of(request.accountId), attempt);
	}

	private async lookOrExplain(request: PayoutRequest, recent: RecentPayments): Promise<Look> {
		return await this.look(request, recent).catch((error) => {
			const { message, remedy } = only(ZenError, error);
			throw new UnresolvedError(
				request.externalId,
				`ZEN could not be asked for it: ${message}. Run this again later. ${remedy}`,
			);
		});
	}

	/** One wait for the whole run, then a new look. */
	private async afterWaiting({ sendAgainAfterMs = 0 }: PayoutRequest): Promise<RecentPayments> {
		const { zen, surroundings } = this.run;
		this.secondLook ??= surroundings
			.sleep(sendAgainAfterMs)
			.then(() => new RecentPayments(zen, surroundings.now));
		const looked = await this.secondLook;
		if (surroundings.signal?.aborted) {
			throw new ZenError('The execution was cancelled before this payment was sent again', {
				outcome: 'unknown',
				remedy: 'Run it again: the payment is looked for first.',
			});
		}
		return looked;
	}

	/** The payment is out: a ledger that does not take the mark must not make it look otherwise. */
	private async markAccepted(payout: Payout, result: Result): Promise<Result> {
		const trouble = await this.ledger.accept(payout).catch((error: Error) => error);
		if (!trouble) return result;
		const message = `The payment was accepted, but n8n could not note it: ${trouble.message}. When this reference comes again it will be looked for at ZEN.`;
		return withMessage(result, message);
	}

	/** What certainly did not go out is forgotten, so that a corrected item can be sent. */
	private async released(payout: Payout, error: ZenError): Promise<ZenError> {
		if (error.outcome !== 'notSent' && error.outcome !== 'refused') return error;
		const trouble = await this.ledger.release(payout).catch((failure: Error) => failure);
		if (!trouble) return error;
		const remedy = `${error.remedy} n8n could not note that it was not sent: ${trouble.message}. When this reference comes again it will be looked for at ZEN.`;
		return new ZenError(error.message, { ...error, remedy });
	}

	private async readStandings(requests: PayoutRequest[]): Promise<void> {
		const remembered = requests.filter(({ remember }) => remember).map(toPayout);
		if (remembered.length === 0) return;
		this.standings = await this.remembering(async () => await this.ledger.standings(remembered));
	}

	private standingOf({ externalId, remember }: PayoutRequest): Standing {
		return (remember && this.standings.get(externalId)) || 'fresh';
	}

	private async remembering<T>(work: () => Promise<T>): Promise<T> {
		return await work().catch((error: Error) => {
			throw new InputError(
				'Remember Payments',
				`is on, but n8n cannot remember them here: ${error.message}. Save the workflow first. Without the memory a payment could be sent twice; switch it off in Options only if something else prevents that.`,
			);
		});
	}
}

const sessions = new WeakMap<Run, PayoutSession>();

/** The one session of a run. */
export function sessionOf(run: Run): PayoutSession {
	const session = sessions.get(run) ?? new PayoutSession(run);
	sessions.set(run, session);
	return session;
}

function toPayout({
	externalId,
	accountId,
	amount,
	title,
	receiverAccountNumber,
}: PayoutRequest): Payout {
	const likeness = [accountId, amount.value, amount.currency, receiverAccountNumber, title];
	return { externalId, likeness: JSON.stringify(likeness) };
}

function alreadySent(
	{ externalId }: PayoutRequest,
	payment?: JsonObject,
	trouble?: string,
): Result {
	const rejected =
		payment?.status === 'REJECTED'
			? 'ZEN rejected it. To pay after all, send it under a new External ID'
			: undefined;
	const message = trouble ?? rejected;
	return paymentResult('alreadySent', externalId, payment, message);
}

function mayBeSentAgain(look: Look, { sendAgainAfterMs }: PayoutRequest): boolean {
	return look.found === 'none' && look.complete && sendAgainAfterMs !== undefined;
}

function unresolved(
	{ externalId, amount, receiverAccountNumber, title }: PayoutRequest,
	look: Look,
) {
	const wanted = `${amount.value} ${amount.currency} to ${receiverAccountNumber}, "${title}"`;
	const seen =
		look.found === 'several'
			? 'More than one payment at ZEN could be it.'
			: look.found === 'none' && look.complete
				? 'No payment at ZEN matches it; one that was sent a moment ago may not show yet.'
				: 'No payment at ZEN matches it, but not everything that could match was seen.';
	return new UnresolvedError(
		externalId,
		`${seen} Compare the payments of the account in the ZEN portal or with History → Get Many: ${wanted}. Once you are sure that it is not there, send it under a new External ID, or switch on Send Again When Not Found.`,
	);
}
