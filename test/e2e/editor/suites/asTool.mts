import { beforeAll, expect, it } from 'vitest';
import type { EditorStage } from '../EditorStage.mts';
import { picture } from '../Pictures.mts';

const NOTICE = 'A language model fills this in';

/** Payment → Create, as the tool of an agent and as a node. */
export function asTool(on: () => EditorStage): void {
	beforeAll(async () => {
		await on().editor.openWorkflow(on().desk);
	});

	it('says as a tool how a model is to fill in the External ID', async () => {
		const panel = await on().editor.openNode('Pay as Tool');
		await expect.poll(async () => (await panel.lines()).join('\n')).toContain(NOTICE);
		await picture('tool', panel.parameters);
	});

	it('says nothing of that as a node', async () => {
		const panel = await on().editor.openNode('Pay');
		await expect.poll(async () => await panel.lines()).toContain('External ID');
		expect((await panel.lines()).join('\n')).not.toContain(NOTICE);
	});
}
