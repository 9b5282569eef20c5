import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Outside the repository, so that every clone on a machine shares what was downloaded once. */
export const CACHE = join(
	process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
	'n8n-nodes-zen',
	`${process.platform}-${process.arch}`,
);

/**
 * A folder in the cache, filled the first time it is asked for. It has its name only once it is
 * complete: an install that is interrupted leaves nothing behind that a later run would take for whole.
 *
 * @param name of the folder, with everything in it that makes one content differ from another
 * @returns its path
 */
export async function cached(
	name: string,
	fill: (folder: string) => Promise<void>,
): Promise<string> {
	const folder = join(CACHE, name);
	if (existsSync(folder)) return folder;

	console.log(`Installing ${name} in ${CACHE}`);
	await mkdir(dirname(folder), { recursive: true });
	const unfinished = await mkdtemp(`${folder}.unfinished-`);
	try {
		await fill(unfinished);
		await rename(unfinished, folder);
	} catch (error) {
		// Somebody else was quicker, and theirs is as good.
		if (!existsSync(folder)) throw error;
	} finally {
		await rm(unfinished, { recursive: true, force: true });
	}
	return folder;
}
