import type { ZenCredential } from './settings';
import type { CertificateInfo } from './tls';

/** What is known of a connection without asking ZEN. */
export interface Connection {
	environment: ZenCredential['environment'];
	/** Without a slash at its end. */
	baseUrl: string;
	/** What the user put right of our contract, as typed: under other corrections the same answer says other things. */
	corrections: string;
	certificate: CertificateInfo;
	paymentsAllowed: boolean;
	/** How long a write may take at the most until its outcome is said, in ms. */
	longestWriteMs: number;
	/** How many reads go together at the present pace, see `Pace`. */
	readsAtOnce(): number;
	/** Throws InputError unless payments are allowed. */
	requirePayments(): void;
	/** Throws InputError unless drafts may be saved. */
	requireDrafts(): void;
	/** @throws InputError when the credential does not allow to delete drafts */
	requireDeletion(): void;
}
