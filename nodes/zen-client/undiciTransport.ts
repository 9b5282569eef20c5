import defer from 'lodash/defer';
import { connectionsFor } from './dispatchers';
import type { Egress } from './egress';
import { exchange } from './exchange';
import type { ExchangeLimits } from './exchange';
import type { TlsMaterial } from './tls';
import { TransportError } from './transport';
import type { Transport } from './transport';

export interface TransportLimits extends ExchangeLimits {
	/**
	 * How long each step to a new connection may take, in ms: to reach ZEN or the proxy, the proxy's
	 * answer, the TLS handshake.
	 */
	connectTimeoutMs: number;
	/** How host names are looked up; Node's own way unless told. */
	lookup?: Egress['lookup'];
}

const LIMITS: TransportLimits = {
	connectTimeoutMs: 10_000,
	headersTimeoutMs: 60_000,
	bodyTimeoutMs: 30_000,
	maxResponseBytes: 20 * 1024 * 1024,
};

/**
 * The transport that undici drives, with the client certificate on every connection.
 *
 * @param tls the credential's certificate and key, as `readIdentity` returns them
 * @param origin the only scheme, host and port that requests may go to; https
 * @param limits time-outs in ms and the largest answer in bytes
 */
export function undiciTransport(
	tls: TlsMaterial,
	origin: string,
	limits: Partial<TransportLimits> = {},
): Transport {
	const { connectTimeoutMs, lookup, ...ofExchange } = { ...LIMITS, ...limits };
	return async (request) => {
		if (new URL(request.url).origin !== origin) throw new TransportError('ZEN_FOREIGN_HOST', false);
		const connections = connectionsFor(tls, origin, connectTimeoutMs, lookup);
		const dispatcher = request.freshConnection ? connections.writes : connections.reads;
		const response = await exchange(dispatcher, request, ofExchange);
		if (request.freshConnection) await givenBack();
		return { ...response, tlsVersion: connections.tlsVersion };
	};
}

// undici takes a connection for busy until a moment after its answer. A write that follows at once
// would open another one, over which nothing has shown yet that ZEN accepts the certificate.
async function givenBack(): Promise<void> {
	await new Promise<void>((resolve) => void defer(resolve));
}
