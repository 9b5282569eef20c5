import { createHash } from 'node:crypto';

/** How many characters {@link shortHash} gives. */
export const HASH_LENGTH = 12;

/**
 * Stands for a text in n8n's static data, which is read and written as a whole. 72 bits: among a
 * million of them, two that are equal by chance are not to be expected.
 */
export function shortHash(text: string): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);
}

/** The hashes in a text that holds them one after the other; none if it holds something else. */
export function splitHashes(text: unknown): string[] {
	if (typeof text !== 'string' || text.length % HASH_LENGTH !== 0) return [];
	return Array.from({ length: text.length / HASH_LENGTH }, (_, index) =>
		text.slice(index * HASH_LENGTH, (index + 1) * HASH_LENGTH),
	);
}
