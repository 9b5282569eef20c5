import { DEADLINES } from '../../nodes/zen-client/caller';
import { PATIENCE } from '../../nodes/zen-payout/patience';

/**
 * For tests in which a payment is sent again: what has to be waited for before that is some seconds
 * instead of minutes.
 *
 * @param writeMs how long a write may take at the most
 */
export function hurry(writeMs = 1_000): void {
	DEADLINES.writeMs = writeMs;
	PATIENCE.spareMs = 1_000;
	PATIENCE.claimMs = 2_000;
}
