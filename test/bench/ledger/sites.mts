import { join } from 'node:path';
import { Stage } from '../../e2e/n8n/Stage.mts';
import type { Rest } from '../../e2e/n8n/Rest.mts';
import { Cluster } from '../../e2e/scaleOut/Cluster.mts';
import { Postgres } from '../../e2e/scaleOut/Postgres.mts';
import { runSqlite } from '../../e2e/support/sqlite.mts';
import { TempFolder } from '../../e2e/support/TempFolder.mts';
import { Simulator } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import { ledgerCredential } from '../../e2e/ledger/credential.mts';
import type { Site } from './Site.mts';

const SETTLE = { settleAfterMs: 100 };

/** The ledger in a PostgreSQL, as n8n knows it. */
async function ledgerIn(rest: Rest, postgres: Postgres): Promise<Site['ledger']> {
	const { id } = await rest.post<{ id: string }>('/credentials', ledgerCredential(postgres));
	return { credentialId: id, postgres };
}

/** One n8n, with SQLite, and a PostgreSQL for the ledger. */
export async function openSqlite(): Promise<Site> {
	const stage = await Stage.open(SETTLE);
	const { simulator, rest, credentialId, n8n } = stage;
	const temp = new TempFolder();
	const postgres = await Postgres.start(temp.path, { isDurable: true });
	return {
		name: 'n8n with SQLite',
		simulator,
		rest,
		credentialId,
		url: n8n.url,
		sql: async (statement) => await runSqlite(join(n8n.folder, 'database.sqlite'), statement),
		ledger: await ledgerIn(rest, postgres),
		close: async () => {
			await stage.close();
			await postgres.stop();
			temp.remove();
		},
	};
}

/** n8n in queue mode with one worker, with a PostgreSQL that writes to the disk as in production. */
export async function openQueue(): Promise<Site> {
	const simulator = await Simulator.start(SETTLE);
	try {
		const cluster = await Cluster.open({ isDurable: true });
		const { rest, postgres } = cluster;
		const credential = { name: 'ZEN API', type: 'zenApi', data: credentialFor(simulator) };
		const { id } = await rest.post<{ id: string }>('/credentials', credential);
		const [url] = await Promise.all([cluster.startWebhookProcessor(), cluster.startWorker()]);
		return {
			name: 'n8n in queue mode with PostgreSQL',
			simulator,
			rest,
			credentialId: id,
			url,
			sql: async (statement) => await postgres.sql(statement),
			ledger: await ledgerIn(rest, postgres),
			walBytes: async () => await postgres.walBytes(),
			close: async () => {
				await cluster.close();
				await simulator.stop();
			},
		};
	} catch (error) {
		await simulator.stop();
		throw error;
	}
}
