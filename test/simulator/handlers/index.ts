import type { Bank } from '../bank/Bank';
import type { Clock } from '../Clock';
import type { Operations } from '../http/contract';
import type { Settings } from '../options';
import { accountOperations } from './accounts';
import { draftOperations } from './drafts';
import { historyOperations } from './history';
import { paymentOperations } from './payments';

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
