import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core reads these when it is loaded, so this module has to be imported before it. They are set
// whatever the shell says: the engine must never touch the n8n of whoever runs it.
export const home = mkdtempSync(join(tmpdir(), 'n8n-nodes-zen-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
// How vitest ends its workers, and not an exit unless it is made one.
process.once('SIGTERM', () => process.exit(143));

process.env.N8N_USER_FOLDER = home;
process.env.N8N_ENCRYPTION_KEY = randomBytes(24).toString('hex');
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';
process.env.N8N_BINARY_DATA_STORAGE_PATH = join(home, 'binary');
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
// Nodes that fail are told in the results; `N8N_LOG_LEVEL=debug` shows n8n's own account as well.
process.env.N8N_LOG_LEVEL ??= 'silent';
