import { beforeAll, expect, it } from 'vitest';
import { ACCOUNT } from '../../../simulator/index.mts';
import type { EditorStage } from '../EditorStage.mts';
import { picture } from '../Pictures.mts';

/** The trigger's panel, from its URL to a notification that comes in. */
export function trigger(on: () => EditorStage): void {
	beforeAll(async () => {
		await on().editor.openWorkflow(on().desk);
	});

	it('shows the URL to register at ZEN', async () => {
		const { editor, stage } = on();
		const panel = await editor.openNode('Notified');
		const shown = await panel.root.innerText();
		expect(shown).toContain('Register the Production URL');
		await panel.root.getByText('Webhook URLs', { exact: true }).click();
		await panel.root.getByText('Production URL', { exact: true }).click();
		await panel.root.getByText(`${stage.n8n.url}/webhook/notified/zen`).waitFor();
	});

	it('listens, and shows the payment that was notified', async () => {
		const { editor, stage } = on();
		const { simulator, n8n } = stage;
		const panel = await editor.openNode('Notified');
		await panel.root.getByTestId('node-execute-button').click();
		await panel.root.getByText('Listening for test event').first().waitFor();

		const { paymentId } = simulator.incoming({ accountId: ACCOUNT.main, amount: '246.20' });
		const url = `${n8n.url}/webhook-test/notified/zen`;
		const [delivery] = await simulator.notify(url, paymentId);
		expect(delivery).toMatchObject({ status: 200 });
		await panel.output.getByTestId('node-run-status-success').waitFor();
		const [head, row] = await panel.table();
		expect(row?.[head!.indexOf('amount')]).toBe('246.20');
		await picture('trigger', panel.parameters, panel.parameters.or(panel.output));
	});
}
