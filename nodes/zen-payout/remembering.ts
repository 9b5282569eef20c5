import { only } from '../zen-client';
import { LedgerError } from './ledger';
import { PayoutError } from './outcomes';

/** Does what has to be done before anything is sent: where the memory does not work, nothing is. */
export async function remembering<T>(work: () => Promise<T>): Promise<T> {
	return await work().catch((error) => {
		const { message, remedy, memory } = only(LedgerError, error);
		throw new PayoutError(
			`${memory ?? 'The memory'} cannot remember payments here, so nothing was sent: ${message}. ${remedy}`.trim(),
			{ outcome: 'notSent', reason: 'memory', remedy: '' },
		);
	});
}
