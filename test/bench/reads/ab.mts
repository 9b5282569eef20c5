import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ACCOUNT, type Simulator } from '../../simulator/index.mts';

const run = promisify(execFile);

/**
 * How long reads take ApacheBench, a client in C that keeps its connections, in ms; opening them is part of it.
 * `null` where it is not installed (Debian's `apache2-utils`).
 *
 * @throws Error when not every read was answered with 2xx over a connection that was kept
 */
export async function abReads(
	{ url, apiKey, client }: Simulator,
	reads: number,
	atOnce: number,
): Promise<number | null> {
	const folder = await mkdtemp(join(tmpdir(), 'zen-bench-'));
	try {
		const identity = join(folder, 'client.pem');
		await writeFile(identity, client.certificate + client.privateKey, { mode: 0o600 });
		const { stdout } = await run('ab', [
			...['-q', '-k', '-n', String(reads), '-c', String(Math.min(atOnce, reads))],
			...['-E', identity, '-H', `Authorization: Bearer ${apiKey}`],
			`${url}/accounts/v1.0/${ACCOUNT.main}`,
		]);
		const figure = (name: string) =>
			Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1] ?? NaN);
		if (figure('Keep-Alive requests') !== reads || /^Non-2xx/m.test(stdout)) {
			throw new Error(`ab was not answered as it should be:\n${stdout}`);
		}
		return 1000 * figure('Time taken for tests');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	} finally {
		await rm(folder, { recursive: true });
	}
}
