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
