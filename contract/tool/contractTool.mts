import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readContract } from './document.mts';
import { unmarked } from './evidence.mts';
import { withEvidenceTable } from './evidencePage.mts';
import { contractTypes } from './types.mts';

const source = 'contract/zen-transfers.openapi.yaml';

interface Target {
	name: string;
	path: string;
	current: string;
	wanted: string;
}

/**
 * Brings what is derived from the contract up to date, or only says whether it is.
 * @param root the project's folder
 * @param check write nothing
 * @returns what was found or done, a line each
 * @throws when a part of the contract has no evidence, when docs/contract.md lacks its markers and, with
 * `check`, when something is stale
 */
export async function contractTool(root: string, check: boolean): Promise<string[]> {
	const contract = await readContract(join(root, source));
	const gaps = unmarked(contract);
	if (gaps.length) throw new Error([`${source} is incomplete:`, ...gaps].join('\n  '));

	const types = join(root, 'contract/zen-transfers.mts');
	const page = join(root, 'docs/contract.md');
	const [typesNow, pageNow] = await Promise.all([textOf(types), textOf(page)]);
	const targets: Target[] = [
		{
			name: 'contract/zen-transfers.mts',
			path: types,
			current: typesNow,
			wanted: await contractTypes(contract, types),
		},
		{
			name: 'the evidence table in docs/contract.md',
			path: page,
			current: pageNow,
			wanted: await withEvidenceTable(pageNow, contract),
		},
	];
	return await bringUpToDate(targets, check);
}

async function bringUpToDate(targets: Target[], check: boolean): Promise<string[]> {
	const stale = targets.filter(({ current, wanted }) => current !== wanted);
	if (check && stale.length) {
		const names = stale.map(({ name }) => name).join(' and ');
		throw new Error(`Stale: ${names}. Run "npm run contract" and commit what it writes.`);
	}
	for (const { path, wanted } of stale) await writeFile(path, wanted);
	return targets.map(
		(target) => `${target.name}: ${stale.includes(target) ? 'written' : 'current'}`,
	);
}

async function textOf(path: string): Promise<string> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
		throw error;
	}
}
