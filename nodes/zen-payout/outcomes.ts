import { CredentialError, Explained, InputError, ZenError } from '../zen-client';
import type { EntryKind, EntryState, JsonObject } from '../zen-client';

/**
 * What can become of a payment or draft in one run of the node. This list is closed: whatever does
 * not prove one of the others is `unknown`.
 *
 * - `accepted`: ZEN took it just now
 * - `alreadySent`: ZEN took it before, and it was not sent again
 * - `rejected`: ZEN says that it rejected it
 * - `refused`: ZEN said no to it
 * - `notSent`: it certainly did not leave
 * - `unknown`: it left, and nothing tells what became of it
 * - `unresolved`: it was tried before, it was not sent now, and what became of it is not known
 * - `checked`: all but sending it was done, as was wanted
 * - `resolved`: a person has seen that it never went out, and it may be sent as if for the first time
 */
export type Outcome =
	| 'accepted'
	| 'alreadySent'
	| 'rejected'
	| 'refused'
	| 'notSent'
	| 'unknown'
	| 'unresolved'
	| 'checked'
	| 'resolved';

/** Says more about an outcome. */
export type Reason =
	/** The External ID was used for another payment. */
	| 'otherPayment'
	/** ZEN lists a payment that could be the same one under no reference at all. */
	| 'possibleDuplicate'
	/** The look at ZEN before the first sending did not succeed. */
	| 'lookFailed'
	/** What was sent before cannot be read or noted. */
	| 'memory'
	/** The payment is remembered, and ZEN's complete list does not hold it. */
	| 'missing';

/** Those that leave on the success output. */
export type GoodOutcome = Extract<Outcome, 'accepted' | 'alreadySent' | 'checked'>;

/** What became of a payment that ended well. */
export interface Sent {
	kind: EntryKind;
	outcome: GoodOutcome;
	externalId: string;
	/** Of the payment or draft at ZEN; absent when it is there but out of sight. */
	id?: string;
	/** ZEN's own word. */
	status?: string;
	/** What that means. */
	state?: EntryState;
	/** As ZEN tells it. */
	raw?: JsonObject;
	message?: string;
}

/** What is told of a payment that did not end well. */
export interface NotPaid {
	outcome: Exclude<Outcome, GoodOutcome | 'resolved'>;
	reason?: Reason;
	remedy: string;
	/** The payment or draft at ZEN that it is about. */
	paymentId?: string;
	draftId?: string;
	status?: string;
}

/** A payment that did not end well. */
export class PayoutError extends Explained {
	override readonly name = 'PayoutError';
	readonly remedy: string;

	constructor(
		message: string,
		readonly end: NotPaid,
	) {
		super(message);
		this.remedy = end.remedy;
	}
}

/**
 * What an error says about an item that was to change something at ZEN.
 *
 * @param tried whether it was begun to send the item; what goes wrong before, even an answer that
 * leaves open what became of a read, leaves nothing open about the item
 */
export function outcomeAfter(error: unknown, tried: boolean): Outcome {
	if (error instanceof PayoutError) return error.end.outcome;
	if (!tried) return 'notSent';
	if (error instanceof ZenError) return error.outcome;
	if (error instanceof InputError || error instanceof CredentialError) return 'notSent';
	return 'unknown';
}
