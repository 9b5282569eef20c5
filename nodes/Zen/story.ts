import { outcomeAfter } from '../zen-payout';
import type { Entry } from './Batch';

const LISTED = 50;

/** What became of the other items, where one has stopped the workflow. */
export function storyOf(entries: Entry[], failed: Entry): string {
	const others = entries.filter((entry) => entry !== failed);
	const same = others.filter(({ error }) => error === failed.error);
	const writes = entries.filter(({ operation }) => operation?.writes);
	const sent = writes.filter(({ tried, results }) => tried && results);
	const waiting = writes.filter(({ results, error }) => !results && error === undefined);
	return [
		list('The same goes for:', same, nameOf),
		list(
			'Also wrong:',
			others.filter(({ error }) => error !== undefined && error !== failed.error),
			(entry) => `${nameOf(entry)}: ${(entry.error as Error).message}`,
		),
		list(
			'Sent before this:',
			sent,
			({ index, operation, results }) =>
				`item ${index}: ${results!.map((result) => operation!.summarize?.(result)).join(', ')}`,
		),
		list('Not sent:', waiting, nameOf),
		sent.length === 0 && writes.some(({ operation }) => operation!.notDone === undefined)
			? 'No other item was sent in this run.'
			: '',
	]
		.filter(Boolean)
		.join('\n');
}

/** That an item was not done, where that is certain; else empty. */
export function remark({ operation, error, tried }: Entry): string {
	const isSent = outcomeAfter(error, tried === true) !== 'notSent';
	if (!operation?.writes || isSent) return '';
	return operation.notDone ?? 'Nothing was sent for this item.';
}

/** By its number in n8n's editor, which begins at 0, and by what tells it from the others. */
function nameOf({ index, identity }: Entry): string {
	return [`item ${index}`, ...Object.values(identity ?? {})].join(' ').trim();
}

function list(title: string, entries: Entry[], line: (entry: Entry) => string): string {
	if (entries.length === 0) return '';
	const rest = entries.length > LISTED ? [`and ${entries.length - LISTED} more`] : [];
	// n8n's panel shows all of it on one line, and what is thrown is read elsewhere as well.
	const lines = [...entries.slice(0, LISTED).map(line), ...rest];
	return [title, ...lines.map((text) => `• ${text.replace(/\.?$/, '.')}`)].join('\n');
}
