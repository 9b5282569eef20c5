import { beforeAll, expect, it } from 'vitest';
import type { EditorStage } from '../EditorStage.mts';
import type { NodePanel } from '../NodePanel.mts';
import { picture } from '../Pictures.mts';

/** Fills in the form of Payment → Create as a person does. */
async function fillIn(panel: NodePanel, externalId: string): Promise<void> {
	await panel.openList('accountId');
	await panel.choose('Main account');
	await panel.fill('externalId', externalId);
	await panel.fill('amount', '246.20');
	await panel.fill('title', `Invoice ${externalId}`);
	await panel.fill('receiverName', 'Sample Freight GmbH');
	await panel.fill('receiverAccountNumber', 'DE32 9999 9999 0000 0010 02');
}

export function payments(on: () => EditorStage): void {
	beforeAll(async () => {
		await on().editor.openWorkflow(on().desk);
	});

	it('says in which environment it pays', async () => {
		const panel = await on().editor.openNode('Pay');
		const { url } = on().stage.simulator;
		await expect.poll(async () => await panel.chosen('environment')).toBe(`Custom: ${url}`);
	});

	it('offers the channels and charge types of the payment that was typed in', async () => {
		const panel = await on().editor.openNode('Pay');
		await fillIn(panel, 'INV-7001');
		expect(await panel.openList('channel')).toContain('SEPA');
		await panel.choose('SEPA');
		expect(await panel.openList('chargeType')).toEqual(['SHA']);
		await picture('charge-types', panel.parameters);
		await panel.choose('SHA');
	});

	it('pays with Execute step and shows what became of it as a table', async () => {
		const { editor, stage } = on();
		const panel = await editor.openNode('Pay');
		await panel.execute();
		const [head, row] = await panel.table();
		expect(head?.slice(0, 4)).toEqual(['outcome', 'receiverName', 'amount', 'currency']);
		expect([row?.[0], row?.[head!.indexOf('externalId')]]).toEqual(['accepted', 'INV-7001']);
		expect(stage.simulator.ledger().map(({ externalId }) => externalId)).toEqual(['INV-7001']);
		await picture('payment', panel.parameters, panel.parameters.or(panel.output));
	});

	it('does not pay again when the button is pressed again', async () => {
		const { editor, stage } = on();
		const panel = await editor.openNode('Pay');
		await panel.execute();
		await expect.poll(async () => (await panel.table())[1]?.[0]).toBe('alreadySent');
		expect(stage.simulator.ledger()).toHaveLength(1);
	});

	it('says in words what is wrong with what was typed in', async () => {
		const panel = await on().editor.openNode('Pay');
		await panel.fill('receiverAccountNumber', 'DE32 9999 9999 0000 0010 03');
		await panel.execute();
		expect(await panel.output.innerText()).toContain('check digits do not fit');
	});

	it('shows a confirmation as a PDF', async () => {
		const panel = await on().editor.openNode('Confirmation');
		// The list shows no titles, but is searched by them.
		await panel.openList('paymentId');
		await panel.search('INV-7001');
		await expect.poll(async () => await panel.listed()).toHaveLength(1);
		await panel.choose('outgoing');
		await panel.execute();
		const shown = await panel.output.innerText();
		expect(shown).toMatch(/File Extension:\s*pdf/);
		expect(shown).toMatch(/Mime Type:\s*application\/pdf/);
	});

	it('only checks where that is wanted, and says what it would cost', async () => {
		const { editor, stage } = on();
		const panel = await editor.openNode('Pay');
		await panel.fill('externalId', 'INV-7002');
		await panel.fill('title', 'Invoice INV-7002');
		await panel.fill('receiverAccountNumber', 'DE32 9999 9999 0000 0010 02');
		await panel.add(panel.adders.last(), 'Check Only');
		await panel.switchOver('checkOnly');
		await panel.execute();
		const [head, row] = await panel.table();
		expect([row?.[0], row?.[head!.indexOf('fee')]]).toEqual(['checked', '0.20']);
		expect(stage.simulator.ledger()).toHaveLength(1);
		await picture('check-only', panel.parameters, panel.parameters.or(panel.output));
	});
}
