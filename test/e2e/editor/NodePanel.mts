import type { Locator, Page } from 'playwright-core';

/** The panel of an open node: its parameters, and what came out of it. */
export class NodePanel {
	readonly root: Locator;
	readonly parameters: Locator;
	readonly output: Locator;

	private constructor(private readonly page: Page) {
		this.root = page.getByTestId('ndv');
		this.parameters = this.root.getByTestId('node-parameters');
		this.output = this.root.getByTestId('output-panel');
	}

	static async shown(page: Page): Promise<NodePanel> {
		const panel = new NodePanel(page);
		await panel.parameters.waitFor();
		return panel;
	}

	/** Everything that the parameters show, line by line. */
	async lines(): Promise<string[]> {
		const text = await this.parameters.innerText();
		return text.split('\n').map((line) => line.trim());
	}

	async chosenCredential(): Promise<string> {
		return await this.root.getByTestId('node-credentials-select').locator('input').inputValue();
	}

	/** What is chosen in a parameter's list of options, by its name. */
	async chosen(parameter: string): Promise<string> {
		return await this.field(parameter).locator('input').inputValue();
	}

	/** Picks a credential from the list of those of its type, which has its place among the node's. */
	async chooseCredential(place: number, name: string): Promise<void> {
		await this.root.getByTestId('node-credentials-select').nth(place).click();
		await this.page
			.getByTestId('node-credentials-select-item')
			.or(this.page.getByRole('option'))
			.filter({ visible: true, hasText: name })
			.first()
			.click();
	}

	/** Picks from a parameter's list of options. */
	async pick(parameter: string, option: string): Promise<void> {
		await this.field(parameter).click();
		await this.openItems().getByText(option, { exact: true }).first().click();
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.field(parameter).getByTestId('parameter-input-field').fill(text);
	}

	/** The buttons that add to the collections. One that offers several things opens a list of them. */
	get adders(): Locator {
		return this.parameters.getByTestId('collection-parameter-add');
	}

	/** Adds something from such a list. */
	async add(adder: Locator, name: string): Promise<void> {
		await adder.click();
		const items = this.page.getByTestId('collection-parameter-option').filter({ visible: true });
		await items.getByText(name, { exact: true }).click();
	}

	async switchOver(parameter: string): Promise<void> {
		await this.field(parameter).locator('.el-switch').click();
	}

	/** Opens such a list. @returns what is in it, and closes it again */
	async addable(adder: Locator): Promise<string[]> {
		await adder.click();
		const items = this.page.getByTestId('collection-parameter-option').filter({ visible: true });
		await items.first().waitFor();
		const texts = await items.allInnerTexts();
		await this.page.keyboard.press('Escape');
		await items.first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.trim());
	}

	/** Opens a list that is loaded from ZEN. @returns what it offers, or why it could not be loaded */
	async openList(parameter: string): Promise<string[]> {
		await this.root.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
		const loaded = this.page
			.getByTestId('rlc-item')
			.or(this.page.getByTestId('rlc-error-container'));
		await loaded.first().waitFor();
		return await loaded.allInnerTexts();
	}

	/** Types into the search of the list that is open. */
	async search(text: string): Promise<void> {
		await this.page.getByTestId('rlc-search').fill(text);
	}

	/** What the open list shows. */
	async listed(): Promise<string[]> {
		return await this.page.getByTestId('rlc-item').allInnerTexts();
	}

	/** Scrolls the open list to its end, which loads more. */
	async scrollList(): Promise<void> {
		await this.page.getByTestId('rlc-item').last().scrollIntoViewIfNeeded();
	}

	async choose(entry: string): Promise<void> {
		await this.page.getByTestId('rlc-item').filter({ hasText: entry }).first().click();
	}

	/** Runs the node, and waits until it is done. */
	async execute(): Promise<void> {
		await this.root.getByTestId('node-execute-button').click();
		await this.output
			.getByTestId('node-run-status-success')
			.or(this.output.getByTestId('node-error-message'))
			.first()
			.waitFor();
	}

	/** The output as a table, its head first. */
	async table(): Promise<string[][]> {
		await this.output.getByTestId('radio-button-table').click();
		await this.output.locator('table tr').first().waitFor();
		const rows = await this.output.locator('table tr').all();
		return await Promise.all(
			rows.map(async (row) => await row.locator('> th, > td').allInnerTexts()),
		);
	}

	private field(parameter: string): Locator {
		return this.root.getByTestId(`parameter-input-${parameter}`);
	}

	private openItems(): Locator {
		return this.page.getByTestId('parameter-input-item').filter({ visible: true });
	}
}
