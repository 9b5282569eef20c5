import { join } from 'node:path';
import getPort from 'get-port';
import { installN8n, type InstalledN8n } from '../install/n8n.mts';
import { NEWEST } from '../install/releases.mts';
import { installThisPackage } from '../install/thisPackage.mts';
import { environmentOf } from '../n8n/environment.mts';
import { isReady } from '../n8n/isReady.mts';
import { Rest } from '../n8n/Rest.mts';
import { Service } from '../support/Service.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { Postgres, type PostgresOptions } from './Postgres.mts';
import { Redis } from './Redis.mts';

const START_MS = 180_000;

/** n8n in queue mode: a main process, webhook processors and workers over one Redis and one PostgreSQL. */
export class Cluster {
	private readonly temp = new TempFolder();
	private readonly services: Service[] = [];
	private installed!: InstalledN8n;
	private env!: NodeJS.ProcessEnv;
	private redis!: Redis;
	postgres!: Postgres;
	rest!: Rest;

	private constructor(private readonly database: PostgresOptions) {}

	/** Starts everything but workers and webhook processors. */
	static async open(database: PostgresOptions = {}): Promise<Cluster> {
		const cluster = new Cluster(database);
		try {
			await cluster.start();
		} catch (error) {
			await cluster.close();
			throw error;
		}
		return cluster;
	}

	/** What all processes have printed. */
	get logs(): string {
		return this.services.map(({ log }) => log).join('\n');
	}

	/** A worker that runs one execution at a time: with two of them, executions overlap between processes. */
	async startWorker(): Promise<Service> {
		return (await this.run('worker', '--concurrency=1')).service;
	}

	/** @returns its address */
	async startWebhookProcessor(): Promise<string> {
		return `http://localhost:${(await this.run('webhook')).port}`;
	}

	async close(): Promise<void> {
		await Promise.all(this.services.map(async (service) => await service.stop()));
		await this.redis?.stop();
		await this.postgres?.stop();
		this.temp.remove();
	}

	private async start(): Promise<void> {
		this.installed = await installN8n(NEWEST);
		[this.postgres, this.redis] = await Promise.all([
			Postgres.start(this.temp.path, this.database),
			Redis.start(this.temp.path),
			installThisPackage(join(this.temp.path, '.n8n')),
		]);
		this.env = {
			...environmentOf(this.installed, this.temp.path, { main: 0, broker: 0 }),
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(this.redis.port),
			// How soon a worker that was killed is noticed.
			QUEUE_WORKER_LOCK_DURATION: '3000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
			QUEUE_WORKER_STALLED_INTERVAL: '1000',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.postgres.port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		};
		const { port } = await this.run('start');
		this.rest = await Rest.signUp(`http://localhost:${port}`);
	}

	private async run(...args: string[]): Promise<{ service: Service; port: number }> {
		const { node, bin } = this.installed;
		const [port, broker] = [await getPort(), await getPort()];
		const service = Service.start({
			command: join(node, 'bin/node'),
			args: [bin, ...args],
			env: {
				...this.env,
				N8N_PORT: String(port),
				QUEUE_HEALTH_CHECK_PORT: String(port),
				N8N_RUNNERS_BROKER_PORT: String(broker),
			},
			cwd: this.temp.path,
			logFile: join(this.temp.path, `${args[0]}-${this.services.length}.log`),
		});
		this.services.push(service);
		const url = `http://localhost:${port}`;
		const answers = async () => (await fetch(`${url}/healthz/readiness`)).ok;
		const look = args[0] === 'start' ? async () => await isReady(url) : answers;
		await service.ready(look, START_MS);
		return { service, port };
	}
}
