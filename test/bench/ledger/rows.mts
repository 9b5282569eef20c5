import type { Postgres } from '../../e2e/scaleOut/Postgres.mts';

/** Makes the table of the ledger, which has to be there, hold so many other payments. */
export async function fillRows(postgres: Postgres, payments: number): Promise<void> {
	const ledger = await postgres.sql('select ledger from zen_ledger_payments limit 1');
	if (ledger === '') throw new Error('No payment stands in the ledger');
	await postgres.sql(`
		create temporary table kept as select * from zen_ledger_payments limit 1;
		delete from zen_ledger_payments where key like 'other-%';
		insert into zen_ledger_payments (ledger, key, kind, external_id, fingerprint, likeness, amount,
			currency, account_id, receiver, state, attempts, first_attempt, last_attempt, closed_at,
			first_day, last_day, payment_id, status, claim, counted_on, workflow_id, workflow_name,
			execution_id, node_name)
		select ledger, 'other-' || n, kind, 'Other-' || n, md5('fingerprint ' || n), md5('likeness ' || n),
			amount, currency, account_id, receiver, 'settled', 1, at, at, at, at::date, at::date,
			gen_random_uuid()::text, status, gen_random_uuid(), at::date, workflow_id, workflow_name,
			execution_id, node_name
		from kept, generate_series(1, ${payments}) n, lateral (select now() - n * interval '1 minute') as t (at)
	`);
	await postgres.sql('vacuum analyze zen_ledger_payments');
}

/** How many payments the table holds. */
export async function rowsIn(postgres: Postgres): Promise<number> {
	return Number(await postgres.sql('select count(*) from zen_ledger_payments'));
}
