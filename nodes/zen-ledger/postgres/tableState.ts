import type { Row, Statement } from './connections';
import { VERSION } from './tables';
import type { Tables } from './tables';

const NAMES = ['meta', 'payments', 'totals'].map((name) => `zen_ledger_${name}`);
const READ = `has_table_privilege(c.oid, 'SELECT')`;
const WRITTEN = `has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE')`;

/** What there is of a ledger's tables in a database. */
export interface TableState {
	hasSchema: boolean;
	mayUseSchema: boolean;
	mayCreate: boolean;
	isComplete: boolean;
	/** Whether rows can be read and written. */
	mayUse: boolean;
}

/** Asks for them without any right but the one to connect. */
export function askTableState({ schema }: Tables): Statement {
	return {
		text: `SELECT n.oid IS NOT NULL AS "hasSchema",
	coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS "mayUseSchema",
	coalesce(has_schema_privilege(n.oid, 'CREATE'), false) AS "mayCreate",
	count(c.oid)::int AS tables,
	coalesce(bool_and(${READ} AND (c.relname = $3 OR (${WRITTEN}))), false) AS "mayUse"
FROM (SELECT $1::text AS name) asked
LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = asked.name
LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = ANY ($2::text[])
GROUP BY n.oid`,
		// The version is only read.
		values: [schema, NAMES, NAMES[0]],
	};
}

export function tableStateIn([row]: Row[]): TableState {
	const { tables, ...rest } = row as Row & TableState;
	return { ...rest, isComplete: tables === NAMES.length };
}

/** The version of the tables. */
export function askVersion({ meta }: Tables): Statement {
	return { text: `SELECT value FROM ${meta} WHERE name = $1`, values: ['version'] };
}

/**
 * Fails where the tables have another version by now: goes ahead of what is to be done with them, in the
 * same transaction. See `isOfOtherVersion`.
 */
export function requireVersion({ meta }: Tables): Statement {
	return {
		text: `SELECT 1 / count(*) FROM ${meta} WHERE name = $1 AND value = $2`,
		values: ['version', VERSION],
	};
}

/** What is wrong with the tables, in words that continue "the PostgreSQL ledger …". */
export function wrongWith(
	state: TableState,
	{ schema }: Tables,
	user: string,
): { problem: string; remedy: string } | undefined {
	const byHand =
		'Let an administrator of the database run docs/ledger.sql of this package, which makes the tables and grants the rights that are needed.';
	if (!state.hasSchema) {
		return {
			problem: `cannot be used: there is no schema "${schema}"`,
			remedy: 'Correct Schema in the credential, or have it made.',
		};
	}
	if (!state.mayUseSchema) {
		return {
			problem: `cannot be used: user "${user}" has no right to use schema "${schema}"`,
			remedy: byHand,
		};
	}
	if (!state.isComplete && !state.mayCreate) {
		return {
			problem: `cannot be used: its tables are missing, and user "${user}" has no right to make them in schema "${schema}"`,
			remedy: byHand,
		};
	}
	if (state.isComplete && !state.mayUse) {
		return {
			problem: `cannot be used: its tables are there, but user "${user}" has no right to read and write them`,
			remedy: byHand,
		};
	}
	return undefined;
}

/** What is wrong with a version of the tables, as {@link wrongWith}. */
export function wrongVersion(rows: Row[]): { problem: string; remedy: string } | undefined {
	const version = rows[0]?.value;
	if (version === VERSION) return undefined;
	return {
		problem:
			version === undefined
				? 'cannot be used: its tables do not say which version they have'
				: `cannot be used: its tables have version ${String(version)}, and this package knows version ${VERSION}`,
		remedy: 'Update this package on every n8n that uses the database.',
	};
}
