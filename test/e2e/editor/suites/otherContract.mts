import merge from 'lodash/merge';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES, CONTRACTS, Simulator } from '../../../simulator/index.mts';
import { credentialFor } from '../../../support/credential.mts';
import { VariantCorrections } from '../../../support/variantCorrections.mts';
import type { EditorStage } from '../EditorStage.mts';

const page = new VariantCorrections(CONTRACTS.flat);
const [company] = COMPANIES;
const WORKFLOW = 'other-contract';

/** A ZEN that calls everything otherwise, put right by hand: from its manual and from what the probe suggests. */
export function otherContract(on: () => EditorStage): void {
	let zen: Simulator;
	let credentialId: string;

	beforeAll(async () => {
		const { rest } = on().stage;
		zen = await Simulator.start({ contract: 'flat', settleAfterMs: 300 });
		const credential = { name: 'Other ZEN', type: 'zenApi', data: credentialFor(zen) };
		credentialId = (await rest.post<{ id: string }>('/credentials', credential)).id;
		const zenApi = { id: credentialId, name: credential.name };
		const node = (name: string, parameters: object, place: number) => ({
			...{ id: name, name, type: 'n8n-nodes-zen.zen', typeVersion: 1, parameters },
			...{ position: [220, 200 * place], credentials: { zenApi } },
		});
		const pay = {
			...{ resource: 'payment', operation: 'create', externalId: 'INV-8001', amount: '12.00' },
			...{ title: 'Invoice 8001', receiverName: company!.name },
			receiverAccountNumber: company!.accountNumber,
		};
		const start = {
			...{ id: 'Start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
			...{ position: [0, 0], parameters: {} },
		};
		const nodes = [
			start,
			node('Probe', { resource: 'connection', operation: 'probe' }, 0),
			node('Pay', pay, 1),
		];
		const to = ['Probe', 'Pay'].map((name) => ({ node: name, type: 'main', index: 0 }));
		await rest.post('/workflows', {
			...{ id: WORKFLOW, name: 'Another contract', nodes, settings: {} },
			connections: { Start: { main: [to] } },
		});
	});
	afterAll(async () => await zen?.stop());

	const correct = async (corrections: object) => {
		const form = await on().editor.openCredential(credentialId);
		await form.paste('contractCorrections', JSON.stringify(corrections));
		return await form.save();
	};
	const probed = async () => {
		await on().editor.openWorkflow(WORKFLOW);
		const panel = await on().editor.openNode('Probe');
		await panel.execute();
		const [head, ...rows] = await panel.table();
		const column = (name: string) => rows.map((row) => row[head!.indexOf(name)]!.trim());
		const suggested = column('suggestedCorrections').filter((text) => text.startsWith('{'));
		const pasted = suggested.map((text) => JSON.parse(text) as object);
		return { panel, verdicts: column('verdict'), pasted };
	};

	it('is told where none of its paths is known', async () => {
		const { panel, verdicts } = await probed();
		expect(verdicts).not.toContain('confirmed');
		await panel.output.getByText('knows none of the paths').first().waitFor();
	});

	it('is read with what its manual says, and what the probe suggests on the way', async () => {
		// Until the names are right as well, the test of the credential says what it cannot read.
		const paths = merge({}, page.asked(), { ids: page.rest().ids });
		await correct(paths);
		const first = await probed();
		expect(merge({}, ...first.pasted)).toMatchObject({
			accounts: { list: page.places().accounts!.list },
		});
		const { account } = page.fields();
		await correct(merge({}, paths, ...first.pasted, { account }));
		const second = await probed();
		expect(second.verdicts.filter((verdict) => verdict === 'different').length).toBeGreaterThan(3);
		expect(second.pasted.length).toBeGreaterThan(1);
		const typed = merge({}, paths, page.places(), page.fields(), page.rest());
		const all = merge({}, typed, ...first.pasted, ...second.pasted);
		expect(await correct(all)).toBe('Connection tested successfully');
		const { verdicts } = await probed();
		expect(verdicts.filter((verdict) => verdict === 'confirmed with corrections')).toHaveLength(9);
		expect(verdicts.filter((verdict) => verdict.includes('it writes'))).toHaveLength(3);
	});

	it('is paid with, once', async () => {
		await on().editor.openWorkflow(WORKFLOW);
		const panel = await on().editor.openNode('Pay');
		await panel.openList('accountId');
		await panel.choose('Main account');
		await panel.execute();
		expect((await panel.table())[1]?.[0]).toBe('accepted');
		await panel.execute();
		await expect.poll(async () => (await panel.table())[1]?.[0]).toBe('alreadySent');
		expect(zen.ledger().map(({ externalId }) => externalId)).toEqual(['INV-8001']);
		expect(zen.ledger()[0]!.accountId).toBe(ACCOUNT.main);
	});
}
