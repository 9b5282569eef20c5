import type { INodeTypeDescription } from 'n8n-workflow';
import type { Browser } from 'playwright-core';
import { Stage } from '../n8n/Stage.mts';
import { launchBrowser, openPage } from './Browser.mts';
import { makeDesk } from './desk.mts';
import { Editor } from './Editor.mts';

/** An n8n with everything in place, and its editor in a browser. */
export class EditorStage {
	private constructor(
		readonly stage: Stage,
		private readonly browser: Browser,
		readonly editor: Editor,
		/** The id of the workflow to work at. */
		readonly desk: string,
	) {}

	static async open(): Promise<EditorStage> {
		// First the browser: where there is none, that should be said at once.
		const browser = await launchBrowser();
		try {
			const stage = await Stage.open({ settleAfterMs: 300 });
			const desk = await makeDesk(stage.rest, stage.credentialId);
			const editor = await Editor.signIn(await openPage(browser, 'light'), stage.n8n.url);
			return new EditorStage(stage, browser, editor, desk);
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	/** The ZEN node as n8n describes it to the editor. */
	async zen(): Promise<INodeTypeDescription> {
		const types = await this.stage.rest.nodeTypes();
		return types.find(({ name }) => name === 'n8n-nodes-zen.zen')!;
	}

	/** Signs in once more, in a browser that asks for dark pages. */
	async dark(): Promise<Editor> {
		return await Editor.signIn(await openPage(this.browser, 'dark'), this.stage.n8n.url);
	}

	async close(): Promise<void> {
		await this.browser.close();
		await this.stage.close();
	}
}
