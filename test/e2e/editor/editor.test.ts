import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, onTestFailed } from 'vitest';
import { PROJECT } from '../install/thisPackage';
import { EditorStage } from './EditorStage';
import { credential } from './suites/credential';
import { lists } from './suites/lists';
import { nodesPanel } from './suites/nodesPanel';
import { payments } from './suites/payments';
import { trigger } from './suites/trigger';
import { workflow } from './suites/workflow';

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

const suites = { nodesPanel, lists, payments, workflow, trigger, credential };
for (const [name, suite] of Object.entries(suites)) describe(name, () => suite(() => stage));
