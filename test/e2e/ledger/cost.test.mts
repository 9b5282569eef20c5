import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimFirst, claimNext } from '../../../nodes/zen-ledger/postgres/claims';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import {
	leavingOpen,
	releasing,
	resolving,
	restoring,
	settling,
} from '../../../nodes/zen-ledger/postgres/ends';
import { askMany } from '../../../nodes/zen-ledger/postgres/listing';
import {
	askAge,
	askAttempts,
	askKnown,
	askStandings,
	askUnder,
} from '../../../nodes/zen-ledger/postgres/questions';
import type { Sql } from '../../../nodes/zen-ledger/postgres/sql';
import { tablesIn } from '../../../nodes/zen-ledger/postgres/tables';
import { Postgres } from '../scaleOut/Postgres.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { admin, credentialFor, ledgerOn, now, PASSWORD, payment, Proxy } from './support.mts';

const ROWS = 100_000;
const LEDGER = 'large';
const temp = new TempFolder();
let postgres: Postgres;
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD });
	const ledger = await ledgerOn(credentialFor(postgres), { ledger: LEDGER });
	const one = payment('P-1');
	await ledger.claim(one, now);
	await ledger.settle(one, { id: 'ID-P-1' });
	await admin(
		postgres,
		`INSERT INTO zen_ledger_payments
		SELECT (jsonb_populate_record(p, jsonb_build_object(
			'key', 'n-' || n, 'external_id', 'N-' || n, 'fingerprint', md5(n::text), 'likeness', md5(n::text),
			'payment_id', CASE WHEN n % 50 = 0 THEN NULL ELSE 'id-' || n END,
			'earlier_ids', CASE WHEN n % 100 = 1 THEN jsonb_build_array('early-' || n) ELSE '[]' END,
			'state', CASE WHEN n % 50 = 0 THEN 'open' ELSE 'settled' END,
			'last_attempt', now() - n * interval '1 minute'))).*
		FROM zen_ledger_payments p, generate_series(2, ${ROWS}) n WHERE p.ledger = '${LEDGER}'`,
	);
	await admin(postgres, 'VACUUM ANALYZE zen_ledger_payments');
});
afterAll(async () => {
	await endConnections();
	await postgres?.stop();
	temp.remove();
});

const tables = tablesIn('public');
const origin = { ledger: LEDGER };
const one = payment('N-77');
const place = { ledger: LEDGER, key: one.key };
const claim = { token: '00000000-0000-4000-8000-000000000000', day: '2026-03-10' };
const end = { token: claim.token, fresh: claim.token, id: 'x', status: 'y', day: claim.day };
const many = Array.from({ length: 500 }, (_, index) => payment(`N-${index * 7}`));
const listed = Array.from({ length: 500 }, (_, index) => ({ id: `id-${index * 9}`, named: one }));
const STATEMENTS: Record<string, Sql> = {
	'claiming it': claimFirst(tables, one, origin, claim),
	'claiming it again': claimNext(tables, one, origin, { ...claim, attempts: 1, state: 'open' }),
	'settling it': settling(tables, one, origin, end),
	'leaving it open': leavingOpen(tables, one, origin, end),
	'releasing it': releasing(tables, { ...place, token: claim.token }),
	'releasing it again': restoring(tables, { ...place, token: claim.token, attempts: 2 }),
	'resolving it': resolving(tables, { ...place, attempt: 'x', token: claim.token, by: 'x' }),
	'looking 500 up': askStandings(tables, LEDGER, many),
	'dating it': askAttempts(tables, LEDGER, one),
	'its age': askAge(tables, place),
	'recognising 500': askKnown(tables, { ...place, key: 'n-78' }, listed),
	'what stands under a key': askUnder(tables, place),
	'the newest': askMany(tables, LEDGER, { limit: 50 }),
	'one by its reference': askMany(tables, LEDGER, { reference: 'N-4711' }),
	'the open ones of a while': askMany(tables, LEDGER, {
		states: ['open'],
		since: '2020-01-01',
		limit: 20,
	}),
};

describe(`in a ledger of ${ROWS} payments`, () => {
	it.each(Object.keys(STATEMENTS))('%s reads no table from end to end', async (name) => {
		const { text, values } = STATEMENTS[name]!.statement();
		const rows = await admin(postgres, `EXPLAIN ${text}`, values);
		const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
		expect(plan).not.toContain('Seq Scan on zen_ledger_payments');
		expect(plan).toMatch(/Index|Conflict Arbiter/);
	});

	it('a question about one of very many that are alike looks at few of them', async () => {
		const alike = payment('alike 1', { title: 'wages' });
		const ledger = await ledgerOn(credentialFor(postgres), { ledger: 'alike' });
		await ledger.claim(alike, now);
		await ledger.settle(alike, { id: 'a' });
		await admin(
			postgres,
			`INSERT INTO zen_ledger_payments SELECT (jsonb_populate_record(p, jsonb_build_object('key', 'n-' || n))).*
			FROM zen_ledger_payments p, generate_series(1, 20000) n WHERE p.ledger = 'alike'`,
		);
		await admin(postgres, 'VACUUM ANALYZE zen_ledger_payments');
		const late = payment('late', { title: 'wages' });
		await ledger.claim(late, now);
		for (const [one, hasTwin] of [
			[late, false],
			[alike, true],
		] as const) {
			const { text, values } = askAttempts(tables, 'alike', one).statement();
			const rows = await admin(postgres, `EXPLAIN (ANALYZE, TIMING OFF) ${text}`, values);
			const plan = rows.map((row) => row['QUERY PLAN'] as string);
			expect(plan.filter((line) => /actual rows=\d{4}|Filter: [1-9]\d{3}/.test(line))).toEqual([]);
			expect((await ledger.attemptsOf(one, now())).hasTwin).toBe(hasTwin);
		}
	});

	it('a claim and its end take one exchange each, and little time', async () => {
		const proxy = await Proxy.start(postgres.port);
		const ledger = await ledgerOn(credentialFor(proxy), origin);
		await ledger.lookUp([payment('first')]);
		proxy.sent = '';
		const began = Date.now();
		for (let count = 0; count < 100; count += 1) {
			await ledger.claim(payment(`new ${count}`), now);
			await ledger.settle(payment(`new ${count}`), { id: `new ${count}` });
		}
		expect(proxy.sent.match(/BEGIN;/g)).toHaveLength(200);
		expect(Date.now() - began).toBeLessThan(10_000);
		proxy.stop();
	});
});
