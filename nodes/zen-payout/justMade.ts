import { only, ZenError } from '../zen-client';
import type { Entry } from '../zen-client';
import type { Payout } from './Payout';
import { recentlyMade } from './recent';
import type { World } from './World';

/** What this process sent a moment ago need not be listed yet; its ID is still known. */
export async function justMade(
	{ zen, surroundings }: World,
	{ kind, key, fingerprint }: Payout,
): Promise<Entry | undefined> {
	// A draft becomes a payment under another ID.
	if (kind === 'draft') return undefined;
	const made = recentlyMade(zen.connection.baseUrl, key, fingerprint, surroundings.now());
	if (!made) return undefined;
	return await zen
		.entry(made.kind, made.id)
		.then(({ entry, raw }) => ({ ...entry, raw }))
		// The list says more of one that cannot be asked for.
		.catch((error) => (only(ZenError, error), undefined));
}
