import { Explained } from '../zen-client';
import type { EntryKind, Money, PaymentOrder } from '../zen-client';

/** What a ledger has to know of a payment. */
export interface Remembered {
	/** See `keyOf`. One space for payments and drafts. */
	key: string;
	/** See `fingerprintOf`. */
	fingerprint: string;
	/** See `likenessOf`. */
	likeness: string;
	/** The ids of payments at ZEN that this one is not, as a person has seen. */
	notSameAs?: string[];
}

/** A payment that is to be tried, with what a person who reads the ledger wants to know of it. */
export interface Tried extends Remembered {
	kind: EntryKind;
	order: Pick<PaymentOrder, 'externalId' | 'accountId' | 'amount' | 'receiver'>;
	/**
	 * The most that may be claimed on a day of ZEN's in its currency, for a payment that is to be sent. A
	 * ledger that counts what is claimed throws an {@link overDay} for what would go beyond it.
	 */
	dayLimit?: Money;
}

/** What ZEN has made of a payment, as far as it is known. */
export interface Made {
	id?: string;
	/** ZEN's own word. */
	status?: string;
	/** Whether ZEN is seen to tell references. Else nothing but its id may tell it from others like it. */
	isNamed?: boolean;
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
			/** Set when the ledger cannot trust itself here: then nothing is sent again by it. */
			isUnsure?: boolean;
	  };

export type KnownStanding = Exclude<Standing, { state: 'fresh' }>;

/** When something was sent under a key, by ZEN's clock. */
export interface Attempts {
	/** The UTC day (`yyyy-MM-dd`) of the first attempt, or one before it; absent when not known. */
	firstDay?: string;
	/** The UTC day of the last attempt, or one after it. */
	lastDay?: string;
	/** Whether both days are the very ones, and what was sent then had this likeness. */
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

export interface Recognised {
	own: Set<string>;
	others: Set<string>;
}

/**
 * Remembers across executions which payments were tried and which were accepted. It speaks of
 * payments; how they are kept is its own business.
 *
 * Whatever breaks off half-way leaves a payment `open`, never `fresh` and never `settled`. Every
 * method throws {@link LedgerError}.
 */
export interface Ledger {
	/** What a person should know of the memory itself, such as that it is nearly full. */
	notice?(): string | undefined;

	/** How payments stand, in their order. Changes nothing. */
	lookUp(payments: Remembered[]): Promise<Standing[]>;

	/**
	 * As `lookUp`, also of what there only a claim would find. For when nothing is to be claimed: where this
	 * breaks off, a payment that is fresh may count as open. Absent where `lookUp` finds all.
	 */
	lookUpAll?(payments: Remembered[]): Promise<Standing[]>;

	/**
	 * Marks a payment as being tried, and says how it stood: it is the caller's to send only if it
	 * was fresh. To be called right before it is sent.
	 *
	 * @param at tells ZEN's time in ms at the moment of the claim
	 */
	claim(payment: Tried, at: Time): Promise<Standing>;

	/**
	 * Claims the next attempt under a key that was tried before, perhaps for another fingerprint.
	 *
	 * @param standing as `lookUp` told it; a claim is only good for the attempt after that one
	 * @returns false when somebody else has dealt with it since
	 */
	claimAgain(payment: Tried, standing: KnownStanding, at: Time): Promise<boolean>;

	/**
	 * ZEN has taken it.
	 *
	 * @returns once it is noted, which may be only together with the next claim: whoever sends many
	 * does not wait for it between two of them
	 */
	settle(payment: Tried, made?: Made): Promise<void>;

	/** Nobody knows what became of it. */
	leaveOpen(payment: Tried, at: Time): Promise<void>;

	/** The claim was for nothing: it certainly did not go out. As if it had not been claimed. */
	release(payment: Remembered): Promise<void>;

	/** As {@link release}, for what `claimAgain` claimed. */
	releaseAgain(payment: Remembered, standing: KnownStanding): Promise<void>;

	/**
	 * Of a ledger that counts what is claimed on each day: which of some payments at ZEN it does not count.
	 *
	 * @param ids of payments at ZEN
	 */
	uncounted?(ids: string[]): Promise<string[]>;

	/**
	 * Of such a ledger: what it counts on the day of a claim in a currency, in minor units.
	 *
	 * @param at as in `claim`
	 */
	countedOn?(currency: string, at: Time): Promise<bigint>;

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

	/** Which of some payments at ZEN, by their ids, are this very one, and which are known as others. */
	recognise(payment: Remembered, listed: ListedPayment[]): Promise<Recognised>;
}

/** What stands under a key, whatever was paid by it. */
export interface UnderKey {
	state: Standing['state'];
	attempts: number;
	/** Which attempt is the latest one, in the ledger's own words; absent when it has none for that. */
	attempt?: string;
	/** As {@link Attempts} tells them. */
	firstDay?: string;
	lastDay?: string;
	/** ms since the last attempt, at least; 0 when it is not known. */
	agoMs: number;
	/** What was paid, of a ledger that knows it. */
	about?: {
		kind: EntryKind;
		accountId: string;
		amount: Money;
		/** The receiver's account, all but its ends masked. */
		receiver: string;
	};
}

/** A ledger in which a person can put right what stayed open. */
export interface Resolvable {
	/** @param now ZEN's time in ms */
	under(key: string, now: number): Promise<UnderKey>;

	/**
	 * Notes that a person has seen that what is open under a key never went out: it may be sent again
	 * as if for the first time.
	 *
	 * @param seen as `under` told it: only that very attempt is resolved, not a later one that looks like it
	 * @returns false when somebody else has dealt with it since
	 */
	resolve(key: string, seen: UnderKey): Promise<boolean>;
}

/** What was sent cannot be read or noted: the ledger may or may not have been changed. */
export class LedgerError extends Explained {
	override readonly name = 'LedgerError';

	constructor(
		message: string,
		readonly remedy = '',
		/** Where payments are remembered, as a person calls it; absent when it is not known here. */
		readonly memory?: string,
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
	recognise: async () => ({ own: new Set(), others: new Set() }),
};
