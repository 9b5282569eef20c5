import type { IssueOptions } from '../support/certificates.mts';
import { CONTRACTS, type ContractName } from './contracts/index.mts';
import type { Variant } from './contracts/variant.mts';
import type { Seed } from './seed/seed.mts';
import type { KeyForms } from './http/apiKey.mts';
import type { Overlay } from './http/overlays.mts';

/** What can be changed while the simulator runs. */
export interface Settings {
	/** How long a payment is in progress, ms; 0 means until it is told to go on. 0 unless told. */
	settleAfterMs: number;
	/** How long `bookedAt` and the balance lag behind the status SETTLED, ms. 0 unless told. */
	bookingLagMs: number;
	/** Which forms of the Authorization header let a request in. Both unless told. */
	keyForms: KeyForms;
	/** Whether payments carry `externalId`. ZEN's are not known to, so not unless told. */
	showExternalId: boolean;
	/** The form of a confirmation. PDF unless told. */
	confirmationAs: 'pdf' | 'base64';
	/** Where each change of a payment's status is sent to; nowhere unless told. */
	notifyUrl: string | null;
}

export interface SimulatorOptions extends Partial<Settings> {
	/** Any free port unless told. */
	port?: number;
	/** Any free port unless told. */
	controlPort?: number;
	/** The present time; the machine's unless told. */
	clock?: () => Date;
	/** What the bank knows when it opens; four accounts with a history unless told. */
	seed?: Seed;
	/** Random unless told. */
	apiKey?: string;
	/** How long the server keeps an idle connection, ms; 72 s unless told. */
	keepAliveMs?: number;
	/**
	 * How long the link is, as the time there and back, ms: half of it each way for every byte, those of
	 * handshakes and resets too. This machine's own loopback unless told.
	 */
	roundTripMs?: number;
	/** The newest TLS the server speaks; TLS 1.3 unless told. */
	maxTlsVersion?: 'TLSv1.2' | 'TLSv1.3';
	/** The server's own certificate: expired, for another host, RSA. A good one unless told. */
	serverCertificate?: Partial<IssueOptions>;
	/** Another contract than that of `contract/`, by its name or as a table of one's own. */
	contract?: ContractName | Variant;
	/** Changes the contract that requests are checked against. */
	overlay?: Overlay;
}

/** The table of another contract, where one is asked for. */
export function variantOf({ contract }: SimulatorOptions): Variant | undefined {
	return typeof contract === 'string' ? CONTRACTS[contract] : contract;
}

/** The settings among the options, completed by what the contract has as usual. */
export function settingsOf(given: SimulatorOptions): Settings {
	const options = { ...variantOf(given)?.settings, ...given };
	return {
		settleAfterMs: options.settleAfterMs ?? 0,
		bookingLagMs: options.bookingLagMs ?? 0,
		keyForms: options.keyForms ?? 'both',
		showExternalId: options.showExternalId ?? false,
		confirmationAs: options.confirmationAs ?? 'pdf',
		notifyUrl: options.notifyUrl ?? null,
	};
}
