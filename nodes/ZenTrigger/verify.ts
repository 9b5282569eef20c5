import { createHash, timingSafeEqual } from 'node:crypto';
import { isListed } from './addresses';
import type { Range } from './addresses';
import { inUrl } from './secretInUrl';
import type { Comparison } from './secretInUrl';

/** The largest notification, in bytes after decompression. ZEN's were seen to have about 200. */
export const MAX_BYTES = 16 * 1024;

/** What can be told of a request without reading what it says. Everything in it may be forged. */
export interface Incoming {
	/** Of the sender, as n8n sees it. */
	address?: string;
	contentType?: string;
	/** Of the body, in bytes after decompression. */
	size: number;
	/** What stands in the header for the secret. Any type. */
	header: unknown;
	/** Path and query as they came, before anything in them was decoded. */
	url: string;
}

/** What a notification has to fulfil. */
export interface Expected {
	/** Empty to let every address in. */
	ranges: Range[];
	/** Empty when none is agreed. */
	secret: string;
	/** The parameter of the query in which the secret may stand. */
	queryName: string;
}

export type Verdict = { ok: true } | { ok: false; status: number; reason: string };

/**
 * Whether a request may be a notification at all. That it passes does not make it true: ZEN is not
 * known to sign notifications.
 */
export function verify(incoming: Incoming, { ranges, secret, queryName }: Expected): Verdict {
	if (ranges.length > 0 && !isListed(ranges, incoming.address)) {
		return { ok: false, status: 403, reason: 'address not allowed' };
	}
	const { header, url } = incoming;
	const inHeader: Comparison[] = typeof header === 'string' ? [[header, secret]] : [];
	if (secret && !isOneRight([...inHeader, ...inUrl(url, queryName, secret)])) {
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
// place is looked at, in every reading, so that neither tells the right one from the wrong.
function isOneRight(comparisons: Comparison[]): boolean {
	const matches = comparisons.map(([given, expected]) =>
		timingSafeEqual(sha256(given), sha256(expected)),
	);
	return matches.includes(true);
}

function sha256(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
