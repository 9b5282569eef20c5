import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';

export type Row = Record<string, string | number>;

/** The page that the parts of the benchmark are written to. */
export const PAGE = join(import.meta.dirname, '../../docs/benchmarks.md');

/** Rows as a table of Markdown that prettier leaves as it is; blanks around a name do not show. */
export function table(rows: Row[]): string {
	if (rows.length === 0) return '';
	const names = Object.keys(rows[0]!);
	const cells = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
	const widths = names.map((_, column) =>
		Math.max(3, ...cells.map((row) => row[column]!.trim().length)),
	);
	const line = (row: string[]) =>
		`| ${row.map((cell, column) => cell.trim().padStart(widths[column]!)).join(' | ')} |`;
	const rule = `| ${widths.map((width) => `${'-'.repeat(width - 1)}:`).join(' | ')} |`;
	return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}

/** Where, when and by which command a part was measured. */
export function origin(part: string, n8n: string): string {
	const date = new Date().toISOString().slice(0, 10);
	return `In n8n ${n8n} with SQLite, the simulator on the same machine: ${cpus().length} cores, Node ${process.version} for the simulator, ${date}.

\`\`\`sh
npm run bench -- ${part} --write
\`\`\``;
}

/** Where a part's plot stands, from its page. */
export const plotFile = (part: string) => `images/benchmark-${part}.svg`;

/**
 * Puts a part in the place of the one that the page has by that name, and its plot beside it.
 *
 * @throws when the page has no place for it
 */
export async function writePart(
	part: string,
	{ text, plot }: { text: string; plot?: string },
	page = PAGE,
): Promise<void> {
	const [from, to] = [`<!-- ${part} -->\n`, `\n<!-- end of ${part} -->`];
	const whole = await readFile(page, 'utf8');
	const [begin, end] = [whole.indexOf(from), whole.indexOf(to)];
	if (begin < 0 || end < begin) throw new Error(`${page} has no place for ${part}`);
	const changed = `${whole.slice(0, begin + from.length)}\n${text.trim()}\n${whole.slice(end)}`;
	await writeFile(page, changed);
	if (plot === undefined) return;
	const file = join(dirname(page), plotFile(part));
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, plot);
}
