import { installN8n } from './n8n.mts';
import { NEWEST, OLDEST } from './releases.mts';

/** Before any test, since test files that run side by side would fetch the same n8n twice. */
export default async function setup(): Promise<void> {
	for (const release of [NEWEST, OLDEST]) await installN8n(release);
}
