import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.mts';

// Where Debian keeps PostgreSQL's own programs, one folder for each version.
const POSTGRES = '/usr/lib/postgresql';

/**
 * The path of a program, which is installed first where it is missing and may be.
 *
 * @throws when there is none, with the way to get it
 */
export async function program(name: string, debianPackage = name): Promise<string> {
	await installMissing({ [name]: debianPackage });
	return find(name)!;
}

/**
 * Installs those of some programs that are missing.
 *
 * @param wanted Debian's packages by the programs that they hold
 * @returns whether any was missing
 * @throws when there are still some missing, with the way to get them
 */
export async function installMissing(wanted: Record<string, string>): Promise<boolean> {
	const missing = () => Object.keys(wanted).filter((name) => !find(name));
	const packages = [...new Set(missing().map((name) => wanted[name]!))];
	if (packages.length === 0) return false;
	await aptInstall(packages);
	if (missing().length === 0) return true;
	throw new Error(
		`Not installed: ${missing().join(', ')}. On Debian: apt-get install ${packages.join(' ')}`,
	);
}

function find(name: string): string | undefined {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort().reverse() : [];
	const folders = [
		...(process.env.PATH ?? '').split(delimiter),
		// Where Debian keeps servers, which is not in everybody's PATH.
		'/usr/sbin',
		...versions.map((version) => join(POSTGRES, version, 'bin')),
	];
	return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
