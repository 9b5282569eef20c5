import type { INodePropertyOptions } from 'n8n-workflow';
import { beforeAll, expect, it } from 'vitest';
import type { EditorStage } from '../EditorStage.mts';
import type { NodePanel } from '../NodePanel.mts';
import type { NodesPanel } from '../NodesPanel.mts';
import { picture } from '../Pictures.mts';
import { showsEveryOperation } from './parameters.mts';

/** In an empty workflow: from the search for a node to its form. */
export function nodesPanel(on: () => EditorStage): void {
	let nodes: NodesPanel;
	let panel: NodePanel;
	beforeAll(async () => {
		nodes = await on().editor.newWorkflow();
	});

	it.each(['sepa', 'iban', 'payout', 'bank', 'notification', 'zen'])(
		'finds ZEN by "%s"',
		async (text) => {
			await nodes.search(text);
			await expect.poll(async () => await nodes.names()).toContain('ZEN');
		},
	);

	it('offers everything that the node can do, each by a name of its own', async () => {
		const operations = (await on().zen()).properties.filter(({ name }) => name === 'operation');
		const actions = operations.flatMap(({ options }) =>
			(options as INodePropertyOptions[]).flatMap(({ action }) => action ?? []),
		);
		expect(actions.length).toBeGreaterThan(10);

		await nodes.open('ZEN');
		// They are drawn a few at a time.
		await expect.poll(async () => await nodes.names()).toEqual(expect.arrayContaining(actions));
		const offered = await nodes.names();
		expect(new Set(offered).size).toBe(offered.length);
		await picture('nodes-panel', nodes.root);
	});

	it('puts a node on the canvas with its action and the credential chosen', async () => {
		panel = await nodes.add('Create payment');
		await expect.poll(async () => await panel.chosenCredential()).toBe('ZEN API');
		expect(await panel.lines()).toContain('External ID');
	});

	it('shows every field of every operation by its label, in its order', async () => {
		await showsEveryOperation(panel, await on().zen());
	});
}
