import type { Simulator } from '../../simulator/index.mts';
import type { Postgres } from '../../e2e/scaleOut/Postgres.mts';
import type { Rest } from '../../e2e/n8n/Rest.mts';

/** A real n8n that payments are measured in, with a simulated ZEN beside it. */
export interface Site {
	name: string;
	simulator: Simulator;
	rest: Rest;
	/** Of its `zenApi` credential. */
	credentialId: string;
	/** Where webhooks are called. */
	url: string;
	/** Runs a statement in n8n's own database. @returns the rows, a line each */
	sql(statement: string): Promise<string>;
	/** The ledger in PostgreSQL: its `zenLedgerApi` credential, and the database. */
	ledger: { credentialId: string; postgres: Postgres };
	/** How many bytes of write-ahead log its database has written so far, of one that tells. */
	walBytes?(): Promise<number>;
	close(): Promise<void>;
}
