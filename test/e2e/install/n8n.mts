import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.mts';
import { installNode } from './node.mts';
import { npm } from './npm.mts';
import type { Release } from './releases.mts';
import { addSqlite } from './sqlite.mts';

export interface InstalledN8n {
	release: Release;
	/** The folder of the Node it runs on, with `bin/node`. */
	node: string;
	/** n8n's command, to be run with that Node. */
	bin: string;
}

/** n8n as its users install it, but without the optional parts and without install scripts. */
export async function installN8n(release: Release): Promise<InstalledN8n> {
	const node = await installNode(release.node);
	const folder = await cached(`n8n-${release.n8n}-node-${release.node}`, async (cwd) => {
		const manifest = { private: true, overrides: release.instead };
		await writeFile(join(cwd, 'package.json'), JSON.stringify(manifest));
		const n8n = `n8n@${release.n8n}`;
		await npm(['install', '--ignore-scripts', '--omit=optional', n8n], { cwd, node });
		await addSqlite(cwd);
	});
	return { release, node, bin: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}
