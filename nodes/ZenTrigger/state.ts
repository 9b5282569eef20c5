import { AccountBook } from './AccountBook';
import { Lookups } from './Lookups';
import { SeenEvents } from './SeenEvents';

/** What a trigger keeps in this process from one notification to the next. */
export interface State {
	seen: SeenEvents;
	lookups: Lookups;
	book: AccountBook;
}

const KEPT = 500;

// Insertion order is the order of last use, so that the first entry is the one to let go.
const states = new Map<string, State>();

export function stateOf(workflowId: string, nodeId: string): State {
	const key = `${workflowId}/${nodeId}`;
	const state = states.get(key) ?? open();
	states.delete(key);
	states.set(key, state);
	if (states.size > KEPT) states.delete(states.keys().next().value!);
	return state;
}

function open(): State {
	const now = () => Date.now();
	return { seen: new SeenEvents(), lookups: new Lookups(now), book: new AccountBook(now) };
}
