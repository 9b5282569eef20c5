import type { Bank } from '../bank/Bank.mts';
import type { Clock } from '../Clock.mts';
import type { Operations } from '../http/contract.mts';
import type { Settings } from '../options.mts';
import { accountOperations } from './accounts.mts';
import { draftOperations } from './drafts.mts';
import { historyOperations } from './history.mts';
import { paymentOperations } from './payments.mts';

/** What the operations work on. The bank is asked for each time: a reset opens a new one. */
export interface Desk {
	bank: () => Bank;
	clock: Clock;
	settings: Settings;
}

/** Every operation of the contract, by its id. */
export function operations(desk: Desk): Operations {
	return {
		...accountOperations(desk),
		...paymentOperations(desk),
		...draftOperations(desk),
		...historyOperations(desk),
	};
}
