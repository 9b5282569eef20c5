import { afterAll, beforeAll, expect, it } from 'vitest';
import { Postgres } from '../../scaleOut/Postgres.mts';
import { TempFolder } from '../../support/TempFolder.mts';
import { ACCOUNT } from '../../../simulator/index.mts';
import type { EditorStage } from '../EditorStage.mts';
import { picture } from '../Pictures.mts';

const PASSWORD = 'a password of its own';

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

	it('connects, and says that the tables will be made', async () => {
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
		await picture('ledger-credential', form.root);
	});

	it('pays with Memory set to PostgreSQL, and lists what was paid, unknown ones first', async () => {
		const { editor, stage } = on();
		await stage.rest.post('/workflows', await workflow(stage.rest, stage.credentialId));
		await editor.openWorkflow('ledger');
		const pay = await editor.openNode('Pay');
		expect((await pay.lines()).join('\n')).toContain('Memory');
		await pay.execute();
		const all = await editor.openNode('Remembered');
		await all.execute();
		const [head, row] = await all.table();
		expect(head?.slice(0, 4)).toEqual(['externalId', 'state', 'amount', 'currency']);
		expect(row?.slice(0, 4)).toEqual(['INV-7101', 'settled', '246.20', 'EUR']);
		await picture('ledger', all.parameters, all.parameters.or(all.output));
	});

	it('frees with Resolve what was never sent, once it is ten minutes old', async () => {
		const { editor } = on();
		const row = "state = 'open', payment_id = null, key = 'inv-7102', external_id = 'INV-7102'";
		await postgres.sql(`update zen_ledger_payments set ${row}`);
		const resolve = await editor.openNode('Resolve');
		await resolve.execute();
		expect(await resolve.output.innerText()).toMatch(/minutes/);
		const before = "now() - interval '20 minutes'";
		await postgres.sql(
			`update zen_ledger_payments set first_attempt = ${before}, last_attempt = ${before}`,
		);
		await resolve.execute();
		// It is there: what was paid is not freed.
		expect(await resolve.output.innerText()).toMatch(/246\.20 EUR/);
		await postgres.sql('update zen_ledger_payments set amount = 99.10');
		await resolve.execute();
		await expect.poll(async () => (await resolve.table()).flat().join(' ')).toMatch(/resolved/);
		await picture('resolve', resolve.parameters, resolve.parameters.or(resolve.output));
	});
}

interface Rest {
	get<T>(path: string): Promise<T>;
}

async function workflow(rest: Rest, credentialId: string) {
	const all = await rest.get<Array<{ id: string; type: string; name: string }>>('/credentials');
	const { id, name } = all.find(({ type }) => type === 'zenLedgerApi')!;
	const zen = (node: string, parameters: object, y: number) => ({
		id: node,
		name: node,
		type: 'n8n-nodes-zen.zen',
		typeVersion: 1,
		position: [220, y] as [number, number],
		parameters: { memory: 'postgres', ...parameters },
		credentials: { zenApi: { id: credentialId, name: 'ZEN API' }, zenLedgerApi: { id, name } },
	});
	const nodes = [
		zen(
			'Pay',
			{
				resource: 'payment',
				operation: 'create',
				accountId: { __rl: true, mode: 'id', value: ACCOUNT.main },
				externalId: 'INV-7101',
				amount: '246.20',
				currency: 'EUR',
				title: 'Invoice INV-7101',
				receiverName: 'Sample Freight GmbH',
				receiverAccountNumber: 'DE32 9999 9999 0000 0010 02',
			},
			0,
		),
		zen('Remembered', { resource: 'ledger', operation: 'getAll' }, 200),
		zen('Resolve', { resource: 'ledger', operation: 'resolve', externalId: 'INV-7102' }, 400),
	];
	const start = {
		id: 'Start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const to = nodes.map((node) => ({ node: node.name, type: 'main' as const, index: 0 }));
	const made = {
		id: 'ledger',
		name: 'Ledger',
		nodes: [start, ...nodes],
		connections: { Start: { main: [to] } },
		settings: {},
	};
	return made;
}
