import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Postgres } from '../scaleOut/Postgres.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { admin, credentialFor, PASSWORD } from './support.mts';

const root = resolve(import.meta.dirname, '../../..');
const temp = new TempFolder();
let postgres: Postgres;
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD });
});
afterAll(async () => {
	await postgres?.stop();
	temp.remove();
});

it('what is built tests the credential, and holds one connection however often', async () => {
	const script = `
		const { Zen } = require('./dist/nodes/Zen/Zen.node.js');
		const before = Object.keys(require.cache).filter((file) => file.includes('postgres'));
		const { testZenLedgerApi } = new Zen().methods.credentialTest;
		const data = JSON.parse(process.argv[1]);
		const test = async () => await testZenLedgerApi.call({}, { data: { ...data } });
		(async () => {
			const { status, message } = await test();
			await test();
			// Another bundle that requires the same file has the same connections.
			const shared = require('./dist/nodes/zen-ledger/postgres/connections.js');
			console.log(JSON.stringify({ before, status, message, shared: typeof shared.connectionsFor }));
			await new Promise((resolve) => setTimeout(resolve, 3000));
		})();
	`;
	const running = promisify(execFile)(
		process.execPath,
		['-e', script, JSON.stringify(credentialFor(postgres))],
		// The library would look for a part that is not shipped.
		{ cwd: root, env: { ...process.env, NODE_PG_FORCE_NATIVE: '1' } },
	);
	const count = async () => {
		const [row] = await admin(
			postgres,
			"SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'n8n-nodes-zen'",
		);
		return row!.count as number;
	};
	let most = 0;
	const watching = setInterval(() => {
		void count().then((one) => {
			most = Math.max(most, one);
		});
	}, 200);
	const { stdout } = await running;
	clearInterval(watching);
	expect(JSON.parse(stdout)).toEqual({
		before: [],
		status: 'OK',
		message: 'Connected. The tables are made with the first payment.',
		shared: 'function',
	});
	expect(most).toBe(1);
});
