import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { program } from '../install/program.mts';
import { Service } from '../support/Service.mts';
import { accepts } from './accepts.mts';

const run = promisify(execFile);
const PACKAGE = 'postgresql';
const MUCH = { maxBuffer: 512 * 1024 * 1024 };

export interface PostgresOptions {
	/** Whether what it has confirmed is on the disk, as in production. Not unless told, which is faster. */
	durable?: boolean;
}

/** A PostgreSQL of its own, in a folder that is thrown away. */
export class Postgres {
	private constructor(
		private readonly service: Service,
		readonly port: number,
	) {}

	static async start(folder: string, { durable = false }: PostgresOptions = {}): Promise<Postgres> {
		const port = await getPort();
		const user = unprivileged();
		const data = join(folder, 'postgres');
		mkdirSync(data, { mode: 0o700 });
		if (user) {
			chmodSync(folder, 0o711);
			chownSync(data, user.uid, user.gid);
		}
		const how = ['--auth=trust', '--username=n8n', '--no-sync', '--encoding=UTF8'];
		await run(await program('initdb', PACKAGE), [...how, data], { ...user, cwd: '/' });
		const service = Service.start({
			command: await program('postgres', PACKAGE),
			args: [
				...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data],
				...['-c', `fsync=${durable ? 'on' : 'off'}`],
			],
			env: process.env,
			cwd: '/',
			logFile: join(folder, 'postgres.log'),
			user,
		});
		await service.ready(async () => await accepts(port), 60_000);
		return new Postgres(service, port);
	}

	/** All rows of the database as text. */
	async dump(): Promise<string> {
		const pgDump = await program('pg_dump', PACKAGE);
		return (await run(pgDump, ['--data-only', ...this.where], MUCH)).stdout;
	}

	/** Runs SQL. @returns the rows, a line each @throws with what PostgreSQL says */
	async sql(statements: string): Promise<string> {
		const psql = await program('psql', 'postgresql-client');
		const how = ['-qAtX', '-v', 'ON_ERROR_STOP=1', '-f', '-'];
		const running = run(psql, [...how, ...this.where], MUCH);
		running.child.stdin!.end(statements);
		return (await running).stdout.trim();
	}

	/** How many bytes it has written to its log of changes since it was made. */
	async walBytes(): Promise<number> {
		return Number(await this.sql("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"));
	}

	async stop(): Promise<void> {
		await this.service.stop();
	}

	private get where(): string[] {
		return ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'n8n', 'postgres'];
	}
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith('postgres:') || entry.startsWith('nobody:'));
	const [, , uid, gid] = line!.split(':');
	return { uid: Number(uid), gid: Number(gid) };
}
