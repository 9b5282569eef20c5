import type { TlsMaterial } from '../tls';

/** As Node's `dns.lookup`. */
export type Lookup = (
	hostname: string,
	options: object,
	callback: (
		error: Error | null,
		address: string | Array<{ address: string; family: number }>,
		family?: number,
	) => void,
) => void;

/** One HTTP request to ZEN, complete but for the connection. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'DELETE';
	/** Absolute https URL, query included. */
	url: string;
	headers: Record<string, string>;
	body?: string;
	/**
	 * Ask for a new connection, or one that was used within about the last second. An idle
	 * kept-alive connection may be closing at this very moment, and a payment that runs into that
	 * would end as unknown.
	 */
	freshConnection?: boolean;
	/** n8n's cancel signal. Only reads carry it: it must not cut off a payment that is being written. */
	signal?: AbortSignal;
	/** Ends the request, also of a write, when all of it has taken too long. */
	deadline?: AbortSignal;
	/** Told when the connection stands and the request goes out; never, where that cannot be told. */
	onStart?(): void;
}

export interface HttpResponse {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	body: Buffer;
	/** Of the connection, e.g. `TLSv1.3`; absent where it cannot be told. */
	tlsVersion?: string;
}

/**
 * The one door to HTTP: everything the client sends goes through a function of this shape.
 *
 * Resolves with whatever answer came, of any status; redirects are not followed.
 * Rejects with a {@link TransportError} when no complete answer came.
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** What a transport allows an exchange to take. */
export interface TransportLimits {
	/**
	 * How long each step to a new connection may take, in ms: to reach ZEN or the proxy, the proxy's
	 * answer, the TLS handshake. All of them together with n8n's helper.
	 */
	connectTimeoutMs: number;
	/** How long ZEN may take until the first byte of its answer, in ms. */
	headersTimeoutMs: number;
	/** How long ZEN may pause within its answer, in ms. n8n's helper takes `headersTimeoutMs` for it. */
	bodyTimeoutMs: number;
	maxResponseBytes: number;
}

/** The usual ones. */
export const LIMITS: TransportLimits = {
	connectTimeoutMs: 10_000,
	headersTimeoutMs: 60_000,
	bodyTimeoutMs: 30_000,
	maxResponseBytes: 20 * 1024 * 1024,
};

/** n8n's own way to send a request, `helpers.httpRequest`: options in n8n's words, its answer unread. */
export type HttpHelper = (options: object) => Promise<unknown>;

/** What an adapter may use to reach ZEN; each takes what it needs. */
export interface Ways {
	/** How host names are looked up; Node's own way unless told. */
	lookup?: Lookup;
	httpRequest?: HttpHelper;
	/** Whether the helper may make answers up, as in an evaluation; a payment must not be sent there. */
	isMocked?: boolean;
	limits?: Partial<TransportLimits>;
}

/**
 * Opens a transport with the client certificate on every connection.
 *
 * @param tls the credential's certificate and key, as `readIdentity` returns them
 * @param origin the only scheme, host and port that requests may go to; https
 */
export type OpenTransport = (tls: TlsMaterial, origin: string, ways?: Ways) => Transport;

/** Code of a request that would leave the origin that its transport was opened for. */
export const FOREIGN_HOST = 'ZEN_FOREIGN_HOST';
/** Code of an answer that is larger than allowed. */
export const RESPONSE_TOO_LARGE = 'ZEN_RESPONSE_TOO_LARGE';
/** Code of a read that n8n's cancel signal ended. */
export const CANCELLED = 'ZEN_CANCELLED';
/** undici's code for a connection that did not come about in time; both adapters use it. */
export const CONNECT_TIMEOUT = 'UND_ERR_CONNECT_TIMEOUT';
/** undici's code for what a proxy refuses; both adapters use it. */
export const PROXY_REFUSED = 'UND_ERR_ABORTED';

/** Code of a request that n8n's helper made without the client certificate. */
export const OLD_N8N = 'ZEN_OLD_N8N';

/** No complete answer came. */
export class TransportError extends Error {
	/**
	 * @param code the code of Node, OpenSSL or undici that tells what went wrong
	 * @param written false only when it is certain that no byte of the request left this machine
	 */
	constructor(
		readonly code: string,
		readonly written: boolean,
	) {
		super(`No answer: ${code}`);
		this.name = 'TransportError';
	}
}
