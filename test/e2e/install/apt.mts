import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCRIPT = join(import.meta.dirname, 'apt.sh');
const WITHIN_MS = 900_000;

/**
 * Installs packages with apt-get: on Debian, as root or where sudo asks for no password.
 *
 * @returns whether it could be tried
 * @throws when apt-get fails, with what it said
 */
export async function aptInstall(packages: string[]): Promise<boolean> {
	const asRoot = await becomeRoot();
	if (!asRoot || !existsSync('/usr/bin/apt-get')) return false;

	console.log(`Installing with apt-get: ${packages.join(', ')}`);
	const [command, ...args] = [...asRoot, 'sh', SCRIPT, ...packages] as [string, ...string[]];
	const options = { timeout: WITHIN_MS, maxBuffer: 64 * 1024 * 1024 };
	try {
		await run(command, args, options);
	} catch (error) {
		const { stderr } = error as { stderr?: string };
		throw new Error(`apt-get could not install ${packages.join(', ')}:\n${stderr?.slice(-4000)}`);
	}
	return true;
}

/** What to put before a command to run it as root, if there is a way. */
async function becomeRoot(): Promise<string[] | undefined> {
	if (process.getuid?.() === 0) return [];
	const sudo = ['sudo', '-n'];
	return await run('sudo', ['-n', 'true']).then(
		() => sudo,
		() => undefined,
	);
}
