import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { Identities } from '../identities.mts';
import type { SimulatorOptions } from '../options.mts';
import { failure } from './answer.mts';
import { Connections } from './Connections.mts';
import { exchange, type ExchangeParts } from './exchange.mts';
import { Link } from './Link.mts';
import { send } from './send.mts';

const LARGEST_BODY = 1024 * 1024;
const KEEP_ALIVE = 72_000;

type ListenOptions = Pick<
	SimulatorOptions,
	'port' | 'keepAliveMs' | 'maxTlsVersion' | 'roundTripMs'
>;

/** The HTTPS server in front of the bank. It insists on a client certificate of its own authority. */
export class ApiServer {
	private constructor(
		private readonly app: ReturnType<typeof secureApp>,
		readonly connections: Connections,
		private readonly link: Link | null,
	) {}

	/** Listens on loopback; any free port for 0. */
	static async listen(
		made: Identities,
		options: ListenOptions,
		parts: Omit<ExchangeParts, 'connections'>,
	): Promise<ApiServer> {
		const app = secureApp(made, options);
		const connections = new Connections(app.server, parts.faults);
		app.all('*', exchange({ ...parts, connections }));
		const { port = 0, roundTripMs = 0 } = options;
		await app.listen({ port: roundTripMs > 0 ? 0 : port, host: '127.0.0.1' });
		if (roundTripMs === 0) return new ApiServer(app, connections, null);
		try {
			const link = await Link.listen(port, portOf(app), roundTripMs);
			return new ApiServer(app, connections, link);
		} catch (error) {
			await app.close();
			throw error;
		}
	}

	get port(): number {
		return this.link?.port ?? portOf(this.app);
	}

	/** Cuts off every connection. */
	async close(): Promise<void> {
		this.connections.destroyAll();
		await Promise.all([this.link?.close(), this.app.close()]);
	}
}

function portOf({ server }: ReturnType<typeof secureApp>): number {
	return (server.address() as AddressInfo).port;
}

function secureApp({ server, clientAuthority }: Identities, options: ListenOptions) {
	const app = fastify({
		https: {
			cert: server.certificate,
			key: server.privateKey,
			ca: clientAuthority.certificate,
			requestCert: true,
			rejectUnauthorized: true,
			minVersion: 'TLSv1.2',
			maxVersion: options.maxTlsVersion ?? 'TLSv1.3',
		},
		keepAliveTimeout: options.keepAliveMs ?? KEEP_ALIVE,
		bodyLimit: LARGEST_BODY,
		forceCloseConnections: true,
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	app.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
		reply.hijack();
		const status = error.statusCode ?? 500;
		const code =
			status === 413
				? 'PAYLOAD_TOO_LARGE'
				: status < 500
					? 'VALIDATION_ERROR'
					: 'INTERNAL_SERVER_ERROR';
		await send(reply.raw, failure(status, code, error.message));
	});
	return app;
}
