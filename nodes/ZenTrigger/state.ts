import { baseUrlOf, Kept } from '../zen-client';
import type { ZenCredential } from '../zen-client';
import { shortHash } from '../zen-events/shortHash';
import { AccountBook } from './AccountBook';
import { Lookups } from './Lookups';
import { SeenEvents } from './SeenEvents';

/** What a trigger keeps in this process from one notification to the next. */
export interface State {
	seen: SeenEvents;
	lookups: Lookups;
	/** The accounts belong to the client whose credential it is. */
	bookOf(credential: ZenCredential): AccountBook;
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
	const books = new Kept<AccountBook>(1);
	const bookOf = (credential: ZenCredential) => {
		const key = shortHash(
			JSON.stringify([baseUrlOf(credential), credential.apiKey, credential.contractCorrections]),
		);
		return books.get(key) ?? books.set(key, new AccountBook(now));
	};
	return { seen: new SeenEvents(), lookups: new Lookups(now), bookOf };
}
