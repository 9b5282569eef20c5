import { format } from 'prettier';
import type { Mapping } from './document.mts';
import { siteMap, type Entry } from './siteMap.mts';

export const start = '<!-- evidence:start -->';
export const end = '<!-- evidence:end -->';

/**
 * The page with the evidence table between its two markers.
 * Throws when a marker is missing or they stand in the wrong order: nobody else knows the place.
 */
export async function withEvidenceTable(page: string, contract: Mapping): Promise<string> {
	const [from, to] = [page.indexOf(start), page.indexOf(end)];
	if (from < 0 || to < from) {
		throw new Error(
			`docs/contract.md lacks the markers of the evidence table. Put the lines "${start}" and "${end}" ` +
				'where the table belongs, in this order.',
		);
	}
	const table = await format(evidenceTable(contract), { parser: 'markdown' });
	return `${page.slice(0, from)}${start}\n\n${table}\n${page.slice(to)}`;
}

/** A line for each page of ZEN's manual, in Markdown. */
export function evidenceTable(contract: Mapping): string {
	const rows = new Map<number, Entry[]>();
	for (const entry of siteMap(contract)) {
		rows.set(entry.row, [...(rows.get(entry.row) ?? []), entry]);
	}
	return [
		"| # | Page of ZEN's manual | Call | Evidence of the call | of the request | of the answer |",
		'|--:|---|---|---|---|---|',
		...[...rows].map(([row, entries]) => line(row, entries)),
		'',
	].join('\n');
}

/** A page with several entries, such as two environments, has them below each other in its cells. */
function line(row: number, entries: Entry[]): string {
	const cells = [
		String(row),
		distinct(entries.map(({ page }) => page)),
		entries.map(({ call }) => `\`${call}\``).join('<br>'),
		entries.map(({ path }) => path).join('<br>'),
		distinct(entries.map(({ request }) => request)),
		distinct(entries.map(({ answer }) => answer)),
	];
	return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function distinct(texts: string[]): string {
	return [...new Set(texts)].join('<br>');
}
