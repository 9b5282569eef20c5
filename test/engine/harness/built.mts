import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const newest = (folder: string): number =>
	Math.max(
		0,
		...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
			(file) => statSync(join(folder, file)).mtimeMs,
		),
	);

/**
 * Refuses to go on with a build that is missing or older than its source, which would test
 * something else than what is on the screen. A package without source (an installed one) passes.
 *
 * @param directory the package's root folder
 * @param files what its `n8n` section lists, relative to the root
 */
export function assertBuilt(directory: string, files: string[]): void {
	const missing = files.find((file) => !existsSync(join(directory, file)));
	if (missing) throw new Error(`${missing} is missing in ${directory}: run "npm run build" first`);

	const sources = ['nodes', 'credentials']
		.map((folder) => join(directory, folder))
		.filter((folder) => existsSync(folder));
	const built = Math.min(...files.map((file) => statSync(join(directory, file)).mtimeMs));
	if (Math.max(0, ...sources.map(newest)) > built) {
		throw new Error(`dist is older than the source in ${directory}: run "npm run build" first`);
	}
}
