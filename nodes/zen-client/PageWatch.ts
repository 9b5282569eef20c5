import { ZenError } from './errors';
import { isObject } from './json';
import type { Page } from './pages';

const MOST_PAGES = 10_000;

/**
 * Watches a list while it is read page by page, so that no reader goes round in circles: not where
 * ZEN does not heed the cursor, nor where its cursors lead back or never end.
 */
export class PageWatch {
	private readonly ids = new Set<string>();
	private readonly cursors = new Set<string>();
	private pages = 0;

	/** @param mostPages after how many pages the list is taken for one without an end */
	constructor(private readonly mostPages = MOST_PAGES) {}

	/**
	 * To be told each page as it comes.
	 *
	 * @returns `fresh`: the items that did not come before, each once; one without an ID is taken for
	 * a new one. `next`: the cursor to go on by; absent when nothing was new, or it came before
	 * @throws ZenError when there are more pages than any list has
	 */
	see<T>({ items, next }: Page<T>): { fresh: T[]; next?: string } {
		this.pages += 1;
		const fresh = items.filter((item) => this.isNew(idOf(item)));
		if (next === undefined || fresh.length === 0 || this.cursors.has(next)) return { fresh };
		if (this.pages >= this.mostPages) {
			throw new ZenError(`ZEN did not come to the end of a list within ${this.pages} pages`, {
				outcome: 'unknown',
				remedy: 'Ask for less: for a shorter period, or for no more than a certain number.',
			});
		}
		this.cursors.add(next);
		return { fresh, next };
	}

	private isNew(id: string | undefined): boolean {
		if (id === undefined) return true;
		if (this.ids.has(id)) return false;
		this.ids.add(id);
		return true;
	}
}

// Of payments, drafts and entries as this client hands them over. In no form of an ID does its case
// matter.
function idOf(item: unknown): string | undefined {
	if (!isObject(item)) return undefined;
	const id = item.draftId ?? item.id;
	const isId = typeof id === 'number' || (typeof id === 'string' && id !== '');
	return isId ? String(id).toLowerCase() : undefined;
}
