import { expect, it } from 'vitest';
import type { EditorStage } from '../EditorStage';
import { picture } from '../Pictures';

/** An example on the canvas, run as a whole. */
export function workflow(on: () => EditorStage): void {
	it('runs an example with the button, and shows how many items went which way', async () => {
		const { editor, stage } = on();
		await editor.openWorkflow('payouts');
		await editor.page.getByTestId('execute-workflow-button').click();
		await editor.page.getByText('Workflow executed successfully').waitFor();
		await editor.page
			.getByTestId('execute-workflow-button')
			.getByText('Execute workflow')
			.waitFor();
		expect(stage.simulator.ledger().map(({ externalId }) => externalId)).toEqual(
			expect.arrayContaining(['INV-5301', 'INV-5302', 'INV-5303']),
		);
		await picture('workflow', editor.page, editor.page.getByTestId('canvas'));
	});

	it('looks the same in the dark, with icons of its own', async () => {
		const dark = await on().dark();
		await dark.openWorkflow('payouts');
		const icons = dark.page.locator('[data-test-id=canvas] img[src*="n8n-nodes-zen"]');
		await icons.first().waitFor();
		expect(await icons.first().getAttribute('src')).toContain('zen.dark.svg');
		await picture('workflow-dark', dark.page, dark.page.getByTestId('canvas'));
	});
}
