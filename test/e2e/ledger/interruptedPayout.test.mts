import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { Bench } from '../../engine/examples/Bench.mts';
import { edited, example } from '../../engine/examples/examples.mts';
import { runAndKill } from '../../engine/kill/KillableRun.mts';
import { credentialFor } from '../../support/credential.mts';
import { Postgres } from '../scaleOut/Postgres.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { credentialFor as ledgerCredentialFor, PASSWORD } from './support.mts';

const payout = example('interrupted-payout');
const folder = new TempFolder();
let postgres: Postgres;
let bench: Bench;
beforeAll(async () => {
	postgres = await Postgres.start(folder.path, { password: PASSWORD });
	bench = await Bench.open({ settleAfterMs: 50 });
});
afterAll(async () => {
	await endConnections();
	await bench?.close();
	await postgres?.stop();
	folder.remove();
});

const parametersOf = (name: string) =>
	payout.nodes.find((node) => node.name === name)!.parameters as IDataObject;
const { invoices } = JSON.parse(String(parametersOf('Invoices to pay').jsonOutput)) as {
	invoices: IDataObject[];
};
const ALL = invoices.map(({ supplier, number }) => `${String(supplier)} ${String(number)}`);

const ledger = () => ({ ...ledgerCredentialFor(postgres) });
const run = async (startNode: string, some = invoices) => {
	const its = edited(payout, 'Invoices to pay', {
		jsonOutput: JSON.stringify({ invoices: some }),
	});
	const credentials = {
		'ZEN API': credentialFor(bench.simulator),
		'ZEN Ledger API': ledger(),
	};
	return await bench.run(its, { startNode, credentials });
};
const message = async () => (await run('Every hour')).json('Send to whoever releases payments');

it('pays the rest once after it was killed, and says of what is open how to go on', async () => {
	const { faults } = bench.simulator;
	// One after the other, so that there is time to kill it.
	faults.add({ kind: 'delay', ms: 300, method: 'POST', path: '/payments/v1.0' });
	const killed = await runAndKill(
		folder.path,
		{
			deduplicationFile: join(folder.path, 'store.json'),
			credential: credentialFor(bench.simulator),
			ledger: ledger(),
			workflowId: payout.id,
			parameters: parametersOf('Pay'),
			items: invoices.slice(0, 3),
			settings: { onError: 'continueErrorOutput' },
		},
		() => bench.paid().length > 0,
	);
	expect(killed).toBe('killed');
	expect(bench.paid().length).toBeLessThan(ALL.length);
	faults.clear();

	// Again with all of them; the request of the last one is lost on its way.
	await run('Start', invoices.slice(0, 3));
	faults.add({ kind: 'resetBeforeCommit', method: 'POST', path: '/payments/v1.0' });
	const again = await run('Start');
	faults.clear();
	expect(again.status).toBe('success');
	const paid = bench.paid();
	expect(new Set(paid).size).toBe(paid.length);
	expect(paid).not.toContain(ALL[3]);
	expect(again.json('Paid').length).toBe(paid.length);

	const [{ subject, text } = {}] = await message();
	const open = ALL.length - paid.length;
	expect(subject).toBe(`${open} payments of which it is not known whether they went out`);
	expect(text).toContain('Do not pay these by hand.');
	expect(text).toContain(`${ALL[3]}: 310.00 EUR, tried 1 times`);
	expect(text).toContain('wait ten minutes, then run the payout again');

	await postgres.sql(
		"update zen_ledger_payments set first_attempt = now() - interval '1 hour', last_attempt = now() - interval '1 hour'",
	);
	const [{ text: later } = {}] = await message();
	expect(later).toContain('free it with Ledger → Resolve, then run the payout again');
});

it('is silent when nothing is open', async () => {
	await postgres.sql("delete from zen_ledger_payments where state = 'open'");
	expect(await message()).toEqual([]);
});
