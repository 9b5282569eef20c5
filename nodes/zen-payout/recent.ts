import type { EntryKind } from '../zen-client';

interface Made {
	kind: EntryKind;
	id: string;
	/** ms since the epoch */
	at: number;
}

const LAST_MINUTES_MS = 600_000;
const MOST = 10_000;
const made = new Map<string, Made>();

const nameOf = (...parts: string[]) => JSON.stringify(parts);

/** Keeps in mind what this process has sent: ZEN may take a moment to list it. */
export function keepInMind(home: string, key: string, fingerprint: string, one: Made): void {
	made.set(nameOf(home, key, fingerprint), one);
	if (made.size > MOST) made.delete(made.keys().next().value!);
}

/**
 * What this process has sent within the last minutes under a key.
 *
 * @param home the address of ZEN
 * @param now ms since the epoch
 */
export function recentlyMade(
	home: string,
	key: string,
	fingerprint: string,
	now: number,
): Made | undefined {
	const known = made.get(nameOf(home, key, fingerprint));
	return known && Math.abs(now - known.at) < LAST_MINUTES_MS ? known : undefined;
}
