import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file in a folder and below with its bytes as text, save in folders of that name. */
export function* filesIn(folder: string, besides: string): Generator<[string, string]> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory() && entry.name !== besides) yield* filesIn(path, besides);
		if (entry.isFile()) yield [path, readFileSync(path, 'latin1')];
	}
}
