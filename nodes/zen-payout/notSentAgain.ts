import { Explained, InputError, only, ZenError } from '../zen-client';
import { LedgerError } from './ledger';
import type { PayoutError } from './outcomes';
import type { Payout } from './Payout';
import { unresolved } from './words';

// Why a payment that was tried before is not sent again.

export const MEANWHILE =
	'Another execution has dealt with it meanwhile. See what came of that, then run this again.';

export const BEGAN_MEANWHILE =
	'Another execution began with it while this one ran. Run this again once that one has ended.';

export const UNSURE =
	'Nothing at ZEN matches it. Either another execution is sending it just now, or n8n was stopped while it sent it or asked its memory about it, and the memory cannot tell how far that came. Compare with the ZEN portal. If it was never paid, free it with Ledger → Resolve, or send it under a new External ID.';

/** What kept a payment from being looked for: ZEN, or the memory. */
export function trouble(error: unknown): ZenError | LedgerError {
	return error instanceof LedgerError ? error : only(ZenError, error);
}

export function notLookedFor(payout: Payout, { message, remedy }: Explained): PayoutError {
	const why = `It could not be looked for: ${message}. Run this again later. ${remedy}`;
	return unresolved(payout, why.trim());
}

/** Why the next attempt could not be claimed. */
export function notClaimed(error: unknown): string {
	if (error instanceof LedgerError)
		return `That it is sent again could not be noted: ${error.message}. Run this again later.`;
	const { message } = error instanceof InputError ? error : only(Explained, error);
	return `It is not sent again: ${message}`;
}

export function notAllowed({ message }: Error): string {
	return `Nothing at ZEN matches it, but it is not sent again: ${message}`;
}
