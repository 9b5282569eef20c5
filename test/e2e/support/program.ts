import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Where Debian keeps PostgreSQL's own programs, one folder for each version.
const POSTGRES = '/usr/lib/postgresql';

/** The path of a program. @throws when there is none, with the way to get it */
export function program(name: string, debianPackage: string): string {
	const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort().reverse() : [];
	const folders = [
		...(process.env.PATH ?? '').split(delimiter),
		...versions.map((version) => join(POSTGRES, version, 'bin')),
	];
	const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
	if (found) return found;
	throw new Error(`${name} is not installed. On Debian: apt-get install ${debianPackage}`);
}
