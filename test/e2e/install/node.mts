import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.mts';
import { npm } from './npm.mts';

/**
 * A Node of another version than the machine's: the npm registry has its binary as a package.
 *
 * @returns its folder, with `bin` and `include`
 */
export async function installNode(version: string): Promise<string> {
	const name = `node-${process.platform}-${process.arch}`;
	const folder = await cached(`node-${version}`, async (unfinished) => {
		await writeFile(join(unfinished, 'package.json'), '{ "private": true }');
		await npm(['install', '--ignore-scripts', `${name}@${version}`], { cwd: unfinished });
	});
	return join(folder, 'node_modules', name);
}
