import { afterAll, beforeAll, expect, it } from 'vitest';
import { Postgres } from '../../scaleOut/Postgres.mts';
import { TempFolder } from '../../support/TempFolder.mts';
import { ACCOUNT } from '../../../simulator/index.mts';
import type { EditorStage } from '../EditorStage.mts';
import { picture } from '../Pictures.mts';

const PASSWORD = 'a password of its own';
const CREDENTIAL = 'ZEN Ledger account';

/** The ledger in PostgreSQL, from its credential to what a person puts right in it. */
export function ledger(on: () => EditorStage): void {
	const folder = new TempFolder();
	let postgres: Postgres;
	beforeAll(async () => {
		postgres = await Postgres.start(folder.path, { password: PASSWORD });
	});
	afterAll(async () => {
		await postgres?.stop();
		folder.remove();
	});

	it('says so after a wrong password, and connects once it is mended', async () => {
		const form = await on().editor.newCredential('ZEN Ledger API');
		await form.paste('host', '127.0.0.1');
		await form.paste('port', String(postgres.port));
		await form.paste('database', 'postgres');
		await form.paste('user', 'n8n');
		await form.paste('password', 'another one');
		await form.pick('tls', 'Off');
		expect(await form.save()).toMatch(/password/i);
		await form.paste('password', PASSWORD);
		expect(await form.save()).toBe('Connection tested successfully');
		// So high that the form shows as much as it ever does.
		const { page } = on().editor;
		const size = page.viewportSize()!;
		await page.setViewportSize({ ...size, height: 1000 });
		await picture('ledger-credential', form.root);
		await page.setViewportSize(size);
	});

	it('pays with Memory set to PostgreSQL, and lists what was tried, unknown ones first', async () => {
		const { editor, stage } = on();
		await stage.rest.post('/workflows', workflow(stage.credentialId));
		await editor.openWorkflow('ledger');
		const pay = await editor.openNode('Pay');
		await pay.pick('memory', 'PostgreSQL');
		await pay.chooseCredential(1, CREDENTIAL);
		// The second one gets lost on its way, and ZEN does not take the third.
		const next = { method: 'POST', skip: 1, times: 1 };
		stage.simulator.faults.add({ ...next, kind: 'resetBeforeCommit' });
		stage.simulator.faults.add({ ...next, kind: 'status', status: 422 });
		await pay.execute();

		const all = await editor.openNode('Remembered');
		await all.chooseCredential(1, CREDENTIAL);
		await all.execute();
		const [head, ...rows] = await all.table();
		expect(head?.slice(0, 4)).toEqual(['externalId', 'state', 'amount', 'currency']);
		expect(rows.map((row) => row.slice(0, 4))).toEqual([
			['INV-7102', 'open', '99.10', 'EUR'],
			['INV-7103', 'released', '1480.00', 'EUR'],
			['INV-7101', 'settled', '246.20', 'EUR'],
		]);
		await picture('ledger', all.parameters, all.parameters.or(all.output));
	});

	it('frees with Resolve what was never sent, once it is ten minutes old', async () => {
		const { editor } = on();
		const resolve = await editor.openNode('Resolve');
		await resolve.pick('memory', 'PostgreSQL');
		await resolve.chooseCredential(1, CREDENTIAL);
		const said = async () => await resolve.output.innerText();
		await resolve.fill('externalId', 'INV-7101');
		await resolve.execute();
		await expect.poll(said).toContain('ZEN took it');
		expect(await said()).toContain('Nothing was changed.');

		await resolve.fill('externalId', 'INV-7102');
		await resolve.execute();
		await expect.poll(said).toContain('Run this again in 10 minutes');

		const before = "now() - interval '20 minutes'";
		await postgres.sql(
			`update zen_ledger_payments set first_attempt = ${before}, last_attempt = ${before}`,
		);
		await resolve.execute();
		await resolve.output.getByTestId('node-run-status-success').waitFor();
		const [head, row] = await resolve.table();
		expect(head?.slice(0, 2)).toEqual(['outcome', 'externalId']);
		expect(row?.slice(0, 2)).toEqual(['resolved', 'INV-7102']);
		await picture('resolve', resolve.parameters, resolve.parameters.or(resolve.output));
	});
}

/** What to pay, in a node of its own: the ledger is asked once, not once for each of them. */
const INVOICES = [
	{ invoice: 'INV-7101', amount: '246.20' },
	{ invoice: 'INV-7102', amount: '99.10' },
	{ invoice: 'INV-7103', amount: '1480.00' },
];

function workflow(credentialId: string) {
	const node = (name: string, type: string, x: number, y: number, more: object = {}) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [x, y] as [number, number],
		parameters: {},
		...more,
	});
	const credentials = { zenApi: { id: credentialId, name: 'ZEN API' } };
	const zen = (name: string, [x, y]: [number, number], parameters: object, more: object = {}) =>
		node(name, 'n8n-nodes-zen.zen', x, y, { parameters, credentials, ...more });
	const to = (...names: string[]) => ({
		main: [names.map((name) => ({ node: name, type: 'main' as const, index: 0 }))],
	});
	const payment = {
		resource: 'payment',
		operation: 'create',
		accountId: { __rl: true, mode: 'id', value: ACCOUNT.main },
		externalId: '={{ $json.invoice }}',
		amount: '={{ $json.amount }}',
		title: '=Invoice {{ $json.invoice }}',
		receiverName: 'Sample Freight GmbH',
		receiverAccountNumber: 'DE32 9999 9999 0000 0010 02',
	};
	return {
		id: 'ledger',
		name: 'Ledger',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 0, 0),
			node('Invoices', 'n8n-nodes-base.noOp', 220, 0),
			zen('Pay', [440, 0], payment, { onError: 'continueErrorOutput' }),
			zen('Remembered', [220, 200], { resource: 'ledger', operation: 'getAll' }),
			zen('Resolve', [220, 400], { resource: 'ledger', operation: 'resolve' }),
		],
		connections: { Start: to('Invoices', 'Remembered', 'Resolve'), Invoices: to('Pay') },
		pinData: { Invoices: INVOICES.map((json) => ({ json })) },
		settings: {},
	};
}
