import { execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const QUIET = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];

interface NpmOptions {
	cwd: string;
	/** The folder of the Node to run npm on and compile for. Default: the one that runs this. */
	node?: string;
	timeoutMs?: number;
}

/**
 * Runs npm, behind whatever else the machine is doing.
 *
 * @returns what it printed
 */
export async function npm(
	args: string[],
	{ cwd, node, timeoutMs = 900_000 }: NpmOptions,
): Promise<string> {
	const forNode = node ? { PATH: pathWith(node), npm_config_nodedir: node } : {};
	const running = run('npm', [...args, ...QUIET], {
		cwd,
		env: { ...process.env, ...forNode },
		timeout: timeoutMs,
		maxBuffer: 64 * 1024 * 1024,
	});
	const { pid } = running.child;
	if (pid) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
	return (await running).stdout;
}

/** PATH with a Node from the cache before all others. */
export function pathWith(node: string): string {
	return [join(node, 'bin'), process.env.PATH].join(delimiter);
}
