import type { Locator, Page } from 'playwright-core';
import { NodePanel } from './NodePanel.mts';

/** The panel from which nodes are added to a workflow. */
export class NodesPanel {
	readonly root: Locator;
	private readonly items: Locator;

	constructor(private readonly page: Page) {
		this.root = page.getByTestId('node-creator');
		this.items = this.root.getByTestId('node-creator-item-name');
	}

	/** Types into the search, after something that finds nothing: so what is shown next is new. */
	async search(text: string): Promise<void> {
		const bar = this.root.getByTestId('node-creator-search-bar');
		await bar.fill('nothing is called so');
		await this.items.first().waitFor({ state: 'hidden' });
		await bar.fill(text);
	}

	/** The names of everything in it, without what says of what kind they are. */
	async names(): Promise<string[]> {
		return (await this.items.allInnerTexts()).map((text) => text.trim());
	}

	/** Opens the card of a node that offers several things to do. */
	async open(node: string): Promise<void> {
		await this.name(node).click();
		const actions = this.root
			.getByTestId('node-creator-category-item')
			.filter({ hasText: /^Actions/ });
		await actions.waitFor();
		if ((await this.root.getByText(/ actions$/i).count()) === 0) await actions.click();
	}

	/** Puts a node on the canvas, which opens it. */
	async add(action: string): Promise<NodePanel> {
		await this.name(action).click();
		return await NodePanel.shown(this.page);
	}

	private name(text: string): Locator {
		return this.items.filter({ hasText: new RegExp(`^\\s*${text}\\s*$`) }).first();
	}
}
