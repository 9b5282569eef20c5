import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { program } from '../install/program.mts';
import { Service } from '../support/Service.mts';
import { until } from '../support/until.mts';
import { childrenOf, isRunning, kill } from './processes.mts';

const run = promisify(execFile);
const PACKAGE = 'postgresql';
const MUCH = { maxBuffer: 512 * 1024 * 1024 };

export interface PostgresOptions {
	/** Whether it writes as a real one does, and comes through being killed. */
	isDurable?: boolean;
	/** Of the user `n8n`; without it everybody is let in. */
	password?: string;
	/** The server's certificate; without it there is no TLS. */
	tls?: { certificate: string; privateKey: string };
}

/** A PostgreSQL of its own, in a folder that is thrown away. */
export class Postgres {
	private service!: Service;

	private constructor(
		private readonly folder: string,
		private readonly settings: string[],
		readonly port: number,
		private readonly password: string | undefined,
	) {}

	static async start(folder: string, options: PostgresOptions = {}): Promise<Postgres> {
		const port = await getPort();
		const user = unprivileged();
		const data = join(folder, 'postgres');
		mkdirSync(data, { mode: 0o700 });
		const own = (path: string) => {
			if (user) chownSync(path, user.uid, user.gid);
		};
		if (user) chmodSync(folder, 0o711);
		own(data);
		const { isDurable, password, tls } = options;
		const how = ['--username=n8n', '--no-sync', '--encoding=UTF8'];
		const file = (name: string, text: string) => {
			const path = join(folder, name);
			writeFileSync(path, text, { mode: 0o600 });
			own(path);
			return path;
		};
		if (password === undefined) how.push('--auth=trust');
		else how.push('--auth=scram-sha-256', `--pwfile=${file('password', password)}`);
		await run(await program('initdb', PACKAGE), [...how, data], { ...user, cwd: '/' });
		const secured = tls && [
			'ssl=on',
			`ssl_cert_file=${file('server.crt', tls.certificate)}`,
			`ssl_key_file=${file('server.key', tls.privateKey)}`,
		];
		// Faster, and as safe as a database has to be that is thrown away.
		const settings = [...(isDurable ? [] : ['fsync=off']), ...(secured ?? [])];
		const postgres = new Postgres(folder, settings, port, password);
		await postgres.resume();
		return postgres;
	}

	/** Starts it on what it has written, after `crash`. */
	async resume(): Promise<void> {
		const { folder, port } = this;
		const data = join(folder, 'postgres');
		this.service = Service.start({
			command: await program('postgres', PACKAGE),
			args: [
				...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data],
				...this.settings.flatMap((setting) => ['-c', setting]),
			],
			env: process.env,
			cwd: '/',
			logFile: join(folder, 'postgres.log'),
			user: unprivileged(),
		});
		await this.service.ready(async () => await this.isReady(), 60_000);
	}

	/** It listens already while it starts or recovers, and refuses all who come. */
	private async isReady(): Promise<boolean> {
		const asked = ['-q', '-h', '127.0.0.1', '-p', String(this.port)];
		await run(await program('pg_isready', PACKAGE), asked);
		return true;
	}

	/** Ends it with all its processes at once, as a power cut does. */
	async crash(): Promise<void> {
		const { pid } = this.service;
		// Held first, so that it starts no more of them.
		process.kill(pid, 'SIGSTOP');
		const children = childrenOf(pid);
		this.service.kill();
		for (const child of children) kill(child);
		// One that still runs would keep the next server from starting.
		const hasEnded = () => this.service.hasEnded && !children.some(isRunning);
		await until(() => hasEnded() || undefined, { what: 'PostgreSQL has ended', everyMs: 10 });
	}

	/** All rows of the database as text. */
	async dump(): Promise<string> {
		const pgDump = await program('pg_dump', PACKAGE);
		return (await run(pgDump, ['--data-only', ...this.where], this.how)).stdout;
	}

	/** Runs SQL. @returns the rows, a line each @throws with what PostgreSQL says */
	async sql(statements: string): Promise<string> {
		const psql = await program('psql', 'postgresql-client');
		const how = ['-qAtX', '-v', 'ON_ERROR_STOP=1', '-f', '-'];
		const running = run(psql, [...how, ...this.where], this.how);
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

	private get how() {
		return { ...MUCH, env: { ...process.env, PGPASSWORD: this.password } };
	}

	private get where(): string[] {
		return ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'n8n', 'postgres'];
	}
}

/** PostgreSQL refuses to run as root. */
export function unprivileged(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith('postgres:') || entry.startsWith('nobody:'));
	const [, , uid, gid] = line!.split(':');
	return { uid: Number(uid), gid: Number(gid) };
}
