import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.mts';
import { installNode } from './node.mts';
import { npm } from './npm.mts';
import { installMissing } from './program.mts';
import { OLDEST } from './releases.mts';

const BINARY = 'build/Release/node_sqlite3.node';
const COMPILER = { python3: 'python3', make: 'make', 'g++': 'g++' };

/**
 * Puts in place the one part of an installed n8n that is no JavaScript and that the registry has no
 * binary of. It is made once, for the oldest Node: what is made for one serves the newer ones as well.
 */
export async function addSqlite(cwd: string): Promise<void> {
	const sqlite = join(cwd, 'node_modules', 'sqlite3');
	const { version } = JSON.parse(await readFile(join(sqlite, 'package.json'), 'utf8')) as {
		version: string;
	};
	const made = await cached(`sqlite3-${version}`, async (folder) => {
		await make(cwd, await installNode(OLDEST.node));
		await cp(join(sqlite, BINARY), join(folder, BINARY));
	});
	await cp(join(made, BINARY), join(sqlite, BINARY));
}

/** Fetches it from its maker's site where that can be reached, and else compiles it. */
async function make(cwd: string, node: string): Promise<void> {
	const rebuild = async () =>
		await npm(['rebuild', '--ignore-scripts=false', 'sqlite3'], { cwd, node });
	try {
		await rebuild();
	} catch (error) {
		if (!(await installMissing(COMPILER))) throw error;
		await rebuild();
	}
}
