import type { Run } from '../Zen/operation';
import type { Destination } from './destination';
import { lookFor } from './look';
import type { Look, Wanted } from './look';
import type { Attempt } from '../zen-ledger/Ledger';
import { RecentEntries } from './RecentEntries';

/** Looks at ZEN for payments whose fate is not known. Each account's lists are read once. */
export class Search {
	private readonly lists: RecentEntries[];

	constructor({ zen, surroundings }: Run, destination: Destination) {
		this.lists = destination.lists.map(
			(list) =>
				new RecentEntries((accountId, enough) => list(zen, accountId, enough), surroundings.now),
		);
	}

	/** The first list that holds it decides. @throws ZenError when ZEN cannot be asked */
	async lookFor(wanted: Wanted & { accountId: string }, attempt: Attempt): Promise<Look> {
		let complete = true;
		for (const list of this.lists) {
			const look = lookFor(wanted, await list.of(wanted.accountId), attempt);
			if (look.found !== 'none') return look;
			complete &&= look.complete;
		}
		return { found: 'none', complete };
	}
}
