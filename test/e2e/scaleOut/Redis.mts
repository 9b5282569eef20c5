import { join } from 'node:path';
import getPort from 'get-port';
import { program } from '../install/program.mts';
import { Service } from '../support/Service.mts';
import { accepts } from './accepts.mts';

/** A Redis of its own that keeps nothing. */
export class Redis {
	private constructor(
		private readonly service: Service,
		readonly port: number,
	) {}

	static async start(folder: string): Promise<Redis> {
		const port = await getPort();
		const service = Service.start({
			command: await program('redis-server'),
			args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
			env: process.env,
			cwd: folder,
			logFile: join(folder, 'redis.log'),
		});
		await service.ready(async () => await accepts(port), 20_000);
		return new Redis(service, port);
	}

	async stop(): Promise<void> {
		await this.service.stop();
	}
}
