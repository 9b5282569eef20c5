import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readContract } from '../../contract/tool/document.mts';
import { contractPage } from '../support/contractPage.mts';

const root = resolve(import.meta.dirname, '../..');
const path = join(root, 'docs/contract.md');

it('docs/contract.md tells of every call and name what the contract tells; `vitest -u` writes its tables', async () => {
	const contract = await readContract(join(root, 'contract/zen-transfers.openapi.yaml'));
	await expect(await contractPage(await readFile(path, 'utf8'), contract)).toMatchFileSnapshot(
		path,
	);
});
