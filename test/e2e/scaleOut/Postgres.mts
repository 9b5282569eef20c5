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

/** A PostgreSQL of its own, in a folder that is thrown away. */
export class Postgres {
	private constructor(
		private readonly service: Service,
		readonly port: number,
	) {}

	static async start(folder: string): Promise<Postgres> {
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
			// Faster, and as safe as a database has to be that is thrown away.
			args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', data, '-c', 'fsync=off'],
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
		const where = ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'n8n', 'postgres'];
		const pgDump = await program('pg_dump', PACKAGE);
		const options = { maxBuffer: 512 * 1024 * 1024 };
		return (await run(pgDump, ['--data-only', ...where], options)).stdout;
	}

	async stop(): Promise<void> {
		await this.service.stop();
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
