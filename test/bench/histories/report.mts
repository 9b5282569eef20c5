import { origin, table } from '../markdown.mts';
import type { Found } from './measure.mts';

/** What was measured, as Markdown that prettier leaves as it is. */
export function reportOf({ n8n, read }: Found): string {
	const rows = read.map(({ operation, count, ms, bytes, itemBytes, requests }) => ({
		Operation: operation,
		Payments: count,
		s: (ms / 1000).toFixed(2),
		'ms a payment': (ms / count).toFixed(3),
		'MB more': (bytes / 1e6).toFixed(0),
		'KB a payment': (bytes / 1e3 / count).toFixed(2),
		'its JSON, KB': itemBytes === undefined ? '' : (itemBytes / 1e3).toFixed(2),
		Requests: requests,
	}));
	return `## Long histories

${origin('histories', n8n)}

The whole history of an account in one execution, page by page; medians. _MB more_ is what n8n's process grows by at the most; n8n keeps no data of these
executions.

${table(rows)}
`;
}
