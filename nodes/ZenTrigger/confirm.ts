import { CredentialError, InputError, ZenError } from '../zen-client';
import type { JsonObject, Zen } from '../zen-client';
import type { AccountBook } from './AccountBook';
import type { Found } from './Lookups';
import type { Notification } from './notification';

const TIMEOUT_MS = 15_000;

/**
 * Asks ZEN about a notified payment, once. The sender waits for the answer meanwhile, and is told to
 * come again rather than being kept waiting for repetitions.
 *
 * @param open gives the client, whose reads end with the signal
 */
export async function confirm(
	{ paymentId }: Notification,
	open: (signal: AbortSignal) => Zen,
	book: AccountBook,
): Promise<Found> {
	const signal = AbortSignal.timeout(TIMEOUT_MS);
	try {
		const zen = open(signal);
		const payment = await zen.payment(paymentId);
		if (!isAbout(payment, paymentId)) {
			return failed(`ZEN's answer is not about payment ${paymentId}`);
		}
		const owner = await book.ownerOf(payment, async () => await zen.accounts());
		// Never the account that was notified: anybody could have written it.
		return { kind: 'known', payment, accountId: owner ?? null };
	} catch (error) {
		if (signal.aborted) return failed(`ZEN did not answer within ${TIMEOUT_MS / 1000} seconds`);
		if (!(error instanceof ZenError)) return failed(reasonOf(error));
		if (error.status === 404) return { kind: 'unknown' };
		return failed(`${error.message}. ${error.remedy}`, error.outcome === 'refused');
	}
}

function isAbout({ id, status }: JsonObject, paymentId: string): boolean {
	const isSame = String(id).toLowerCase() === paymentId.toLowerCase();
	return isSame && typeof status === 'string' && status !== '';
}

function failed(reason: string, refused = false): Found {
	return { kind: 'failed', reason, refused };
}

// The words of other errors are not ours, and may hold anything.
function reasonOf(error: unknown): string {
	const known = error instanceof CredentialError || error instanceof InputError;
	return known ? error.message : `Something unforeseen happened (${(error as Error).name})`;
}
