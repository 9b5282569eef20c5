import { errors, Pool } from 'undici';
import type { Dispatcher } from 'undici';

/**
 * The connections to a proxy over which tunnels to ZEN are opened, for undici's `clientFactory`.
 *
 * Left to itself undici takes a proxy that hangs up for a connection worth opening again, at once
 * and for ever, and waits five minutes for a proxy that does not answer. Here both end as
 * `UND_ERR_ABORTED`, the code of a proxy that refuses.
 *
 * @param timeoutMs how long the proxy may take to answer
 */
export function proxyPool(timeoutMs: number) {
	return (origin: URL, options: object): Dispatcher => {
		const pool = new Pool(origin, { ...options, headersTimeout: timeoutMs });
		const connect = pool.connect.bind(pool);
		return Object.assign(pool, {
			connect: async (request: Dispatcher.ConnectOptions) =>
				await connect(request).catch(() => {
					throw new errors.RequestAbortedError('The proxy opened no tunnel');
				}),
		});
	};
}
