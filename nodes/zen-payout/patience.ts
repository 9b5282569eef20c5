import type { Connection } from '../zen-client';

/**
 * How long is waited beyond what can be known, in ms. An object, so that tests need not wait as long.
 */
export const PATIENCE = {
	/** Clocks of one bank may differ a little, and a claim is written down a moment before the payment. */
	spareMs: 20_000,
	/** A claim that is older when the payment is to leave may be somebody else's by now. */
	claimMs: 30_000,
};

/** How long after it was claimed a payment may still be made, in ms, at the most. */
export function longestUnderWayMs({ longestWriteMs }: Pick<Connection, 'longestWriteMs'>): number {
	return PATIENCE.claimMs + longestWriteMs + PATIENCE.spareMs;
}
