import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { EditorStage } from '../EditorStage.mts';
import { picture } from '../Pictures.mts';

/** An example on the canvas, run as a whole. */
export function workflow(on: () => EditorStage): void {
	it('runs an example with the button, and shows how many items went which way', async () => {
		const { editor, stage } = on();
		await editor.openWorkflow('payouts');
		await run(editor.page);
		expect(stage.simulator.ledger().map(({ title }) => title)).toEqual(
			expect.arrayContaining(['Invoice INV-5301', 'Invoice INV-5302', 'Invoice INV-5303']),
		);
		await pictureOfCanvas('workflow', editor.page);
	});

	it('looks the same in the dark, with icons of its own', async () => {
		const dark = await on().dark();
		await dark.openWorkflow('payouts');
		const icons = dark.page.locator('[data-test-id=canvas] img[src*="n8n-nodes-zen"]');
		await icons.first().waitFor();
		expect(await icons.first().getAttribute('src')).toContain('zen.dark.svg');
		await run(dark.page);
		await pictureOfCanvas('workflow-dark', dark.page);
	});
}

async function run(page: Page): Promise<void> {
	const button = page.getByTestId('execute-workflow-button');
	await button.click();
	await page.getByText('Workflow executed successfully').waitFor();
	await button.getByText('Execute workflow').waitFor();
}

async function pictureOfCanvas(name: string, page: Page): Promise<void> {
	// Wide and high enough for the last lines.
	const margin = { x: 72, y: 32 };
	const shown = page.getByTestId('canvas-node').or(page.getByTestId('sticky'));
	await picture(name, page.getByTestId('canvas'), shown, margin);
}
