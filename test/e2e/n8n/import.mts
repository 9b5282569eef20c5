import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { N8n } from './N8n.mts';

/** Imports credentials or workflows, given as in n8n's own exports but with secrets in the clear. */
export async function importInto(
	n8n: N8n,
	kind: 'credentials' | 'workflow',
	entries: object[],
): Promise<void> {
	const file = join(n8n.folder, `${kind}.json`);
	await writeFile(file, JSON.stringify(entries), { mode: 0o600 });
	await n8n.command(`import:${kind}`, `--input=${file}`);
	await rm(file);
}
