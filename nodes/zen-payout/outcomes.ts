import { CredentialError, InputError, ZenError } from '../zen-client';
import type { Outcome } from '../zen-client';
import { UnresolvedError } from './UnresolvedError';

/**
 * What an error says about an item that was to change something at ZEN.
 *
 * @param tried whether it was begun to send the item; what goes wrong before, even an answer that
 * leaves open what became of the pre-flight read, leaves nothing open about the item
 */
export function outcomeAfter(error: unknown, tried: boolean): Outcome | 'unresolved' {
	if (!tried) return 'notSent';
	if (error instanceof ZenError) return error.outcome;
	if (error instanceof UnresolvedError) return 'unresolved';
	if (error instanceof InputError || error instanceof CredentialError) return 'notSent';
	return 'unknown';
}
