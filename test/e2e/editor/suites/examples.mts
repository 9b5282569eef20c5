import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROJECT } from '../../install/thisPackage.mts';
import { examples } from '../../n8n/examples.mts';
import type { EditorStage } from '../EditorStage.mts';

const FOLDER = join(PROJECT, '.cache/e2e/examples');
const LEAST_ZOOM = 0.6;
/** What is missing until a user chooses it: a model's credential, a database's. */
const NEEDS_MORE = ['agent-drafts-from-mailbox', 'interrupted-payout'];

/** Each example as it opens, in a window of 1280 × 800. */
export function examplesOnCanvas(on: () => EditorStage): void {
	let before: { width: number; height: number };
	beforeAll(async () => {
		mkdirSync(FOLDER, { recursive: true });
		const { page } = on().editor;
		before = page.viewportSize()!;
		await page.setViewportSize({ width: 1280, height: 800 });
	});
	afterAll(async () => await on().editor.page.setViewportSize(before));

	it.each(examples)('shows "$name" whole and legible', async (example) => {
		const { editor } = on();
		const { page } = editor;
		await editor.openWorkflow(example.id);
		const nodes = page.getByTestId('canvas-node');
		const notes = page.getByTestId('sticky');
		const isNote = ({ type }: { type: string }) => type.endsWith('.stickyNote');
		await expect.poll(async () => await notes.count()).toBe(example.nodes.filter(isNote).length);
		for (const { name } of example.nodes.filter((one) => !isNote(one))) {
			const node = page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
			await node.waitFor();
		}
		const pane = page.locator('.vue-flow__transformationpane').first();
		const zoom = async () =>
			Number(/scale\(([\d.]+)\)/.exec((await pane.getAttribute('style')) ?? '')?.[1]);
		await expect.poll(zoom).toBeGreaterThanOrEqual(LEAST_ZOOM);
		for (const note of await notes.all()) expect(await isCut(note)).toBe(false);
		const wrong = await nodes.getByTestId('node-issues').count();
		if (NEEDS_MORE.includes(example.id)) expect(wrong).toBeGreaterThan(0);
		else expect(wrong).toBe(0);
		await page.screenshot({ path: join(FOLDER, `${example.id}.png`) });
	});
}

/** Whether some of its text is below its edge. */
async function isCut(note: Locator): Promise<boolean> {
	return await note.evaluate((element) => {
		const { bottom } = element.getBoundingClientRect();
		const lines = [...element.querySelectorAll('h2, h3, p, li')];
		if (lines.length === 0) throw new Error('The note shows nothing');
		return lines.some((line) => line.getBoundingClientRect().bottom > bottom);
	});
}
