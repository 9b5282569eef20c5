import { npm } from './npm';
import { installMissing } from './program';

const COMPILER = { python3: 'python3', make: 'make', 'g++': 'g++' };

/**
 * Makes the one part of an installed n8n that is no JavaScript. The registry has no binary of it: it is
 * fetched from its maker's site where that can be reached, and compiled where not.
 */
export async function makeSqlite(cwd: string, node: string): Promise<void> {
	const make = async () =>
		await npm(['rebuild', '--ignore-scripts=false', 'sqlite3'], { cwd, node });
	try {
		await make();
	} catch (error) {
		if (!(await installMissing(COMPILER))) throw error;
		await make();
	}
}
