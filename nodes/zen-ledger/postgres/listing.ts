import { keyOf } from '../../zen-payout';
import { named } from './claims';
import type { Row } from './connections';
import { raw, sql } from './sql';
import type { Sql } from './sql';
import type { Tables } from './tables';

/**
 * - `open`: nobody knows what became of it
 * - `settled`: ZEN took it
 * - `released`: it certainly did not go out
 * - `resolved`: a person has seen that it did not go out
 */
export type LedgerState = 'open' | 'settled' | 'released' | 'resolved';

/** Which payments of a ledger are wanted; what is absent does not matter. */
export interface LedgerFilter {
	states?: LedgerState[];
	/** From this time of the last attempt on, ISO 8601. */
	since?: string;
	/** Before this time of the last attempt, ISO 8601. */
	until?: string;
	/** The External ID, however it is typed. */
	reference?: string;
	/** Whether `reference` is only a part of it. */
	isPart?: boolean;
	accountId?: string;
	limit?: number;
}

/** A payment as a ledger tells it. Times are in UTC, ISO 8601, by the clock of the database. */
export interface LedgerRow {
	state: LedgerState;
	kind: 'payment' | 'draft';
	externalId: string;
	/** A decimal text such as `246.20`. */
	amount: string;
	currency: string;
	accountId: string;
	/** The receiver's account, all but its ends masked. */
	receiver: string;
	attempts: number;
	firstAttempt: string;
	lastAttempt: string;
	paymentId?: string;
	/** ZEN's own word, as it was known when it was noted. */
	status?: string;
	workflowId?: string;
	workflowName?: string;
	executionId?: string;
	nodeName?: string;
	resolvedAt?: string;
	resolvedBy?: string;
}

const ALL_STATES: LedgerState[] = ['open', 'settled', 'released', 'resolved'];
const DEFAULT_LIMIT = 50;
const time = (column: string) =>
	`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const COLUMNS =
	raw(`row.state, row.kind, row.external_id AS "externalId", row.amount::text AS amount, row.currency,
	row.account_id AS "accountId", row.receiver, row.attempts, ${time('row.first_attempt')} AS "firstAttempt",
	${time('row.last_attempt')} AS "lastAttempt", row.payment_id AS "paymentId", row.status,
	row.workflow_id AS "workflowId", row.workflow_name AS "workflowName", row.execution_id AS "executionId",
	row.node_name AS "nodeName", ${time('row.resolved_at')} AS "resolvedAt", row.resolved_by AS "resolvedBy"`);

/** Payments of a ledger: those that nobody knows the end of first, then the newest first. */
export function askMany(tables: Tables, ledger: string, filter: LedgerFilter): Sql {
	const { payments } = named(tables);
	const { since, until, accountId, limit = DEFAULT_LIMIT } = filter;
	const states = filter.states?.length ? [...new Set(filter.states)] : ALL_STATES;
	// State by state, each from its index, so that it costs no more where many are remembered.
	return sql`SELECT ${COLUMNS} FROM unnest(${states}::text[]) AS wanted (state)
	CROSS JOIN LATERAL (
		SELECT * FROM ${payments} AS mine
		WHERE mine.ledger = ${ledger} AND mine.state = wanted.state
			${since ? sql`AND mine.last_attempt >= ${since}::timestamptz` : raw('')}
			${until ? sql`AND mine.last_attempt < ${until}::timestamptz` : raw('')}
			${accountId ? sql`AND lower(mine.account_id) = lower(${accountId})` : raw('')}
			${referenceIn(filter)}
		ORDER BY mine.last_attempt DESC LIMIT ${limit}
	) AS row
	ORDER BY row.state = 'open' DESC, row.last_attempt DESC LIMIT ${limit}`;
}

function referenceIn({ reference, isPart }: LedgerFilter): Sql {
	const key = reference ? keyOf(reference) : '';
	if (key === '') return raw('');
	return isPart ? sql`AND strpos(mine.key, ${key}) > 0` : sql`AND mine.key = ${key}`;
}

/** A row without what it does not tell. */
export function toLedgerRow(row: Row): LedgerRow {
	const told = Object.entries(row).filter(([, value]) => value !== null);
	return Object.fromEntries(told) as unknown as LedgerRow;
}
