import type { Destination } from './destination';
import type { Look } from './look';
import type { OnceRequest } from './request';
import { UnresolvedError } from './UnresolvedError';

/** Only after a complete look that found nothing, and only if the user wants it so. */
export function mayBeSentAgain({ sendAgainAfterMs }: OnceRequest, look: Look): boolean {
	return look.found === 'none' && look.complete && sendAgainAfterMs !== undefined;
}

/** Says what was looked for, what was seen, and what a person should compare. */
export function unresolved(
	{ externalId, amount, receiverAccountNumber, title }: OnceRequest,
	look: Look,
	{ whereToLook }: Destination,
): UnresolvedError {
	const wanted = `${amount.value} ${amount.currency} to ${receiverAccountNumber}, "${title}"`;
	return new UnresolvedError(
		externalId,
		`${whatWasSeen(look)} Compare with the ZEN portal or with ${whereToLook}: ${wanted}. Once you are sure that it is not there, send it under a new External ID, or switch on Send Again When Not Found.`,
	);
}

function whatWasSeen(look: Look): string {
	if (look.found === 'several') return 'More than one entry at ZEN could be it.';
	if (look.found === 'none' && look.complete) {
		return 'Nothing at ZEN matches it; what was sent a moment ago may not show yet.';
	}
	return 'Nothing at ZEN matches it, but not everything that could match was seen.';
}
