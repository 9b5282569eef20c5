import { shortened } from './lengths';
import type { Outcome } from './outcome';

/**
 * What stands in the way. `credential` and `configuration` last until somebody changes them;
 * `throttled` and `unavailable` pass.
 */
export type Fault = 'credential' | 'configuration' | 'throttled' | 'unavailable';

export interface ZenErrorDetails {
	outcome: Outcome;
	/** How to go on, in plain English. */
	remedy: string;
	/** ZEN's HTTP status, when there was an answer. */
	status?: number;
	/** ZEN's own code, e.g. `VALIDATION_ERROR`, or the network's, e.g. `ECONNREFUSED`. */
	code?: string;
	/** How long ZEN asked to wait, in ms. */
	retryAfterMs?: number;
	/** Absent where nothing is known of it. */
	fault?: Fault;
}

/** An error that says how to go on. Its message is ours, and fit to be shown as it is. */
export abstract class Explained extends Error {
	/** How to go on, in plain English. */
	abstract readonly remedy: string;
}

/** A request that did not end well. `message` says what happened, `remedy` how to go on. */
export class ZenError extends Explained implements ZenErrorDetails {
	readonly outcome: Outcome;
	readonly remedy: string;
	readonly status?: number;
	readonly code?: string;
	readonly retryAfterMs?: number;
	readonly fault?: Fault;

	constructor(message: string, details: ZenErrorDetails) {
		super(message);
		this.name = 'ZenError';
		this.outcome = details.outcome;
		this.remedy = details.remedy;
		this.status = details.status;
		this.code = details.code;
		this.retryAfterMs = details.retryAfterMs;
		this.fault = details.fault;
	}
}

/** Input that cannot be sent as it is. `field` is the label that the user sees. */
export class InputError extends Error {
	/**
	 * @param field the label, e.g. `Amount`
	 * @param problem continues the label: `holds "1,50", which is no decimal amount. Write …`
	 */
	constructor(
		readonly field: string,
		problem: string,
	) {
		super(shortened(`${field} ${problem}`));
		this.name = 'InputError';
	}
}
