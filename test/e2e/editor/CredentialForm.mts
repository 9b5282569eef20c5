import type { Locator, Page } from 'playwright-core';

/** The form of a credential. */
export class CredentialForm {
	readonly root: Locator;

	constructor(private readonly page: Page) {
		this.root = page.getByTestId('editCredential-modal');
	}

	/** Pastes from the clipboard, as people do, in place of what is there. */
	async paste(field: string, text: string): Promise<void> {
		await this.field(field).locator('input, textarea').first().click();
		await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
		await this.page.keyboard.press('ControlOrMeta+A');
		await this.page.keyboard.press('ControlOrMeta+V');
	}

	async pick(field: string, option: string): Promise<void> {
		await this.field(field).click();
		const items = this.page.getByTestId('parameter-input-item').filter({ visible: true });
		await items.filter({ hasText: option }).first().click();
	}

	/** Saves, upon which n8n tests the credential. @returns what the form then says of the test */
	async save(): Promise<string> {
		const tested = this.page.waitForResponse(/\/rest\/credentials\/test$/);
		await this.root.getByTestId('credential-save-button').click();
		await tested;
		const good = this.root.getByText('Connection tested successfully');
		const bad = this.root.getByText('More details');
		await good.or(bad).filter({ visible: true }).first().waitFor();
		if (await good.isVisible()) return (await good.innerText()).trim();
		await bad.click();
		return await this.root.getByTestId('node-credentials-config-container').innerText();
	}

	private field(name: string): Locator {
		return this.root.getByTestId(`parameter-input-${name}`);
	}
}
