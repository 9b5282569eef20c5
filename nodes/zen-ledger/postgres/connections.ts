// An entry of its own: loaded only by those who use PostgreSQL, and once in a process, so that a
// credential has one pool however many nodes share it. Nothing else of this package is in it.
import pg from 'pg';
import type { ClientConfig, PoolClient, QueryResult } from 'pg';
import { Kept } from '../../zen-client';

/** All that a connection is made of. Nothing is taken from the environment. */
export interface Reach {
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	tls: 'verify' | 'off';
	ca?: string;
}

export interface Statement {
	text: string;
	values: unknown[];
}

export type Row = Record<string, unknown>;

/** A claim whose caller was told that it failed: nothing was sent, but it may stand in the table. */
export interface Orphan {
	table: string;
	ledger: string;
	key: string;
	token: string;
	/** By `performance.now()`. */
	since: number;
}

const MOST_CONNECTIONS = 5;
const CONNECT_MS = 4_000;
const IDLE_MS = 10_000;
const KEEP_ALIVE_MS = 10_000;
const LEAST_MS = 500;
// All of a transaction is sent at once: what is not there by then was lost on the way.
const LONGEST_GAP_MS = 3_000;

/** The connections of one credential, and what the process keeps in mind about its tables. */
export class Connections {
	/** By schema: settled once the tables are known to be there. */
	readonly prepared = new Map<string, Promise<void>>();
	private readonly pool: pg.Pool;

	constructor(
		reach: Reach,
		readonly orphans = new Map<string, Orphan>(),
	) {
		this.pool = new pg.Pool({
			...configOf(reach),
			Client: ExplicitClient as new () => pg.Client,
			max: MOST_CONNECTIONS,
			idleTimeoutMillis: IDLE_MS,
			// A connection that nobody uses does not keep n8n from ending.
			allowExitOnIdle: true,
		});
		// One that is lost while nobody uses it is replaced when somebody does.
		this.pool.on('error', () => {});
	}

	/**
	 * Runs statements as one transaction, in one exchange: all of it is sent at once, its end
	 * included, so that nothing is held open when this process dies or waits. Of one whose end is lost
	 * on the way the server soon gives up, so that nobody waits for long for what it holds.
	 *
	 * What is set is set for this transaction only, as a pooler between demands.
	 *
	 * @param until when the caller gives up, by `performance.now()`
	 * @returns the rows of each statement
	 * @throws whatever failed first, as the library tells it
	 */
	async transaction(statements: Statement[], until: number): Promise<Row[][]> {
		const client = await this.pool.connect();
		let isLost = false;
		const noteLoss = () => {
			isLost = true;
		};
		client.on('error', noteLoss);
		try {
			return await inOneExchange(client, statements, left(until));
		} finally {
			client.off('error', noteLoss);
			client.release(isLost);
		}
	}

	/** Closes what is open. Only tests need it. */
	async end(): Promise<void> {
		await this.pool.end();
	}
}

/** How long a statement may take that is asked now. */
function left(until: number): number {
	return Math.max(until - performance.now(), LEAST_MS);
}

async function inOneExchange(
	client: PoolClient,
	statements: Statement[],
	withinMs: number,
): Promise<Row[][]> {
	// The server gives up first, so that a statement does not go on after its caller has.
	const limitMs = Math.max(Math.floor(withinMs * 0.8), 1);
	const begin = [
		'BEGIN',
		`SET LOCAL statement_timeout = ${limitMs}`,
		`SET LOCAL idle_in_transaction_session_timeout = ${LONGEST_GAP_MS}`,
		'SET LOCAL synchronous_commit = on',
	].join('; ');
	const ask = async (text: string, values: unknown[] = []) =>
		await client.query({ text, values, query_timeout: withinMs } as pg.QueryConfig);
	const asked = [
		ask(begin),
		...statements.map(async ({ text, values }) => await ask(text, values)),
		ask('COMMIT'),
	];
	const ended = await Promise.allSettled(asked);
	const failed = ended.find((one) => one.status === 'rejected');
	if (failed) throw failed.reason;
	const results = ended.map((one) => (one as PromiseFulfilledResult<QueryResult>).value);
	if (results.at(-1)?.command !== 'COMMIT') throw new Error('The transaction was not committed');
	return results.slice(1, -1).map(({ rows }) => rows as Row[]);
}

/**
 * A client that takes nothing from the environment. The library reads a variable `PG…` for each
 * setting that is empty, also for some that cannot be given in any other way.
 */
class ExplicitClient extends pg.Client {
	constructor(config?: ClientConfig) {
		super(config);
		const { connectionParameters, connection } = this as unknown as Inside;
		Object.assign(connectionParameters, { options: undefined, replication: undefined });
		// One that breaks in the moment in which it is handed out would end the process: nobody else listens.
		this.on('error', () => {});
		// Or one that fails on this side stays open until the server loses patience.
		connection.on('error', () => connection.stream.destroy());
	}
}

/** What the library's client is made of, as far as it is of interest here. */
interface Inside {
	connectionParameters: object;
	connection: {
		on(event: 'error', listener: () => void): void;
		stream: { destroy(): void };
	};
}

function configOf({ host, port, database, user, password, tls, ca }: Reach): ClientConfig {
	return {
		host,
		port,
		database,
		user,
		// A function, since an empty text would be looked for in PGPASSWORD and ~/.pgpass.
		password: () => password,
		// A list of authorities takes the place of the public ones.
		ssl: tls === 'off' ? false : { rejectUnauthorized: true, ca },
		sslnegotiation: 'postgres',
		application_name: 'n8n-nodes-zen',
		client_encoding: 'UTF8',
		connectionTimeoutMillis: CONNECT_MS,
		keepAlive: true,
		keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
		// All statements of a transaction are sent without waiting for the answers between them.
		pipeline: true,
	} as ClientConfig;
}

/** By credential: what is to be taken back by whoever uses it next. No secret is in it. */
const orphaned = new Map<string, Connections['orphans']>();

// With them goes the password. The pool is not ended: what nobody uses is closed by itself.
const kept = new Kept<Connections>(Infinity, ({ orphans }, identity) => {
	if (orphans.size > 0) orphaned.set(identity, orphans);
});

/** The connections of a credential, the same ones for all of this process; to be asked for anew by each use. */
export function connectionsFor(identity: string, reach: Reach): Connections {
	const known = kept.get(identity);
	if (known) return known;
	const orphans = orphaned.get(identity);
	orphaned.delete(identity);
	return kept.set(identity, new Connections(reach, orphans));
}

/** Closes all connections. Only tests need it. */
export async function endConnections(): Promise<void> {
	await Promise.all(kept.takeAll().map(async (one) => await one.end()));
}
