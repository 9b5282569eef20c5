import { after } from '../Kept';
import { DEADLINE } from '../outcome';
import { identityCheck } from '../tls';
import type { IdentityCheck, TlsMaterial } from '../tls';
import { failureOf } from './helperFailure';
import {
	CANCELLED,
	CONNECT_TIMEOUT,
	FOREIGN_HOST,
	LIMITS,
	OLD_N8N,
	PROXY_REFUSED,
	RESPONSE_TOO_LARGE,
	TransportError,
} from './port';
import type { HttpRequest, HttpResponse, OpenTransport, Transport, Ways } from './port';

// Counted from before n8n does anything, and with a handshake for each request; to give up early would
// leave open what became of a payment, since here nothing proves that it was not sent.
const CONNECT_TIMEOUT_MS = 30_000;

/**
 * The transport over n8n's `helpers.httpRequest`, which opens a connection for each request. It tells
 * less than undici: what does not prove by itself that nothing was sent leaves a request written. See
 * {@link OpenTransport}. Evidence for what it does with its options: `@n8n/backend-network` of n8n 2.41.1.
 */
export const helperTransport: OpenTransport = (
	tls: TlsMaterial,
	origin: string,
	{ httpRequest, isMocked, limits }: Ways = {},
): Transport => {
	const { connectTimeoutMs, headersTimeoutMs, maxResponseBytes } = {
		...LIMITS,
		connectTimeoutMs: CONNECT_TIMEOUT_MS,
		...limits,
	};
	return async (request) => {
		if (new URL(request.url).origin !== origin) throw new TransportError(FOREIGN_HOST, false);
		if (!httpRequest) throw new TransportError('ZEN_NO_HTTP_HELPER', false);
		const early = endedBy(request);
		if (early) throw new TransportError(early, false);
		const handshake = new Handshake(new URL(origin).hostname, connectTimeoutMs);
		const options = optionsOf(request, tls, handshake, headersTimeoutMs);
		return await httpRequest(options)
			.then(async (answer) => {
				const isBelieved = isMocked || handshake.isSeen;
				return await read(answer, isBelieved, maxResponseBytes);
			})
			.catch((error) => {
				const failure = lost(error, request, handshake);
				handshake.breakOff();
				throw failure;
			});
	};
};

/** There is nothing to close: no connection is kept. */
export async function closeConnections(): Promise<void> {}

/** Whether the server was seen to be the one it should be, on a connection of this very request. */
class Handshake {
	isSeen = false;
	/** Whether n8n took over what the connection is to be made with; 2.8.4 does not, 2.20.0 does. */
	isPrepared = false;
	private readonly judge: IdentityCheck;
	private readonly ending = new AbortController();

	constructor(hostname: string, timeoutMs: number) {
		this.judge = identityCheck(hostname);
		after(timeoutMs, () => {
			if (!this.isSeen) this.breakOff();
		});
	}

	/** Aborts when no connection came about in time, and at {@link breakOff}. */
	get ended(): AbortSignal {
		return this.ending.signal;
	}

	/** Ends the connection, be it that the server keeps it open. */
	breakOff(): void {
		this.ending.abort();
	}

	/** Node's `checkServerIdentity`, called after the chain was verified and before anything is written. */
	readonly check: IdentityCheck = (told, certificate) => {
		const refusal = this.judge(told, certificate);
		this.isSeen ||= refusal === undefined;
		return refusal;
	};
}

/** As n8n hands it out, as far as it is read; each part could be missing. */
interface Answer {
	statusCode?: unknown;
	headers?: object;
	body?: AsyncIterable<Uint8Array> & { destroy?(): void };
}

/** A new object for each request, since n8n writes into it. No option has a request sent twice. */
function optionsOf(
	request: HttpRequest,
	{ cert, key, passphrase, ca }: TlsMaterial,
	handshake: Handshake,
	timeout: number,
) {
	const { method, url, headers, body, signal, deadline } = request;
	const ends = [signal, deadline, handshake.ended].filter((end) => end !== undefined);
	return {
		method,
		url,
		// An answer that is packed could be larger than it looks.
		headers: { ...headers, 'accept-encoding': 'identity' },
		// Bytes, so that nobody reads it as JSON and writes it in another way.
		...(body !== undefined && { body: Buffer.from(body) }),
		// Else n8n gathers all of an answer first, and unpacks it, however large it becomes.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		skipSslCertificateValidation: false,
		timeout,
		abortSignal: AbortSignal.any(ends),
		get agentOptions() {
			handshake.isPrepared = true;
			return {
				...{ cert, key, passphrase, ca },
				minVersion: 'TLSv1.2',
				// Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED would switch it off otherwise.
				rejectUnauthorized: true,
				checkServerIdentity: handshake.check,
				// A connection or session that is used again would go by the check.
				keepAlive: false,
				maxCachedSessions: 0,
			};
		},
	};
}

function endedBy({ signal, deadline }: HttpRequest): string | undefined {
	if (signal?.aborted) return CANCELLED;
	return deadline?.aborted ? DEADLINE : undefined;
}

/** Nothing of n8n's error is kept: it holds the options, and with them the key. */
function lost(error: unknown, request: HttpRequest, handshake: Handshake): TransportError {
	const { code, isBeforeHandshake } = failureOf(error);
	if (isBeforeHandshake && !handshake.isSeen) return new TransportError(code, false);
	const late = handshake.ended.aborted ? CONNECT_TIMEOUT : undefined;
	const ended = endedBy(request) ?? late ?? (handshake.isPrepared ? undefined : OLD_N8N);
	if (!ended && error instanceof TransportError) return error;
	return new TransportError(ended ?? code, true);
}

async function read(
	answer: unknown,
	isBelieved: boolean,
	maxResponseBytes: number,
): Promise<HttpResponse> {
	const { statusCode: status, headers, body } = (answer ?? {}) as Answer;
	if (!isBelieved) {
		body?.destroy?.();
		// Whatever a proxy answers in ZEN's place comes as if it were the answer, be it a yes to a payment.
		// That nothing was sent then is how n8n works today, and no proof.
		throw new TransportError(PROXY_REFUSED, true);
	}
	const bytes = await bytesOf(body, maxResponseBytes);
	if (typeof status !== 'number') throw new TransportError('ZEN_NO_STATUS', true);
	const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
	return { status, headers: Object.fromEntries(named), body: bytes };
}

/** Closes the connection as soon as there is more than that. */
async function bytesOf(body: Answer['body'], most: number): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of body ?? []) {
		bytes += chunk.length;
		if (bytes > most) throw new TransportError(RESPONSE_TOO_LARGE, true);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
