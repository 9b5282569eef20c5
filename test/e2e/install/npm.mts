import { execFile } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const QUIET = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
// A registry that is out of reach for a moment should not cost all the packages that are there already:
// five more tries within a minute.
const PATIENT = ['--fetch-retries=5', '--fetch-retry-mintimeout=2000', '--fetch-retry-factor=2'];

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
 * @throws when it fails or takes too long, with the end of what it said
 */
export async function npm(
	args: string[],
	{ cwd, node, timeoutMs = 900_000 }: NpmOptions,
): Promise<string> {
	const forNode = node ? { PATH: pathWith(node), npm_config_nodedir: node } : {};
	const running = run('npm', [...args, ...QUIET, ...PATIENT], {
		cwd,
		env: { ...process.env, ...forNode },
		timeout: timeoutMs,
		maxBuffer: 64 * 1024 * 1024,
	});
	const { pid } = running.child;
	if (pid) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
	try {
		return (await running).stdout;
	} catch (error) {
		const { killed, stderr } = error as { killed?: boolean; stderr?: string };
		const what = killed ? `took longer than ${timeoutMs / 1000} s` : 'failed';
		throw new Error(`npm ${args.join(' ')} ${what}:\n${(stderr || String(error)).slice(-4000)}`);
	}
}

/** PATH with a Node from the cache before all others. */
export function pathWith(node: string): string {
	return [join(node, 'bin'), process.env.PATH].join(delimiter);
}
