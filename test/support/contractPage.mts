import { format } from 'prettier';
import type { Mapping } from '../../contract/tool/document.mts';
import { siteMap } from '../../contract/tool/siteMap.mts';
import { CALLS } from '../../nodes/zen-client/comparison/rows';
import { VOCABULARY } from '../../nodes/zen-client/vocabulary';

const START = '<!-- contract:start -->';
const END = '<!-- contract:end -->';

/** docs/contract.md with its tables between the markers, made from `contract/` and the client's vocabulary. */
export async function contractPage(page: string, contract: Mapping): Promise<string> {
	const [before, rest] = page.split(START);
	const [, after] = (rest ?? '').split(END);
	if (before === undefined || after === undefined)
		throw new Error(`docs/contract.md lacks ${START}`);
	const tables = `${callTable(contract)}\n\n${fieldTable()}`;
	const text = `${before}${START}\n\n${tables}\n\n${END}${after}`;
	return await format(text, { parser: 'markdown', useTabs: true, printWidth: 100 });
}

function callTable(contract: Mapping): string {
	const entries = siteMap(contract);
	const rows = CALLS.map(({ name, page, reads }) => {
		const entry = entries.find((one) => one.page === page);
		if (!entry) throw new Error(`No page of the contract is called ${page}`);
		const { row, call, path, request, answer } = entry;
		const probed = reads ? `where there is a ${reads}` : 'no: it writes';
		return [String(row), page, `\`${name}\``, `\`${call}\``, path, request, answer, probed];
	});
	const head = ['#', "Page of ZEN's manual", 'Key', 'Call', 'Known: the call', 'request', 'answer'];
	return table(
		[...head, 'Probed'],
		rows.sort(([a], [b]) => Number(a) - Number(b)),
	);
}

function fieldTable(): string {
	const rows = Object.entries(VOCABULARY).map(([what, names]) => {
		const marks = [...new Set(Object.values(names))].map((mark) => {
			const known = Object.keys(names).filter((name) => names[name] === mark);
			return `${mark}: ${known.map((name) => `\`${name}\``).join(', ')}`;
		});
		return [what, marks.join('<br>')];
	});
	return table(['What is told', 'Its names, and how each is known'], rows);
}

function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
