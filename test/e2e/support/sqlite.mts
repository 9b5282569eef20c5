import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installNode } from '../install/node.mts';
import { NEWEST } from '../install/releases.mts';

const run = promisify(execFile);

const DUMP = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1], { readOnly: true });
	const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
	const rows = ({ name }) => [name, database.prepare('select * from "' + name + '"').all()];
	console.log(JSON.stringify(Object.fromEntries(tables.map(rows))));
`;

const RUN = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1]);
	database.exec('pragma busy_timeout = 20000');
	const statement = require('node:fs').readFileSync(0, 'utf8');
	const rows = database.prepare(statement).all().map((row) => Object.values(row).join('|'));
	console.log(rows.join('\\n'));
`;

/** All rows of all tables. The machine's own Node may be too old to read SQLite; the one in the cache is not. */
export async function dumpSqlite(file: string): Promise<Record<string, object[]>> {
	const node = join(await installNode(NEWEST.node), 'bin/node');
	const { stdout } = await run(node, ['-e', DUMP, file], { maxBuffer: 512 * 1024 * 1024 });
	return JSON.parse(stdout) as Record<string, object[]>;
}

/** Runs a statement. @returns the rows, a line each */
export async function runSqlite(file: string, statement: string): Promise<string> {
	const node = join(await installNode(NEWEST.node), 'bin/node');
	const running = run(node, ['-e', RUN, file], { maxBuffer: 512 * 1024 * 1024 });
	running.child.stdin!.end(statement);
	return (await running).stdout.trim();
}
