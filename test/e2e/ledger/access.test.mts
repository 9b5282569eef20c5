import { execFileSync, execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPostgresLedger } from '../../../nodes/zen-ledger';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { creation, tablesIn } from '../../../nodes/zen-ledger/postgres/tables';
import { CertificateAuthority } from '../../support/certificates.mts';
import { program } from '../install/program.mts';
import { Postgres } from '../scaleOut/Postgres.mts';
import { TempFolder } from '../support/TempFolder.mts';
import {
	admin,
	credentialFor,
	ledgerOn,
	now,
	PASSWORD,
	payment,
	Proxy,
	resolveNow,
	standing,
} from './support.mts';

const root = resolve(import.meta.dirname, '../../..');
const byHand = readFileSync(join(root, 'docs/ledger.sql'), 'utf8');
const temp = new TempFolder();
let postgres: Postgres;
let authority: CertificateAuthority;
beforeAll(async () => {
	authority = await CertificateAuthority.create();
	const tls = await authority.issue({ commonName: 'db', usage: 'server', altNames: ['localhost'] });
	postgres = await Postgres.start(temp.path, { password: PASSWORD, tls });
});
afterAll(async () => {
	await endConnections();
	await postgres?.stop();
	temp.remove();
});

const tried = async (changes: Parameters<typeof credentialFor>[1]) =>
	await testPostgresLedger(credentialFor(postgres, changes));
const withRole = async (name: string) => {
	await admin(postgres, `CREATE ROLE ${name} LOGIN PASSWORD 'secret of ${name}'`);
	return { user: name, password: `secret of ${name}` };
};
const dumpOf = async (database: string) => {
	const where = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'n8n', database];
	const env = { ...process.env, PGPASSWORD: PASSWORD };
	const { stdout } = await promisify(execFile)(
		await program('pg_dump', 'postgresql'),
		['--schema-only', '--no-owner', '--no-privileges', ...where],
		{ env },
	);
	return stdout.replace(/^\\(un)?restrict .*$/gm, '');
};

describe('the test of the credential', () => {
	it('says what it found', async () => {
		await admin(postgres, 'CREATE SCHEMA found');
		expect(await tried({ schema: 'found' })).toEqual({
			status: 'OK',
			message: 'Connected. The tables are made with the first payment.',
		});
		const ledger = await ledgerOn(credentialFor(postgres, { schema: 'found' }));
		await ledger.claim(payment('A'), now);
		expect((await tried({ schema: 'found' })).message).toBe(
			'Connected. The tables are there; 1 payment is remembered.',
		);
		await ledger.claim(payment('B'), now);
		expect((await tried({ schema: 'found' })).message).toBe(
			'Connected. The tables are there; 2 payments are remembered.',
		);
	});

	it.each([
		['a host that is not there', { host: 'no-such-host.invalid' }, 'cannot be found'],
		['a port where nobody listens', { port: 1 }, 'refused the connection'],
		['a wrong password', { password: 'wrong-secret' }, 'password of user "n8n" is wrong'],
		['no password', { password: '' }, 'asks for a password'],
		['no such user', { user: 'nobody' }, 'there is no such user'],
		['no such database', { database: 'nowhere' }, 'no database "nowhere"'],
		['no such schema', { schema: 'nowhere' }, 'no schema "nowhere"'],
		['no host', { host: '' }, 'has no Host'],
		['a host of blanks', { host: ' ' }, 'Host yields nothing'],
		['no user', { user: '' }, 'has no User'],
		['no port', { port: 0 }, 'has no Port'],
		['an authority that is not trusted', { tls: 'verify', host: 'localhost' }, 'is not trusted'],
		[
			'no PEM as authority',
			{ tls: 'verify', host: 'localhost', ca: 'nonsense' },
			'CA Certificate that cannot be read',
		],
	] as const)('says in plain words: %s', async (_what, changes, words) => {
		const { status, message } = await tried(changes);
		expect(status).toBe('Error');
		expect(message).toContain(words);
		expect(message).not.toContain(PASSWORD);
		expect(message).not.toContain('wrong-secret');
		expect(message).toMatch(/^[A-Z].*\.$/);
	});

	it('takes a server over TLS whose certificate is made out to its host, and no other', async () => {
		const ca = authority.certificate;
		expect(await tried({ tls: 'verify', host: 'localhost', ca })).toMatchObject({ status: 'OK' });
		const other = await tried({ tls: 'verify', host: '127.0.0.1', ca });
		expect(other.message).toContain('not made out to that host');
	});

	it('says when the server offers no TLS', async () => {
		const folder = new TempFolder();
		const plain = await Postgres.start(folder.path, { password: PASSWORD });
		const result = await testPostgresLedger(credentialFor(plain, { tls: 'verify' }));
		await plain.stop();
		folder.remove();
		expect(result.message).toContain('does not offer TLS');
	});

	it('says when nobody answers', async () => {
		const proxy = await Proxy.start(postgres.port);
		proxy.cutBefore = () => true;
		const { message } = await testPostgresLedger(credentialFor(proxy));
		proxy.stop();
		expect(message).toMatch(/connection to 127\.0\.0\.1:\d+ was lost/);
	});

	it('says which right is missing', async () => {
		const role = await withRole('restricted');
		await admin(
			postgres,
			'CREATE SCHEMA closed; CREATE SCHEMA empty; CREATE SCHEMA taken; GRANT USAGE ON SCHEMA empty, taken TO restricted',
		);
		await (await ledgerOn(credentialFor(postgres, { schema: 'taken' }))).claim(payment('A'), now);
		expect((await tried({ ...role, schema: 'closed' })).message).toContain(
			'no right to use schema "closed"',
		);
		expect((await tried({ ...role, schema: 'empty' })).message).toContain(
			'its tables are missing, and user "restricted" has no right to make them',
		);
		expect((await tried({ ...role, schema: 'taken' })).message).toContain(
			'no right to read and write them',
		);
		const ledger = await ledgerOn(credentialFor(postgres, { ...role, schema: 'empty' }));
		await expect(ledger.claim(payment('A'), now)).rejects.toMatchObject({
			remedy: expect.stringContaining('docs/ledger.sql'),
		});
	});

	it('says when the tables are newer', async () => {
		await admin(postgres, 'CREATE SCHEMA newer');
		const credential = credentialFor(postgres, { schema: 'newer' });
		const early = await ledgerOn(credential);
		await early.claim(payment('A'), now);
		await admin(postgres, 'UPDATE newer.zen_ledger_meta SET value = 2');
		// Also to a process that has used them before that, and writes nothing there.
		await expect(early.claim(payment('B'), now)).rejects.toThrow('version 2');
		const rows = await admin(postgres, 'SELECT key FROM newer.zen_ledger_payments');
		expect(rows).toEqual([{ key: 'a' }]);
		expect((await testPostgresLedger(credential)).message).toContain(
			'have version 2, and this package knows version 1',
		);
		// As another process sees them.
		const ledger = await ledgerOn({ ...credential, host: 'localhost' });
		await expect(ledger.claim(payment('B'), now)).rejects.toThrow('version 2');
	});
});

describe('docs/ledger.sql', () => {
	it('makes the tables that the package makes, and grants what it needs', async () => {
		for (const statement of creation({
			...tablesIn('public'),
			...{
				payments: 'public.zen_ledger_payments',
				totals: 'public.zen_ledger_totals',
				meta: 'public.zen_ledger_meta',
			},
		})) {
			expect(byHand).toContain(`${statement};`);
		}
		for (const name of ['by_hand', 'by_itself']) await admin(postgres, `CREATE DATABASE ${name}`);
		await admin(postgres, byHand, undefined, { database: 'by_hand' });
		await admin(postgres, "ALTER ROLE zen_ledger LOGIN PASSWORD 'of the ledger'");
		await (
			await ledgerOn(credentialFor(postgres, { database: 'by_itself' }))
		).claim(payment('A'), now);
		expect(await dumpOf('by_hand')).toBe(await dumpOf('by_itself'));

		const credential = credentialFor(postgres, {
			database: 'by_hand',
			user: 'zen_ledger',
			password: 'of the ledger',
		});
		const ledger = await ledgerOn(credential);
		const one = payment('A');
		expect(await ledger.claim(one, now)).toEqual({ state: 'fresh' });
		await ledger.release(one);
		expect(await ledger.claim(one, now)).toEqual({ state: 'fresh' });
		expect(await resolveNow(ledger, 'a')).toBe(true);
		await ledger.claim(one, now);
		await ledger.settle(one, { id: 'IA' });
		const seen = { state: 'settled', same: true, attempts: 1 } as const;
		expect(await ledger.claimAgain(one, seen, now)).toBe(true);
		await ledger.releaseAgain(one, seen);
		await ledger.leaveOpen(one, now);
		expect(await standing(ledger, one)).toMatchObject({ state: 'open' });
		expect(await ledger.getMany({})).toHaveLength(1);
		expect(await testPostgresLedger(credential)).toMatchObject({ status: 'OK' });
		const denied = admin(postgres, 'DELETE FROM zen_ledger_payments', undefined, {
			database: 'by_hand',
			user: 'zen_ledger',
			password: 'of the ledger',
		});
		await expect(denied).rejects.toThrow('permission denied');
	});
});

describe('the surroundings', () => {
	it('decide nothing: no variable of the environment, no file of the user', async () => {
		writeFileSync(join(temp.path, '.pgpass'), `*:*:*:*:${PASSWORD}\n`, { mode: 0o600 });
		const hostile = {
			...{
				PGHOST: 'evil.invalid',
				PGPORT: '1',
				PGUSER: 'evil',
				PGDATABASE: 'evil',
				PGPASSWORD: PASSWORD,
			},
			...{
				PGSSLMODE: 'no-verify',
				PGSSLNEGOTIATION: 'direct',
				PGOPTIONS: '-c default_transaction_read_only=on',
				PGAPPNAME: 'evil',
				PGCONNECT_TIMEOUT: '1',
			},
			...{
				PGREPLICATION: 'database',
				PGBINARY: 'true',
				PGCLIENT_ENCODING: 'LATIN1',
				NODE_TLS_REJECT_UNAUTHORIZED: '0',
				HOME: temp.path,
			},
		};
		const proxy = await Proxy.start(postgres.port);
		const run = (credential: object) =>
			JSON.parse(
				execFileSync(
					process.execPath,
					['--import', 'tsx', join(import.meta.dirname, 'hostile.mts'), JSON.stringify(credential)],
					{
						cwd: root,
						env: { ...process.env, ...hostile },
						encoding: 'utf8',
						stdio: ['ignore', 'pipe', 'ignore'],
					},
				),
			);
		// The process is of its own, so that this one can pass on what it sends.
		const spawned = promisify(execFile)(
			process.execPath,
			[
				'--import',
				'tsx',
				join(import.meta.dirname, 'hostile.mts'),
				JSON.stringify(credentialFor(proxy)),
			],
			{ cwd: root, env: { ...process.env, ...hostile } },
		);
		expect(JSON.parse((await spawned).stdout)).toEqual({ state: 'fresh', open: 'open' });
		expect(proxy.sent).not.toMatch(/evil|replication|read_only|LATIN1/);
		expect(proxy.sent).toContain('n8n-nodes-zen');
		proxy.stop();
		expect(run(credentialFor(postgres, { password: '' })).error).toContain('asks for a password');
		expect(run(credentialFor(postgres, { tls: 'verify', host: 'localhost' })).error).toContain(
			'is not trusted',
		);
		expect(run(credentialFor(postgres, { host: '' })).error).toContain('has no Host');
	});

	it('may hold a pooler: no statement has a name, and nothing is set beyond a transaction', async () => {
		const proxy = await Proxy.start(postgres.port);
		const ledger = await ledgerOn(credentialFor(proxy));
		await ledger.claim(payment('A'), now);
		await ledger.settle(payment('A'), { id: 'IA' });
		await ledger.recognise(payment('A'), [{ id: 'IA' }]);
		await ledger.getMany({});
		proxy.stop();
		// Parse: 'P', length, name (empty), zero, statement.
		const named = [
			...proxy.sent.matchAll(/P\0\0..([^\0]+)\0(?:WITH|SELECT|INSERT|UPDATE)/gs),
		].filter(([, name]) => !/\s/.test(name!));
		expect(named).toEqual([]);
		expect(proxy.sent).toMatch(/SET LOCAL/);
		expect(proxy.sent.replace(/SET LOCAL/g, '')).not.toMatch(
			/\bSET (?!LOCAL)\w+(_timeout|_commit|_path)|LISTEN|pg_advisory_lock|options\0|statement_timeout\0/,
		);
	});

	it('has the process end by itself, though nobody closes the connections', async () => {
		const began = Date.now();
		const script = join(import.meta.dirname, 'hostile.mts');
		await promisify(execFile)(
			process.execPath,
			['--import', 'tsx', script, JSON.stringify(credentialFor(postgres))],
			{ cwd: root, timeout: 30_000 },
		);
		expect(Date.now() - began).toBeLessThan(9_000);
	});
});
