import type { PaymentRequest } from '../Zen/fields/paymentBody';
import type { PayoutOptions } from '../Zen/fields/payoutOptions';
import type { Result, Run } from '../Zen/operation';
import type { Destination } from './destination';
import { findDuplicates } from './duplicates';
import { checkFunds } from './funds';
import { checkLimits } from './limits';
import { OnceSender } from './OnceSender';

/** A payment or draft as its Create operation prepares it. */
export type PayoutRequest = PaymentRequest & Omit<PayoutOptions, 'atOnce' | 'waitMs'>;

/** The payments (or drafts) that one run of the node makes. */
export class PayoutSession {
	private readonly sender: OnceSender;

	constructor(
		private readonly run: Run,
		destination: Destination,
	) {
		this.sender = new OnceSender(run, destination);
	}

	/**
	 * Checks a batch before anything of it is sent.
	 *
	 * @returns what is wrong with single items, by their place in the batch
	 */
	async check(requests: PayoutRequest[]): Promise<Map<number, Error>> {
		const found = findDuplicates(requests);
		// Over the connection of the first payment. With TLS 1.3 a server that refuses the certificate
		// says so only once the client writes; a payment would end as unknown, this read does not.
		const accounts = await this.run.zen.accounts({ preflight: true });
		const standings = await this.sender.standings(requests);
		// What was tried before is not paid again here, so it takes no funds and counts in no limit.
		const places = [...requests.keys()].filter(
			(place) => !found.has(place) && standings[place] === 'fresh',
		);
		const fresh = places.map((place) => requests[place]!);
		for (const [index, error] of [...checkFunds(accounts, fresh), ...checkLimits(fresh)]) {
			found.set(places[index]!, error);
		}
		return found;
	}

	/** As `OnceSender.send`. */
	async send(request: PayoutRequest): Promise<Result> {
		return await this.sender.send(request);
	}
}

const sessions = new WeakMap<Run, Map<Destination, PayoutSession>>();

/** The one session of a run for payments, and the one for drafts. */
export function sessionOf(run: Run, destination: Destination): PayoutSession {
	const ofRun = sessions.get(run) ?? new Map<Destination, PayoutSession>();
	sessions.set(run, ofRun);
	const session = ofRun.get(destination) ?? new PayoutSession(run, destination);
	ofRun.set(destination, session);
	return session;
}
