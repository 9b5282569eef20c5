import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { Refusal } from '../bank/refusal.mts';
import type { Simulator } from '../Simulator.mts';
import { controlRoutes } from './routes.mts';

const LARGEST_SEED = 128 * 1024 * 1024;

/** The control API: plain HTTP, on 127.0.0.1 only. */
export class ControlServer {
	private constructor(private readonly app: ReturnType<typeof fastify>) {}

	/** Listens; on any free port for 0. */
	static async listen(simulator: Simulator, port: number): Promise<ControlServer> {
		const app = fastify({
			forceCloseConnections: true,
			bodyLimit: LARGEST_SEED,
			// Nothing is mended silently: a misspelt field or a number for a decimal string is an error.
			ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
		});
		app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
			const status = error instanceof Refusal ? error.status : (error.statusCode ?? 500);
			if (status >= 500) console.error('The control API failed:', error);
			await reply.code(status).send({ error: { message: error.message } });
		});
		controlRoutes(app, simulator);
		await app.listen({ port, host: '127.0.0.1' });
		return new ControlServer(app);
	}

	get port(): number {
		return (this.app.server.address() as AddressInfo).port;
	}

	async close(): Promise<void> {
		await this.app.close();
	}
}
