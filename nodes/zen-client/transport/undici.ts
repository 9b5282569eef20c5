import defer from 'lodash/defer';
import type { TlsMaterial } from '../tls';
import { connectionsFor } from './dispatchers';
import { exchange } from './exchange';
import { FOREIGN_HOST, LIMITS, TransportError } from './port';
import type { OpenTransport, Transport, Ways } from './port';

/** The transport that undici drives, over connections that are kept. See {@link OpenTransport}. */
export const undiciTransport: OpenTransport = (
	tls: TlsMaterial,
	origin: string,
	{ lookup, limits }: Ways = {},
): Transport => {
	const { connectTimeoutMs, ...ofExchange } = { ...LIMITS, ...limits };
	return async (request) => {
		if (new URL(request.url).origin !== origin) throw new TransportError(FOREIGN_HOST, false);
		const connections = connectionsFor(tls, origin, connectTimeoutMs, lookup);
		const dispatcher = request.freshConnection ? connections.writes : connections.reads;
		const response = await exchange(dispatcher, request, ofExchange);
		await givenBack();
		return { ...response, tlsVersion: connections.tlsVersion };
	};
};

// undici takes a connection for busy until a moment after its answer. What follows at once would open
// another one: a handshake for nothing, and for a write one over which nothing has shown yet that ZEN
// accepts the certificate.
async function givenBack(): Promise<void> {
	await new Promise<void>((resolve) => void defer(resolve));
}
