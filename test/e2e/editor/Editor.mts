import type { Page } from 'playwright-core';
import { OWNER } from '../n8n/Rest.mts';
import { CredentialForm } from './CredentialForm.mts';
import { NodePanel } from './NodePanel.mts';
import { NodesPanel } from './NodesPanel.mts';

/** n8n's editor in a browser, signed in as the owner. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	static async signIn(page: Page, url: string, password = OWNER.password): Promise<Editor> {
		await page.goto(`${url}/signin`);
		await page.fill('input[name=emailOrLdapLoginId]', OWNER.email);
		await page.fill('input[name=password]', password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL(/\/(home|workflow)/);
		return new Editor(page, url);
	}

	/** Opens a saved workflow, and waits until its nodes are drawn. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens an empty workflow, with the nodes panel beside it. */
	async newWorkflow(): Promise<NodesPanel> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').click();
		const panel = new NodesPanel(this.page);
		await panel.root.waitFor();
		return panel;
	}

	/** Opens the form of a new credential. */
	async newCredential(type: string): Promise<CredentialForm> {
		await this.page.goto(`${this.url}/home/credentials/create`);
		const types = this.page.getByTestId('new-credential-type-select').locator('input');
		await types.fill(type);
		await this.page.getByRole('option').getByText(type, { exact: true }).click();
		await this.page.getByTestId('new-credential-type-button').click();
		return new CredentialForm(this.page);
	}

	/** Opens the form of a saved credential. */
	async openCredential(id: string): Promise<CredentialForm> {
		await this.page.goto(`${this.url}/home/credentials/${id}`);
		const form = new CredentialForm(this.page);
		await form.root.waitFor();
		return form;
	}

	/** Opens a node of the workflow that is open, in place of the node that may be open already. */
	async openNode(name: string): Promise<NodePanel> {
		const close = this.page.getByTestId('ndv-close-button');
		if (await close.isVisible()) {
			await close.click();
			await close.waitFor({ state: 'hidden' });
		}
		const node = this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
		await node.dblclick();
		return await NodePanel.shown(this.page);
	}
}
