import { buildConnector, EnvHttpProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import { Kept } from '../Kept';
import { MOST_READS } from '../Pace';
import { fingerprint } from '../tls';
import type { TlsMaterial } from '../tls';
import { TransportError } from './port';
import type { Ways } from './port';
import { proxyPool } from './proxyPool';

/** Two pools of connections for one credential. */
export interface Connections {
	reads: Dispatcher;
	/** Connections that are at most about a second idle, see `HttpRequest.freshConnection`. */
	writes: Dispatcher;
	/** Of the latest handshake, e.g. `TLSv1.3`. Not known behind a proxy. */
	tlsVersion?: string;
}

const KEPT_CREDENTIALS = 32;
const CONNECTIONS_FOR_WRITES = 16;
// Long enough to serve a schedule that runs every few seconds, short enough to let n8n shut down.
const READ_IDLE_MS = 10_000;
const WRITE_IDLE_MS = 1_000;

const kept = new Kept<Connections>(KEPT_CREDENTIALS, (unused) => void close(unused));

/**
 * The connections of a credential, kept across items and executions, so that a TLS handshake is
 * paid once per connection and not once per request. With them goes what they are made with: keys of
 * a credential that nobody uses stay for ten minutes.
 *
 * `HTTPS_PROXY` and `NO_PROXY` are honoured; the client certificate is shown to ZEN inside the
 * tunnel and never to the proxy.
 *
 * @param timeoutMs see `TransportLimits.connectTimeoutMs`
 * @param lookup one for all of this process; the first that is given is kept
 */
export function connectionsFor(
	tls: TlsMaterial,
	origin: string,
	timeoutMs: number,
	lookup?: Ways['lookup'],
): Connections {
	// What was opened without a guard is not used where there is one.
	const key = `${origin} ${timeoutMs} ${lookup ? 'guarded' : ''} ${fingerprint(tls)}`;
	return kept.get(key) ?? kept.set(key, open(tls, timeoutMs, lookup));
}

/** Closes every kept connection once the requests under way on it are done. */
export async function closeConnections(): Promise<void> {
	await Promise.all(kept.takeAll().map(close));
}

async function close({ reads, writes }: Connections): Promise<void> {
	await Promise.all([reads.close(), writes.close()]);
}

function open(tls: TlsMaterial, timeout: number, lookup: Ways['lookup']): Connections {
	const connect = {
		cert: tls.cert,
		key: tls.key,
		passphrase: tls.passphrase,
		ca: tls.ca,
		minVersion: 'TLSv1.2' as const,
		// Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED would switch it off otherwise.
		rejectUnauthorized: true,
		timeout,
	};
	const noted: Pick<Connections, 'tlsVersion'> = {};
	// Behind a proxy it is the proxy that looks host names up.
	const connector = buildConnector({ ...connect, ...(lookup && { lookup }) });
	const noting: buildConnector.connector = (options, callback) =>
		connector(options, (...args) => {
			const [, socket] = args;
			if (socket && 'getProtocol' in socket) noted.tlsVersion = socket.getProtocol() ?? undefined;
			callback(...args);
		});
	const pool = (connections: number, idleMs: number) =>
		proxied({
			connect: noting,
			requestTls: connect,
			proxyTls: { timeout },
			clientFactory: proxyPool(timeout),
			connections,
			keepAliveTimeout: idleMs,
			keepAliveMaxTimeout: idleMs,
		});
	const reads = pool(MOST_READS, READ_IDLE_MS);
	return Object.assign(noted, { reads, writes: pool(CONNECTIONS_FOR_WRITES, WRITE_IDLE_MS) });
}

function proxied(options: EnvHttpProxyAgent.Options): Dispatcher {
	try {
		return new EnvHttpProxyAgent(options);
	} catch {
		return addressRefused();
	}
}

// All that can be wrong is what stands in HTTPS_PROXY or HTTP_PROXY, perhaps with a password in it.
function addressRefused(): never {
	throw new TransportError('ZEN_PROXY_ADDRESS', false);
}
