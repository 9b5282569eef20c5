import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, onTestFailed } from 'vitest';
import { PROJECT } from '../install/thisPackage.mts';
import { EditorStage } from './EditorStage.mts';
import { asTool } from './suites/asTool.mts';
import { credential } from './suites/credential.mts';
import { examplesOnCanvas } from './suites/examples.mts';
import { ledger } from './suites/ledger.mts';
import { lists } from './suites/lists.mts';
import { nodesPanel } from './suites/nodesPanel.mts';
import { otherContract } from './suites/otherContract.mts';
import { payments } from './suites/payments.mts';
import { probe } from './suites/probe.mts';
import { trigger } from './suites/trigger.mts';
import { workflow } from './suites/workflow.mts';

// One n8n and one browser for all of them: each takes a while to start.
let stage: EditorStage;
beforeAll(async () => {
	stage = await EditorStage.open();
});
afterAll(async () => {
	await stage?.close();
});

beforeEach(({ task }) => {
	onTestFailed(async () => {
		const path = join(PROJECT, '.cache/e2e', `${task.name.replace(/\W+/g, '-')}.png`);
		await stage.editor.page.screenshot({ path });
		console.log(`What the editor showed: ${path}`);
	});
});

const suites = {
	...{ nodesPanel, lists, payments, workflow, trigger, probe, otherContract, credential, ledger },
	asTool,
	examples: examplesOnCanvas,
};
for (const [name, suite] of Object.entries(suites)) describe(name, () => suite(() => stage));
