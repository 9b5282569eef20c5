import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import getPort from 'get-port';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testPostgresLedger } from '../../../nodes/zen-ledger';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { program } from '../install/program.mts';
import { accepts } from '../scaleOut/accepts.mts';
import { Postgres, unprivileged } from '../scaleOut/Postgres.mts';
import { Service } from '../support/Service.mts';
import { TempFolder } from '../support/TempFolder.mts';
import {
	admin,
	credentialFor,
	holdingEndOfClaim,
	ledgerOn,
	now,
	PASSWORD,
	payment,
	Proxy,
	standing,
} from './support.mts';

const temp = new TempFolder();
let postgres: Postgres;
let pooler: Service;
let port: number;
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD });
	port = await getPort();
	const user = unprivileged();
	const users = join(temp.path, 'users.txt');
	const settings = join(temp.path, 'pgbouncer.ini');
	writeFileSync(users, `"n8n" "${PASSWORD}"\n`);
	writeFileSync(
		settings,
		[
			'[databases]',
			`postgres = host=127.0.0.1 port=${postgres.port}`,
			'[pgbouncer]',
			`listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
			`auth_type = scram-sha-256\nauth_file = ${users}`,
			// Connections of the server go from hand to hand after each transaction.
			'pool_mode = transaction\ndefault_pool_size = 2',
		].join('\n'),
	);
	for (const file of [users, settings]) {
		chmodSync(file, 0o600);
		if (user) chownSync(file, user.uid, user.gid);
	}
	pooler = Service.start({
		command: await program('pgbouncer'),
		args: [settings],
		env: process.env,
		cwd: '/',
		logFile: join(temp.path, 'pgbouncer.log'),
		user,
	});
	await pooler.ready(async () => await accepts(port), 30_000);
});
afterAll(async () => {
	await endConnections();
	await pooler?.stop();
	await postgres?.stop();
	temp.remove();
});

it('a ledger works behind a pooler that hands connections on after each transaction', async () => {
	const credential = credentialFor({ port });
	const ledgers = await Promise.all(
		Array.from({ length: 8 }, async () => await ledgerOn(credential, { ledger: 'pooled' })),
	);
	const claims = await Promise.all(
		ledgers.map(async (ledger) => await ledger.claim(payment('A'), now)),
	);
	expect(claims.filter(({ state }) => state === 'fresh')).toHaveLength(1);
	await Promise.all(
		ledgers.map(async (ledger, place) => {
			const one = payment(`B-${place}`);
			expect(await ledger.claim(one, now)).toEqual({ state: 'fresh' });
			await ledger.settle(one, { id: `ID-${place}` });
			expect(await standing(ledger, one)).toMatchObject({ state: 'settled' });
		}),
	);
	expect(await testPostgresLedger(credential)).toMatchObject({ status: 'OK' });
	// What was set for a transaction has not stayed in a connection that others use.
	for (const name of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
		expect(await admin({ port }, `SHOW ${name}`)).toEqual([{ [name]: '0' }]);
	}
});

it('of a claim that reaches the pooler without its end the server gives up soon', async () => {
	const proxy = await Proxy.start(port);
	const ledger = await ledgerOn(credentialFor(proxy), { ledger: 'half-way' });
	await ledger.lookUp([payment('A')]);
	proxy.holdFrom = holdingEndOfClaim();
	const claim = ledger.claim(payment('A'), now);
	await after(500);
	const other = await ledgerOn(credentialFor({ port }), { ledger: 'half-way' });
	expect(await other.claim(payment('B'), now)).toEqual({ state: 'fresh' });
	expect(await claim).toEqual({ state: 'fresh' });
	proxy.stop();
});
