import { beforeAll, expect, it } from 'vitest';
import type { EditorStage } from '../EditorStage.mts';

/** The lists that are loaded from ZEN while a node is being set up. */
export function lists(on: () => EditorStage): void {
	beforeAll(async () => {
		await on().editor.openWorkflow(on().desk);
	});

	it('loads the accounts, and searches them', async () => {
		const { editor, stage } = on();
		const panel = await editor.openNode('Pay');
		const all = await panel.openList('accountId');
		expect(all).toHaveLength(stage.simulator.accounts.length);
		expect(all[0]).toContain('Main account · EUR · LT53…0001');
		await panel.search('usd');
		await expect.poll(async () => await panel.listed()).toHaveLength(1);
		expect(await panel.listed()).toEqual([expect.stringContaining('Dollars · USD')]);
	});

	it('loads the drafts', async () => {
		const { editor, stage } = on();
		const panel = await editor.openNode('Draft');
		const all = await panel.openList('draftId');
		expect(all).toHaveLength(stage.simulator.drafts().length);
	});

	it('loads the payments, and more of them when the list is scrolled', async () => {
		const panel = await on().editor.openNode('Payment');
		const first = await panel.openList('paymentId');
		expect(first.length).toBeGreaterThan(10);
		await panel.scrollList();
		await expect.poll(async () => (await panel.listed()).length).toBeGreaterThan(first.length);
	});

	it('says what has to be filled in before fees can be told', async () => {
		const panel = await on().editor.openNode('Pay');
		const [problem] = await panel.openList('chargeType');
		expect(problem).toContain('Account, Amount, Receiver Account Number');
	});
}
