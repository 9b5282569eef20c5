import type { Postgres } from '../scaleOut/Postgres.mts';

/** The credential of a ledger in a PostgreSQL that lets everybody in, as it is saved in n8n. */
export function ledgerCredential({ port }: Pick<Postgres, 'port'>) {
	return {
		name: 'ZEN Ledger',
		type: 'zenLedgerApi',
		data: {
			host: '127.0.0.1',
			port,
			database: 'postgres',
			schema: 'public',
			user: 'n8n',
			password: 'any',
			tls: 'off',
		},
	};
}
