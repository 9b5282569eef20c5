import { only } from '../zen-client';
import { LedgerError } from './ledger';
import { PayoutError } from './outcomes';

/** Does what has to be done before anything is sent: where the memory does not work, nothing is. */
export async function remembering<T>(work: () => Promise<T>): Promise<T> {
	return await work().catch((error) => {
		const { message, remedy } = only(LedgerError, error);
		throw new PayoutError(
			`Remember Payments is on, but n8n cannot remember them here, so nothing was sent: ${message}. ${remedy}`.trim(),
			{ outcome: 'notSent', reason: 'memory', remedy: '' },
		);
	});
}
