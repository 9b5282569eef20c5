import { Explained } from '../zen-client';

/** What a ledger has to know of a payment. */
export interface Remembered {
	/** See `keyOf`. One space for payments and drafts. */
	key: string;
	/** See `fingerprintOf`. */
	fingerprint: string;
	/** See `likenessOf`. */
	likeness: string;
}

/**
 * What a ledger says of a payment:
 *
 * - `fresh`: its key was never tried
 * - `open`: tried, and nobody knows what became of it
 * - `settled`: ZEN took it
 */
export type Standing =
	| { state: 'fresh' }
	| {
			state: 'open' | 'settled';
			/** Whether the latest attempt under this key was for the same fingerprint. */
			same: boolean;
			/** How many times something was sent under this key, at least 1. */
			attempts: number;
	  };

export type KnownStanding = Exclude<Standing, { state: 'fresh' }>;

/** When something was sent under a key, by ZEN's clock. */
export interface Attempts {
	/** The UTC day (`yyyy-MM-dd`) of the first attempt, or one before it; absent when not known. */
	firstDay?: string;
	/** The UTC day of the last attempt, or one after it. */
	lastDay?: string;
	/** Whether both days are the very ones. */
	isExact: boolean;
	/** Whether payments that only their reference tells apart were in doubt together with it. */
	hasTwin: boolean;
}

/** ZEN's time in ms; `undefined` when it is not known, so that an attempt cannot be dated. */
export type Time = () => number | undefined;

/** A payment at ZEN that a ledger is asked about. */
export interface ListedPayment {
	id: string;
	/** The key of the reference that ZEN tells of it, with the fingerprint that it has there. */
	named?: Pick<Remembered, 'key' | 'fingerprint'>;
}

/**
 * Remembers across executions which payments were tried and which were accepted. It speaks of
 * payments; how they are kept is its own business.
 *
 * Whatever breaks off half-way leaves a payment `open`, never `fresh` and never `settled`. Every
 * method throws {@link LedgerError}.
 */
export interface Ledger {
	/** How payments stand, in their order. Changes nothing. */
	lookUp(payments: Remembered[]): Promise<Standing[]>;

	/**
	 * Marks a payment as being tried, and says how it stood: it is the caller's to send only if it
	 * was fresh. To be called right before it is sent.
	 *
	 * @param at tells ZEN's time in ms at the moment of the claim
	 */
	claim(payment: Remembered, at: Time): Promise<Standing>;

	/**
	 * Claims the next attempt under a key that was tried before, perhaps for another fingerprint.
	 *
	 * @param standing as `lookUp` told it; a claim is only good for the attempt after that one
	 * @returns false when somebody else has dealt with it since
	 */
	claimAgain(payment: Remembered, standing: KnownStanding, at: Time): Promise<boolean>;

	/** ZEN has taken it, under this id if it is known. */
	settle(payment: Remembered, id?: string): Promise<void>;

	/** Nobody knows what became of it. */
	leaveOpen(payment: Remembered, at: Time): Promise<void>;

	/** The claim was for nothing: it certainly did not go out. As if it had not been claimed. */
	release(payment: Remembered): Promise<void>;

	/** As {@link release}, for what `claimAgain` claimed. */
	releaseAgain(payment: Remembered, standing: KnownStanding): Promise<void>;

	/** When something was sent under the key of a payment. @param now ZEN's time in ms */
	attemptsOf(payment: Remembered, now: number): Promise<Attempts>;

	/**
	 * Since when nothing was sent under the key of a payment any more.
	 *
	 * @param now ZEN's time in ms
	 * @param backMs how far back it is worth knowing
	 * @returns ms, at least `now - backMs`; `now` when it is not known
	 */
	lastTried(payment: Remembered, now: number, backMs: number): Promise<number>;

	/**
	 * Which of some payments at ZEN are known as others than this one, by their ids.
	 */
	recognise(payment: Remembered, listed: ListedPayment[]): Promise<Set<string>>;
}

/** What was sent cannot be read or noted: the ledger may or may not have been changed. */
export class LedgerError extends Explained {
	override readonly name = 'LedgerError';

	constructor(
		message: string,
		readonly remedy = '',
	) {
		super(message);
	}
}

/** For payments that are not to be remembered. */
export const noLedger: Ledger = {
	lookUp: async (payments) => payments.map(() => ({ state: 'fresh' })),
	claim: async () => ({ state: 'fresh' }),
	claimAgain: async () => false,
	settle: async () => {},
	leaveOpen: async () => {},
	release: async () => {},
	releaseAgain: async () => {},
	attemptsOf: async () => ({ isExact: false, hasTwin: false }),
	lastTried: async (_payment, now) => now,
	recognise: async () => new Set(),
};
