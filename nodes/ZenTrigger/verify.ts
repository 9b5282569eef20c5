import { createHash, timingSafeEqual } from 'node:crypto';
import { isListed } from './addresses';
import type { Range } from './addresses';

/** The largest notification, in bytes after decompression. ZEN's were seen to have about 200. */
export const MAX_BYTES = 16 * 1024;

/** What can be told of a request without reading what it says. Everything in it may be forged. */
export interface Incoming {
	/** Of the sender, as n8n sees it. */
	address?: string;
	contentType?: string;
	/** Of the body, in bytes after decompression. */
	size: number;
	/** What stands where the secret belongs: in the header, in the query. Any type. */
	secrets: unknown[];
}

/** What a notification has to fulfil. */
export interface Expected {
	/** Empty to let every address in. */
	ranges: Range[];
	/** Empty when none is agreed. */
	secret: string;
}

export type Verdict = { ok: true } | { ok: false; status: number; reason: string };

/**
 * Whether a request may be a notification at all. That it passes does not make it true: ZEN is not
 * known to sign notifications.
 */
export function verify(incoming: Incoming, { ranges, secret }: Expected): Verdict {
	if (ranges.length > 0 && !isListed(ranges, incoming.address)) {
		return { ok: false, status: 403, reason: 'address not allowed' };
	}
	if (secret && !holdsSecret(incoming.secrets, secret)) {
		return { ok: false, status: 401, reason: 'secret missing or wrong' };
	}
	if (!/^application\/json\s*(;|$)/i.test(incoming.contentType ?? '')) {
		return { ok: false, status: 415, reason: 'content type is not application/json' };
	}
	if (incoming.size > MAX_BYTES) {
		return { ok: false, status: 413, reason: `body larger than ${MAX_BYTES} bytes` };
	}
	return { ok: true };
}

// Hashes have one length, so that how long the comparison takes tells nothing of the secret. Every
// place is looked at, so that neither tells the right one from the wrong.
function holdsSecret(given: unknown[], secret: string): boolean {
	const matches = given.map(
		(value) => typeof value === 'string' && timingSafeEqual(sha256(value), sha256(secret)),
	);
	return matches.includes(true);
}

function sha256(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
