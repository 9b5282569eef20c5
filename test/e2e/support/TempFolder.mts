import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone when the process ends, or before. */
export class TempFolder {
	readonly path = mkdtempSync(join(tmpdir(), 'n8n-nodes-zen-e2e-'));

	constructor() {
		process.once('exit', this.remove);
	}

	readonly remove = (): void => {
		process.off('exit', this.remove);
		// What was ended a moment ago may still be writing its last.
		rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	};
}
